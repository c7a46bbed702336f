"""Edits in any order leave an index in which nothing is missing or too much."""

import os
import random
from io import StringIO

from django.core.management import call_command
from wagtail.models import Page, PageViewRestriction, Site

from search.tests.pages import StandardPageFactory

# With RANDOM_EDITS=1000 the suite makes more than a developer waits for.
EDITS = int(os.environ.get("RANDOM_EDITS", "80"))


class Editor:
    """Does to a random page what editors do."""

    def __init__(self, home: Page, seed: int):
        self.home = home
        self.random = random.Random(seed)  # noqa: S311 - for repeatable edits, not for secrets
        self.count = 0

    def page(self) -> Page | None:
        pages = list(Page.objects.filter(depth__gt=2).order_by("pk"))
        return self.random.choice(pages).specific if pages else None

    def edit(self) -> None:
        self.count += 1
        page = self.page()
        edits = [self.add, self.publish, self.draft, self.unpublish, self.restrict, self.free]
        edits += [self.move, self.rename, self.copy, self.delete]
        if page is None or self.count < 10:
            self.add(page)
        else:
            self.random.choice(edits)(page)

    def add(self, page):
        parent = self.random.choice([self.home, page or self.home])
        StandardPageFactory(
            parent=Page.objects.get(pk=parent.pk),
            title=f"Pagina {self.count}",
            slug=f"pagina-{self.count}",
            live=self.random.random() < 0.8,
        )

    def publish(self, page):
        page.title = f"Nieuw {self.count}"
        page.save_revision().publish()

    def draft(self, page):
        page.title = f"Ontwerp {self.count}"
        page.save_revision()

    def unpublish(self, page):
        page.unpublish()

    def restrict(self, page):
        PageViewRestriction.objects.get_or_create(page=page, restriction_type="login")

    def free(self, page):
        restriction = PageViewRestriction.objects.first()
        if restriction:
            restriction.delete()

    def move(self, page):
        target = self.random.choice([self.home, self.page()])
        target = Page.objects.get(pk=target.pk)
        if not target.is_descendant_of(page) and target.pk != page.pk:
            page.slug = f"verhuisd-{self.count}"
            page.save()
            page.move(target, pos="last-child")

    def rename(self, page):
        page.slug = f"hernoemd-{self.count}"
        page.save()

    def copy(self, page):
        page.copy(recursive=True, update_attrs={"slug": f"kopie-{self.count}"})

    def delete(self, page):
        if self.random.random() < 0.3:
            page.delete()


def test_the_index_is_right_after_many_edits(home, settings):
    # Wagtail's own index leaves rows behind that PostgreSQL cleans up between transactions only.
    stock = settings.WAGTAILSEARCH_BACKENDS["default"]
    settings.WAGTAILSEARCH_BACKENDS = {"default": {**stock, "AUTO_UPDATE": False}}
    Site.clear_site_root_paths_cache()
    call_command("rebuild_search", stdout=StringIO())
    editor = Editor(home, seed=2)
    for number in range(EDITS):
        editor.edit()
        if number % 40 == 39:
            call_command("check_search", stdout=StringIO())
    assert Page.objects.count() > 5
