"""The newsletter's archive."""

from itertools import groupby

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.blocks import SMALL_TEXT_FEATURES
from cms.listings import paginate, slug_parameter, year_parameter
from cms.models import BasePage
from cms.page_cache.memory import remembered
from cms.routes import RoutesMixin
from newsletter.feeds import AtomIssueFeed, IssueFeed
from newsletter.keeping import KeptMixin
from newsletter.models.issue import NewsletterIssuePage
from newsletter.models.series import Series

ISSUES_PER_PAGE = 24


class NewsletterIndexPage(KeptMixin, RoutesMixin, BasePage):
    """All issues of all series since the first, by series and year, with feeds."""

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["newsletter.NewsletterIssuePage", "home.StandardPage"]
    page_description = _("The archive of all issues.")

    intro = RichTextField(_("introduction"), blank=True, features=SMALL_TEXT_FEATURES)

    content_panels = [*BasePage.content_panels, "intro"]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = _("newsletter archive")
        verbose_name_plural = _("newsletter archives")

    def get_issues(self):
        """Everything that visitors may read in this archive, newest first."""
        return NewsletterIssuePage.objects.child_of(self).visible().newest_first()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        year, series = year_parameter(request), slug_parameter(request, "reeks")
        issues = self.get_issues()
        chosen = issues.in_year(year).in_series(series).for_listing()
        page_obj = paginate(request, chosen, ISSUES_PER_PAGE, key=(self.pk, year, series))
        context.update(
            timeline=remembered(("timeline", self.pk, series), issues.in_series(series).timeline),
            series_list=remembered(("series", self.locale_id), self._series),
            selected_year=year,
            selected_series=series,
            page_obj=page_obj,
            issues_by_year=[
                (year, list(group))
                for year, group in groupby(page_obj, key=lambda issue: issue.date.year)
            ],
        )
        return context

    def _series(self) -> list[Series]:
        return list(Series.objects.filter(locale=self.locale_id).select_related("predecessor"))

    @path("rss/", name="rss")
    def rss(self, request):
        """The latest issues as RSS 2.0, of one series with `?reeks=`."""
        return IssueFeed(self, self._feed_issues(request))(request)

    @path("atom/", name="atom")
    def atom(self, request):
        """The latest issues as Atom (RFC 4287), of one series with `?reeks=`."""
        return AtomIssueFeed(self, self._feed_issues(request))(request)

    def _feed_issues(self, request):
        issues = self.get_issues().in_series(slug_parameter(request, "reeks"))
        return issues.for_serving().select_related("locale").prefetch_related("image__renditions")
