"""What editors see in a list, they can take along in a spreadsheet, in Dutch."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from companies.factories import CompanyIndexPageFactory, CompanyPageFactory, MunicipalityFactory
from desk.models import CheckedLink
from desk.reports import REPORTS
from events.factories import EventIndexPageFactory, EventPageFactory
from home.factories import StandardPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory, ThemeFactory
from tests.admin.dutch import english_on
from tests.admin.rows import Rows

LISTS = [
    *(f"desk:{report.name}" for report in REPORTS),
    "companies:index",
    "events:index",
    "issues:index",
    "mailings:index",
    "news_items:index",
    "practice_cases:index",
    "profile_checks:index",
    "search_report",
    "subscribers:index",
    "wagtailsearchpromotions:index",
    "wagtailredirects:index",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailsnippets_companies_activity:list",
    "wagtailsnippets_companies_municipality:list",
    "wagtailsnippets_helpdesk_legalrule:list",
    "wagtailsnippets_news_theme:list",
    "wagtailsnippets_newsletter_series:list",
    "wagtailsnippets_search_synonym:list",
]

# Nothing that `Rows` makes is in these; their headings are what matters.
MAY_BE_EMPTY = {name for name in LISTS if name.startswith("wagtailadmin_reports:")}


@pytest.fixture
def editor(client, editor_user):
    client.force_login(editor_user)
    return editor_user


def rows_of(client, name: str, **filters) -> list[dict[str, str]]:
    """The spreadsheet of a list, as somebody sees it who opens it."""
    response = client.get(reverse(name), {"export": "csv", **filters})
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_each_list_leaves_as_both_kinds_of_spreadsheet_with_dutch_headings(home, client, editor):
    Rows(home, editor).add(1)
    for name in LISTS:
        rows = rows_of(client, name)
        book = load_workbook(
            io.BytesIO(b"".join(client.get(reverse(name), {"export": "xlsx"}).streaming_content))
        )
        sheet = list(book.active.iter_rows(values_only=True))
        assert len(sheet) == len(rows) + 1, name
        assert english_on(" | ".join(sheet[0])) == [], name
        assert len(set(sheet[0])) == len(sheet[0]), name
        assert rows or name in MAY_BE_EMPTY, name


def test_a_spreadsheet_has_the_themes_of_a_news_item(home, client, editor):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), title="Nieuwe gids")
    page.themes.add(ThemeFactory(name="Wetgeving"))
    page.save()
    [row] = rows_of(client, "news_items:index")
    assert (row["Titel"], row["Thema's"], row["Status"]) == ("Nieuwe gids", "Wetgeving", "online")


def test_a_list_of_snippets_says_the_language_of_each(client, editor):
    ThemeFactory(name="Wetgeving")
    [row] = rows_of(client, "wagtailsnippets_news_theme:list")
    assert row["Taal"] == "Nederlands"
    listing = client.get(reverse("wagtailsnippets_news_theme:list")).content.decode()
    assert "Nederlands" in listing[listing.index("Wetgeving") :]


def test_a_spreadsheet_has_the_hour_of_the_clock_on_the_wall(home, client, editor):
    starts = datetime.datetime(2026, 7, 1, 7, 30, tzinfo=datetime.UTC)
    EventPageFactory(parent=EventIndexPageFactory(parent=home), starts_at=starts)
    [row] = rows_of(client, "events:index")
    assert row["Begint"] == "2026-07-01 09:30"


def test_a_spreadsheet_says_yes_in_dutch(client, editor):
    MunicipalityFactory(in_region=True)
    [row] = rows_of(client, "wagtailsnippets_companies_municipality:list")
    assert "ja" in row.values()


def test_a_spreadsheet_takes_no_text_for_a_formula(home, client, editor):
    CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home), title="=1+1")
    [row] = rows_of(client, "companies:index")
    assert row["Titel"] == "'=1+1"


def test_a_spreadsheet_names_the_page_on_which_a_broken_link_stands(home, client, editor):
    page = StandardPageFactory(parent=home, title="Over ons")
    gone = StandardPageFactory(parent=home, slug="oud", title="Oude pagina", live=False)
    for url in ("https://www.example.be/weg", f"page:{gone.pk}", "page:999999"):
        CheckedLink.objects.create(url=url, failures=2).pages.add(page)
    rows = rows_of(client, "desk:links")
    assert {row["Link"] for row in rows} == {
        "https://www.example.be/weg",
        "“Oude pagina”, die niet gepubliceerd is",
        "een pagina van deze site die verwijderd is",
    }
    assert {row["Staat op"] for row in rows} == {"Over ons"}


def test_a_spreadsheet_holds_what_the_filter_of_the_list_leaves(home, client, editor):
    parent = NewsIndexPageFactory(parent=home)
    NewsPageFactory(parent=parent, title="Oud", date=datetime.date(2020, 1, 1))
    NewsPageFactory(parent=parent, title="Nieuw", date=datetime.date(2026, 1, 1))
    rows = rows_of(client, "news_items:index", date_from="2025-01-01")
    assert [row["Titel"] for row in rows] == ["Nieuw"]
