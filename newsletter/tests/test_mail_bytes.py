"""The bytes that go to the mail server, as every mail program reads them."""

import re
from email import message_from_bytes, policy

import pytest

from newsletter.factories import (
    DeliveryFactory,
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    SubscriptionFactory,
    rendered_mail,
)
from newsletter.mailings.leases import Claimed
from newsletter.mailings.message import AlteredMailError, FrozenMail, UnwritableAddressError
from newsletter.models import MailingContent
from newsletter.rendering.mail import RenderedMail
from newsletter.subscribers import tokens

pytestmark = pytest.mark.django_db
TOKEN = "0123456789abcdef0123"


@pytest.fixture
def mailing(home, settings):
    settings.SITE_URL = "https://www.waasmaatwerk.example.be"
    settings.DEFAULT_FROM_EMAIL = "Waas Maatwerk <nieuwsbrief@example.be>"
    issue = NewsletterIssuePageFactory(parent=NewsletterIndexPageFactory(parent=home))
    return MailingFactory(issue=issue)


def reader(mailing, address="lezer@example.be"):
    subscriber = SubscriptionFactory(series=mailing.series, subscriber__email=address).subscriber
    return Claimed(1, TOKEN, mailing.contents.get().pk, subscriber.pk, address, 0)


def freeze(mailing, **fields):
    mail = rendered_mail(**fields)
    content = mailing.contents.get()
    content.subject, content.html, content.text = mail.subject, mail.html, mail.text
    content.sha256 = mail.sha256
    content.save()
    return FrozenMail(MailingContent.objects.get())


def test_the_list_headers_are_raw_and_each_on_one_line(mailing):
    """RFC 8058: folding or encoding one of these takes the button out of mail programs."""
    one = reader(mailing)
    head = freeze(mailing).parcel(one).as_bytes().split(b"\r\n\r\n")[0].split(b"\r\n")
    token = tokens.make_token(tokens.UNSUBSCRIBE, one.subscriber_id, mailing.series_id)
    unsubscribe = f"List-Unsubscribe: <https://www.waasmaatwerk.example.be/uit/{token}/>".encode()
    assert unsubscribe in head
    assert len(unsubscribe) <= 110
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head
    assert b"List-Id: <waas-maatwerknieuws.example.be>" in head
    assert b"List-Archive: <http://localhost/nieuwsbrief/>" in head
    assert not any(line.startswith((b" ", b"\t")) for line in head if b"boundary" not in line)


def test_a_mail_program_reads_what_was_tested_with_the_links_of_one_person(mailing):
    text = "Één woord met ë.\n.punt vooraan\n" + "lang " * 300 + "\nhttps://unsubscribe.invalid/\n"
    html = rendered_mail().html + "<p>" + "é" * 2000 + "</p>"
    frozen, one = freeze(mailing, text=text, html=html), reader(mailing)
    parcel = frozen.parcel(one)
    unstuffed = re.sub(rb"(?m)^\.\.", b".", parcel.as_bytes())
    message = message_from_bytes(unstuffed, policy=policy.default)
    plain, rich = message.iter_parts()
    personal = RenderedMail("nl", "", html, text).personal(parcel.links)
    assert plain.get_content().replace("\r\n", "\n") == personal.text
    assert rich.get_content().replace("\r\n", "\n") == personal.html
    assert (plain.get_content_type(), rich.get_content_type()) == ("text/plain", "text/html")
    assert message["Subject"] == rendered_mail().subject
    assert message["To"] == "lezer@example.be"
    assert message["Message-ID"] == f"<{TOKEN}@example.be>"


def test_the_bytes_are_ascii_with_crlf_short_lines_and_doubled_dots(mailing):
    frozen = freeze(mailing, text="é\n.\n..\n" + "x" * 2000 + "\nhttps://unsubscribe.invalid/")
    data = frozen.parcel(reader(mailing)).as_bytes()
    assert data.isascii()
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 110  # RFC 5321 allows 998
    assert not any(re.match(rb"\.(?!\.)", line) for line in lines)


def test_a_subject_cannot_add_a_header(mailing):
    data = freeze(mailing, subject="Nieuws\r\nBcc: iedereen@example.be").parcel(reader(mailing))
    assert b"\r\nBcc:" not in data.as_bytes()


@pytest.mark.parametrize(
    "address",
    ["a b@example.be", "a@example.be\r\nBcc: b@example.be", "é@example.be", "<a@b.be>", ""],
)
def test_an_address_that_cannot_be_written_is_refused(mailing, address):
    one = Claimed(1, TOKEN, 1, 1, address, 0)
    with pytest.raises(UnwritableAddressError):
        freeze(mailing).parcel(one)


def test_a_mail_that_was_changed_after_the_test_does_not_go(mailing):
    MailingContent.objects.update(html="<h1>Iets anders</h1>")
    with pytest.raises(AlteredMailError):
        FrozenMail(mailing.contents.get())


def test_what_comes_back_names_the_delivery(mailing, settings):
    one = reader(mailing)
    settings.BOUNCE_ADDRESS = "terug@example.be"
    assert freeze(mailing).parcel(one).sender == f"terug+{TOKEN}@example.be"
    settings.BOUNCE_ADDRESS = ""
    assert freeze(mailing).parcel(one).sender == "nieuwsbrief@example.be"


def test_another_backend_gets_the_same_mail(mailing, mailoutbox):
    from newsletter.mailings.advancing import advance

    DeliveryFactory(mailing=mailing)
    freeze(mailing)
    advance(mailing)
    (mail,) = mailoutbox
    parts = {part.get_content_type(): part for part in mail.message().walk()}
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.message()["From"] == "Waas Maatwerk <nieuwsbrief@example.be>"
    assert "/uit/" in parts["text/plain"].get_payload()
    assert "/uit/" in parts["text/html"].get_payload()
    assert mailing.deliveries.get().state == "accepted"
