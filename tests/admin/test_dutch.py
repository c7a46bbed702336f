"""Whoever works in the admin reads no English, on any screen that a role reaches.

A word is English when a package says it in English and no Dutch message uses it. Every
screen is read as the administrator, who reaches what the others reach, and the main ones
as each role; then what forms, errors and scripts say.
"""

import json
import re
import time
from datetime import timedelta

import pytest
import wagtail
import wagtail_localize
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page, PageViewRestriction, TaskState

from cms.models import SiteDocument
from desk.reports import REPORTS
from home.models import HomePage
from home.roles import ADMINISTRATORS, EDITORS, ROLES, TRANSLATORS, WRITERS
from tests.admin.addresses import addresses_below, admin_addresses
from tests.admin.dutch import english_in, english_on, scripted_texts

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="words do not depend on the database"
)
# Show the site to visitors, of which the language is that of the page.
PREVIEWS = ("preview", "view_draft", "revisions_view")
# The same screen without its frame.
PARTS = ("_results", ":results")
FORMS = (":add", ":edit", ":send", ":confirm", ":import", ":index", ":create", ":copy", "_account")
# What only a script that sends half a form reads.
MANAGEMENT = ("_FORMS", "ManagementForm")
OF_A_PAGE = ("wagtailadmin_pages:edit", "wagtailadmin_pages:history", "wagtailadmin_explore")
OTHERS = [role.name for role in ROLES if role.name != ADMINISTRATORS]
LOG_OUT = "wagtailadmin_logout"
EARLIER = timezone.now() - timedelta(hours=2)
SOON = timezone.now() + timedelta(days=1)


def html_of(response) -> str:
    """The HTML of a screen, also of a window that comes as JSON."""
    kind = response.headers.get("Content-Type", "")
    if response.streaming or not kind:
        return ""
    text = response.content.decode()
    if "json" in kind:
        window = json.loads(text)
        return window.get("html", "") if isinstance(window, dict) else ""
    return text if "html" in kind else ""


def address_of(world, address) -> str:
    arguments = world.arguments(address.name, address.arguments, "nl")
    return reverse(address.name, kwargs=arguments)


@pytest.fixture
def administrator(world, client):
    client.force_login(world.people[ADMINISTRATORS])
    client.raise_request_exception = False  # Wagtail has an address that fails
    return world.people[ADMINISTRATORS]


@pytest.fixture
def editor(editor_user, client):
    client.force_login(editor_user)
    client.raise_request_exception = False
    return editor_user


@pytest.mark.exhaustive
def test_no_screen_of_the_admin_has_an_english_word(world, administrator, client):
    english, screens = {}, 0
    for address in admin_addresses():
        skipped = (*PREVIEWS, LOG_OUT)
        if address.name.endswith(PARTS) or any(part in address.name for part in skipped):
            continue
        response = client.get(address_of(world, address))
        if response.status_code != 200:
            continue
        html = html_of(response)
        screens += bool(html)
        for text in english_on(html):
            english.setdefault(text, address.name)
    assert [f"{name}: {text}" for text, name in english.items()] == []
    assert screens > 200


def test_no_page_of_an_account_has_an_english_word(world, administrator, client):
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    english, screens = {}, 0
    for address in addresses_below("account/"):
        if address.arguments or address.name == "account_logout":
            continue
        html = html_of(client.get(reverse(address.name)))
        screens += bool(html)
        for text in english_on(html):
            english.setdefault(text, address.name)
    assert [f"{name}: {text}" for text, name in english.items()] == []
    assert screens > 8


@pytest.mark.exhaustive
@pytest.mark.parametrize("role", OTHERS)
def test_another_role_reads_no_english_where_its_screens_differ(role, world, client):
    client.force_login(world.people[role])
    places = [page for page in world.places.values() if may_edit(page, world.people[role])]
    assert places
    urls = [reverse("wagtailadmin_home"), reverse("wagtailadmin_explore_root")]
    urls += [reverse(f"desk:{report.name}") for report in REPORTS]
    urls += [reverse(name, args=[page.pk]) for page in places for name in OF_A_PAGE]
    found = [text for url in urls for text in english_on(html_of(client.get(url, follow=True)))]
    assert found == []


def several_at_once(world) -> list[str]:
    """The address of each action on what is ticked in a list, for one thing of each kind."""
    things = [world.places["nl"], HomePage.objects.get(depth=2, locale__language_code="nl").image]
    things += [SiteDocument.objects.get(), world.people[TRANSLATORS], *world.snippets.values()]
    return [
        reverse(
            "wagtail_bulk_action",
            args=[of._meta.app_label, of._meta.model_name, action.action_type],
            query={"id": thing.pk},
        )
        for thing in things
        for of in {Page if isinstance(thing, Page) else type(thing)}
        for action in bulk_action_registry.get_bulk_actions_for_model(
            of._meta.app_label, of._meta.model_name
        )
    ]


def test_what_is_asked_before_several_things_change_is_dutch(world, administrator, client):
    urls = several_at_once(world)
    assert len(urls) > 15
    assert {client.get(url).status_code for url in urls} == {200}
    found = [f"{url}: {text}" for url in urls for text in english_on(html_of(client.get(url)))]
    assert found == []


def waits_for_a_reader(page, people):
    state = page.get_workflow().start(page, people[WRITERS])
    TaskState.objects.update(started_at=EARLIER)
    return state


def was_sent_back(page, people):
    state = waits_for_a_reader(page, people)
    state.current_task_state.reject(user=people[EDITORS], comment="Nog een datum.")


def is_planned(page, people):
    page.go_live_at, page.expire_at = SOON, SOON + timedelta(days=1)
    page.save_revision().publish()


def is_locked(page, people):
    page.locked, page.locked_by, page.locked_at = True, people[ADMINISTRATORS], EARLIER
    page.save()


def is_private(page, people):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def is_withdrawn(page, people):
    page.unpublish()


STATES = (waits_for_a_reader, was_sent_back, is_planned, is_locked, is_private, is_withdrawn)


@pytest.mark.exhaustive
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_how_far_a_page_is_stands_in_dutch_on_each_screen_about_it(state, world, client):
    page = world.places["nl"]
    state(page, world.people)
    found = []
    for role in (WRITERS, EDITORS):
        client.force_login(world.people[role])
        urls = [reverse("wagtailadmin_home"), reverse("news_items:index")]
        urls += [reverse(name, args=[page.pk]) for name in OF_A_PAGE]
        found += [text for url in urls for text in english_on(html_of(client.get(url)))]
    assert found == []


def may_edit(page, person) -> bool:
    return page.permissions_for_user(person).can_edit()


def test_no_form_that_is_sent_empty_answers_in_english(world, administrator, client):
    english, forms = {}, 0
    for address in admin_addresses():
        if not address.name.endswith(FORMS):
            continue
        with transaction.atomic():
            html = html_of(client.post(address_of(world, address), follow=True))
            transaction.set_rollback(True)
        forms += bool(html)
        for text in english_on(html):
            if not any(name in text for name in MANAGEMENT):
                english.setdefault(text, address.name)
    assert [f"{name}: {text}" for text, name in english.items()] == []
    assert forms > 40


@pytest.mark.parametrize(
    ("name", "arguments", "status"),
    [
        ("wagtailadmin_pages:edit", [999_999], 404),
        ("wagtailsnippets_news_theme:edit", [999_999], 404),
        ("wagtailadmin_error_test", [], 500),
    ],
)
def test_what_goes_wrong_is_said_in_dutch(name, arguments, status, editor, client):
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == status
    assert english_on(html_of(response)) == []


def test_an_address_that_does_not_exist_is_said_in_dutch(editor, client):
    response = client.get(reverse("wagtailadmin_home") + "bestaat-niet/")
    assert response.status_code == 404
    assert english_on(html_of(response)) == []


def test_who_is_refused_reads_so_in_dutch(world, client):
    client.force_login(world.people[TRANSLATORS])
    url = reverse("wagtailadmin_pages:edit", args=[world.places["nl"].pk])
    html = html_of(client.get(url, follow=True))
    assert "Sorry, je hebt geen toegang tot dit gedeelte." in html
    assert english_on(html) == []


@pytest.mark.parametrize("name", ["wagtailadmin", "wagtail_localize:"])
def test_each_text_of_a_script_is_in_dutch(name, editor, client):
    """Of the packages whose scripts ask for texts; those of our own stand in the HTML."""
    script = client.get(reverse(f"{name}_javascript_catalog".replace(":_", ":"))).content.decode()
    [catalogue] = re.findall(r"const newcatalog = (\{.*?\});", script, re.DOTALL)
    known = json.loads(catalogue)
    package = wagtail_localize if ":" in name else wagtail
    asked = scripted_texts(package)
    assert asked
    assert [text for text in asked if text not in known] == []
    assert [text for text in asked if english_in(str(known[text]))] == []
