"""What real archives hold besides: copies of one reader, pages with menus, odd exports."""

import base64
import datetime
import io
import json
from email.message import EmailMessage

import pytest

from newsletter.importing.result import Refused
from newsletter.importing.sources import read_zip
from newsletter.tests.importfiles import (
    ARTICLES,
    SIMPLE,
    full_text,
    headlines,
    mail,
    page,
    read,
    rubrics,
    zip_of,
)
from newsletter.tests.pdffiles import Text, column, pdf

WANTED = [headline for _rubric, headline, _text in ARTICLES]
RUBRICS = [rubric for rubric, _headline, _text in ARTICLES]


def head(text):
    return f"<h1>Waas maatwerknieuws</h1><p>{text}</p>"


@pytest.mark.parametrize(
    ("name", "printed", "month"),
    [
        ("2015-11/nieuwsbrief.html", "", (2015, 11)),
        ("2016/06_nieuwsbrief.html", "", (2016, 6)),
        ("jaargang 2018/12 december/brief.html", "", (2018, 12)),
        ("2017/brief.html", "oktober", (2017, 10)),
        ("brief.html", "Najaar 2014 - oktober", (2014, 10)),
        ("brief.html", "mei - juni - juli 2016", (2016, 5)),
        ("brief.html", "winter 2016-2017", (2017, 1)),
        ("brief.html", "kerstnummer 2016", (2016, 12)),
        ("export 2024-05-06.zip!2019/03/brief.html", "", (2019, 3)),
    ],
)
def test_a_date_may_be_said_in_parts_and_in_folders(name, printed, month):
    issue = read(page(SIMPLE, head=head(printed)), name)
    assert (issue.date.year, issue.date.month) == month


def test_the_name_of_a_zip_is_no_date_of_its_issues():
    assert read(page(SIMPLE, head=head("")), "export 2024-05-06.zip!brief.html").date is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("uitgave 4 - mei 2019", 4),
        ("12de editie, mei 2019", 12),
        ("extra editie 18 mei 2019", None),
        ("Jaargang 5 | nummer 2 | mei 2019", 2),
        ("Nieuwsbrief 7 \u2013 mei 2019", 7),
        ("Nieuwsbrief 7 mei 2019", None),
    ],
)
def test_numbers_are_read_as_people_print_them(printed, number):
    assert read(page(SIMPLE, head=head(printed))).number == number


def test_a_season_alone_is_published_with_a_word_of_warning():
    issue = read(page(SIMPLE, head=head("zomer 2017")))
    assert issue.date == datetime.date(2017, 7, 1)
    assert "date_from_season" in issue.warnings
    assert not issue.needs_review


SECRET = "0a1b2c3d4e"
COPY = page(
    '<h2>{headline}</h2><p>{text} <a href="https://www.example.be/artikel">Meer</a> <a href="'
    f'https://nieuws.example.be/f-{SECRET}/artikel">Nog meer</a></p>',
    head=head("mei 2019") + "<p>Dag Jan,<br>veel leesplezier!</p>",
).replace(
    "</body>",
    "<p>Verstuurd aan jan.peeters@example.be."
    f' <a href="https://nieuws.example.be/optout/{SECRET}">Uitschrijven</a></p></body>',
)


def test_nothing_in_the_copy_of_one_reader_tells_who_it_was():
    issue = read(mail(COPY).as_bytes(), "x.eml")
    html = issue.intro_html + "".join(item.html for item in issue.items)
    assert not any(word in html for word in (SECRET, "Jan", "jan.peeters"))
    assert "veel leesplezier!" in issue.intro_html
    assert full_text(issue).count("Nog meer") == 3


def test_links_without_the_key_of_a_reader_stay():
    assert read(COPY).items[0].html.count('href="https://www.example.be/artikel"') == 1


def test_a_target_among_other_facts_in_a_coded_parameter_is_found():
    facts = json.dumps({"p": json.dumps({"id": SECRET, "url": "https:\\/\\/example.be\\/gids"})})
    code = base64.urlsafe_b64encode(facts.encode()).decode()
    address = f"https://mandrillapp.com/track/click/3/example.be?p={code}"
    issue = read(page(SIMPLE.replace("{text}", f'{{text}} <a href="{address}">gids</a>')))
    assert '<a href="https://example.be/gids">' in issue.items[0].html


@pytest.mark.parametrize("sign", [":", " |", " \u2013"])
def test_a_rubric_in_front_of_each_headline_is_told_apart(sign):
    issue = read(page(f"<h2>{{rubric}}{sign} {{headline}}</h2><p>{{text}}</p>"))
    assert (headlines(issue), rubrics(issue)) == (WANTED, RUBRICS)


def test_a_colon_in_one_headline_makes_no_rubric():
    articles = [("", "Kort: een orgel", ARTICLES[0][2]), *ARTICLES]
    issue = read(page("<h2>{headline}</h2><p>{text}</p>", articles=articles))
    assert headlines(issue) == ["Kort: een orgel", *WANTED]


def test_links_within_the_page_are_left_out():
    menu = (
        "<ul>" + "".join(f'<li><a href="#a{n}">Artikel {n}</a></li>' for n in range(3)) + "</ul>"
    )
    up = '<p><a href="#top">terug naar boven</a></p>'
    issue = read(page(SIMPLE + up, head=head("mei 2019") + menu))
    assert headlines(issue) == WANTED
    assert "boven" not in full_text(issue)
    assert "Artikel 1" not in full_text(issue)


def test_a_page_that_lists_issues_is_no_issue():
    links = "".join(f'<li><a href="{n}.html">nr. {n} - mei 2019</a></li>' for n in range(9))
    with pytest.raises(Refused, match="not_a_newsletter"):
        read(f"<html><h1>Waas maatwerknieuws</h1><ul>{links}</ul></html>")


def test_a_mail_that_was_sent_on_twice_is_the_issue_inside():
    inner = mail(page(SIMPLE))
    for day in (3, 4):
        outer = EmailMessage()
        outer["Subject"], outer["From"] = "FW: nieuwsbrief", "collega@example.be"
        outer["Date"] = f"Wed, 0{day} Feb 2026 10:00:00 +0100"
        outer.set_content("Zie bijlage.")
        outer.add_attachment(inner)
        inner = outer
    issue = read(inner.as_bytes(), "x.eml")
    assert headlines(issue) == WANTED
    assert issue.date == datetime.date(2019, 5, 14)


def test_a_mail_may_bring_the_issue_as_its_attachment():
    paragraphs = [
        part
        for _rubric, headline, text in ARTICLES
        for part in [(headline, 15, True), (text.replace(". ", ".\n"), 10, False)]
    ]
    top = [Text("Waas maatwerknieuws", 60, 70, 26, bold=True)]
    message = mail(text="Beste lezer, in bijlage vind je ons nieuwste nummer.")
    content = pdf([[*top, *column(60, 140, paragraphs)]])
    message.add_attachment(content, "application", "pdf", filename="nummer.pdf")
    issue = read(message.as_bytes(), "x.eml")
    assert headlines(issue) == WANTED
    assert issue.date == datetime.date(2019, 5, 14)


CAMPAIGNS = (
    "Title,Subject,Send Date\n"
    'mei,Waas maatwerknieuws,"May 9, 2019 10:00 AM"\n'
    'juni,Waas maatwerknieuws,"Jun 6, 2019 10:00 AM"\n'
    'wmn-juli,"Bijen, honing en nog veel meer","Jul 4, 2019 10:00 AM"\n'
)


@pytest.mark.parametrize(
    ("names", "months"),
    [
        (["9_-waas-maatwerknieuws", "12_-waas-maatwerknieuws"], {"9": 5, "12": 6}),
        (["9_-waas-maatwerknieuws"], {"9": None}),
        (["3_-bijen-honing-en"], {"3": 7}),
        (["3_-wmn-juli"], {"3": 7}),
        (["3_-vlinders"], {"3": None}),
    ],
)
def test_the_list_of_an_export_dates_a_file_where_there_is_no_doubt(names, months):
    html = page(SIMPLE, head=head(""))
    content = zip_of({"campaigns.csv": CAMPAIGNS, **{f"c/{name}.html": html for name in names}})
    found = {
        source.path.name.partition("_")[0]: source.sent_on and source.sent_on.month
        for source in read_zip(io.BytesIO(content), "export.zip")
        if source.content
    }
    assert found == months


def test_a_line_that_only_led_to_the_online_copy_is_left_out():
    line = '<p>Problemen met lezen? <a href="https://example.be/webversie/1">Webversie</a></p>'
    assert "Problemen" not in full_text(read(page(SIMPLE, head=line + head("mei 2019"))))


def test_a_rubric_on_top_of_several_pages_is_no_running_head():
    top = [Text("Waas maatwerknieuws", 60, 40, 26, bold=True), Text("mei 2019", 60, 60, 10)]
    articles = [
        [("In de praktijk", 8, False), (headline, 15, True), (text, 10, False)]
        for _rubric, headline, text in ARTICLES
    ]
    first, *others = articles
    pages = [[*top, *column(60, 140, first)], *(column(60, 60, other) for other in others)]
    assert rubrics(read(pdf(pages), "x.pdf")) == ["In de praktijk"] * 3


def test_the_name_of_a_word_file_is_no_title():
    lines = [Text("Waas maatwerknieuws", 60, 40, 26, bold=True), Text("mei 2019", 60, 60, 10)]
    text = [(part, 10, False) for _r, _h, article in ARTICLES for part in article.split(". ")]
    content = pdf([[*lines, *column(60, 140, text)]], title="Microsoft Word - WMN v3.docx")
    assert read(content, "x.pdf").title == "Waas maatwerknieuws, mei 2019"
