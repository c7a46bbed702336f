"""The report of images."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn, NumberColumn, TitleColumn
from wagtail.models import ReferenceIndex

from cms.models import SiteImage
from desk.reports.base import DeskReport


class ImageReport(DeskReport):
    """Pictures without a description for who cannot see them."""

    name = "images"
    page_title = _("Images without description")
    header_icon = "image"
    model = SiteImage
    any_permission_required = ["add", "change"]
    search_fields = ["title"]
    default_ordering = "-created_at"
    columns = [
        TitleColumn("title", label=_("Title"), url_name="wagtailimages:edit", sort_key="title"),
        NumberColumn("usage_count", label=_("Used"), sort_key="usage_count"),
        DateColumn("created_at", label=_("Added"), sort_key="created_at"),
    ]

    def get_base_queryset(self):
        images = self.permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        usage = ReferenceIndex.usage_count_subquery(SiteImage)
        return images.filter(description="").annotate(usage_count=usage)
