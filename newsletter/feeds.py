"""Feeds of issues with all that they say, for who reads them in a feed reader alone."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from cms.feeds import PageFeed
from newsletter.rendering.letter import letter_of

# https://web.resource.org/rss/1.0/modules/content/
_CONTENT = "http://purl.org/rss/1.0/modules/content/"


class _FullRss(Rss201rev2Feed):
    """RSS 2.0, with the whole text beside the summary."""

    def rss_attributes(self):
        return {**super().rss_attributes(), "xmlns:content": _CONTENT}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


class _FullAtom(Atom1Feed):
    """Atom, with the whole text beside the summary (RFC 4287, 4.1.3)."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class IssueFeed(PageFeed):
    """The newest issues as RSS 2.0, with their items and what was corrected since."""

    feed_type = _FullRss

    def author_name(self):
        return settings.WAGTAIL_SITE_NAME

    def item_extra_kwargs(self, item):
        letter = letter_of(item, self.index_page)
        with translation.override(letter.language):
            content = render_to_string("newsletter/feed_entry.html", {"letter": letter})
        return {**super().item_extra_kwargs(item), "content": content}


class AtomIssueFeed(IssueFeed):
    """The same as Atom (RFC 4287)."""

    feed_type = _FullAtom
