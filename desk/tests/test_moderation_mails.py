"""What writers and readers of each other's pages get by mail."""

import pytest
from django.contrib.auth.models import Group

from home.factories import StandardPageFactory
from home.roles import ADMINISTRATORS, EDITORS, WRITERS, setup_roles
from users.models import User

pytestmark = pytest.mark.django_db


def somebody(name, role, **rights):
    person = User.objects.create_user(name, f"{name}@example.be", "x", **rights)
    person.groups.add(Group.objects.get(name=role))
    return person


@pytest.fixture
def writer(home):
    setup_roles()
    return somebody("schrijver", WRITERS)


@pytest.fixture
def handed_in(home, writer):
    page = StandardPageFactory(parent=home, title="Bijna af", live=False, owner=writer)
    page.save_revision(user=writer)
    return page


@pytest.fixture
def hand_in(handed_in, writer, django_capture_on_commit_callbacks):
    def hand_in_():
        with django_capture_on_commit_callbacks(execute=True):
            return handed_in.get_workflow().start(handed_in, writer).current_task_state

    return hand_in_


def test_a_reader_gets_one_mail_that_says_what_is_asked(hand_in, mailoutbox):
    somebody("beheerder", ADMINISTRATORS, is_superuser=True)
    hand_in()
    [mail] = mailoutbox
    assert mail.subject == "Om na te lezen: 'Bijna af'"
    assert "De pagina 'Bijna af' ligt klaar om na te lezen." in mail.body
    assert "Kies welke mails je krijgt:" in mail.body


def test_a_writer_reads_why_a_page_comes_back(hand_in, mailoutbox):
    reader = somebody("lezer", EDITORS)
    state = hand_in()
    mailoutbox.clear()
    state.reject(user=reader, comment="Zet er een datum bij.")
    [mail] = mailoutbox
    assert mail.to == ["schrijver@example.be"]
    assert mail.subject == "Teruggestuurd: 'Bijna af'"
    assert "lezer las de pagina 'Bijna af' na en stuurde ze terug." in mail.body
    assert 'Met deze uitleg: "Zet er een datum bij."' in mail.body
