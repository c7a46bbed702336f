"""Items of web pages: told apart by structure, whatever tags the structure is made of."""

import pytest

from newsletter.tests.importfiles import ARTICLES, full_text, headlines, page, read, rubrics

WANTED = [headline for _rubric, headline, _text in ARTICLES]
RUBRICS = [rubric for rubric, _headline, _text in ARTICLES]
SENTENCES = [f"{part.rstrip('.')}." for _r, _h, text in ARTICLES for part in text.split(". ")]
CELL = '<table role="presentation"><tr><td>'
DEEP = CELL * 10 + "{}" + "</td></tr></table>" * 10
FORMS = {
    "headings": "<p><small>{rubric}</small></p><h2>{headline}</h2><p>{text}</p>",
    "nested tables": DEEP.replace(
        "{}",
        '<div style="font-size:11px;text-transform:uppercase">{rubric}</div>'
        '<div style="font-size:22px;font-weight:bold">{headline}</div><div>{text}</div>',
    ),
    "cells": "<table><tr><td style='font-size:12px;color:#777'>{rubric}</td></tr><tr>"
    "<td style='font-size:20px'><strong>{headline}</strong></td></tr>"
    "<tr><td>{text}</td></tr></table>",
    "bold paragraphs": "<p style='font-variant:small-caps'>{rubric}</p>"
    "<p><b>{headline}</b></p><p>{text}</p>",
    "bold spans": '<div><span style="text-transform: uppercase">{rubric}</span><br>'
    '<span style="font-weight:700;font-size:18px">{headline}</span><br><br>{text}</div>',
    "classes": '<div class="r">{rubric}</div><div class="k">{headline}</div><div>{text}</div>',
    "plain rubrics": "<p>{rubric}</p><h2>{headline}</h2><p>{text}</p>",
    "fonts": '<font size="2" color="red">{rubric}</font><br><font size="5">{headline}</font>'
    '<br><font size="3">{text}</font><br><br>',
    "linked": "<h4>{rubric}</h4><h2><a href='https://example.be/x'>{headline}</a></h2>"
    "<p>{text}</p><p><a href='https://example.be/x'>Lees meer</a></p>",
    "mjml": '<table role="presentation"><tr><td style="font-size:0px;padding:20px 0">'
    '<div style="font-size:0px"><table><tr><td style="font-size:0px">'
    '<div style="font-size:11px;text-transform:uppercase">{rubric}</div></td></tr><tr>'
    '<td style="font-size:0px"><div style="font-size:20px;font-weight:bold">{headline}</div>'
    '</td></tr><tr><td style="font-size:0px"><div style="font-size:14px">{text}</div></td></tr>'
    "</table></div></td></tr></table>",
    "mailchimp": '<table class="mcnTextBlock"><tr><td class="mcnTextContent"><em>{rubric}</em><br>'
    '<strong><span style="font-size:20px">{headline}</span></strong><br><br>{text}<br><br>'
    '<a class="mcnButton" href="https://example.be/x">Lees meer</a></td></tr></table>',
    "sections": "<h2>{rubric}</h2><h3>{headline}</h3><p>{text}</p>",
    "one paragraph": "<p><em>{rubric}</em></p><p><strong>{headline}</strong><br>{text}</p>",
}
CLASSES = ".r{font-size:12px;letter-spacing:1px} .k{font-size:1.5em;font-weight:bold}"


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_headlines_become_items_with_their_rubrics(form):
    issue = read(page(form, style=CLASSES))
    assert headlines(issue) == WANTED
    assert rubrics(issue) == RUBRICS


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_no_sentence_is_lost(form):
    text = full_text(read(page(form, style=CLASSES)))
    assert [sentence for sentence in SENTENCES if sentence not in text] == []


@pytest.mark.parametrize(
    "form",
    [
        "<h2>{headline}</h2><p>{text}</p>",
        "<p><b>{headline}</b></p><p>{text}</p>",
        "<div><b>{headline}</b><br>{text}</div><br>",
        "<p><u>{headline}</u></p><p>{text}</p>",
        "<p><i>{headline}</i><br>{text}</p>",
        '<p style="color:#c00">{headline}</p><p>{text}</p>',
        "<dl><dt>{headline}</dt><dd>{text}</dd></dl>",
        "<ul><li><b>{headline}</b><br>{text}</li></ul>",
        '<table><tr><td style="font:bold 20px Arial">{headline}</td></tr>'
        "<tr><td>{text}</td></tr></table>",
    ],
)
def test_items_need_no_rubric(form):
    issue = read(page(form))
    assert headlines(issue) == WANTED
    assert rubrics(issue) == ["", "", ""]


@pytest.mark.parametrize(
    ("section", "headline"),
    [
        ("<h2>{}</h2>", "<h3>{headline}</h3>"),
        ('<p style="font-size:24px">{}</p>', "<p><b>{headline}</b></p>"),
        ('<p style="font-size:24px;font-weight:bold">{}</p>', "<h3>{headline}</h3>"),
    ],
)
def test_a_rubric_above_several_headlines_counts_for_each(section, headline):
    form = headline + "<p>{text}</p>"
    start = page(form, head=f"<h1>Waas maatwerknieuws</h1><p>mei 2019</p>{section.format('Kort')}")
    rest = page(form, head=section.format("Vraag en aanbod"))
    issue = read(start.replace("</body></html>", rest))
    assert headlines(issue) == WANTED * 2
    assert rubrics(issue) == ["Kort"] * 3 + ["Vraag en aanbod"] * 3


@pytest.mark.parametrize("sub", ["<h3>{}</h3>", "<p><b>{}</b></p>", "<h4>{}</h4>"])
def test_a_heading_inside_an_item_is_no_item(sub):
    form = (
        "<h2>{headline}</h2><p>{text}</p>"
        + sub.format("Hoe verder?")
        + "<p>Daarover wordt in de herfst gestemd, en tot dan blijft alles zoals het was.</p>"
    )
    issue = read(page(form))
    assert headlines(issue) == WANTED
    assert full_text(issue).count("Hoe verder?") == 3


def test_a_lead_story_with_a_bigger_headline_is_an_item_beside_short_news():
    lead = (
        '<h1>Waas maatwerknieuws</h1><p>mei 2019</p><p style="font-size:32px;font-weight:bold">'
        "Het veer vaart weer</p><p>Na twee jaar stilstand steekt de pont opnieuw de rivier"
        " over, met een stuurman die elke stroming kent.</p>"
    )
    issue = read(page('<p style="font-size:18px"><b>{headline}</b></p><p>{text}</p>', head=lead))
    assert headlines(issue) == ["Het veer vaart weer", *WANTED]


def test_text_without_any_structure_becomes_one_item_with_all_of_it():
    head = "<p>Waas maatwerknieuws nr. 31 - mei 2019</p>"
    issue = read(page("<p>{headline}: {text}</p>", head=head))
    assert len(issue.items) == 1
    assert "items_not_found" in issue.warnings
    assert [sentence for sentence in SENTENCES if sentence not in full_text(issue)] == []


def test_the_day_under_a_headline_is_text_of_the_item():
    day = "<p><b>Donderdag 12 juni 2019, 14 uur</b></p>"
    issue = read(page("<h2>{headline}</h2>" + day + "<p>{text}</p>"))
    assert headlines(issue) == WANTED
    assert full_text(issue).count("Donderdag 12 juni 2019, 14 uur") == 3
    assert issue.date.isoformat() == "2019-05-01"


def test_short_news_under_one_heading_becomes_items_of_their_own():
    short = "".join(f"<h3>Kort {number}</h3><p>{SENTENCES[number]}</p>" for number in range(3))
    html = page("<h2>{headline}</h2><p>{text}</p>")
    issue = read(html.replace("</body>", f"<h2>Kort nieuws</h2>{short}</body>"))
    assert headlines(issue) == [*WANTED, "Kort 0", "Kort 1", "Kort 2"]
    assert rubrics(issue)[3:] == ["Kort nieuws"] * 3


def test_a_word_from_the_editors_without_rubric_leaves_the_other_rubrics():
    word = "<h2>Voorwoord</h2><p>In dit nummer zoemt, zingt en stroomt het.</p><p>De redactie</p>"
    form = "<p>{rubric}</p><h2>{headline}</h2><p>{text}</p>"
    head = "<h1>Waas maatwerknieuws</h1><p>mei 2019</p>" + word
    issue = read(page(form, head=head))
    assert headlines(issue) == ["Voorwoord", *WANTED]
    assert rubrics(issue) == ["", *RUBRICS]
