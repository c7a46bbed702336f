"""The page on which a company answers: only a button acts, and once."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from companies.checks.answering import answer
from companies.checks.links import check_url, make_token
from companies.factories import (
    CompanyLocationFactory,
    CompanyPageFactory,
    ProfileCheckFactory,
)
from companies.models import ProfileCheck
from newsletter.subscribers.tokens import PREFERENCES
from newsletter.subscribers.tokens import make_token as make_subscriber_token

pytestmark = pytest.mark.django_db
State = ProfileCheck.State
ALL_RIGHT = {"antwoord": "klopt"}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = ""


@pytest.fixture
def check(company):
    return ProfileCheckFactory(company=company)


@pytest.fixture
def url(check):
    return check_url(check)


def sent(response) -> dict:
    """What a browser sends when nobody changes anything in this form."""
    form = BeautifulSoup(response.content, "html.parser").find(id="verbeteren").form
    return {field["name"]: field.get("value", "") for field in form.find_all("input")} | {
        field["name"]: field.text.removeprefix("\n") for field in form.find_all("textarea")
    }


def proposals(check) -> list[tuple]:
    check.refresh_from_db()
    return [(one["name"], one["before"], one["after"]) for one in check.changes]


def test_each_group_of_the_form_has_a_heading(client, url):
    form = BeautifulSoup(client.get(url).content, "html.parser").find(id="verbeteren").form
    headings = [group.legend.h2.text for group in form.find_all("fieldset")]
    assert headings[:2] == ["Contact", "Medewerkers"]


def filled(company, **changes) -> dict:
    """A form that does not say what the company saw, as before; with these changes."""
    row, place = company.activity_rows.get(), company.locations.get()
    names = {
        "own_words": f"own_words-{row.translation_key.hex}",
        "opening_hours": f"opening_hours-{place.translation_key.hex}",
    }
    values = {
        "contact_role": company.contact_role,
        "email": company.email,
        "phone": company.phone,
        "website": "",
        "staff_count": company.staff_count or "",
        "staff_year": company.staff_year or "",
        names["own_words"]: row.own_words,
        names["opening_hours"]: place.opening_hours,
        "activities": "",
        "remark": "",
    }
    return values | {names.get(name, name): value for name, value in changes.items()}


def test_programs_that_open_links_change_nothing(client, check, url):
    before = ProfileCheck.objects.values().get()
    for _ in range(20):
        assert client.get(url).status_code == 200
        assert client.head(url).status_code == 200
    assert client.get(url + "?antwoord=klopt").status_code == 200
    assert ProfileCheck.objects.values().get() == before


def test_a_token_that_is_forged_damaged_or_for_something_else_opens_nothing(
    client, check, company
):
    token = make_token(check)
    other = ProfileCheckFactory(company=CompanyPageFactory(parent=company.get_parent()))
    value, signature = token.rsplit(".", 1)
    tokens = [
        token[:-1],
        token + "A",
        "onzin",
        f"{make_token(other).rsplit('.', 1)[0]}.{signature}",
        Signer(sep=".").sign(value),
        Signer(salt="iets.anders", sep=".").sign(value),
        make_subscriber_token(PREFERENCES, check.pk),
    ]
    for bad in tokens:
        for method in (client.get, client.post):
            response = method(f"/klopt-dit-nog/{bad}/", ALL_RIGHT)
            assert response.status_code == 404, bad
            assert "Deze link werkt niet" in response.content.decode()
    assert not ProfileCheck.objects.filter(state=State.ANSWERED).exists()


def test_a_link_is_bound_to_its_company(client, check, company):
    token = make_token(check)
    other = CompanyPageFactory(parent=company.get_parent())
    ProfileCheck.objects.update(company=other)
    assert client.get(f"/klopt-dit-nog/{token}/").status_code == 410


def test_the_key_of_before_still_opens_what_it_signed(client, url, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "een andere sleutel"
    assert client.get(url).status_code == 200


def test_a_link_works_for_sixty_days(client, url):
    for days, status in ((59, 200), (61, 410)):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
            response = client.get(url)
            assert response.status_code == status
    with time_machine.travel(timezone.now() + datetime.timedelta(days=61), tick=False):
        assert client.post(url, ALL_RIGHT).status_code == 410
    assert "Hij is te oud" in response.content.decode()
    assert ProfileCheck.objects.get().state == State.ASKED


def test_a_link_is_for_one_answer(client, check, url):
    assert "Bedankt" in client.post(url, ALL_RIGHT).content.decode()
    for method in (client.get, client.post):
        response = method(url, ALL_RIGHT)
        assert response.status_code == 410
        assert "We hebben jullie antwoord al" in response.content.decode()


@pytest.mark.parametrize("phone", [None, "03 111 22 33"])
def test_of_two_who_answer_at_once_the_second_reads_that_there_is_an_answer(
    phone, client, check, company, url
):
    first = []

    def be_first(execute, sql, *args):
        if sql.startswith("UPDATE") and not first:
            first.append(check)
            assert answer(check)
        return execute(sql, *args)

    with connection.execute_wrapper(be_first):
        response = client.post(url, filled(company, phone=phone) if phone else ALL_RIGHT)
    assert response.status_code == 410
    assert "We hebben jullie antwoord al" in response.content.decode()
    assert proposals(check) == []
    assert check.state == State.ANSWERED


@pytest.mark.parametrize(
    "state", ["withdrawn", "private", "in a private guide", "deleted", "erased"]
)
def test_a_page_that_is_gone_asks_nothing_and_tells_nothing(state, client, check, company, url):
    if state == "withdrawn":
        company.unpublish()
    elif "private" in state:
        page = company.get_parent() if "guide" in state else company
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif state == "deleted":
        company.delete()
    else:
        check.delete()
    response = client.get(url)
    assert response.status_code == 410
    assert "03 780 52 00" not in response.content.decode()
    assert client.post(url, ALL_RIGHT).status_code == 410


def test_the_page_shows_what_visitors_see_and_no_draft(client, company, url):
    company.phone = "0470 00 00 00"
    company.save_revision()
    html = client.get(url).content.decode()
    assert "03 780 52 00" in html
    assert "0470 00 00 00" not in html


def test_the_page_is_for_nobody_else(client, url):
    response = client.get(url)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert b"csrfmiddlewaretoken" not in response.content


def test_the_button_needs_no_cookie_and_says_that_all_is_right(check, url):
    response = Client(enforce_csrf_checks=True).post(url, ALL_RIGHT)
    assert response.status_code == 200
    assert not response.cookies
    check.refresh_from_db()
    assert check.state == State.ANSWERED
    assert check.says_all_is_right


def test_an_answer_changes_no_page(client, company, url):
    client.post(url, filled(company, phone="03 111 22 33"))
    company.refresh_from_db()
    assert company.phone == "03 780 52 00"
    assert company.checked_on is None
    assert not company.has_unpublished_changes


def test_only_what_differs_is_proposed(client, check, company, url):
    said = {"phone": " 03 111 22 33 ", "opening_hours": "ma-za 9-18", "remark": "We verhuizen."}
    assert client.post(url, filled(company, **said)).status_code == 200
    check.refresh_from_db()
    assert [(one["before"], one["after"]) for one in check.changes] == [
        ("03 780 52 00", "03 111 22 33"),
        ("ma-vr 9-17", "ma-za 9-18"),
    ]
    assert (check.activities, check.remark) == ("", "We verhuizen.")


def test_a_value_may_be_taken_away(client, check, company, url):
    client.post(url, filled(company, phone=""))
    check.refresh_from_db()
    assert [(one["name"], one["after"]) for one in check.changes] == [("phone", "")]


# An editor changes the page while the company has the form open


@pytest.fixture
def opened(client, company, url):
    """What the company sends when it changes nothing; an editor corrected the page since."""
    company.staff_count, company.staff_year = 1200, 2024
    company.save()
    values = sent(client.get(url))
    company.phone, company.staff_count, company.staff_year = "03 999 99 99", 1300, 2025
    company.save()
    place = company.locations.get()
    place.opening_hours = "ma-do 9-17"
    place.save()
    return values


def test_what_the_company_did_not_touch_is_no_proposal(client, check, url, opened):
    client.post(url, opened | {"contact_role": "Onthaal"})
    assert proposals(check) == [("contact_role", "Verkoop", "Onthaal")]


def test_a_proposal_keeps_what_the_company_saw(client, check, url, opened):
    client.post(url, opened | {"phone": "03 111 22 33", "staff_count": "1250"})
    assert proposals(check) == [
        ("phone", "03 780 52 00", "03 111 22 33"),
        ("staff_count", 1200, 1250),
    ]


def test_what_the_editor_corrected_in_the_same_way_is_no_proposal(client, check, url, opened):
    response = client.post(url, opened | {"phone": "03 999 99 99"})
    assert response.status_code == 422
    assert "Je veranderde niets" in response.content.decode()


@pytest.mark.parametrize("is_of_before", [False, True])
def test_after_a_mistake_the_form_still_knows_what_the_company_saw(
    is_of_before, client, check, company, url, opened
):
    first = filled(company, phone="03 780 52 00") if is_of_before else opened
    again = sent(client.post(url, first | {"contact_role": "Onthaal", "email": "geen adres"}))
    client.post(url, again | {"email": company.email})
    role = ("contact_role", "Verkoop", "Onthaal")
    # Without what it saw, the old number cannot be told from a proposal.
    phone = [("phone", "03 999 99 99", "03 780 52 00")] if is_of_before else []
    assert proposals(check) == [role, *phone]


@pytest.mark.parametrize("is_of_before", [False, True])
def test_what_came_on_the_page_since_is_not_taken_away(
    is_of_before, client, check, company, url, opened
):
    first = filled(company) if is_of_before else opened
    CompanyLocationFactory(company=company, name="Magazijn", opening_hours="za 9-12")
    again = sent(client.post(url, first | {"phone": "1700", "email": "geen adres"}))
    client.post(url, again | {"email": company.email})
    assert [name for name, _before, _after in proposals(check)] == ["phone"]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("phone", None),
        ("phone", "0" * 31),
        ("phone", "a\x00b"),
        ("staff_count", "veel"),
        ("staff_count", "9" * 5000),
        ("email", "<script>alert(1)</script>"),
    ],
)
def test_what_cannot_have_been_seen_counts_as_what_stands_there(
    name, seen, client, check, company, url, opened
):
    after = {"phone": "03 111 22 33", "staff_count": 7, "email": "onthaal@werkplaats.be"}[name]
    values = opened | {name: str(after), f"initial-{name}": seen}
    values = {key: value for key, value in values.items() if value is not None}
    html = client.post(url, values | {"website": "javascript:alert(1)"}).content.decode()
    assert "<script>alert" not in html
    assert len(html) < 50_000
    client.post(url, values)
    assert proposals(check) == [(name, getattr(company, name), after)]


def test_what_the_company_says_that_it_saw_is_shown_as_text(client, url, opened):
    values = opened | {"initial-contact_role": '"><script>alert(1)</script>', "email": "x"}
    assert "<script>alert" not in client.post(url, values).content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),  # the first field is the one that is wrong
    [
        ({}, "Je veranderde niets"),
        ({"email": "geen adres"}, "geldig e-mailadres"),
        ({"website": "javascript:alert(1)"}, "geldige URL"),
        ({"staff_year": "", "staff_count": "12"}, "jaar van de telling"),
        ({"staff_count": "-3", "staff_year": "2026"}, "1"),
        ({"staff_count": "0", "staff_year": "2020"}, "minstens 1"),
        ({"staff_count": "", "staff_year": "2020"}, "aantal medewerkers"),
        ({"staff_year": "99999999999", "staff_count": "3"}, str(timezone.localdate().year)),
        ({"staff_year": str(timezone.localdate().year + 1), "staff_count": "3"}, "hoogstens"),
        ({"remark": "x" * 2001}, "2000"),
        ({"phone": "0" * 31}, "30"),
        ({"phone": "03 780 52 00/03 780 52 01"}, "één telefoonnummer"),
        ({"contact_role": "a\x00b"}, "Null"),
    ],
)
def test_a_mistake_is_told_above_the_form_and_keeps_what_was_typed(
    changes, message, client, check, company, url
):
    response = client.post(url, filled(company, remark="Groeten") | filled(company, **changes))
    html = response.content.decode()
    assert response.status_code == 422
    summary = html.partition('role="alert"')[2].partition("</div>")[0]
    assert message in summary
    for name in list(changes)[:1]:
        assert f'href="#id_{name}"' in summary
    assert "<title>Fout:" in " ".join(html.split()).replace("<title> ", "<title>")
    check.refresh_from_db()
    assert check.state == State.ASKED


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(client, check, company, url):
    response = client.post(url, filled(company, phone="1700") | {"onderwerp": "Koop"})
    assert response.status_code == 200
    check.refresh_from_db()
    assert check.state == State.ASKED


def test_what_a_company_types_is_shown_as_text(client, company, url):
    html = client.post(url, filled(company, email="<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in html


def test_who_tries_too_often_has_to_wait(client, url):
    statuses = [client.post(url, {"email": "x"}).status_code for _ in range(31)]
    assert statuses == [422] * 30 + [429]


def test_a_french_company_reads_french(client, company, home):
    french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(french).save_revision().publish()
    company.get_parent().specific.copy_for_translation(french).save_revision().publish()
    page = company.copy_for_translation(french)
    page.save_revision().publish()
    response = client.get(check_url(ProfileCheckFactory(company=page)))
    assert response["Content-Language"] == "fr"
    assert "Oui, tout est correct" in response.content.decode()
