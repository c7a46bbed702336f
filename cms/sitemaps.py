"""The sitemaps: for each language its public pages, each with its translations."""

from collections import defaultdict

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from cms import frame
from cms.languages import home_in


class PageSitemap(Sitemap):
    """The pages in the language of the address.

    Wagtail's own lists the tree of the site's root only, so Dutch pages only.
    https://github.com/wagtail/wagtail/issues/12420
    """

    def get_wagtail_site(self):
        """As Wagtail's, without addresses that another process has changed since."""
        return frame.site_of(self.request)

    def items(self):
        return self._public_pages().order_by("path").defer_streamfields().specific()

    def _public_pages(self):
        home = home_in(get_language(), self.get_wagtail_site())
        if home is None:
            raise Http404
        return Page.objects.descendant_of(home, inclusive=True).live().public()

    def _urls(self, page, protocol, domain):
        """Wagtail's, with the other languages of each page (sitemaps.org, xhtml:link)."""
        versions = self._versions()
        urls = []
        for item in self.paginator.page(page).object_list.iterator():
            own = {"alternates": versions[item.translation_key]}
            urls += [url | own for url in item.get_sitemap_urls(self.request)]
        moments = [url["lastmod"] for url in urls]
        if moments and None not in moments:
            self.latest_lastmod = max(moments)
        return urls

    def _versions(self) -> dict:
        """The public versions of each page by its translation key; one query for all."""
        keys = self._public_pages().order_by().values("translation_key")
        found = Page.objects.filter(translation_key__in=keys)
        versions = defaultdict(list)
        for version in found.live().public().select_related("locale").order_by("locale_id"):
            language, url = version.locale.language_code, version.get_full_url(self.request)
            versions[version.translation_key].append({"lang_code": language, "location": url})
            if language == settings.LANGUAGE_CODE:
                default = {"lang_code": "x-default", "location": url}
                versions[version.translation_key].append(default)
        return versions
