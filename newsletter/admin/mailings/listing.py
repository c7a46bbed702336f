"""The list of mailings."""

import django_filters
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.admin.listed import ListedView
from cms.admin.tables import MomentColumn
from newsletter.models import Mailing


class MailingFilterSet(WagtailFilterSet):
    """By state and series."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=Mailing.State, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Mailing
        fields = ["state", "series"]


class MailingsView(ListedView):
    """All mailings, newest first."""

    model = Mailing
    any_permission_required = ["send"]
    header_icon = "mail"
    page_title = _("Mailings")
    filterset_class = MailingFilterSet
    default_ordering = "-send_at"
    columns = [
        TitleColumn(
            "issue",
            label=_("Issue"),
            sort_key="issue__title",
            get_url=lambda mailing: reverse("mailings:report", args=[mailing.pk]),
            accessor="issue.title",
        ),
        Column("series", label=_("Series"), sort_key="series__name"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        MomentColumn("send_at", label=_("Moment"), sort_key="send_at"),
        Column("prepared_count", label=_("Readers"), sort_key="prepared_count"),
        Column("created_by", label=_("Made by"), sort_key="created_by__username"),
    ]

    def get_base_queryset(self):
        return Mailing.objects.select_related("issue", "series", "created_by")
