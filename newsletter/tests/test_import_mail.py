"""Mails: which are a newsletter, which only carry one, and which are something else."""

from email.message import EmailMessage

import pytest

from newsletter.importing.result import Refused
from newsletter.tests.importfiles import ARTICLES, SIMPLE, full_text, headlines, mail, page, read

WANTED = [headline for _rubric, headline, _text in ARTICLES]
HTML = page(SIMPLE)
TEXT = "WAAS MAATWERKNIEUWS\nnr. 31 - mei 2019\n\n" + "\n\n".join(
    f"{rubric.upper()}\n{headline}\n{'=' * 20}\n{text}" for rubric, headline, text in ARTICLES
)


def read_mail(message, name="nummer.eml", **clues):
    content = message if isinstance(message, bytes) else message.as_bytes()
    return read(content, name, **clues)


def test_a_mail_tells_its_date_by_its_header_and_its_month_by_its_masthead():
    issue = read_mail(mail(HTML))
    assert headlines(issue) == WANTED
    assert (issue.date.isoformat(), issue.number) == ("2019-05-14", 31)


def test_a_mail_of_text_only_is_read():
    assert headlines(read_mail(mail(text=TEXT))) == WANTED


def test_the_html_is_read_rather_than_a_text_part_that_says_nothing():
    assert headlines(read_mail(mail(HTML, text="Bekijk deze mail in je browser."))) == WANTED


def test_the_text_is_read_when_the_html_is_empty():
    assert headlines(read_mail(mail("<html><body>&nbsp;</body></html>", text=TEXT))) == WANTED


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "8bit"),
        ("utf-8", "quoted-printable"),
        ("iso-8859-1", "quoted-printable"),
        ("iso-8859-1", "8bit"),
        ("windows-1252", "quoted-printable"),
        ("windows-1252", "base64"),
        ("utf-16", "base64"),
    ],
)
def test_every_encoding_is_read(charset, encoding):
    html = HTML.replace("sporthal", "café van Zoë")
    message = EmailMessage()
    message["Subject"] = "Waas maatwerknieuws"
    message["From"] = "nieuwsbrief@example.be"
    message["Date"] = "Tue, 14 May 2019 09:00:00 +0200"
    message.set_content(html.encode(charset), "text", "html", cte=encoding)
    message.set_param("charset", charset)
    issue = read_mail(message)
    assert "café van Zoë" in full_text(issue)
    assert "charset_mismatch" not in issue.warnings


def forwarded_as_attachment():
    outer = EmailMessage()
    outer["Subject"] = "FW: Waas maatwerknieuws"
    outer["From"] = "collega@example.be"
    outer["Date"] = "Mon, 02 Mar 2026 10:00:00 +0100"
    outer.set_content("Voor het archief. Groeten uit het bureau.")
    outer.add_attachment(mail(HTML))
    return outer


def inline(start, html=HTML):
    body = start + html.replace("<html>", "").replace("<body>", "")
    return mail(body, subject="FW: Waas maatwerknieuws", sent="Mon, 02 Mar 2026 10:00:00 +0100")


OUTLOOK = (
    '<p>Voor het archief.</p><div style="border-top:solid 1pt"><p><b>Van:</b> De redactie'
    " &lt;nieuwsbrief@example.be&gt;<br><b>Verzonden:</b> dinsdag 14 mei 2019 9:00<br>"
    "<b>Aan:</b> lezers@example.be<br><b>Onderwerp:</b> Waas maatwerknieuws</p></div>"
)
FORWARDS = {
    "attachment": forwarded_as_attachment(),
    "outlook": inline(OUTLOOK),
    "outlook paragraphs": inline(
        "<p>Voor het archief.</p><hr><p><b>Van:</b> nieuwsbrief@example.be</p><p><b>Verzonden:"
        "</b> dinsdag 14 mei 2019 9:00</p><p><b>Aan:</b> lezers@example.be</p>"
        "<p><b>Onderwerp:</b> Waas maatwerknieuws</p>"
    ),
    "outlook old": inline(
        "Voor het archief.<br>-----Oorspronkelijk bericht-----<br>Van: nieuwsbrief@example.be<br>"
        "Verzonden: dinsdag 14 mei 2019 9:00<br>Aan: lezers@example.be<br>"
        "Onderwerp: Waas maatwerknieuws<br><br>"
    ),
    "apple": inline(
        "Voor het archief.<br><blockquote><div>Begin doorgestuurd bericht:</div><div><b>Van: </b>"
        "nieuwsbrief@example.be</div><div><b>Onderwerp: </b>Waas maatwerknieuws</div><div><b>"
        "Datum: </b>14 mei 2019 om 09:00:00 CEST</div><div><b>Aan: </b>lezers@example.be</div>"
    ),
    "gmail": inline(
        "<div>Voor het archief.</div><div>---------- Forwarded message ---------<br>Van: <b>De"
        " redactie</b> &lt;nieuwsbrief@example.be&gt;<br>Date: di 14 mei 2019 om 09:00<br>"
        "Subject: Waas maatwerknieuws<br>To: lezers@example.be<br></div><br>"
    ),
    "table": inline(
        "<p>Voor het archief.</p><table><tr><th>Onderwerp: </th><td>Waas maatwerknieuws</td></tr>"
        "<tr><th>Datum: </th><td>Tue, 14 May 2019 09:00:00 +0200</td></tr><tr><th>Van: </th><td>"
        "nieuwsbrief@example.be</td></tr><tr><th>Aan: </th><td>lezers@example.be</td></tr></table>"
    ),
    "text": mail(
        text="Voor het archief.\n\n-----Oorspronkelijk bericht-----\nVan: nieuwsbrief@example.be\n"
        "Verzonden: dinsdag 14 mei 2019 9:00\nAan: lezers@example.be\nOnderwerp: Waas "
        f"maatwerknieuws\n\n{TEXT}",
        subject="Doorst: Waas maatwerknieuws",
        sent="Mon, 02 Mar 2026 10:00:00 +0100",
    ),
    "quoted text": mail(
        text="Voor het archief.\n\nBegin doorgestuurd bericht:\n\n"
        + "\n".join(
            f"> {line}"
            for line in (
                "Van: nieuwsbrief@example.be\nOnderwerp: Waas maatwerknieuws\nDatum: 14 mei 2019 "
                f"om 09:00\nAan: lezers@example.be\n\n{TEXT}"
            ).split("\n")
        ),
        subject="Fwd: Waas maatwerknieuws",
        sent="Mon, 02 Mar 2026 10:00:00 +0100",
    ),
}


@pytest.mark.parametrize("message", FORWARDS.values(), ids=FORWARDS.keys())
def test_a_forwarded_issue_has_its_own_date_and_nothing_of_who_forwarded_it(message):
    issue = read_mail(message)
    assert headlines(issue) == WANTED
    assert issue.date.isoformat() == "2019-05-14"
    assert "forwarded" in issue.warnings
    text = full_text(issue)
    assert not any(word in text for word in ("Voor het archief", "example.be", "Verzonden"))


REFUSED = {
    "reply": mail(HTML, subject="RE: Waas maatwerknieuws nr. 31"),
    "dutch reply": mail(HTML, subject="Antw: Waas maatwerknieuws"),
    "out of office": mail(text="Ik ben terug op maandag. " * 5, subject="Automatisch antwoord: x"),
    "by header": mail(
        text="Ik ben er even niet. " * 5, subject="Waas nieuws", Auto_Submitted="auto-replied"
    ),
    "vacation": mail(text="Ik ben met verlof. " * 5, subject="Afwezig: Waas maatwerknieuws"),
    "receipt": mail(text="Uw bericht is gelezen. " * 5, subject="Gelezen: Waas maatwerknieuws"),
    "bounce": mail(text="Host unknown. " * 9, subject="Undeliverable: Waas maatwerknieuws"),
    "dutch bounce": mail(text="Adres onbekend. " * 9, subject="Onbestelbaar: nieuwsbrief"),
    "daemon": mail(
        text="The following message to lezers@example.be was undeliverable. " * 3,
        subject="Waas maatwerknieuws",
        X_Failed_Recipients="lezers@example.be",
    ),
    "invoice": mail(
        "<h1>Factuur 2019-044</h1><p>Gelieve het bedrag van 120 euro te storten voor 30 mei"
        " 2019 op onze rekening, met vermelding van het factuurnummer.</p>",
        subject="Uw factuur voor Waas maatwerknieuws",
    ),
    "question": mail(
        text="Dag,\n\nKan ik me nog inschrijven voor de wandeling van volgende week? Ik las erover"
        " in Waas maatwerknieuws.\n\nVriendelijke groeten",
        subject="vraag over de wandeling",
    ),
    "confirmation": mail(
        "<p>Dag lezer,</p><p>Klik op de knop om je inschrijving op de nieuwsbrief te bevestigen."
        " Deed je dit niet zelf, dan hoef je niets te doen.</p>",
        subject="Bevestig je inschrijving op Waas maatwerknieuws",
    ),
    "empty": mail(text=" ", subject="Waas maatwerknieuws nr. 31"),
}


@pytest.mark.parametrize("message", REFUSED.values(), ids=REFUSED.keys())
def test_a_mail_that_is_no_newsletter_is_refused(message):
    with pytest.raises(Refused):
        read_mail(message)


@pytest.mark.parametrize(
    "content",
    [
        b"From: x\nSubject: =?utf-8?Q?=E2=82?=\nDate: gisteren\nContent-Type: text/html\n\n",
        b"Subject: x\nFrom: y\nContent-Type: multipart/mixed; boundary=q\n\n--q\n",
        b"Subject: x\nFrom: y\nContent-Type: text/html; charset=klingon\n\n<p>kort",
        b"Subject: x\nFrom: y\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n@@@",
    ],
)
def test_a_broken_mail_is_refused_and_not_fatal(content):
    with pytest.raises(Refused):
        read_mail(content)


def test_an_unknown_charset_is_no_reason_to_lose_an_issue():
    content = mail(HTML).as_bytes().replace(b'charset="utf-8"', b'charset="x-onbekend"')
    assert headlines(read_mail(content)) == WANTED
