"""What is suggested while somebody types, and what never is."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Locale, Page, PageViewRestriction

from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.factories import NewsletterIndexPageFactory, NewsletterIssuePageFactory
from search.models import SearchDocument
from search.suggestions import LIMIT, WORD, suggest
from search.tests.pages import StandardPageFactory


@pytest.fixture
def page(home):
    def make(title: str, **facts) -> Page:
        return StandardPageFactory(parent=home, title=title, **facts)

    return make


def titles(text: str, language: str = "nl") -> list[str]:
    return [found.text for found in suggest(text, language) if found.url]


def words(text: str, language: str = "nl") -> list[str]:
    return [found.text for found in suggest(text, language) if found.type == WORD]


# Completing


@pytest.mark.parametrize("text", ["", " ", "k", "?", "-", '"', "\0", "koffie -th", "x" * 5000])
def test_nothing_is_suggested_for_what_says_nothing(page, text):
    page("Koffie en thee")
    assert suggest(text, "nl") == []


@pytest.mark.parametrize("text", ["ko", "KOFF", "  koff", "kóff", "koffieb"])
def test_a_title_is_suggested_from_the_beginning_of_its_word(page, text):
    page("Koffiebar")
    assert titles(text) == ["Koffiebar"]


@pytest.mark.parametrize("text", ["sint-gi", "sint gil", "sintgil", "SINT-GILLIS-W"])
def test_hyphens_make_no_difference(page, text):
    page("Sint-Gillis-Waas")
    assert titles(text) == ["Sint-Gillis-Waas"]


def test_a_part_of_a_compound_is_enough(page):
    page("Groenonderhoud")
    assert titles("onderh") == ["Groenonderhoud"]


def test_the_words_before_the_last_must_be_there_in_any_form(page):
    page("Bedrijven in Temse")
    page("Scholen in Temse")
    assert titles("bedrijf in te") == ["Bedrijven in Temse"]


def test_the_last_word_is_completed_with_words_from_texts(page):
    page("Fietsen", summary="Wij lenen bakfietsen uit.")
    assert words("huur bakf") == []
    assert words("bakf") == ["bakfietsen"]
    assert words("fietsen bakf") == ["fietsen bakfietsen"]


def test_a_word_is_written_as_in_the_title_that_has_it(page):
    page("Coöperatie")
    assert words("coop") == ["coöperatie"]


def test_of_the_forms_of_a_word_one_is_suggested(page):
    for title in ("Bedrijven", "Bedrijven hier", "Bedrijf"):
        page(title)
    assert words("bedr") == ["bedrijven"]


def test_a_year_completes_a_question(home):
    archive = NewsletterIndexPageFactory(parent=home, slug="nieuwsbrief")
    NewsletterIssuePageFactory(
        parent=archive, title="Lente", slug="l", date=datetime.date(2012, 5, 1)
    )
    assert words("nieuwsbrief 20") == ["nieuwsbrief 2012"]


def test_what_is_typed_already_is_not_suggested(page):
    page("Koffie")
    assert words("Koffie") == []
    assert titles("Koffie") == ["Koffie"]


# Hostile texts


class HostileTests(TestCase):
    def setUp(self):
        for title in ("Koffie", "De Variant", "Sint-Gillis-Waas"):
            document = SearchDocument(source="x", digest=title, language="nl", title=title)
            document.analyze()
            document.save()

    @settings(max_examples=200, deadline=None)
    @given(st.one_of(st.text(max_size=60), st.text("\"*()-:^+'NEAROTDkofie ", max_size=30)))
    def test_every_text_gets_an_answer(self, text):
        assert len(suggest(text, "nl")) <= LIMIT


# Typing errors


@pytest.mark.parametrize("text", ["kringwinkle", "krnigwi", "kringwnikel", "kringwinkels"])
def test_typing_errors_are_forgiven_when_nothing_goes_on_so(page, text):
    page("Kringwinkel")
    assert titles(text) == ["Kringwinkel"]


def test_a_typing_error_in_an_earlier_word_is_forgiven_too(page):
    page("Kringwinkel in Temse")
    assert words("kringwinkle tem") == ["kringwinkel temse"]


def test_nothing_that_is_far_from_it_is_suggested(page):
    page("Kringwinkel")
    assert suggest("koningin", "nl") == suggest("hoedhaar", "nl") == []


# Order


def test_companies_and_pages_come_before_the_archive_and_each_title_once(home):
    archive = NewsletterIndexPageFactory(parent=home, title="Brieven")
    for number in (1, 2):
        NewsletterIssuePageFactory(parent=archive, title="Koffie", slug=f"k{number}")
    news = NewsIndexPageFactory(parent=home, title="Nieuws")
    NewsPageFactory(parent=news, title="Koffiebericht")
    StandardPageFactory(parent=home, title="Koffie zetten")
    guide = CompanyIndexPageFactory(parent=home, title="Bedrijven")
    CompanyPageFactory(parent=guide, title="Koffiehuis")
    assert titles("koff") == ["Koffiehuis", "Koffie zetten", "Koffiebericht", "Koffie"]


def test_there_are_never_more_than_fit(page):
    for number in range(20):
        page(f"Koffie{'abcdefghijklmnopqrst'[number]} koffie {number}")
    assert len(suggest("koff", "nl")) == LIMIT
    assert len(suggest("koff", "nl", limit=3)) == 3


# What may not be told


def _expire(page):
    page.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    page.save()


def _make_private(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


@pytest.mark.parametrize("hide", [Page.unpublish, _expire, _make_private, Page.delete])
def test_what_is_not_public_is_not_suggested_in_any_form(page, hide):
    hidden = page("Geheimschrift")
    assert titles("geheim") == ["Geheimschrift"]
    hide(hidden)
    assert suggest("geheim", "nl") == suggest("geheimschrfit", "nl") == []


def test_a_draft_is_not_suggested(page):
    page("Geheimschrift", live=False)
    assert suggest("geheim", "nl") == []


def test_a_title_is_checked_once_more_when_it_is_shown(page):
    Page.objects.filter(pk=page("Geheimschrift").pk).update(live=False)
    assert titles("geheim") == []


def test_another_language_is_not_suggested(home, page):
    page("Koffie")
    french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(french, alias=True)
    assert suggest("koff", "fr") == []


# Cost


def test_two_suggestions_cost_the_queries_that_twenty_do(alone, page):
    """What changed (on PostgreSQL twice), the documents, and what is private: the rest
    happens in the store."""
    costs = []
    for number in (2, 18):
        for i in range(number):
            page(f"Koffie {number} {i}")
        suggest("koff", "nl")
        with CaptureQueriesContext(connection) as queries:
            assert suggest("koff", "nl")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 4
