"""Which document comes first. Promises, not numbers: the weights may change."""

import datetime

import pytest

from search import ranking
from search.analysis import TokenLines, get_analyzer
from search.query import SLOP, parse
from search.ranking import Question, weight
from search.tests.documents import document, publish

DUTCH = get_analyzer("nl")
LONG = "Hier staat een zin over iets heel anders dan dat. " * 20


def tokens(made) -> list[TokenLines]:
    columns = (made.title_tokens, made.keywords_tokens, made.context_tokens, made.body_tokens)
    return [TokenLines(column) for column in columns]


def first(query: str, *documents) -> str:
    """The title of the document that ranks first, which all others must come behind."""
    terms = parse(query, DUTCH).terms
    question = Question(terms, (2.0,) * len(terms), DUTCH.lemma, DUTCH.stop_words)
    scores = ranking.scores(
        question,
        {number: tokens(made) for number, made in enumerate(documents)},
        {number: made.kind for number, made in enumerate(documents)},
    )
    best, second, *_ = sorted(scores.values(), reverse=True)
    assert best > second
    return documents[max(scores, key=scores.get)].title


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        # where it stands
        ("koffie", document("Koffie in de klas"), document("Over iets", "koffie in de klas")),
        ("kuisen", document("Hulp", keywords="kuisen"), document("Hulp 2", f"kuisen {LONG}")),
        # in which form
        ("bedrijven", document("De bedrijven"), document("Het bedrijf")),
        ("bedrijf", document("Een bedrijf"), document("Een maatwerkbedrijf")),
        ("uitgeleverd", document("A", "Zij uitleverden hem."), document("B", "De uitlevering.")),
        ("groenonderhoud", document("Groenonderhoud"), document("Onderhoud van groen")),
        ("groenonderhoud", document("A", f"onderhoud van groen {LONG}"),
         document("B", f"onderhoud {' x' * SLOP} groen {LONG}")),
        ("groenonderhoud", document("A", f"onderhoud {' x' * SLOP} groen {LONG}"),
         document("B", f"onderhoud {' x' * SLOP} x groen {LONG}")),
        # how much of it
        ("koffie thee", document("Een", "koffie en thee"), document("Twee", "koffie, koffie")),
        ("koffie", document("Een", "koffie"), document("Twee", f"koffie {LONG}")),
        ("koffie", document("Een", f"koffie koffie {LONG}"), document("Twee", f"koffie x {LONG}")),
        # with the word beside a number
        ("artikel 15", document("A", f"artikel 15 {LONG}"), document("B", f"artikel 3 {LONG} 15")),
        # together
        ("eerlijke koffie", document("A", f"eerlijke koffie {LONG}"),
         document("B", f"eerlijke {LONG} koffie")),
        ("eerlijke koffie", document("A", "x eerlijke koffie"),
         document("B", "koffie eerlijke x")),
        # the whole title
        ("koffie", document("Koffie"), document("Koffie voor iedereen in de streek")),
        ("sint niklaas", document("Sint-Niklaas"), document("Werken in Sint-Niklaas en Temse")),
        ("koffie", document("Koffie voor een"), document("Koffie drinken buiten")),
        ("kuisen", document("A", keywords="poetsen\nkuisen"),
         document("B", keywords="kuisen van ramen\npoetsen")),
    ],
)  # fmt: skip
def test_the_better_answer_comes_first(query, better, worse):
    assert first(query, worse, better) == better.title
    assert first(query, better, worse) == better.title


def test_of_words_that_stand_far_apart_more_in_a_text_is_still_better(find):
    """As little as they say, it is more than nothing, by which the newest would come first."""
    far = f"Tenten {'x ' * 40} verhuren. "
    publish("Oud", far, date=datetime.date(2012, 1, 1))
    publish("Nieuw", far + LONG, date=datetime.date(2026, 1, 1), source="test:2")
    assert find("tentenverhuur") == ["Oud", "Nieuw"]


def test_the_rarer_word_says_more():
    assert weight(1, 1000) > weight(500, 1000) > weight(1000, 1000) > 0
    assert weight(5, 0) > 0  # what has expired counts in one and not in the other


def test_a_document_that_holds_no_word_has_no_score():
    terms = parse("koffie", DUTCH).terms
    question = Question(terms, (1.0,) * len(terms), DUTCH.lemma)
    assert ranking.scores(question, {1: tokens(document("Thee"))}, {1: "pagina"}) == {1: 0.0}


def test_the_same_document_has_the_same_score_whatever_stands_beside_it():
    terms = parse("koffie thee", DUTCH).terms
    question = Question(terms, (1.0,) * len(terms), DUTCH.lemma)
    one, other = tokens(document("Koffie", "thee")), tokens(document("Thee"))
    alone = ranking.scores(question, {1: one}, {1: "pagina"})
    both = ranking.scores(question, {1: one, 2: other}, {1: "pagina", 2: "nieuws"})
    assert alone[1] == both[1]


def test_a_definition_says_less_to_who_asks_for_more_than_its_term():
    term = tokens(document("Koffie", "een drank voor op de fiets"))

    def against_an_article(query: str) -> float:
        terms = parse(query, DUTCH).terms
        question = Question(terms, (1.0,) * len(terms), DUTCH.lemma)
        scores = ranking.scores(question, {1: term, 2: term}, {1: "begrip", 2: "artikel"})
        return scores[1] / scores[2]

    assert against_an_article("koffie fiets") < against_an_article("koffie")


def test_a_year_asks_for_what_is_of_that_year(find):
    publish("Verslag", "Sinds 2012 is er veel veranderd.")
    publish("Nieuwsbrief", year=2012, date=datetime.date(2012, 5, 1), source="test:2")
    assert find("2012")[0] == "Nieuwsbrief"


def test_the_scan_of_an_old_issue_is_the_last_resort(find):
    publish("Koffie", kind="origineel")
    publish("Koffie!", kind="pagina", source="test:2")
    assert find("koffie") == ["Koffie!", "Koffie"]


def test_equal_hits_come_newest_first(find):
    for year in (2012, 2020, 2016):
        publish(f"Koffie {year}", date=datetime.date(year, 1, 1), source=f"test:{year}")
    assert find("koffie") == ["Koffie 2020", "Koffie 2016", "Koffie 2012"]
