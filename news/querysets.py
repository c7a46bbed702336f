"""Selections of news items."""

from wagtail.models import PageManager

from cms.models import DatedPageQuerySet


class NewsPageQuerySet(DatedPageQuerySet):
    """News items by day, year and theme."""

    def with_theme(self, slug: str):
        """With a theme by its slug in any language: an item has its themes in Dutch."""
        if not slug:
            return self
        keys = self.model._meta.get_field("themes").related_model.objects.filter(slug=slug)
        themed = self.model.objects.filter(
            themes__translation_key__in=keys.values("translation_key")
        )
        return self.filter(pk__in=themed.order_by().values("pk"))

    def years(self) -> list[int]:
        """The years that have news, newest first."""
        return [day.year for day in self.order_by().dates("date", "year", order="DESC")]

    def for_listing(self):
        """With what a card shows, so that a longer list costs no more queries."""
        cards = self.defer("body").select_related("image")
        return cards.prefetch_related("image__renditions")


NewsPageManager = PageManager.from_queryset(NewsPageQuerySet)
