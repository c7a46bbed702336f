"""Links in running text."""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from cms import frame


class SitePageLinkHandler(PageLinkHandler):
    """As Wagtail's, with pages that are looked up once per generation.

    Of a link to a page that is not there the words stay. One to a private page stays whole: it
    may stand on a page for the same people.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        ids = [str(attrs.get("id", "")) for attrs in attrs_list]
        pages = frame.linked_pages(int(pk) for pk in ids if pk.isdecimal())
        found = (pages.get(int(pk)) if pk.isdecimal() else None for pk in ids)
        urls = (page.url if page and page.live else None for page in found)
        return [f'<a href="{escape(url)}">' if url else "<a>" for url in urls]
