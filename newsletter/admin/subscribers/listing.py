"""The list of subscribers, with figures above it."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.admin.listed import ListedView
from newsletter.admin.subscribers.chart import Chart
from newsletter.models import Series, Subscriber, Subscription, Suppression
from newsletter.subscribers import growth
from newsletter.subscribers.forms import language_choices

SUPPRESSED = "suppressed"


class SubscriberFilterSet(WagtailFilterSet):
    """A series, a state in it, a language and a period."""

    series = django_filters.ModelChoiceFilter(
        label=_("Series"),
        queryset=Series.objects.originals(),
        method="filter_together",
        empty_label=pgettext_lazy("series", "all"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[*Subscription.State.choices, (SUPPRESSED, _("must not be mailed"))],
        method="filter_together",
        empty_label=pgettext_lazy("states", "all"),
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=language_choices,
        empty_label=pgettext_lazy("languages", "all"),
    )
    created_at = django_filters.DateFromToRangeFilter(
        label=_("Known since"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Subscriber
        fields = []

    def filter_together(self, queryset, _name, _value):
        return queryset

    def filter_queryset(self, queryset):
        """A state in a series is a state of the same subscription."""
        queryset = super().filter_queryset(queryset)
        series, state = self.form.cleaned_data["series"], self.form.cleaned_data["state"]
        if state == SUPPRESSED:
            queryset, state = queryset.suppressed(), ""
        if series or state:
            own = Subscription.objects.filter(subscriber=OuterRef("pk"))
            own = own.to(series) if series else own
            own = own.filter(state=state) if state else own
            queryset = queryset.filter(Exists(own))
        return queryset


def subscriptions_in_words(subscriber: Subscriber) -> str:
    """Every series with its state."""
    return ", ".join(
        f"{subscription.series.name} ({subscription.get_state_display()})"
        for subscription in subscriber.subscriptions.all()
    )


class SubscribersView(ListedView):
    """Everybody who is known, newest first."""

    model = Subscriber
    any_permission_required = ["view"]
    template_name = "newsletter/admin/subscribers.html"
    header_icon = "group"
    page_title = _("Subscribers")
    search_fields = ["email"]
    filterset_class = SubscriberFilterSet
    default_ordering = "-created_at"
    columns = [
        TitleColumn(
            "email",
            label=_("E-mail address"),
            sort_key="email",
            get_url=lambda person: reverse("subscribers:person", args=[person.pk]),
        ),
        Column("subscriptions", label=_("Subscriptions"), accessor=subscriptions_in_words),
        Column("language", label=_("Language"), sort_key="language"),
        DateColumn("created_at", label=_("Known since"), sort_key="created_at"),
    ]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.may_export = request.user.has_perm("newsletter.export_subscriber")

    def get(self, request, *args, **kwargs):
        if self.is_export and not self.may_export:
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self):
        return Subscriber.objects.prefetch_related("subscriptions__series")

    @cached_property
    def show_export_buttons(self):
        return self.may_export

    @cached_property
    def header_buttons(self):
        if not self.request.user.has_perm("newsletter.import_subscriber"):
            return []
        return [HeaderButton(_("Import"), url=reverse("subscribers:import"), icon_name="download")]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            context.update(figures())
        return context


def figures() -> dict:
    """How many people get which series, and how that grew in a year."""
    active = Subscription.objects.active()
    return {
        "series_figures": list(
            Series.objects.originals()
            .filter(subscriptions__in=active)
            .annotate(readers=Count("subscriptions"))
            .order_by("-readers")
        ),
        "people": Subscriber.objects.filter(
            Exists(active.filter(subscriber=OuterRef("pk")))
        ).count(),
        "pending": Subscription.objects.pending().count(),
        "suppressed": Suppression.objects.count(),
        "chart": Chart(growth.months(12)),
    }
