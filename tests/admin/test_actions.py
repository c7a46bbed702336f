"""What somebody does in the admin takes effect for whom the table says, and for nobody else.

`rights.txt` says who reaches an address; here is sent what the buttons send, and looked at
what became of it. Each action is undone before the next.
"""

import pytest
from django.db import connection, transaction
from django.urls import reverse
from wagtail.models import Locale, Page, get_page_models

from home.roles import ADMINISTRATORS
from tests.admin.asking import PEOPLE, PLACES, AnswerBegun, no_answers
from tests.admin.deeds import Deeds
from tests.admin.world import World

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="rights do not depend on the database"
)
# As in rights.txt: who may on an ordinary page, on one of the helpdesk, on an English one.
ON_PAGES = {
    "write": ("RHB", "RHDB", "RHVB"),
    "publish": ("HB", "HDB", "HVB"),
    "publish_several": ("HB", "HDB", "HVB"),
    "unpublish": ("HB", "HDB", "HVB"),
    "unpublish_several": ("HB", "HDB", "HVB"),
    "delete": ("HB", "HDB", "HVB"),
    "delete_several": ("HB", "HDB", "HVB"),
    "move": ("HB", "HDB", "HVB"),
    "move_several": ("HB", "HDB", "HVB"),
    "copy": ("RHB", "RHDB", "RHVB"),
    "copy_and_publish": ("HB", "HDB", "HVB"),
    "lock": ("HB", "HDB", "HVB"),
    "unlock": ("HB", "HDB", "HVB"),
    "make_private": ("HB", "HDB", "HVB"),
    "approve": ("HB", "HB", "HB"),
    "send_back": ("HB", "HB", "HB"),
    "cancel_moderation": ("RHB", "RHB", "RHB"),
}
ELSEWHERE = {
    "delete_image": "RHDB",  # who may change one may delete it, says Wagtail
    "delete_snippet": "B",
    "delete_person": "B",
    "undo_mailing": "HB",
    "erase_reader": "B",
    "import_readers": "HB",
    "accept_imported_issue": "HB",
}
# Who may begin a page of each type below a Dutch page that takes it. Of a section there is
# one, so that nobody makes a second.
NEW_PAGES = {
    "AccessibilityStatementPage": "RHB",
    "CompanyIndexPage": "",
    "CompanyPage": "RHB",
    "EventIndexPage": "",
    "EventPage": "RHB",
    "GlossaryPage": "RHB",
    "HomePage": "",
    "NewsIndexPage": "",
    "NewsPage": "RHB",
    "NewsletterIndexPage": "",
    "NewsletterIssuePage": "RHB",
    "PracticeCasePage": "RHDB",
    "PracticeIndexPage": "",
    "StandardPage": "RHB",
}


def log_in(client, world: World, role: str | None) -> None:
    client.logout()
    if role:
        client.force_login(world.people[role])


@pytest.mark.exhaustive
def test_an_action_takes_effect_for_whom_the_table_says_and_for_nobody_else(world, client):
    log_in(client, world, ADMINISTRATORS)
    deeds = Deeds(client, world)
    wanted = [(name, "nl", letters) for name, letters in ELSEWHERE.items()]
    for name, row in ON_PAGES.items():
        wanted += [(name, place, letters) for place, letters in zip(PLACES, row, strict=True)]
    surprises = []
    for letter, role in PEOPLE.items():
        log_in(client, world, role)
        for name, place, letters in wanted:
            deeds.go_to(place)
            with transaction.atomic():
                took_effect = getattr(deeds, name)()
                transaction.set_rollback(True)
            if took_effect != (letter in letters):
                surprises.append(f"{letter} {name} ({place}): {took_effect}")
    assert surprises == []


@pytest.mark.exhaustive
def test_a_page_of_each_type_is_begun_by_whom_the_table_says_and_by_nobody_else(world, client):
    places = list(Page.objects.filter(depth__gt=1, locale=Locale.get_default()).specific())
    models = {model.__name__: model for model in get_page_models() if model is not Page}
    found = dict.fromkeys(models, "")
    for letter, role in PEOPLE.items():
        log_in(client, world, role)
        for name, model in models.items():
            parents = [page for page in places if type(page) in model.allowed_parent_page_models()]
            if parents and may_begin(client, model, parents[0]):
                found[name] += letter
    assert found == NEW_PAGES


def may_begin(client, model: type[Page], parent: Page) -> bool:
    meta = model._meta
    url = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])
    with no_answers():
        try:
            client.get(url)
        except AnswerBegun:
            return True
    return False
