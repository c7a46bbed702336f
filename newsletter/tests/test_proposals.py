"""What the site proposes for an issue: what is new, public, and not said before."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from events.factories import EventIndexPageFactory, EventPageFactory
from events.models import EventPage
from helpdesk.factories import PracticeCasePageFactory, PracticeIndexPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.composing.proposals import add_items, proposals_for
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
    RubricFactory,
    SeriesFactory,
)
from newsletter.models import NewsletterIssuePage

TODAY = timezone.localdate
HOUR = datetime.timedelta(hours=1)
LONG_AGO = datetime.date(2020, 5, 1)


@pytest.fixture
def archive(home):
    return NewsletterIndexPageFactory(parent=home)


@pytest.fixture
def news_list(home):
    return NewsIndexPageFactory(parent=home)


@pytest.fixture
def previous(archive):
    return NewsletterIssuePageFactory(
        parent=archive, date=TODAY() - datetime.timedelta(days=30), title="Vorig nummer"
    )


@pytest.fixture
def issue(archive, previous):
    return NewsletterIssuePageFactory(parent=archive, date=TODAY(), live=False)


def titles(issue) -> list[str]:
    return [page.title for group in proposals_for(issue) for page in group.pages]


def new(factory, **values):
    """A page that came on the site today, unless `values` say otherwise."""
    return factory(**{"first_published_at": timezone.now(), **values})


def about(page, **values):
    return NewsletterItemFactory.build(page=page, headline="", locale=page.locale, **values)


def test_a_draft_and_what_was_withdrawn_are_not_proposed(issue, news_list):
    new(NewsPageFactory, parent=news_list, title="Concept", live=False, date=TODAY())
    assert titles(issue) == []


def test_what_came_before_the_previous_issue_is_not_proposed(issue, news_list, home):
    new(NewsPageFactory, parent=news_list, title="Oud bericht", date=LONG_AGO)
    companies = CompanyIndexPageFactory(parent=home)
    months_ago = timezone.now() - datetime.timedelta(days=90)
    new(CompanyPageFactory, parent=companies, first_published_at=months_ago)
    assert titles(issue) == []


def test_what_the_previous_issue_told_is_not_proposed_again(archive, issue, previous, news_list):
    page = new(NewsPageFactory, parent=news_list, date=previous.date)
    previous.items = [about(page)]
    previous.save_revision().publish()
    assert titles(issue) == []


def test_what_is_in_the_draft_already_is_not_proposed(issue, news_list):
    page = new(NewsPageFactory, parent=news_list, date=TODAY())
    issue.items.add(about(page))
    assert titles(issue) == []


def test_an_event_that_is_over_or_cancelled_is_not_proposed(issue, home):
    agenda = EventIndexPageFactory(parent=home)
    past = timezone.now() - datetime.timedelta(days=2)
    new(EventPageFactory, parent=agenda, title="Voorbij", starts_at=past, ends_at=past + HOUR)
    new(EventPageFactory, parent=agenda, title="Afgelast", status=EventPage.Status.CANCELLED)
    assert titles(issue) == []


def test_an_issue_of_another_series_does_not_count_as_the_previous_one(archive, issue, news_list):
    other = SeriesFactory(name="Andere reeks", slug="andere-reeks")
    NewsletterIssuePageFactory(parent=archive, date=TODAY(), series=other)
    new(NewsPageFactory, parent=news_list, title="Van vorige week", date=TODAY())
    assert titles(issue) == ["Van vorige week"]


def test_an_issue_without_series_is_offered_everything(archive, news_list):
    new(NewsPageFactory, parent=news_list, title="Lang geleden", date=LONG_AGO)
    issue = NewsletterIssuePageFactory(parent=archive, series=None, live=False)
    assert titles(issue) == ["Lang geleden"]


def test_each_kind_of_page_is_proposed_once(issue, news_list, home):
    new(NewsPageFactory, parent=news_list, title="Bericht", date=TODAY())
    soon = timezone.now() + datetime.timedelta(days=9)
    new(
        EventPageFactory,
        parent=EventIndexPageFactory(parent=home),
        title="Vorming",
        starts_at=soon,
        ends_at=soon + HOUR,
    )
    new(CompanyPageFactory, parent=CompanyIndexPageFactory(parent=home), title="Bedrijf")
    new(
        PracticeCasePageFactory,
        parent=PracticeIndexPageFactory(parent=home),
        title="Praktijk",
        date=TODAY(),
    )
    assert titles(issue) == ["Bericht", "Vorming", "Bedrijf", "Praktijk"]


def test_the_rubric_is_the_one_that_such_pages_had_most(archive, issue, news_list):
    usual, seldom = RubricFactory(name="Kort", slug="k"), RubricFactory(name="Tip", slug="t")
    pages = [new(NewsPageFactory, parent=news_list, date=LONG_AGO) for _number in range(3)]
    rubrics = [usual, seldom, usual]
    items = [about(page, rubric=rubric) for page, rubric in zip(pages, rubrics, strict=True)]
    NewsletterIssuePageFactory(parent=archive, date=LONG_AGO, items=items)
    new(NewsPageFactory, parent=news_list, date=TODAY())
    assert [group.rubric for group in proposals_for(issue)] == [usual]


def test_without_a_past_the_rubric_has_the_name_that_such_pages_usually_have(issue, news_list):
    new(NewsPageFactory, parent=news_list, date=TODAY())
    assert [group.rubric for group in proposals_for(issue)] == [None]
    rubric = RubricFactory(name="Nieuws", slug="nieuws")
    assert [group.rubric for group in proposals_for(issue)] == [rubric]


def test_a_page_that_was_not_proposed_cannot_be_added(issue, news_list):
    page = new(NewsPageFactory, parent=news_list, live=False)
    assert add_items(issue, [page.pk]) == 0
    assert list(issue.items.all()) == []


def test_an_editor_ticks_pages_and_finds_them_as_items_of_the_draft(
    client, editor_user, issue, news_list
):
    page = new(NewsPageFactory, parent=news_list, title="Nieuwe gids", date=TODAY())
    issue.items.add(NewsletterItemFactory.build(headline="Eerst", sort_order=0))
    issue.save_revision()
    client.force_login(editor_user)
    url = reverse("composing:proposals", args=[issue.pk])
    answer = client.get(url).content.decode()
    assert "Nieuwe gids" in answer
    assert "Nieuwsberichten" in answer  # the kind of page, above its group
    assert "Vorig nummer" in answer
    assert client.get(reverse("wagtailadmin_pages:edit", args=[issue.pk])).status_code == 200
    answer = client.post(url, {"pagina": [str(page.pk), "x"]})
    place = answer["Location"].partition("#")[2]
    html = BeautifulSoup(client.get(answer["Location"]).content, "html.parser")
    [chosen] = html.find(id=place).select('input[name="items-1-page"]')  # the first new one
    assert chosen["value"] == str(page.pk)
    issue = NewsletterIssuePage.objects.get(pk=issue.pk)
    items = issue.get_latest_revision_as_object().items.all()
    assert [item.title for item in items] == ["Eerst", "Nieuwe gids"]
    assert issue.items.count() == 0  # rows are what is live


def test_ticking_nothing_changes_nothing_and_says_so(client, editor_user, issue, news_list):
    new(NewsPageFactory, parent=news_list, date=TODAY())
    client.force_login(editor_user)
    answer = client.post(reverse("composing:proposals", args=[issue.pk]))
    assert "Vink minstens één pagina aan." in answer.content.decode()
    assert issue.revisions.count() == 0


def test_nothing_is_added_to_an_issue_that_a_colleague_locked(
    client, editor_user, issue, news_list, admin_user
):
    page = new(NewsPageFactory, parent=news_list, date=TODAY())
    issue.locked, issue.locked_by = True, admin_user
    issue.save()
    client.force_login(editor_user)
    url = reverse("composing:proposals", args=[issue.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"pagina": [str(page.pk)]})
    assert issue.revisions.count() == 0


def test_who_may_not_edit_the_issue_gets_no_proposals(client, editor_user, issue):
    editor_user.groups.set(Group.objects.filter(name="Vertalers"))
    client.force_login(editor_user)
    url = reverse("composing:proposals", args=[issue.pk])
    assert client.get(url).status_code in {302, 403}
    client.post(url, {"pagina": "1"})
    assert issue.revisions.count() == 0
