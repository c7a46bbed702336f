"""Advice on a text: what is said, about which words, and what is left alone."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from desk.checks import advice_for
from home.factories import StandardPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory
from search.vocabulary import Synonym, SynonymName


def advice(page) -> list[tuple[str, str]]:
    return [(piece.message, piece.excerpt) for piece in advice_for(page)]


def body(*blocks: tuple[str, object]) -> list[tuple[str, object]]:
    from wagtail.rich_text import RichText

    return [(kind, RichText(value) if kind == "text" else value) for kind, value in blocks]


@pytest.fixture
def former_name(db):
    synonym = Synonym(preferred="maatwerkbedrijf")
    synonym.names = [SynonymName(name="beschutte werkplaats", is_former=True)]
    synonym.save()


def test_a_good_text_needs_no_advice(home):
    page = StandardPageFactory(
        parent=home, body=body(("heading", "Hoe?"), ("text", "<h3>Zo</h3><p>Vraag het ons.</p>"))
    )
    assert advice(page) == []


def test_a_heading_that_skips_a_level_is_named(home):
    page = StandardPageFactory(parent=home, body=body(("text", "<h3>Te laag</h3><p>Tekst.</p>")))
    ((message, excerpt),) = advice(page)
    assert excerpt == "Te laag"
    assert "kop" in message.lower()


@pytest.mark.parametrize("words", ["klik hier", "Hier", "Lees meer »", "https://www.example.be"])
def test_a_link_that_does_not_say_where_it_leads_is_named(home, words):
    html = f'<p>Meer weten? <a href="https://www.example.be/">{words}</a></p>'
    page = StandardPageFactory(parent=home, body=body(("text", html)))
    assert [excerpt for _message, excerpt in advice(page)] == [words]


def test_a_link_that_says_where_it_leads_is_left_alone(home):
    html = '<p><a href="https://www.example.be/">De regels voor aankopers</a></p>'
    assert advice(StandardPageFactory(parent=home, body=body(("text", html)))) == []


@pytest.mark.parametrize(("count", "pieces"), [(25, 0), (26, 1)])
def test_a_sentence_of_more_than_25_words_is_named(home, count, pieces):
    page = StandardPageFactory(parent=home, summary=" ".join(["woord"] * count) + ".")
    assert len(advice(page)) == pieces


def test_a_former_name_comes_with_the_word_of_today(home, former_name):
    page = StandardPageFactory(parent=home, summary="Een Beschutte werkplaats in Temse.")
    ((message, excerpt),) = advice(page)
    assert "maatwerkbedrijf" in message
    assert excerpt == "Beschutte werkplaats"


def test_a_former_name_in_a_sentence_about_the_past_is_left_alone(home, former_name):
    page = StandardPageFactory(parent=home, summary="Vroeger heette dat beschutte werkplaats.")
    assert advice(page) == []


@pytest.mark.parametrize(("days", "pieces"), [(30, 1), (400, 0)])
def test_old_news_keeps_the_names_of_its_time(home, former_name, days, pieces):
    day = timezone.localdate() - datetime.timedelta(days=days)
    page = NewsPageFactory(
        parent=NewsIndexPageFactory(parent=home), date=day, summary="De beschutte werkplaats."
    )
    assert len(advice(page)) == pieces


def test_a_second_page_with_the_same_title_is_warned_about(home):
    first = StandardPageFactory(parent=home, title="Contact", slug="contact")
    second = StandardPageFactory(parent=home, title="contact ", slug="contact-2")
    (piece,) = advice_for(second)
    assert piece.url == reverse("wagtailadmin_pages:edit", args=[first.pk])


def test_the_rows_of_a_page_are_read_too(home):
    from helpdesk.factories import GlossaryPageFactory, GlossaryTermFactory

    page = GlossaryPageFactory(parent=home)
    page.terms = [GlossaryTermFactory.build(explanation="<p><a href='/x/'>hier</a></p>")]
    page.save()
    assert [excerpt for _message, excerpt in advice(page)] == ["hier"]


def test_the_advice_is_about_the_latest_draft(home, client, editor_user):
    page = StandardPageFactory(parent=home)
    page.summary = " ".join(["woord"] * 30) + "."
    page.save_revision()
    client.force_login(editor_user)
    response = client.get(reverse("desk:advice", args=[page.pk]))
    assert "30 woorden" in response.content.decode()


def test_nobody_reads_the_draft_of_a_page_that_they_may_not_edit(home, client):
    from django.contrib.auth.models import Group

    from users.models import User

    helper = User.objects.create_user("helper", "helper@example.be", "x")
    helper.groups.set(Group.objects.filter(name="Helpdesk"))
    client.force_login(helper)
    response = client.get(reverse("desk:advice", args=[StandardPageFactory(parent=home).pk]))
    assert response.status_code == 302
    assert response["Location"] == reverse("wagtailadmin_home")
