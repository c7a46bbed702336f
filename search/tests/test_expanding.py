"""Other names count as asked, and two words may be one."""

import pytest

from companies.factories import MunicipalityFactory
from search.analysis import STEM, get_analyzer
from search.expanding import with_compounds, with_synonyms
from search.query import parse
from search.results import Search
from search.synonyms import Rule
from search.tests.documents import document, publish
from search.vocabulary import Synonym, SynonymName

DUTCH = get_analyzer("nl")
RULES = (
    Rule("bestek", "lastenboek", False),
    Rule("beschutte werkplaats", "maatwerkbedrijf", True),
    Rule("kuisen", "schoonmaak", False),
)


def expand(query: str) -> tuple[list[set[tuple[str, ...]]], list[str]]:
    """For each term what finds it, and the names that took part."""
    terms, explanations = with_synonyms(parse(query, DUTCH).terms, RULES, DUTCH)
    found = [{phrase.tokens for phrase in term.match} for term in terms]
    return found, [each.used for each in explanations]


def stem(word: str) -> tuple[str, ...]:
    return tuple(STEM + stem for stem in DUTCH.analyze(word).stems)


@pytest.mark.parametrize("query", ["bestek", "bestekken", "Bestek!"])
def test_another_name_is_searched_as_well_whatever_form_was_typed(query):
    (term,), used = expand(query)
    assert stem("lastenboek") in term
    assert used == ["lastenboek"]


def test_a_name_of_two_words_counts_for_both():
    terms, used = expand("beschutte werkplaatsen")
    assert all(stem("maatwerkbedrijf") in term for term in terms)
    assert used == ["maatwerkbedrijf"]


@pytest.mark.parametrize("query", ["werkplaats", "werkplaats beschutte", "beschutte plaats"])
def test_part_of_a_name_is_not_the_name(query):
    assert expand(query)[1] == []


@pytest.mark.parametrize("query", ["covid19", "COVID-19"])
def test_a_name_in_one_piece_is_known_with_a_hyphen(query):
    rules = (Rule("covid19", "corona", False),)
    (term,), _ = with_synonyms(parse(query, DUTCH).terms, rules, DUTCH)
    assert stem("corona") in {phrase.tokens for phrase in term.match}


def test_a_name_inside_a_longer_question_is_seen():
    terms, used = expand("vacatures beschutte werkplaats kuisen")
    assert stem("maatwerkbedrijf") not in terms[0]
    assert used == ["maatwerkbedrijf", "schoonmaak"]


def test_a_name_with_a_word_that_says_nothing_is_seen():
    rules = (Rule("werken op verplaatsing", "enclave", False),)
    (term, _other), _ = with_synonyms(parse("werken op verplaatsing", DUTCH).terms, rules, DUTCH)
    assert stem("enclave") in {phrase.tokens for phrase in term.match}


def test_quotes_ask_for_these_words_only():
    assert expand('"bestek"')[1] == []


def test_a_rule_leads_in_its_own_direction_only():
    assert expand("lastenboek")[1] == []


def test_another_name_is_less_sure_than_the_word_itself():
    (term,) = with_synonyms(parse("bestek", DUTCH).terms, RULES, DUTCH)[0]
    own = term.match[0].quality
    (other,) = [phrase.quality for phrase in term.match if phrase.tokens == stem("lastenboek")]
    assert other < own


# Words written together


@pytest.mark.parametrize(
    ("query", "compound"),
    [
        ("groen onderhoud", "groenonderhoud"),
        ("onderhoud groen", "groenonderhoud"),
        ("verpakking materiaal", "verpakkingsmateriaal"),
    ],
)
def test_neighbours_also_stand_for_the_word_that_they_make(store, index, query, compound):
    index(document(compound))
    terms = with_compounds(parse(query, DUTCH).terms, store, DUTCH)
    assert all(stem(compound) in {phrase.tokens for phrase in term.match} for term in terms)


@pytest.mark.parametrize("query", ["groen onderhoud", '"groen" onderhoud', "groen park onderhoud"])
def test_no_word_is_made_that_nobody_wrote_or_asked_for(store, index, query):
    index(document("Park" if query == "groen onderhoud" else "Groenonderhoud"))
    terms = parse(query, DUTCH).terms
    assert with_compounds(terms, store, DUTCH) == terms


# In a search


@pytest.fixture
def synonym(db):
    made = Synonym(preferred="lastenboek", language="nl")
    made.names = [SynonymName(name="bestek")]
    made.save()
    return made


def test_a_change_of_the_editors_counts_at_the_next_search(synonym, find):
    publish("Het lastenboek")
    publish("Het bestek", source="test:2")
    assert find("bestek") == ["Het bestek", "Het lastenboek"]
    synonym.delete()
    assert find("bestek") == ["Het bestek"]


def test_a_search_says_which_other_names_it_looked_for(synonym):
    publish("Het lastenboek")
    (explanation,) = Search("bestek", "nl").explanations
    assert (explanation.asked, explanation.used) == ("bestek", "lastenboek")
    assert Search("koffie", "nl").explanations == []


def test_the_other_names_of_another_language_do_not_count(synonym, find):
    publish("Lastenboek", language="en")
    assert find("bestek", language="en") == []


@pytest.mark.parametrize("query", ["221 000", "221000", "221.000", "221 000 klanten"])
def test_a_number_is_found_however_its_thousands_are_parted(find, query):
    publish("Kringwinkels", "Er zijn 221 000 klanten.")
    assert find(query) == ["Kringwinkels"]


def test_a_verb_in_two_pieces_is_found_in_one_and_marked(db):
    publish("Laptops", f"{'Een oude zin. ' * 40}Wij zamelen laptops in.{' Nog een zin.' * 40}")
    (hit,) = Search("inzamelen", "nl")[0:10]
    assert "<mark>zamelen</mark>" in hit.excerpt_html


def test_a_query_that_only_looks_like_a_verb_in_two_pieces_finds_its_words(find):
    publish("Wonen in Temse")
    assert find("wonen in") == ["Wonen in Temse"]


def test_of_a_name_one_telling_word_is_not_the_name():
    rules = (Rule("stap voor stap", "traject", False),)
    (term,) = with_synonyms(parse("stap", DUTCH).terms, rules, DUTCH)[0]
    assert stem("traject") not in {phrase.tokens for phrase in term.match}


FAR_APART = f"De jeugddienst heeft tenten. {'Die zijn groot. ' * 15}De dienst verhuurt ze."


def test_a_compound_that_nobody_wrote_is_found_where_its_parts_stand_far_apart(find):
    publish("Nat naar binnen", FAR_APART)
    assert find("tentenverhuur") == ["Nat naar binnen"]


def test_letting_is_found_by_renting(find):
    publish("Met kluit", "Een kerstboom kan je hier huren.")
    assert find("kerstboomverhuur") == ["Met kluit"]


def test_a_doer_is_found_by_what_is_done(find):
    publish("Wie strooit de fietspaden?")
    assert find("fietspadstrooier") == ["Wie strooit de fietspaden?"]


def test_a_compound_that_somebody_wrote_is_not_looked_for_far_apart(find):
    publish("Nat naar binnen", FAR_APART)
    publish("Tentenverhuur", source="test:2")
    assert find("tentenverhuur") == ["Tentenverhuur"]


def test_a_word_that_no_list_knows_is_found_where_a_compound_begins_with_it(find):
    publish("De senioren", "Zij hebben hun pétanquebanen terug.")
    assert find("petanque") == ["De senioren"]


def test_who_asks_for_a_municipality_finds_what_is_in_its_villages_last(find):
    MunicipalityFactory(slug="beveren", name="Beveren", former_names="", parts="Vrasene")
    publish("Hagen in Vrasene")
    publish("Hagen in Beveren", source="test:2")
    assert find("hagen beveren") == ["Hagen in Beveren", "Hagen in Vrasene"]
    assert Search("hagen beveren", "nl").explanations == []


def test_a_verb_that_nobody_wrote_is_found_by_the_verb_in_it(find):
    publish("Het archief", "Wij scannen dossiers.")
    publish("De dossiers", "Ze liggen in de kelder.")
    assert find("dossiers inscannen")[0] == "Het archief"


def test_of_a_question_a_verb_in_two_pieces_alone_is_no_answer(find):
    publish("Zo doe je een aanvraag", "Vraag het attest aan bij de gemeente.")
    assert find("hoe vraag ik een schooltoelage aan?") == []


@pytest.mark.parametrize("query", ["onkruid bestrijding", "bestrijding onkruid"])
def test_a_compound_that_no_list_knows_is_the_best_answer_for_its_words(query, db):
    publish("Onkruidbestrijding", "Met de hand.", source="test:een")
    publish("Onkruid", "Over de bestrijding van planten.", source="test:twee")
    assert Search(query, "nl")[:1][0].document.title == "Onkruidbestrijding"
