"""An editor who never did it makes an issue, tries it, sends it and reads what became of it."""

import pytest
from playwright.sync_api import expect

from newsletter.tests.mailserver import MailServer
from tests.e2e.conftest import in_browser

pytestmark = in_browser

TITLE = "Winter 2026: vijf verhalen"
# As a worker does when the ten minutes are over.
WORK = (
    "from django.utils import timezone; from newsletter.mailings.advancing import advance;"
    " from newsletter.models import Mailing;"
    " Mailing.objects.unfinished().update(send_at=timezone.now());"
    " advance(Mailing.objects.unfinished().get())"
)


@pytest.fixture
def mail_server():
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def desk(demo_site, open_page, log_in):
    page = open_page()
    log_in(page, demo_site)
    return page


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page, name):
    page.get_by_role("link", name=name).first.click()


def see(page, text):
    expect(page.get_by_text(text).first).to_be_visible()


def make_issue(page):
    """An issue with five items from what is new, in the editor."""
    follow(page, "Nieuw nummer van de nieuwsbrief")
    page.locator("[name='title']").press_sequentially(TITLE)
    page.locator("[name='summary']").fill("Wat er deze winter beweegt.")
    # The only series that still appears is filled in.
    page.locator("#id_series-chooser").get_by_text("Waas maatwerknieuws").wait_for()
    press(page, "Meer acties")
    press(page, "Concept opslaan")
    follow(page, "Haal op wat nieuw is sinds het vorige nummer")
    page.get_by_role("button", name="Toevoegen aan het nummer").wait_for()
    for box in page.locator("[name='pagina']").all()[:5]:
        box.check()
    press(page, "Toevoegen aan het nummer")
    see(page, "Er kwamen 5 berichten bij")


def schedule(page):
    follow(page, "Verder naar verzenden")
    see(page, "8 lezers van Waas maatwerknieuws")
    press(page, "Inplannen")
    see(page, "Je kan het nog 10 minuten ongedaan maken")


def test_an_editor_makes_tries_schedules_undoes_and_sends_an_issue(desk, demo_site, mail_server):
    make_issue(desk)

    follow(desk, "Versturen naar de lezers")
    see(desk, "Je stuurde nog geen testmail")
    desk.get_by_label("Adressen").fill("collega@example.be")
    press(desk, "Testmail versturen")
    see(desk, "De testmail is onderweg")

    schedule(desk)
    press(desk, "Ongedaan maken")
    see(desk, "Ongedaan gemaakt: niemand krijgt deze mail")

    # What was tried is still the same mail: nothing asks for another test.
    follow(desk, "Naar het nummer")
    follow(desk, "Versturen naar de lezers")
    schedule(desk)
    demo_site.run(WORK, EMAIL_URL=f"smtp://127.0.0.1:{mail_server.port}")

    readers = [f"lezer{number}@example.be" for number in range(1, 9)]
    assert sorted(mail_server.recipients) == readers
    # The screen reads on by itself, every five seconds.
    expect(desk.get_by_role("heading", name="Verstuurd", exact=True)).to_be_visible()
    expect(desk.locator("[data-mailing-count='accepted']")).to_have_text("8")
    expect(desk.locator("[data-mailing-total]")).to_have_text("8")

    desk.goto(f"{demo_site.url}/nieuwsbrief/")
    expect(desk.get_by_role("link", name=TITLE).first).to_be_visible()
