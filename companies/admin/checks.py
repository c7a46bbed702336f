"""The answers of companies in the admin: the list, and what differs, field by field."""

import django_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.admin.listed import ListedView, ListedViewSet
from cms.admin.tables import MomentColumn
from companies.checks.answering import HandledAlreadyError, LockedError, accept, set_aside
from companies.checks.pieces import differences
from companies.models import ProfileCheck

VIEW, CHANGE = "companies.view_profilecheck", "companies.change_profilecheck"


class CheckFilterSet(WagtailFilterSet):
    """By how far it is."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=ProfileCheck.State,
        empty_label=pgettext_lazy("companies", "all"),
    )

    class Meta:
        model = ProfileCheck
        fields = ["state"]


class ChecksView(ListedView):
    """Every question to a company, the last one first."""

    model = ProfileCheck
    any_permission_required = ["view"]
    header_icon = "group"
    page_title = gettext_lazy("Answers of companies")
    filterset_class = CheckFilterSet
    default_ordering = "-asked_at"
    columns = [
        TitleColumn(
            "company",
            label=gettext_lazy("Company"),
            sort_key="company__title",
            get_url=lambda check: reverse("profile_checks:check", args=[check.pk]),
            accessor="company.title",
        ),
        Column(
            "state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"
        ),
        Column("email", label=gettext_lazy("Asked of")),
        MomentColumn("asked_at", label=gettext_lazy("Asked on"), sort_key="asked_at"),
        MomentColumn("answered_at", label=gettext_lazy("Answered on"), sort_key="answered_at"),
        Column("handled_by", label=gettext_lazy("Handled by")),
    ]

    def get_base_queryset(self):
        return ProfileCheck.objects.select_related("company", "handled_by")


class CheckView(WagtailAdminTemplateMixin, TemplateView):
    """What a company answered, beside the latest version of its page, to take over or not."""

    template_name = "companies/admin/check.html"
    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(CHANGE if request.method == "POST" else VIEW):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def check_(self) -> ProfileCheck:
        return get_object_or_404(
            ProfileCheck.objects.select_related("company", "handled_by"), pk=self.kwargs["pk"]
        )

    def get_page_title(self):
        return self.check_.company.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("profile_checks:index"), "label": _("Answers of companies")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        check, page = self.check_, self.check_.company
        draft = page.get_latest_revision_as_object()
        is_open = check.state == ProfileCheck.State.ANSWERED
        context = {
            "check": check,
            "differences": differences(check, draft),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "may_edit": page.permissions_for_user(self.request.user).can_edit(),
            "may_handle": is_open and self.request.user.has_perm(CHANGE),
            "is_answered": check.answered_at is not None,
            "ticked": None,
            "errors": [],
        }
        return super().get_context_data(**{**context, **kwargs})

    def post(self, request, *args, **kwargs):
        try:
            if "opzij" in request.POST:
                set_aside(self.check_, request.user)
                messages.success(request, _("Set aside. The page stays as it is."))
            else:
                self._accept(request)
        except HandledAlreadyError:
            messages.warning(request, _("A colleague handled this answer already."))
        except (LockedError, ValidationError) as error:
            names = request.POST.getlist("veld")
            context = self.get_context_data(errors=_texts(error), ticked=names)
            return self.render_to_response(context, status=422)
        return redirect("profile_checks:index")

    def _accept(self, request) -> None:
        page = self.check_.company
        if accept(self.check_, request.POST.getlist("veld"), request.user):
            text = _("“%(title)s” is brought up to date and published.")
        else:
            text = _(
                "“%(title)s” is brought up to date as a draft. Visitors see it when somebody"
                " publishes the page."
            )
        buttons = []
        if page.permissions_for_user(request.user).can_edit():
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            buttons = [messages.button(url, _("Edit"))]
        messages.success(request, format_html("{}", text % {"title": page.title}), buttons=buttons)


def _texts(error: LockedError | ValidationError) -> list[str]:
    return [str(error)] if isinstance(error, LockedError) else error.messages


class ChecksViewSet(ListedViewSet):
    """The list, and each answer."""

    name = "profile_checks"
    url_prefix = "klopt-dit-nog"
    icon = "mail"
    menu_label = gettext_lazy("Answers of companies")
    permission = VIEW
    list_view = ChecksView

    def screens(self):
        return [path("<int:pk>/", self.construct_view(CheckView), name="check")]
