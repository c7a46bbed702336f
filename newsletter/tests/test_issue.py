"""An issue: notices of changed rules, stable anchors, neighbours and the archive."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from helpdesk.factories import LegalRuleFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
    SeriesFactory,
)
from newsletter.models import NewsletterIssuePage


@pytest.fixture
def archive(home):
    return NewsletterIndexPageFactory(parent=home)


def make_issue(archive, day, **values):
    items = [NewsletterItemFactory.build(**values)] if values else []
    return NewsletterIssuePageFactory(
        parent=archive, date=day, slug=day.isoformat(), title=day.isoformat(), items=items
    )


BEFORE, DAY = datetime.date(2017, 6, 29), datetime.date(2017, 6, 30)


def test_an_issue_from_before_a_rule_changed_says_so(archive, client):
    LegalRuleFactory(valid_from=DAY, notice="Deze wet geldt niet meer.")
    issue = make_issue(archive, BEFORE)
    assert "Deze wet geldt niet meer." in client.get(issue.url).content.decode()


def test_an_issue_of_the_day_itself_needs_no_notice(archive, client):
    LegalRuleFactory(valid_from=DAY, notice="Deze wet geldt niet meer.")
    issue = make_issue(archive, DAY)
    assert "Deze wet geldt niet meer." not in client.get(issue.url).content.decode()


def test_a_rule_about_words_stands_only_at_the_item_with_them(archive):
    LegalRuleFactory(valid_from=DAY, words="LDE, sociale werkplaats")
    issue = make_issue(archive, BEFORE, body="<p>De dienst is een <b>LDE</b>-dienst.</p>")
    assert issue.notices == []
    assert [len(item.notices) for item in issue.get_items()] == [1]


def test_who_comes_to_one_item_reads_there_what_concerns_the_whole_issue(archive, client):
    of_all = LegalRuleFactory(valid_from=DAY, title="Nieuwe wet")
    own = LegalRuleFactory(valid_from=DAY, title="Geen LDE meer", notice="Weg.", words="LDE")
    issue = make_issue(archive, BEFORE, body="<p>De LDE.</p>")
    html = BeautifulSoup(client.get(issue.url).content, "html.parser")
    links = html.select('article article a[href^="#regel-"]')
    assert [link.get_text() for link in links] == [of_all.title, own.title]
    assert all(html.find(id=link["href"][1:]) for link in links)


def test_an_item_of_an_issue_that_still_holds_says_nothing_of_rules(archive, client):
    issue = make_issue(archive, DAY, headline="Nieuws")
    assert "letter__rules" not in client.get(issue.url).content.decode()


def test_each_notice_stands_on_the_page_once(archive, client):
    of_all = LegalRuleFactory(valid_from=DAY, notice="Deze wet geldt niet meer.")
    LegalRuleFactory(valid_from=DAY, notice="Deze wet geldt niet meer.", words="LDE")
    rule = LegalRuleFactory(valid_from=DAY, notice="De LDE is afgeschaft.", words="LDE")
    LegalRuleFactory(valid_from=DAY, notice="De LDE is afgeschaft.", words="diensteneconomie")
    words = {"body": "<p>LDE: lokale diensteneconomie.</p>"}
    issue = make_issue(archive, BEFORE, **words)
    issue.items.add(NewsletterItemFactory.build(**words))
    issue.save()
    html = BeautifulSoup(client.get(issue.url).content, "html.parser")
    text = html.find("main").get_text()
    assert text.count("Deze wet geldt niet meer.") == 1
    assert text.count("De LDE is afgeschaft.") == 1
    for item in html.select("article article"):
        above, link = item.select('a[href^="#regel-"]')
        assert above["href"] == f"#regel-{of_all.pk}-nummer"
        assert link.get_text(strip=True) == rule.title
        assert "De LDE is afgeschaft." in html.find(id=link["href"][1:]).parent.get_text()


def test_a_word_inside_another_word_does_not_count(archive):
    LegalRuleFactory(valid_from=DAY, words="LDE")
    issue = make_issue(archive, BEFORE, body="<p>De helden van de middelde.</p>")
    assert [item.notices for item in issue.get_items()] == [[]]


def test_an_anchor_survives_a_corrected_headline(archive):
    issue = make_issue(archive, DAY, headline="Een typfuot")
    item = issue.items.get()
    before = item.anchor
    item.headline = "Een typfout"
    item.save()
    assert issue.items.get().anchor == before


def test_an_item_without_its_own_text_takes_that_of_its_page(archive, home):
    home.summary = "Zoek een bedrijf."
    home.save()
    issue = make_issue(archive, DAY, headline="", body="", page=home)
    [item] = issue.get_items()
    assert (item.title, item.get_text()) == (home.title, "Zoek een bedrijf.")


def test_neighbours_are_the_issues_before_and_after_in_time(archive):
    late = make_issue(archive, datetime.date(2020, 1, 1))
    early = make_issue(archive, datetime.date(2018, 1, 1))
    middle = make_issue(archive, datetime.date(2019, 1, 1))
    assert (middle.previous_issue, middle.next_issue) == (early, late)


def test_of_issues_of_one_day_none_is_passed_over(archive):
    """Two series may appear on the same day."""
    day = datetime.date(2019, 1, 1)
    first, second, third = (
        NewsletterIssuePageFactory(parent=archive, date=day, slug=slug) for slug in "abc"
    )
    assert (second.previous_issue, second.next_issue) == (first, third)
    assert (first.previous_issue, third.next_issue) == (None, None)


def test_a_withdrawn_issue_is_nobodys_neighbour(archive):
    early = make_issue(archive, datetime.date(2018, 1, 1))
    middle = make_issue(archive, datetime.date(2019, 1, 1))
    early.unpublish()
    assert middle.previous_issue is None


def test_the_archive_searches_its_items(archive, client):
    html = BeautifulSoup(client.get(archive.url).content, "html.parser")
    form = html.select_one("main form[role=search]")
    assert form["action"] == reverse("search")
    assert form.select_one("input[type=hidden][name=type]")["value"] == "artikel"


def test_the_search_of_the_header_finds_everything_from_the_archive_too(archive, client):
    html = BeautifulSoup(client.get(archive.url).content, "html.parser")
    assert not html.select("header form[role=search] [name=type]")


def test_the_archive_lists_one_series_and_year(archive, client):
    other = SeriesFactory(name="Oude reeks", slug="oude-reeks")
    wanted = make_issue(archive, datetime.date(2013, 5, 1))
    wanted.series = other
    wanted.save()
    make_issue(archive, datetime.date(2013, 6, 1))
    response = client.get(archive.url, {"reeks": "oude-reeks", "jaar": "2013"})
    assert [issue.pk for issue in response.context["page_obj"]] == [wanted.pk]


@pytest.mark.parametrize("feed", ["rss/", "atom/"])
def test_the_feeds_hold_the_issues_of_one_series(archive, client, feed):
    issue = make_issue(archive, DAY)
    assert issue.title in client.get(f"{archive.url}{feed}").content.decode()
    assert issue.title not in client.get(f"{archive.url}{feed}?reeks=geen").content.decode()


@pytest.mark.parametrize(
    ("ended", "filled_in"), [((True, False), True), ((False, False), False), ((True,), False)]
)
def test_a_new_issue_is_of_the_series_that_still_appears(ended, filled_in, home):
    series = [
        SeriesFactory(slug=f"reeks-{number}", ended_on="2015-01-01" if is_over else None)
        for number, is_over in enumerate(ended)
    ]
    form = NewsletterIssuePage.get_edit_handler().get_form_class()
    new = form(instance=NewsletterIssuePage(locale=home.locale))
    assert new.initial["series"] == (series[-1].pk if filled_in else None)


def test_an_imported_issue_without_a_series_keeps_none(home):
    SeriesFactory()
    issue = NewsletterIssuePageFactory(
        parent=NewsletterIndexPageFactory(parent=home), series=None, live=False
    )
    form = NewsletterIssuePage.get_edit_handler().get_form_class()
    assert form(instance=issue).initial["series"] is None
