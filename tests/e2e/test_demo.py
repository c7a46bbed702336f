"""The demo site as `make run` builds it, which browser tests have at hand: no browser needed."""

import shutil

import pytest

from tests.e2e.conftest import environment_of, in_browser, manage

pytestmark = [*in_browser, pytest.mark.exhaustive]
CHANGE = """
from news.models import NewsPage
news = NewsPage.objects.order_by("pk").first()
news.title = "Door een redacteur veranderd"
news.save_revision().publish()
"""
LOOK = """
from django.test import Client
from events.models import EventPage
from news.models import NewsPage
from users.models import User
from wagtail.models import Page
print({page.starts_at.astimezone().isoweekday() > 5 for page in EventPage.objects.all()})
print(Page.objects.count(), NewsPage.objects.order_by("pk").first().title)
print(sorted(user.username for user in User.objects.all() if user.has_usable_password()))
visitor = Client(SERVER_NAME="127.0.0.1")
for address in (
    "/en/companies/wase-werkplaats/",
    "/fr/actualites/archives-consultables/",
    "/werkdomeinen/regionale-economie/sociale-economie/",
):
    answer = visitor.get(address)
    print(answer.status_code, answer.headers.get("Location", ""))
"""


@pytest.fixture
def demo(made_demo):
    """Runs a command beside a copy of the demo site, and gives what it printed."""
    folder = made_demo.with_name("demo-again")  # where the static files are too
    shutil.copytree(made_demo, folder)

    def run(*command: str) -> str:
        return manage(environment_of(folder), *command)

    return run


def test_the_demo_site_is_built_once_and_keeps_what_editors_changed(demo):
    demo("shell", "-v0", "-c", CHANGE)
    before = demo("shell", "-v0", "-c", LOOK).splitlines()
    assert before[0] == "{False}"  # nothing happens in a weekend
    assert before[1].endswith(" Door een redacteur veranderd")
    assert before[2] == "['beheerder', 'hoofdredacteur', 'redacteur']"
    assert before[3:5] == ["200 ", "200 "]
    assert before[5].startswith("301 ")
    assert before[5].endswith("/sociale-economie/")
    assert demo("seed_demo") == ""
    assert demo("shell", "-v0", "-c", LOOK).splitlines() == before
