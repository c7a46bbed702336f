"""Who compares two versions of a page reads what an editor filled in, not how Python writes it."""

import datetime

import pytest
from django.urls import reverse

from companies.factories import CompanyIndexPageFactory, CompanyPageFactory, CompanyStatusFactory
from events.factories import EventIndexPageFactory, EventPageFactory
from home.factories import StandardPageFactory
from tests.admin.dutch import english_on


@pytest.fixture
def compare(client, editor_user):
    """Gives the table of differences between the first and the last version of a page."""
    client.force_login(editor_user)

    def compare_(page) -> str:
        url = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"])
        return client.get(url).content.decode().partition("<tbody>")[2].partition("</tbody>")[0]

    return compare_


def save_twice(page, first: dict, second: dict) -> None:
    for values in (first, second):
        for name, value in values.items():
            setattr(page, name, value)
        page.save_revision()


def stream(*blocks: tuple[str, object]) -> list[dict]:
    return [{"type": name, "value": value, "id": f"{n}"} for n, (name, value) in enumerate(blocks)]


OFFER = {"title": "Doe mee", "label": "Vraag een offerte"}


@pytest.mark.parametrize(
    "block",
    [
        ("quote", {"text": "Goed werk."}),
        ("call_to_action", OFFER),
        ("documents", {"documents": [999]}),
        ("related_pages", {"pages": [999]}),
        ("embed", {}),
        ("image", {}),
    ],
    ids=lambda block: block[0],
)
def test_what_was_never_filled_in_in_a_block_stays_empty(block, home, compare):
    page = StandardPageFactory(parent=home)
    save_twice(page, {"body": stream(block)}, {"body": stream(block, ("heading", "Nieuw"))})
    html = compare(page)
    assert "Nieuw" in html
    assert english_on(html) == []


def test_what_is_filled_in_later_is_all_that_is_new(home, compare):
    page = StandardPageFactory(parent=home)
    offer = {**OFFER, "url": "https://www.example.be/"}
    save_twice(
        page,
        {"body": stream(("call_to_action", OFFER))},
        {"body": stream(("call_to_action", offer))},
    )
    html = compare(page)
    assert '<span class="addition">https://www.example.be/</span>' in html
    assert english_on(html) == []


def test_a_day_is_written_as_on_the_site(home, compare):
    starts_at = datetime.datetime(2027, 3, 8, 8, tzinfo=datetime.UTC)
    event = EventPageFactory(parent=EventIndexPageFactory(parent=home), starts_at=starts_at)
    save_twice(
        event,
        {"registration_deadline": None},
        {"registration_deadline": datetime.datetime(2027, 3, 1, 11, tzinfo=datetime.UTC)},
    )
    html = compare(event)
    assert '<span class="addition">1 maart 2027 12:00</span>' in html
    assert english_on(html) == []


def test_a_row_of_a_page_is_compared_in_dutch(home, compare):
    company = CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home))
    status = CompanyStatusFactory.build(name="maatwerkbedrijf")
    save_twice(
        company,
        {"staff_count": None, "staff_year": None},
        {"staff_count": 120, "staff_year": 2026, "statuses": [status]},
    )
    html = compare(company)
    assert "maatwerkbedrijf" in html
    assert english_on(html) == []
