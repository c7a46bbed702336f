"""The count of searches: what is kept, what never is, and how it comes in."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from search import beacon
from search.log import SearchCount, log_click, log_search, loggable

ORIGIN = "http://testserver"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def tell(db, client):
    """Post what the results page posts; gives the status."""

    def tell_(path="/zoeken/log/", headers=None, **facts):
        headers = {"Origin": ORIGIN, **(headers or {})}
        return client.post(path, facts, headers=headers).status_code

    return tell_


def counted() -> dict[str, int]:
    return dict(SearchCount.objects.values_list("query", "times"))


# What is kept


@pytest.mark.parametrize(
    "text",
    [
        "jan.peeters@example.be",
        "jan \uff20 example",
        "0470 12 34 56",
        "0470/12.34.56",
        "+32 470 12 34 56",
        "bel 03 780 52 00",
        "03 78052000",
        "780 52 00",
        "85.07.30-033.28",
        "85073003328",
        "0203.430.576",
        "BE 0203 430 576",
        "be68 5390 0754 7034",
        "30 07 1985",
        "30071985",
        "1985-07-30",
        "19850730",
        "".join(chr(0xFF10 + int(digit)) for digit in "0470123456"),
        "wat is er met 0470\u00a0123\u00a0456 gebeurd",
        "lot 1234567",
        "x" * 81,
        "",
        " \0 ",
    ],
)
def test_what_looks_personal_or_says_nothing_is_not_kept(text):
    assert loggable(text) == ""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Beschutte   Werkplaats ", "beschutte werkplaats"),
        ("77310000", "77310000"),
        ("77310000-6 groen", "77310000-6 groen"),
        ("77310000 98371111", "77310000 98371111"),
        ("nieuwsbrief 2012 2013", "nieuwsbrief 2012 2013"),
        ("nr 23", "nr 23"),
        ("9100 sint-niklaas", "9100 sint-niklaas"),
        ("artikel 15 wet 17 juni 2016", "artikel 15 wet 17 juni 2016"),
        ("onder 300.000 euro", "onder 300.000 euro"),
        ("x" * 80, "x" * 80),
    ],
)
def test_what_is_about_no_one_is_kept(text, kept):
    assert loggable(text) == kept


def test_a_count_knows_nothing_but_query_language_day_and_numbers():
    names = {field.name for field in SearchCount._meta.get_fields()}
    assert names == {
        "id", "day", "language", "query", "times", "results", "refined", "refined_to",
        "clicks", "rank_sum",
    }  # fmt: skip


# Counting


def test_a_query_asked_again_on_the_same_day_is_one_row(db):
    log_search("Poetsen", "nl", 3)
    log_search("poetsen ", "nl", 5)
    count = SearchCount.objects.get()
    assert (count.query, count.times, count.results) == ("poetsen", 2, 5)


def test_languages_and_days_are_counted_apart(db):
    log_search("lot", "nl", 1)
    log_search("lot", "en", 1)
    SearchCount.objects.filter(language="nl").update(day=datetime.date(2026, 1, 1))
    log_search("lot", "nl", 1)
    assert SearchCount.objects.count() == 3


def test_a_query_after_another_says_that_the_other_was_refined(db):
    log_search("snoeiers", "nl", 0)
    log_search("groenonderhoud", "nl", 7, previous="Snoeiers")
    first = SearchCount.objects.get(query="snoeiers")
    assert (first.times, first.refined, first.refined_to) == (1, 1, "groenonderhoud")


def test_a_query_after_itself_is_not_counted_again(db):
    log_search("groen", "nl", 7)
    log_search("Groen", "nl", 7, previous="groen")
    assert counted() == {"groen": 1}


@pytest.mark.parametrize("previous", ["jan@example.be", "nooit gevraagd", "", None])
def test_a_previous_query_that_was_not_kept_leaves_no_trace(db, previous):
    log_search("groen", "nl", 7, previous=previous)
    assert counted() == {"groen": 1}
    assert not SearchCount.objects.exclude(refined_to="").exists()


def test_opened_results_are_added_up(db):
    log_search("groen", "nl", 7)
    log_click("Groen", "nl", 1)
    log_click("groen", "nl", 1000)
    count = SearchCount.objects.get()
    assert (count.clicks, count.rank_sum) == (2, 1001)


def test_an_opened_result_counts_for_the_day_and_the_language_alone(db):
    log_search("groen", "nl", 7)
    SearchCount.objects.update(day=datetime.date(2026, 1, 1))
    log_search("groen", "nl", 7)
    log_search("groen", "fr", 7)
    log_click("groen", "nl", 1)
    clicked = SearchCount.objects.get(clicks=1)
    assert (clicked.day, clicked.language) == (timezone.localdate(), "nl")
    assert SearchCount.objects.filter(clicks=0).count() == 2


@pytest.mark.parametrize("rank", [0, -1, 1001])
def test_a_place_that_does_not_exist_is_not_counted(db, rank):
    log_search("groen", "nl", 7)
    log_click("groen", "nl", rank)
    assert SearchCount.objects.get().clicks == 0


def test_opening_a_result_of_what_nobody_asked_makes_no_row(db):
    log_click("groen", "nl", 1)
    log_click("jan@example.be", "nl", 1)
    assert counted() == {}


# Coming in


def test_the_results_page_tells_what_was_asked_and_opened(tell):
    assert tell(q="snoeien", n="0") == 204
    assert tell(q="Groen", n="7", vorige="snoeien") == 204
    assert tell(q="groen", rang="2") == 204
    count = SearchCount.objects.get(query="groen")
    assert (count.language, count.results, count.clicks, count.rank_sum) == ("nl", 7, 1, 2)
    assert SearchCount.objects.get(query="snoeien").refined == 1


def test_the_address_says_the_language(tell):
    tell("/en/zoeken/log/", q="reserved", n="1")
    assert SearchCount.objects.get().language == "en"


def test_looking_at_results_writes_nothing(db, client, django_assert_num_queries, home):
    client.get("/zoeken/?q=groen")
    assert counted() == {}
    assert client.get("/zoeken/log/?q=groen&n=1").status_code == 405
    assert counted() == {}


@pytest.mark.parametrize("name", ["DNT", "Sec-GPC"])
def test_a_visitor_who_asks_to_be_left_alone_is(tell, name):
    assert tell(headers={name: "1"}, q="groen", n="1") == 204
    assert counted() == {}


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "", "http://["])
def test_another_site_cannot_add_to_the_counts(tell, origin):
    assert tell(headers={"Origin": origin}, q="groen", n="1") == 204
    assert counted() == {}


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"q": "groen"},
        {"q": "groen", "n": "-1"},
        {"q": "groen", "n": "veel"},
        {"q": "groen", "n": "²"},
        {"q": "groen", "n": "99999999999999999999"},
        {"q": "groen", "n": "12345678"},
        {"q": "groen", "rang": "1"},
        {"q": "jan@example.be", "n": "1"},
        {"n": "1"},
    ],
)
def test_what_is_not_valid_is_answered_and_not_kept(tell, facts):
    assert tell(**facts) == 204
    assert counted() == {}


def test_no_cookie_is_set_and_none_is_needed(client, db):
    response = client.post("/zoeken/log/", {"q": "groen", "n": "1"}, headers={"Origin": ORIGIN})
    assert not response.cookies
    assert counted() == {"groen": 1}


@pytest.mark.parametrize("limit", ["MAX_PER_MINUTE", "MAX_PER_DAY"])
@time_machine.travel("2026-11-23 12:00:00+00:00", tick=False)
def test_a_flood_is_not_written(tell, monkeypatch, limit):
    monkeypatch.setattr(beacon, limit, 3)
    for number in range(6):
        assert tell(q=f"vraag {number}", n="1") == 204
    assert len(counted()) == 3


# Forgetting


def test_counts_are_forgotten_after_the_days_of_the_setting(db, settings):
    settings.SEARCH_LOG_DAYS = 30
    today = timezone.localdate()
    for days in (0, 29, 30, 31, 500):
        SearchCount.objects.create(
            day=today - datetime.timedelta(days=days), query=f"dag {days}", language="nl", times=1
        )
    call_command("prune_search_log", verbosity=0)
    assert set(counted()) == {"dag 0", "dag 29"}


def test_with_zero_days_nothing_is_counted_and_everything_forgotten(tell, settings):
    log_search("vroeger", "nl", 1)
    settings.SEARCH_LOG_DAYS = 0
    tell(q="groen", n="1")
    assert counted() == {"vroeger": 1}
    call_command("prune_search_log", verbosity=0)
    assert counted() == {}


def test_the_worker_forgets_each_day_once(db, settings, monkeypatch):
    from cms.management.commands import worker

    called = []
    monkeypatch.setattr(worker, "call_command", lambda name, *_: called.append(name))
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    command = worker.Command()
    command.tick()
    command.tick()
    assert called.count("prune_search_log") == 1
    assert called.count("publish_scheduled") == 2
