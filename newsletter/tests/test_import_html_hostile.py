"""Hostile, broken and enormous HTML."""

import time

import pytest

from newsletter.importing.result import Refused
from newsletter.tests.importfiles import ARTICLES, SIMPLE, full_text, headlines, page, read

WANTED = [headline for _rubric, headline, _text in ARTICLES]


def everything(issue):
    return issue.intro_html + "".join(item.html for item in issue.items)


HOSTILE = {
    "script link": '<a href="javascript:alert(1)">klik</a>',
    "disguised script link": '<a href=" java&#10;script:alert(1)">klik</a>',
    "data link": '<a href="data:text/html,<script>alert(1)</script>">klik</a>',
    "handler": '<p onclick="alert(1)" onmouseover=alert(2)>tekst</p>',
    "script": "<script>alert(1)</script><script src=//x.example.be/a.js></script>",
    "frame": '<iframe src="https://example.be/frame"></iframe><object data="x.swf"></object>',
    "form": '<form action="https://example.be/f"><input name="e"><button>Stuur</button></form>',
    "svg": '<svg onload="alert(1)"><script>alert(2)</script><text>tekening</text></svg>',
    "math": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></math>",
    "broken attribute": '<img src="x" alt="a"onerror=alert(1)//">',
    "base": '<base href="https://kwaad.example.be/"><link rel=stylesheet href=//x.example.be/a>',
    "meta": '<meta http-equiv="refresh" content="0;url=https://kwaad.example.be">',
    "comment": "<!-- <script>alert(1)</script> --><![if !mso]><p>tekst</p><![endif]>",
    "style": "<style>p{background:url(https://kwaad.example.be/x)}</style>",
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_that_acts_survives(hostile):
    issue = read(page(SIMPLE.replace("<p>{text}", f"{hostile}<p>{{text}}")))
    assert headlines(issue) == WANTED
    html = everything(issue).lower()
    for word in ("alert(", "javascript", "<iframe", "<form", "<svg", "onclick", "kwaad", "<input"):
        assert word not in html


def test_a_huge_picture_in_an_address_does_not_stay_in_the_text():
    huge = f'<img src="data:image/png;base64,{"A" * 1_000_000}" alt="foto">'
    issue = read(page(SIMPLE.replace("{text}", "{text}" + huge)))
    assert len(everything(issue)) < 5_000


def test_ten_thousand_nested_elements_keep_their_text():
    html = page("<div>" * 10_000 + SIMPLE + "</div>" * 10_000, articles=ARTICLES[:1])
    assert "telt hoeveel raten er al vol zijn" in full_text(read(html))


def test_tables_in_tables_a_hundred_deep_are_read():
    form = "<table><tr><td>" * 100 + SIMPLE + "</td></tr></table>" * 100
    assert headlines(read(page(form))) == WANTED


def test_two_megabytes_are_read_within_seconds():
    articles = [
        (rubric, f"{headline} {number}", text * 3)
        for number in range(1_500)
        for rubric, headline, text in ARTICLES
    ]
    started = time.perf_counter()
    issue = read(page(SIMPLE, articles=articles))
    assert len(issue.items) == 4_500
    assert time.perf_counter() - started < 60


def test_more_than_a_newsletter_could_be_is_refused():
    with pytest.raises(Refused, match="too_large"):
        read(page(SIMPLE) + " " * 6_000_000)


def test_a_table_of_facts_is_read_row_by_row():
    table = (
        "<table><tr><th>Dag</th><th>Uur</th></tr><tr><td>Maandag</td><td>9 tot 12</td></tr>"
        "<tr><td>Woensdag</td><td>13 tot 17</td></tr></table>"
    )
    text = full_text(read(page(SIMPLE.replace("{text}", "{text}</p>" + table + "<p>"))))
    assert "Dag: Maandag; Uur: 9 tot 12" in text


def test_unclosed_and_crossed_tags_lose_no_text():
    html = page("<b><h2>{headline}</b></h2><p>{text}<table><tr><td>naschrift {rubric}</p>")
    text = full_text(read(html))
    assert all(rubric in text for rubric, _headline, _text in ARTICLES)
