"""The glossary and the practice cases."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from django.utils.text import capfirst

from helpdesk.factories import (
    GlossaryPageFactory,
    GlossaryTermFactory,
    LegalRuleFactory,
    PracticeCasePageFactory,
    PracticeIndexPageFactory,
)
from helpdesk.models import PracticeCasePage
from helpdesk.wagtail_hooks import PracticeCaseListing


@pytest.fixture
def glossary(home):
    return GlossaryPageFactory(
        parent=home,
        terms=[
            GlossaryTermFactory.build(term="perceel"),
            GlossaryTermFactory.build(term="Bestek", former_names="lastenboek"),
        ],
    )


def test_terms_stand_in_the_order_of_the_alphabet(glossary):
    assert [term.term for term in glossary.sorted_terms()] == ["Bestek", "perceel"]


def test_accents_and_signs_do_not_move_a_term(home, client):
    words = [
        "Zorg",
        "Économie sociale",
        "Écart",
        "Bestek",
        "'s Lands wegen",
        "« Énergie »",
        "Œuvre",
    ]
    terms = [GlossaryTermFactory.build(term=word) for word in words]
    page = GlossaryPageFactory(parent=home, terms=terms)
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert [word.text for word in html.find_all("dfn")] == [
        "Bestek",
        "Écart",
        "Économie sociale",
        "« Énergie »",
        "Œuvre",
        "'s Lands wegen",
        "Zorg",
    ]
    letters = [heading.text for heading in html.find_all(class_="glossary__letter")]
    assert letters == ["B", "E", "O", "S", "Z"]


def test_a_term_of_signs_alone_stands_under_its_own_sign(home, client):
    page = GlossaryPageFactory(parent=home, terms=[GlossaryTermFactory.build(term="§")])
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert html.find(class_="glossary__letter").text == "§"


def test_a_term_can_be_linked_and_shows_its_former_name(glossary, client):
    html = client.get(glossary.url).content.decode()
    assert 'id="begrip-bestek"' in html
    assert "lastenboek" in html


def test_each_term_is_found_by_itself(glossary):
    entries = {entry.title: entry for entry in glossary.search_entries()}
    assert entries["Bestek"].fragment == "begrip-bestek"
    assert "lastenboek" in entries["Bestek"].keywords


def test_the_newest_case_stands_first(home, client):
    parent = PracticeIndexPageFactory(parent=home)
    PracticeCasePageFactory(parent=parent, title="Oud", date=datetime.date(2017, 1, 1))
    PracticeCasePageFactory(parent=parent, title="Nieuw", date=datetime.date(2023, 1, 1))
    response = client.get(parent.url)
    assert [page.title for page in response.context["page_obj"]] == ["Nieuw", "Oud"]


def test_who_gave_the_work_has_one_name_for_editors_and_visitors(home, client):
    case = PracticeCasePageFactory(
        parent=PracticeIndexPageFactory(parent=home), buyer="Gemeente Stekene"
    )
    html = BeautifulSoup(client.get(case.url).content, "html.parser")
    public = html.find("dd", string="Gemeente Stekene").find_previous("dt").text
    with translation.override("nl"):
        field = capfirst(str(PracticeCasePage._meta.get_field("buyer").verbose_name))
        [column] = [one for one in PracticeCaseListing.own_columns if one.name == "buyer"]
        assert {public, field, str(column.label)} == {"Opdrachtgever"}


@pytest.mark.parametrize(
    ("words", "text", "is_concerned"),
    [
        ("§ 2", "Artikel 15, § 2, eerste lid.", True),
        ("§ 2", "Artikel 15, § 21.", False),
        ("(oud)", "Het bedrag (oud) geldt niet meer.", True),
        ("perceel, bestek", "In het Bestek staat het.", True),
        ("bestek", "De bestekken van vroeger.", False),
        ("bestek", "Een raambestek.", False),
    ],
)
def test_a_rule_concerns_what_has_one_of_its_words_whole(db, words, text, is_concerned):
    rule = LegalRuleFactory(words=words, valid_from=datetime.date(2017, 6, 30))
    assert rule.concerns(datetime.date(2016, 1, 1), text) is is_concerned
