"""Tables of contents, mastheads and the frame of a mail: what surrounds the items."""

import pytest

from newsletter.tests.importfiles import (
    ARTICLES,
    SIMPLE,
    full_text,
    headlines,
    page,
    read,
    rubrics,
)

WANTED = [headline for _rubric, headline, _text in ARTICLES]
TITLE = '<h1 style="font-size:30px">Waas maatwerknieuws</h1><p>nr. 31 - mei 2019</p>'
CONTENTS = {
    "list": "<p>In dit nummer</p><ul>" + "".join(f"<li>{name}</li>" for name in WANTED) + "</ul>",
    "links": "<p><b>In deze nieuwsbrief:</b></p>"
    + "".join(f'<p><a href="#a{number}">{name}</a></p>' for number, name in enumerate(WANTED)),
    "anchors without a heading": "".join(
        f'<a href="#a{number}">{name}</a><br>' for number, name in enumerate(WANTED)
    ),
    "paragraph": f"<h2>Inhoud</h2><p>{' - '.join(WANTED)}</p>",
    "sentence": f"<p>In dit nummer: {', '.join(WANTED)}.</p>",
    "page numbers": "<h3>Inhoudsopgave</h3><p>"
    + "<br>".join(f"{name} ..... {number}" for number, name in enumerate(WANTED, 1))
    + "</p>",
    "bold": "<h3>In deze editie</h3>" + "".join(f"<p><b>{name}</b></p>" for name in WANTED),
    "rubrics too": "<p><b>In dit nummer</b></p><ul>"
    + "".join(f"<li>{rubric}: {name}</li>" for rubric, name, _text in ARTICLES)
    + "</ul>",
    "table": "<table>"
    + "".join(
        f"<tr><td>{number}</td><td>{name}</td></tr>" for number, name in enumerate(WANTED, 1)
    )
    + "</table>",
}


@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS.keys())
def test_a_table_of_contents_is_no_item_and_no_text(contents):
    issue = read(page(SIMPLE, head=TITLE + contents))
    assert headlines(issue) == WANTED
    text = full_text(issue)
    assert [text.count(name) for name in WANTED] == [1, 1, 1]


def test_an_introduction_before_the_items_is_kept():
    intro = "<p>Dag lezer, dit voorjaar gingen we op zoek naar wat zoemt, zingt en stroomt.</p>"
    issue = read(page(SIMPLE, head=TITLE + intro))
    assert "wat zoemt, zingt en stroomt" in issue.intro_html
    assert headlines(issue) == WANTED


def test_a_masthead_that_is_only_an_image_tells_series_and_number():
    logo = '<img src="https://example.be/kop.png" alt="Waas maatwerknieuws nr. 7 - juni 2018">'
    issue = read(page(SIMPLE, head=logo))
    assert (issue.series, issue.number) == ("waas-maatwerknieuws", 7)
    assert issue.date.isoformat() == "2018-06-01"


@pytest.mark.parametrize(
    "frame",
    [
        '<p>Niet goed leesbaar? <a href="https://example.be/web">Bekijk online</a></p>',
        '<p style="font-size:10px">Deze mail wordt niet goed getoond? Open hem in je browser.</p>',
        '<div style="display:none;max-height:0">Zes kasten vol bijen en nog veel meer</div>',
        '<div style="font-size:1px;line-height:1px;color:#fff">Zes kasten vol bijen</div>',
        '<span style="mso-hide:all;visibility:hidden">Zes kasten vol bijen</span>',
    ],
)
def test_what_stands_above_the_masthead_of_a_mail_is_left_out(frame):
    issue = read(page(SIMPLE, head=frame + TITLE))
    assert headlines(issue) == WANTED
    text = full_text(issue)
    assert not any(words in text for words in ("browser", "leesbaar", "online", "Zes kasten vol"))


FOOTERS = [
    "Je ontvangt deze mail omdat je je inschreef op onze nieuwsbrief.",
    "Wil je deze nieuwsbrief niet meer ontvangen? Klik dan hier.",
    "Uitschrijven | Gegevens aanpassen | Doorsturen",
    "Schrijf je uit als je dit niet meer wilt lezen.",
    "© 2019 Interwaas. Alle rechten voorbehouden.",
    "V.U.: de directie, Lamstraat 113, 9100 Sint-Niklaas",
    "Deze nieuwsbrief werd verstuurd naar lezers@example.be",
    "Klik hier om je uit te schrijven",
    "Ik wil geen mails meer krijgen",
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_the_foot_of_a_mail_is_no_part_of_the_last_item(footer):
    foot = f"<hr><p style='font-size:11px'><a href='https://example.be/u/9f3'>{footer}</a></p>"
    for form in (
        foot,
        foot.replace("<a href='https://example.be/u/9f3'>", "").replace("</a>", ""),
    ):
        issue = read(page(SIMPLE).replace("</body>", f"{form}</body>"))
        assert headlines(issue) == WANTED
        assert footer[:20] not in full_text(issue)


def test_an_item_about_unsubscribing_keeps_its_text():
    about = (
        "<p>Tip</p><h2>Ruim je mailbox op</h2><p>Schrijf je uit voor reclame die je niet leest,"
        " en zet op vrijdag een kwartier opzij om oude berichten te wissen.</p>"
    )
    issue = read(page(SIMPLE, head=TITLE + about))
    assert "een kwartier opzij om oude berichten" in full_text(issue)
    assert headlines(issue)[0] == "Ruim je mailbox op"
    assert rubrics(issue)[0] == "Tip"


def test_the_address_of_a_hall_near_the_end_is_no_foot():
    hall = "<p>Waar: Kasteelstraat 12, 9250 Waasmunster</p>"
    short = "<p>Kort</p><h2>Tot slot</h2><p>De lijn rijdt zaterdag om.</p>"
    issue = read(page(SIMPLE).replace("</body>", f"{hall}{short}</body>"))
    assert headlines(issue) == [*WANTED, "Tot slot"]
    assert "Kasteelstraat 12" in full_text(issue)


def test_the_address_of_the_publisher_is_part_of_the_foot():
    foot = "<p>Interwaas, Lamstraat 113, 9100 Sint-Niklaas</p><p>Wil je uitschrijven?</p>"
    issue = read(page(SIMPLE).replace("</body>", f"{foot}</body>"))
    assert "Lamstraat" not in full_text(issue)


def test_a_contact_block_at_the_end_is_part_of_the_foot():
    foot = (
        "<h3>Contact</h3><p>Interwaas<br>Lamstraat 113<br>9100 Sint-Niklaas</p>"
        "<p>Je ontvangt deze mail omdat je inschreef.</p>"
    )
    issue = read(page(SIMPLE).replace("</body>", f"{foot}</body>"))
    assert headlines(issue) == WANTED
    assert "Lamstraat" not in full_text(issue)
