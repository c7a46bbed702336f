"""Whatever states a page goes through, strangers find exactly what is public."""

import datetime
import json
import os
from io import StringIO
from itertools import count

from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import Locale, Page, PageViewRestriction, Site

from search.stores import get_store
from search.tests.documents import match
from search.tests.pages import StandardPageFactory

WORD = "kwartelei"
PAGES = st.sampled_from(["afdeling", "dienst", "ei"])
# With STATE_CHANGES=150 the suite tries more sequences than a developer waits for.
SEQUENCES = int(os.environ.get("STATE_CHANGES", "8"))


class Editors(RuleBasedStateMachine):
    """A section, a page below it and one below that, all about one word; and a translation.

    Each sequence starts with the database as it was, and with an index of its own.
    """

    def __init__(self):
        super().__init__()
        self.client = Client()
        self.sequence = transaction.atomic()
        self.sequence._from_testcase = True  # as in Django's TestCase: here it is no transaction
        self.sequence.__enter__()

    @initialize()
    def build(self):
        Site.clear_site_root_paths_cache()
        call_command("rebuild_search", stdout=StringIO())  # migrations index nothing
        self.home = Page.objects.get(depth=2).specific
        parent = self.home
        for slug in ("afdeling", "dienst", "ei"):
            parent = StandardPageFactory(parent=parent, title=f"{WORD} {slug}", slug=slug)

    def page(self, slug: str) -> Page | None:
        page = Page.objects.filter(slug=slug, locale=self.home.locale).first()
        return page and page.specific

    def now(self, slug: str):
        page = self.page(slug)
        return [page] if page else []

    @rule(slug=PAGES)
    def withdraw(self, slug):
        for page in self.now(slug):
            page.unpublish()

    @rule(slug=PAGES)
    def publish(self, slug):
        for page in self.now(slug):
            page.expire_at = None
            page.save_revision().publish()

    @rule(slug=PAGES)
    def draft(self, slug):
        for page in self.now(slug):
            page.title = f"{WORD} ontwerp"
            page.save_revision()

    @rule(slug=PAGES, minutes=st.sampled_from([-5, 60]))
    def expire(self, slug, minutes):
        for page in self.now(slug):
            moment = timezone.now().replace(second=0, microsecond=0)  # as editors choose one
            page.expire_at = moment + datetime.timedelta(minutes=minutes)
            page.save()

    @rule(slug=PAGES)
    def restrict(self, slug):
        for page in self.now(slug):
            PageViewRestriction.objects.get_or_create(page=page, restriction_type="login")

    @rule(slug=PAGES)
    def unrestrict(self, slug):
        restrictions = PageViewRestriction.objects.filter(page__slug=slug)
        while restriction := restrictions.first():  # with one, those of translations go
            restriction.delete()

    @rule(slug=PAGES, below=st.sampled_from(["", "afdeling", "dienst", "ei"]))
    def move(self, slug, below):
        page = self.page(slug)
        target = self.page(below) if below else Page.objects.get(pk=self.home.pk)
        if page and target and not target.is_descendant_of(page) and target.pk != page.pk:
            page.move(target, pos="last-child")

    @rule(slug=PAGES)
    def delete(self, slug):
        for page in self.now(slug):
            page.delete()

    @rule(slug=PAGES)
    def translate(self, slug):
        french, is_new = Locale.objects.get_or_create(language_code="fr")
        if is_new:
            self.home.copy_for_translation(french, alias=True)
        page = self.page(slug)
        if page and not page.has_translation(french):
            page.copy_for_translation(french, copy_parents=True).save_revision().publish()

    @rule()
    def rebuild(self):
        call_command("rebuild_search", stdout=StringIO())

    def public(self, language: str) -> set[str]:
        """The pages that a stranger may read, by what the site itself says."""
        pages = (
            Page.objects.live()
            .public()
            .filter(slug__in=["afdeling", "dienst", "ei"], locale__language_code=language)
        )
        return {
            page.get_url_parts()[2]
            for page in pages
            if not page.alias_of_id and not (page.expire_at and page.expire_at <= timezone.now())
        }

    @invariant()
    def strangers_find_what_is_public_and_nothing_else(self):
        if not hasattr(self, "home"):
            return
        for language, path in (("nl", "/zoeken/"), ("fr", "/fr/zoeken/")):
            address = f"/api/zoeken/?q={WORD}&taal={language}&per_pagina=50"
            answer = json.loads(self.client.get(address).content)
            public = self.public(language)
            found = {hit["url"] for hit in answer["results"]}
            assert found == public
            assert get_store().count([match(WORD, language)]) == [len(public)]
            html = self.client.get(f"{path}?q={WORD}").content.decode()
            assert html.count('class="result__link ') == len(public)

    def teardown(self):
        try:
            call_command("check_search", stdout=StringIO())
        finally:
            transaction.set_rollback(True)
            self.sequence.__exit__(None, None, None)


def test_strangers_find_what_is_public_through_all_changes(db, settings, tmp_path, unlimited):
    numbers = count()

    def editors() -> Editors:
        settings.SEARCH_INDEX_DIR = tmp_path / f"search-{next(numbers)}"
        return Editors()

    run_state_machine_as_test(
        editors,
        settings=hypothesis_settings(
            max_examples=SEQUENCES,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
