"""Feeds of pages, for readers that follow the site without giving an address."""

import datetime

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from cms.characters import without_controls

FEED_LENGTH = 20


class PageFeed(Feed):
    """The newest pages of a list as RSS 2.0; subclass `AtomPageFeed` gives Atom.

    Args:
        index_page: the page that the feed belongs to.
        pages: a queryset of pages, newest first, each with a `listing_date`.
    """

    feed_type = Rss201rev2Feed

    def __init__(self, index_page, pages):
        self.index_page = index_page
        self.pages = pages

    def title(self):
        return self.index_page.title

    def description(self):
        return self.index_page.summary

    subtitle = description

    def link(self):
        return self.index_page.full_url

    @property
    def language(self):
        return self.index_page.locale.language_code

    def items(self):
        return self.pages[:FEED_LENGTH]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_link(self, item):
        return item.full_url

    def item_pubdate(self, item):
        midnight = datetime.datetime.combine(item.listing_date, datetime.time.min)
        return timezone.make_aware(midnight)

    def item_updateddate(self, item):
        return item.last_published_at

    def get_feed(self, obj, request):
        """As Django's, without the characters with which no feed can be written at all."""
        feed = super().get_feed(obj, request)
        for entry in (feed.feed, *feed.items):
            texts = {name: value for name, value in entry.items() if isinstance(value, str)}
            entry.update((name, without_controls(text)) for name, text in texts.items())
        return feed


class AtomPageFeed(PageFeed):
    """The same pages as Atom (RFC 4287)."""

    feed_type = Atom1Feed
