"""The glossary and the practice cases."""

import datetime

import pytest

from helpdesk.factories import (
    GlossaryPageFactory,
    GlossaryTermFactory,
    PracticeCasePageFactory,
    PracticeIndexPageFactory,
)


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


def test_a_term_can_be_linked_and_shows_its_former_name(glossary, client):
    html = client.get(glossary.url).content.decode()
    assert 'id="bestek"' in html
    assert "lastenboek" in html


def test_each_term_is_found_by_itself(glossary):
    entries = {entry.title: entry for entry in glossary.search_entries()}
    assert entries["Bestek"].fragment == "bestek"
    assert "lastenboek" in entries["Bestek"].keywords


def test_the_newest_case_stands_first(home, client):
    parent = PracticeIndexPageFactory(parent=home)
    PracticeCasePageFactory(parent=parent, title="Oud", date=datetime.date(2017, 1, 1))
    PracticeCasePageFactory(parent=parent, title="Nieuw", date=datetime.date(2023, 1, 1))
    response = client.get(parent.url)
    assert [page.title for page in response.context["page_obj"]] == ["Nieuw", "Oud"]
