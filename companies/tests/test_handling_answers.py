"""What an editor does with an answer: field by field, and nothing public without the right."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from companies.checks.answering import HandledAlreadyError, accept
from companies.factories import (
    CompanyPageFactory,
    ProfileCheckFactory,
)
from companies.models import CompanyPage, ProfileCheck
from home.roles import EDITORS, HELPDESK, WRITERS
from users.models import User

pytestmark = pytest.mark.django_db
State = ProfileCheck.State


@pytest.fixture
def hours(company):
    return f"opening_hours-{company.locations.get().translation_key.hex}"


@pytest.fixture
def check(company, hours):
    return ProfileCheckFactory(
        company=company,
        answered=True,
        changes=[
            {"name": "phone", "before": "03 780 52 00", "after": "03 111 22 33"},
            {"name": hours, "before": "ma-vr 9-17", "after": "ma-za 9-18"},
        ],
        remark="<b>Dag</b>",
    )


@pytest.fixture
def person(db):
    def make(role):
        user = User.objects.create_user(role, f"{len(role)}@example.be", "x")
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


def url_of(check):
    return reverse("profile_checks:check", args=[check.pk])


def ticked(response) -> list[str]:
    soup = BeautifulSoup(response.content, "html.parser")
    return [box["value"] for box in soup.select("input[name=veld][checked]")]


def draft_of(company) -> CompanyPage:
    company.refresh_from_db()
    return company.get_latest_revision_as_object()


def test_what_is_ticked_comes_on_the_page_and_the_rest_does_not(client, check, company, person):
    editor = person(EDITORS)
    client.force_login(editor)
    html = client.get(url_of(check)).content.decode()
    assert "03 111 22 33" in html
    assert "ma-za 9-18" in html
    assert "&lt;b&gt;Dag&lt;/b&gt;" in html
    client.post(url_of(check), {"veld": ["phone"]})
    company.refresh_from_db()
    assert company.phone == "03 111 22 33"
    assert company.locations.get().opening_hours == "ma-vr 9-17"
    assert company.checked_on == timezone.localdate()
    assert company.latest_revision.user == editor
    check.refresh_from_db()
    assert (check.state, check.handled_by) == (State.ACCEPTED, editor)


def test_opening_hours_come_at_their_location(check, company, hours, person):
    assert accept(check, ["phone", hours], person(EDITORS))
    company.refresh_from_db()
    assert company.locations.get().opening_hours == "ma-za 9-18"


def test_who_may_not_publish_makes_a_draft(client, check, company, person):
    client.force_login(person(HELPDESK))
    response = client.post(url_of(check), {"veld": ["phone"]}, follow=True)
    assert "als concept" in response.content.decode()
    company.refresh_from_db()
    assert company.phone == "03 780 52 00"
    assert draft_of(company).phone == "03 111 22 33"
    assert draft_of(company).checked_on == timezone.localdate()


def test_other_work_on_a_draft_stays_a_draft(check, company, person):
    company.title = "Nog niet af"
    company.save_revision()
    assert not accept(check, ["phone"], person(EDITORS))
    company.refresh_from_db()
    assert (company.title, company.phone) == ("Werkplaats", "03 780 52 00")
    draft = draft_of(company)
    assert (draft.title, draft.phone) == ("Nog niet af", "03 111 22 33")


def test_a_page_that_was_withdrawn_stays_withdrawn(check, company, person):
    company.unpublish()
    assert not accept(check, ["phone"], person(EDITORS))
    company.refresh_from_db()
    assert not company.live


def test_a_page_that_a_colleague_locked_is_left_alone(client, check, company, person):
    company.locked, company.locked_by = True, person(WRITERS)
    company.save()
    client.force_login(person(EDITORS))
    response = client.post(url_of(check), {"veld": ["phone"]})
    assert response.status_code == 422
    assert "vergrendeld" in response.content.decode()
    check.refresh_from_db()
    assert check.state == State.ANSWERED
    assert company.revisions.count() == 0


def test_values_that_do_not_fit_a_page_change_nothing(client, check, company, person):
    ProfileCheck.objects.update(changes=[{"name": "email", "before": "", "after": "x"}])
    client.force_login(person(EDITORS))
    assert client.post(url_of(check), {"veld": ["email"]}).status_code == 422
    check.refresh_from_db()
    assert check.state == State.ANSWERED


def test_a_location_that_is_gone_in_the_meantime_is_said_to_be(client, check, company, person):
    company.locations = []
    company.save()
    editor = person(EDITORS)
    client.force_login(editor)
    assert "staat niet meer op de pagina" in client.get(url_of(check)).content.decode()
    assert accept(check, ["phone"], editor)


def test_a_field_that_an_editor_changed_in_the_meantime_is_marked(client, check, company, person):
    company.phone = "03 999 99 99"
    company.save_revision()
    client.force_login(person(EDITORS))
    html = client.get(url_of(check)).content.decode()
    assert "03 999 99 99" in html
    assert "Veranderd nadat het bedrijf keek" in html


def test_only_what_no_editor_changed_in_the_meantime_is_ticked(
    client, check, company, hours, person
):
    company.phone = "03 999 99 99"
    company.save_revision()
    client.force_login(person(EDITORS))
    assert ticked(client.get(url_of(check))) == [hours]


def test_what_no_editor_ticks_stays_as_it_was_corrected_meanwhile(
    client, check, company, hours, person
):
    company.phone = "03 999 99 99"
    company.save_revision().publish()
    client.force_login(person(EDITORS))
    client.post(url_of(check), {"veld": ticked(client.get(url_of(check)))})
    company.refresh_from_db()
    assert company.phone == "03 999 99 99"
    assert company.locations.get().opening_hours == "ma-za 9-18"


def test_what_an_editor_ticked_stays_ticked_after_a_mistake(client, check, company, person):
    ProfileCheck.objects.update(
        changes=[*check.changes, {"name": "email", "before": "", "after": "x"}]
    )
    company.phone = "03 999 99 99"
    company.save_revision()
    client.force_login(person(EDITORS))
    response = client.post(url_of(check), {"veld": ["phone", "email"]})
    assert ticked(response) == ["phone", "email"]


def test_a_name_that_the_company_did_not_propose_changes_nothing(check, company, person):
    accept(check, ["title", "checked_on", "email"], person(EDITORS))
    company.refresh_from_db()
    assert (company.title, company.phone) == ("Werkplaats", "03 780 52 00")


def test_that_all_is_right_sets_the_day_and_nothing_else(client, company, person):
    check = ProfileCheckFactory(company=company, answered=True)
    client.force_login(person(EDITORS))
    assert "alles klopt" in client.get(url_of(check)).content.decode()
    client.post(url_of(check))
    company.refresh_from_db()
    assert company.checked_on == timezone.localdate()
    assert company.phone == "03 780 52 00"


def test_setting_aside_changes_nothing_and_mails_nobody(
    client, check, company, person, mailoutbox
):
    client.force_login(person(EDITORS))
    client.post(url_of(check), {"opzij": "1", "veld": ["phone"]})
    company.refresh_from_db()
    assert company.checked_on is None
    assert company.revisions.count() == 0
    check.refresh_from_db()
    assert check.state == State.SET_ASIDE
    assert mailoutbox == []


@pytest.mark.parametrize("data", [{"veld": "phone"}, {"opzij": "1"}])
def test_the_second_of_two_editors_reads_that_it_was_done(data, client, check, company, person):
    accept(check, [], person(HELPDESK))
    client.force_login(person(EDITORS))
    html = client.post(url_of(check), data, follow=True).content.decode()
    assert "Een collega behandelde dit antwoord al" in html
    assert company.revisions.count() == 1
    with pytest.raises(HandledAlreadyError):
        accept(check, ["phone"], None)


def test_a_question_without_answer_cannot_be_accepted(client, company, person):
    check = ProfileCheckFactory(company=company)
    client.force_login(person(EDITORS))
    assert "Overnemen" not in client.get(url_of(check)).content.decode()
    client.post(url_of(check), {"veld": ["phone"]})
    check.refresh_from_db()
    assert check.state == State.ASKED
    assert company.revisions.count() == 0


def test_a_redacteur_reads_but_does_not_handle(client, check, person):
    client.force_login(person(WRITERS))
    html = client.get(url_of(check)).content.decode()
    assert "03 111 22 33" in html
    assert "Neem over" not in html
    response = client.post(url_of(check), {"veld": ["phone"]})
    assert response.status_code == 302
    check.refresh_from_db()
    assert check.state == State.ANSWERED


def test_the_list_costs_the_same_for_two_as_for_ten(
    client, company, person, django_assert_max_num_queries
):
    client.force_login(person(EDITORS))

    def make_and_count(number: int) -> int:
        for _ in range(number):
            page = CompanyPageFactory(parent=company.get_parent())
            ProfileCheckFactory(company=page, answered=True)
        with django_assert_max_num_queries(100) as queries:
            assert client.get(reverse("profile_checks:index")).status_code == 200
        return len(queries)

    make_and_count(1)  # the first request fills what is kept in memory
    assert make_and_count(1) == make_and_count(8)
