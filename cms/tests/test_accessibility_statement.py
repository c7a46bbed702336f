"""The accessibility statement: whole, and linked from every page."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from cms.factories import AccessibilityStatementPageFactory
from cms.models import AccessibilityStatementPage, SiteSettings
from cms.templatetags.site_tags import breakable
from home.factories import StandardPageFactory


def test_a_site_that_is_not_fully_accessible_says_what_is_not(home):
    statement = AccessibilityStatementPageFactory.build(shortcomings="")
    with pytest.raises(ValidationError) as error:
        statement.clean()
    assert "shortcomings" in error.value.message_dict


def test_a_fully_accessible_site_needs_no_list_of_shortcomings(home):
    conformity = AccessibilityStatementPage.Conformity.FULL
    AccessibilityStatementPageFactory.build(shortcomings="", conformity=conformity).clean()


def test_a_review_cannot_come_before_the_statement(home):
    statement = AccessibilityStatementPageFactory.build(
        prepared_on=datetime.date(2026, 5, 1), reviewed_on=datetime.date(2026, 4, 1)
    )
    with pytest.raises(ValidationError) as error:
        statement.clean()
    assert "reviewed_on" in error.value.message_dict


def test_every_page_links_to_the_statement_without_an_editor(home, client):
    SiteSettings.for_site(home.get_site())
    statement = AccessibilityStatementPageFactory(parent=home)
    other = StandardPageFactory(parent=home)
    for url in (home.url, other.url, "/zoeken/", "/bestaat-niet/"):
        assert f'href="{statement.url}"' in client.get(url).content.decode()


def test_the_link_stands_in_the_footer_once(home, client):
    statement = AccessibilityStatementPageFactory(parent=home)
    details = SiteSettings.for_site(home.get_site())
    details.footer_links.create(page=statement)
    html = client.get(home.url).content.decode()
    assert html.partition("<footer")[2].count(f'href="{statement.url}"') == 1


def test_the_statement_shows_every_part_that_the_law_asks(home, client):
    statement = AccessibilityStatementPageFactory(
        parent=home,
        prepared_on=datetime.date(2026, 3, 3),
        reviewed_on=datetime.date(2026, 3, 4),
        burden="<p>Te zwaar.</p>",
        exempt="<p>Van voor 2018.</p>",
        alternatives="<p>Bel ons.</p>",
        method_text="<p>Met axe.</p>",
    )
    html = client.get(statement.url).content.decode()
    for part in (
        "de website Waas Maatwerk",
        "WCAG 2.1, niveau AA",
        "Oude bestanden zijn niet nagekeken.",
        "Te zwaar.",
        "Van voor 2018.",
        "Bel ons.",
        "Met axe.",
        "3 maart 2026",
        "4 maart 2026",
        "Mail naar het meldpunt.",
        "Vlaamse Ombudsdienst",
    ):
        assert part in html


def test_its_long_name_ends_a_line_with_a_hyphen_where_it_must(home, client):
    page = AccessibilityStatementPageFactory(parent=home)
    html = client.get(page.url).content.decode()
    assert '<h1 class="page-header__title">Toegankelijkheids\u00adverklaring</h1>' in html
    assert "<title>Toegankelijkheidsverklaring" in html


@pytest.mark.parametrize("title", ["Wase Werkplaats", "Sociale tewerkstelling", "Helpdesk", ""])
def test_a_title_of_shorter_words_stays_as_it_is(title):
    assert breakable(title) == title
