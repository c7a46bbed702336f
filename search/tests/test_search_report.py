"""The report of what visitors ask."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from search.log import SearchCount
from users.models import User

URL = "/admin/reports/search/"


@pytest.fixture
def desk(client, editor_user):
    client.force_login(editor_user)
    return client


@pytest.fixture
def count(db):
    """`count("kuisen", times=2, days_ago=3)`."""

    def count_(query, days_ago=0, language="nl", **facts):
        day = timezone.localdate() - datetime.timedelta(days=days_ago)
        facts = {"times": 1, "results": 1, **facts}
        return SearchCount.objects.create(query=query, day=day, language=language, **facts)

    return count_


def rows(client, **query):
    return list(client.get(URL, query).context["object_list"])


def queries(client, **query):
    return [row["query"] for row in rows(client, **query)]


def test_an_empty_report_can_be_read(desk):
    assert rows(desk) == []


def test_days_are_added_up_and_the_last_count_of_results_counts(desk, count):
    count("kuisen", days_ago=5, times=4, results=0, refined=3, refined_to="schoonmaak")
    count("kuisen", days_ago=1, times=2, results=6, clicks=4, rank_sum=9)
    (row,) = rows(desk)
    assert (row["asked"], row["found"], row["opened"]) == (6, 6, 4)
    assert row["average_rank"] == 2.25
    assert (row["asked_again"], row["asked_next"]) == (3, "schoonmaak")


def test_the_most_asked_stands_first_and_equals_stand_by_name(desk, count):
    count("b", times=2)
    count("c", times=9)
    count("a", times=2)
    assert queries(desk) == ["c", "a", "b"]
    assert queries(desk, ordering="query") == ["a", "b", "c"]
    assert queries(desk, ordering="niets") == ["c", "a", "b"]


def test_a_query_of_which_nothing_is_counted_is_not_shown(desk, count):
    count("leeg", times=0)
    assert rows(desk) == []


def test_languages_are_apart(desk, count):
    count("lot", language="nl", results=1)
    count("lot", language="en", results=0)
    assert [row["found"] for row in rows(desk, outcome="none")] == [0]


def test_the_queries_that_need_an_editor_can_be_picked_out(desk, count):
    count("niets", results=0)
    count("anders", results=4, refined=1, refined_to="beter", clicks=1, rank_sum=1)
    count("dicht", results=4)
    count("goed", results=4, clicks=1, rank_sum=1)
    assert queries(desk, outcome="none") == ["niets"]
    assert queries(desk, outcome="refined") == ["anders"]
    assert queries(desk, outcome="unopened") == ["dicht"]
    assert len(queries(desk)) == 4


def test_a_period_counts_only_its_days(desk, count):
    count("groen", days_ago=40, times=5)
    count("groen", days_ago=2, times=1)
    count("oud", days_ago=40)
    day = (timezone.localdate() - datetime.timedelta(days=7)).isoformat()
    assert [(row["query"], row["asked"]) for row in rows(desk, day_from=day)] == [("groen", 1)]
    assert [row["asked"] for row in rows(desk, day_to=day, q="groen")] == [5]


def test_a_row_leads_to_forms_that_are_filled_in(desk, count):
    count("kuis & co", refined=1, refined_to="schoonmaak")
    html = desk.get(URL).content.decode()
    assert "/synonym/add/?name=kuis+%26+co&amp;preferred=schoonmaak" in html
    assert "/searchpicks/add/?query=kuis+%26+co" in html


def test_the_report_can_be_taken_along_without_a_formula_of_a_visitor(desk, count):
    count("=1+1", times=3, results=0)
    response = desk.get(URL, {"export": "csv"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("'=1+1,3,0")
    response = desk.get(URL, {"export": "xlsx", "outcome": "none"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cell = sheet.cell(row=2, column=1)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_it_takes_as_many_queries_for_many_rows_as_for_one(
    desk, count, django_assert_max_num_queries
):
    desk.get(URL)
    for number in range(60):
        count(f"vraag {number}")
    with django_assert_max_num_queries(15):
        assert len(rows(desk)) == 50


def test_who_has_no_right_to_it_is_sent_away(client, db, editor_user):
    from django.contrib.auth.models import Permission

    assert client.get(URL).status_code == 302
    other = User.objects.create_user("ander", "ander@example.be", "wachtwoord")
    other.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(other)
    assert client.get(URL).status_code == 302


def test_the_menu_leads_to_it_and_not_to_the_report_that_stays_empty(client, admin_user):
    client.force_login(admin_user)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert URL in html
    assert "/searchpicks/reports/search-terms/" not in html
