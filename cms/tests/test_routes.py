"""Addresses below a page that still lead there when the page has another name."""

import pytest

from events.factories import EventIndexPageFactory, EventPageFactory
from home.factories import StandardPageFactory
from news.factories import NewsIndexPageFactory
from newsletter.factories import NewsletterIndexPageFactory


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def publish(page, slug):
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return publish


@pytest.fixture
def leads_to(client):
    """Whether who asks an old address for good comes to the new one."""

    def check(old, new):
        answer = client.get(old, follow=True)
        return answer.redirect_chain == [(new, 301)] and answer.status_code == 200

    return check


def test_a_subscribed_agenda_goes_on_under_another_name(home, rename, leads_to):
    agenda = EventIndexPageFactory(parent=home, slug="agenda")
    EventPageFactory(parent=agenda, slug="vorming")
    rename(agenda, "activiteiten")
    assert leads_to("/agenda/", "/activiteiten/")
    assert leads_to("/agenda/kalender/", "/activiteiten/kalender/")
    assert leads_to("/agenda/archief/", "/activiteiten/archief/")
    assert leads_to("/agenda/vorming/kalender/", "/activiteiten/vorming/kalender/")


def test_the_calendar_of_an_event_goes_on_under_another_name(home, rename, leads_to):
    event = EventPageFactory(parent=EventIndexPageFactory(parent=home, slug="agenda"), slug="een")
    rename(event, "twee")
    assert leads_to("/agenda/een/kalender/", "/agenda/twee/kalender/")


@pytest.mark.parametrize("factory", [NewsIndexPageFactory, NewsletterIndexPageFactory])
def test_feeds_go_on_under_another_name(factory, home, rename, leads_to):
    page = factory(parent=home, slug="oud")
    rename(page, "nieuw")
    assert leads_to("/oud/rss/", "/nieuw/rss/")
    assert leads_to("/oud/atom/", "/nieuw/atom/")


def test_feeds_go_on_where_their_page_moves(home, leads_to):
    news = NewsIndexPageFactory(parent=home, slug="nieuws")
    news.move(StandardPageFactory(parent=home, slug="archief"), pos="last-child")
    assert leads_to("/nieuws/rss/", "/archief/nieuws/rss/")
