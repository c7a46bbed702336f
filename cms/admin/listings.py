"""Flat lists of pages of one type, for people who do not think in trees."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Locale, TranslatableMixin

from cms.admin.spreadsheets import ColumnSpreadsheetMixin
from cms.admin.tables import StatusOfPageColumn, TitleOfPageColumn

STATES = {
    "live": (_("published"), {"live": True}),
    "draft": (_("never published or withdrawn"), {"live": False}),
    "changed": (_("with changes that are not published"), {"has_unpublished_changes": True}),
    "scheduled": (_("planned or with an end date"), {}),
}


class PageListingFilterSet(WagtailFilterSet):
    """Whether visitors see the page; page types add their own filters.

    Pages in every language keep what they are filed under in the language of the editors.
    """

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(name, label) for name, (label, _lookup) in STATES.items()],
        method="filter_state",
        empty_label=pgettext_lazy("pages", "all"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for one in self.filters.values():
            choices = getattr(one, "queryset", None)
            if choices is not None and issubclass(choices.model, TranslatableMixin):
                one.queryset = choices.filter(locale=Locale.get_default())

    def filter_state(self, queryset, _name, value):
        if value == "scheduled":
            is_planned = Q(go_live_at__gt=timezone.now())  # the moment stays after it has passed
            return queryset.filter(is_planned | Q(expire_at__isnull=False))
        return queryset.filter(**STATES[value][1])


class PageListingView(ColumnSpreadsheetMixin, IndexView):
    """Wagtail's list, with what the columns of a page type show read at once."""

    related: tuple[str, ...] = ()
    # Wagtail's own for pages says "1-0 of 0" of an empty list.
    results_template_name = "wagtailadmin/generic/index_results.html"

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related(*self.related)

    def get_add_url(self):
        places = PlaceView(model=self.model)
        places.setup(self.request)
        return super().get_add_url() if places.has_any() else None


class PlaceView(ChooseParentView):
    """Where a new page goes; refused to whom has no place to put one."""

    def dispatch(self, request, *args, **kwargs):
        if not self.has_any():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def has_any(self) -> bool:
        """Whether the user may add a page of this type anywhere."""
        return self.get_valid_parent_pages(self.request.user).exists()


class SitePageListing(PageListingViewSet):
    """A list with the columns of a page type between its title and its state.

    `own_columns` are those columns, `more_columns` what only the spreadsheet has besides,
    `related` what they need to be prefetched.
    """

    index_view_class = PageListingView
    choose_parent_view_class = PlaceView
    own_columns: tuple[Column, ...] = ()
    more_columns: tuple[Column, ...] = ()
    related: tuple[str, ...] = ()
    list_per_page = 50

    @property
    def list_display(self):
        return [
            BulkActionsColumn("bulk_actions"),
            TitleOfPageColumn("title", label=_("Title"), sort_key="title", classname="title"),
            *self.own_columns,
            DateColumn(
                "latest_revision_created_at",
                label=_("Last change"),
                sort_key="latest_revision_created_at",
            ),
            StatusOfPageColumn("status", label=_("Status"), sort_key="live"),
        ]

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(
            related=self.related,
            more_columns=(*self.more_columns, Column("full_url", label=_("Address"))),
            **kwargs,
        )
