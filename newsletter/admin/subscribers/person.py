"""One person: what the site knows, and what an editor may do about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsletter.models import ConsentEvent, Notice, Subscriber, Subscription, Suppression
from newsletter.subscribers.leaving import erase, unsubscribe
from newsletter.subscribers.notices import notify


class _PersonView(WagtailAdminTemplateMixin, TemplateView):
    """A page about one subscriber, for who has `permission`."""

    permission = "newsletter.view_subscriber"
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def person(self) -> Subscriber:
        return get_object_or_404(Subscriber, pk=self.kwargs["pk"])

    def get_page_title(self):
        return self.person.email

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("subscribers:index"), "label": _("Subscribers")},
            {"url": "", "label": self.get_page_title()},
        ]


class PersonView(_PersonView):
    """The subscriptions and every consent of a person; unsubscribing on request."""

    template_name = "newsletter/admin/person.html"

    def get_context_data(self, **kwargs):
        user, person = self.request.user, self.person
        return super().get_context_data(
            person=person,
            subscriptions=person.subscriptions.select_related("series"),
            events=person.consent_events.select_related("series").order_by("-at", "-pk"),
            suppression=Suppression.objects.of(person.email).first(),
            deliveries=person.deliveries.select_related("mailing__issue").order_by("-pk")[:50],
            may_change=user.has_perm("newsletter.change_subscriber"),
            may_erase=user.has_perm("newsletter.delete_subscriber"),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """End one subscription, or mail the person the link to the preferences."""
        if not request.user.has_perm("newsletter.change_subscriber"):
            raise PermissionDenied
        if "voorkeuren" in request.POST:
            notify(self.person, Notice.Kind.PREFERENCES)
            messages.success(request, _("The link is on its way to this person."))
        else:
            number = request.POST.get("abonnement", "")
            subscription = get_object_or_404(
                self.person.subscriptions, pk=number if number.isdecimal() else 0
            )
            unsubscribe(
                self.person,
                subscription.series,
                ConsentEvent.Source.EDITOR,
                reason=Subscription.EndReason.REMOVED,
            )
            messages.success(request, _("Unsubscribed. A last mail tells this person."))
        return redirect("subscribers:person", self.person.pk)


class EraseView(_PersonView):
    """The question before everything about a person is erased."""

    permission = "newsletter.delete_subscriber"
    template_name = "newsletter/admin/erase.html"
    page_subtitle = gettext_lazy("Erase")

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, **kwargs)

    def post(self, request, *args, **kwargs):
        erase(self.person)
        messages.success(request, _("Everything about this person is erased."))
        return redirect("subscribers:index")
