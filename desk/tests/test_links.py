"""The link checker: what it collects, how it visits, and when a link counts as broken."""

import datetime
import io
import socket

import pytest
import requests
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.rich_text import RichText

from desk.links import visit as visiting
from desk.links.collect import collect_links
from desk.links.rounds import LINKS_PER_ROUND, check_round, due_links, queue_round
from desk.models import CheckedLink
from home.factories import StandardPageFactory

Problem = CheckedLink.Problem


def page_with(home, html: str, **fields):
    return StandardPageFactory(parent=home, body=[("text", RichText(html))], **fields)


def no_pause(_seconds):
    """The twin of a pause between visits."""


def run(outcomes: dict[str, Problem]) -> list[str]:
    """One round in which each address has this outcome; gives what was visited."""
    visited = []

    def visit(url):
        visited.append(url)
        return outcomes.get(url, Problem.NONE)

    check_round(visit, no_pause)
    return visited


def test_links_of_every_field_are_collected_once(home):
    page = page_with(home, '<p><a href="https://a.example.be/x?a=1&amp;b=2#top">A</a></p>')
    page.body.append(
        ("call_to_action", {"title": "T", "label": "L", "url": "https://b.example.be/"})
    )
    page.save()
    page_with(home, '<p><a href="https://a.example.be/x?a=1&amp;b=2">A</a></p>', slug="twee")
    collect_links()
    urls = {link.url: link.pages.count() for link in CheckedLink.objects.all()}
    assert urls == {"https://a.example.be/x?a=1&b=2": 2, "https://b.example.be/": 1}


@pytest.mark.parametrize(
    "href", ["mailto:info@example.be", "tel:037805200", "http://", "https://[x", "/nieuws/"]
)
def test_what_is_no_address_outside_the_site_is_not_collected(home, href):
    page_with(home, f'<p><a href="{href}">A</a></p>')
    collect_links()
    assert not CheckedLink.objects.exists()


def test_links_of_drafts_are_not_collected_and_unused_ones_are_forgotten(home):
    page = page_with(home, '<p><a href="https://a.example.be/">A</a></p>')
    collect_links()
    assert CheckedLink.objects.count() == 1
    page.unpublish()
    collect_links()
    assert not CheckedLink.objects.exists()


def test_a_link_to_a_deleted_or_hidden_page_is_broken_at_once(home):
    gone = StandardPageFactory(parent=home, title="Weg", slug="weg")
    hidden = StandardPageFactory(parent=home, title="Verborgen", slug="verborgen")
    shown = StandardPageFactory(parent=home, title="Zichtbaar", slug="zichtbaar")
    links = [
        f'<a linktype="page" id="{page.pk}">{page.title}</a>' for page in (gone, hidden, shown)
    ]
    page_with(home, f"<p>{' '.join(links)}</p>", slug="links")
    gone.delete()
    hidden.unpublish()
    collect_links()
    names = [str(link) for link in CheckedLink.objects.broken()]
    assert len(names) == 2
    assert any("Verborgen" in name for name in names)


def test_a_link_counts_as_broken_after_two_failures_in_a_row(home):
    page_with(home, '<p><a href="https://a.example.be/">A</a></p>')
    collect_links()
    run({"https://a.example.be/": Problem.GONE})
    assert not CheckedLink.objects.broken().exists()
    CheckedLink.objects.update(checked_at=timezone.now() - datetime.timedelta(days=2))
    run({"https://a.example.be/": Problem.UNREACHABLE})
    assert CheckedLink.objects.broken().count() == 1
    CheckedLink.objects.update(checked_at=timezone.now() - datetime.timedelta(days=2))
    run({})
    assert not CheckedLink.objects.broken().exists()


def test_what_was_visited_today_is_left_alone(home):
    page_with(home, '<p><a href="https://a.example.be/">A</a></p>')
    collect_links()
    assert run({}) == ["https://a.example.be/"]
    assert run({}) == []


def test_a_round_visits_each_host_once_and_stops_in_time(db):
    CheckedLink.objects.bulk_create(
        [CheckedLink(url=f"https://een.example.be/{number}") for number in range(3)]
        + [CheckedLink(url=f"https://h{number}.example.be/") for number in range(80)]
    )
    visited = run({})
    assert len(visited) == LINKS_PER_ROUND
    assert len([url for url in visited if "een.example.be" in url]) == 1
    assert due_links().count() == 83 - LINKS_PER_ROUND


@pytest.fixture
def internet(monkeypatch):
    """Answers by address: a status, or a redirect as (status, where)."""
    answers = {}

    def ask(url, **options):
        answer = answers[url]
        if isinstance(answer, Exception):
            raise answer
        status, where = answer if isinstance(answer, tuple) else (answer, None)
        response = requests.Response()
        response.raw = io.BytesIO()
        response.status_code = status
        if where:
            response.headers["Location"] = where
        return response

    monkeypatch.setattr(requests, "head", ask)
    monkeypatch.setattr(requests, "get", ask)
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port: [(2, 1, 6, "", (PLACES.get(host, "8.8.8.8"), port))],
    )
    return answers


PLACES = {"intern.example.be": "10.0.0.1", "lokaal.example.be": "127.0.0.1"}


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (200, Problem.NONE),
        (403, Problem.NONE),
        (404, Problem.GONE),
        (410, Problem.GONE),
        (500, Problem.REFUSED),
        (requests.ConnectTimeout(), Problem.UNREACHABLE),
        ((302, "https://b.example.be/"), Problem.NONE),
        ((302, "http://intern.example.be/"), Problem.UNSAFE),
        ((302, "https://a.example.be/"), Problem.REFUSED),
        ((302, "ftp://b.example.be/"), Problem.UNSAFE),
    ],
)
def test_an_answer_is_judged(internet, answer, problem):
    internet.update({"https://a.example.be/": answer, "https://b.example.be/": 200})
    assert visiting.visit("https://a.example.be/") == problem


@pytest.mark.parametrize("host", ["intern.example.be", "lokaal.example.be"])
def test_our_own_network_is_never_visited(internet, host):
    assert visiting.visit(f"http://{host}/") == Problem.UNSAFE


def test_the_worker_is_asked_once_and_only_when_there_is_something_to_visit(db):
    queue_round()
    assert not DBTaskResult.objects.exists()
    CheckedLink.objects.create(url="https://a.example.be/")
    queue_round()
    queue_round()
    assert DBTaskResult.objects.count() == 1
