"""Series, date, number and title: from what is printed, and never from running text."""

import datetime

import pytest

from newsletter.importing.metadata import find_date, find_number, is_masthead
from newsletter.tests.importfiles import SERIES, SIMPLE, mail, page, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nr. 24 - maart 2022", (2022, 3, None)),
        ("24 maart 2022", (2022, 3, 24)),
        ("1ste maart 2022", (2022, 3, None)),
        ("juli-augustus 2016", (2016, 7, None)),
        ("juli/augustus 2016", (2016, 7, None)),
        ("sept. '19", (2019, 9, None)),
        ("Sept '19", (2019, 9, None)),
        ("DECEMBER 2012", (2012, 12, None)),
        ("03/05/2018", (2018, 5, 3)),
        ("3.5.2018", (2018, 5, 3)),
        ("2018-05", (2018, 5, None)),
        ("nieuwsbrief_201805.html", (2018, 5, None)),
        ("20180503 nieuwsbrief", (2018, 5, 3)),
        ("05-2018", (2018, 5, None)),
        ("maatwerknieuws mrt 2020.eml", (2020, 3, None)),
        ("jaargang 3, nr. 2, okt. 2014", (2014, 10, None)),
        ("3e jaargang nr 12 november 2014", (2014, 11, None)),
        ("31 februari 2018", None),
        ("9100 Sint-Niklaas", None),
        ("in de meimaand", None),
        ("nr. 7", None),
        ("maart 1966", None),
    ],
)
def test_dates_are_read_as_people_print_them(text, expected):
    found = find_date(text)
    assert (found and (found.year, found.month, found.day)) == expected


@pytest.mark.parametrize(
    ("text", "month"),
    [("Lentenummer 2013", 4), ("zomereditie 2017", 7), ("najaar 2014", 10), ("Winter 2012", 1)],
)
def test_a_season_is_a_guess(text, month):
    found = find_date(text)
    assert (found.month, found.guessed) == (month, True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("nr. 24 - maart 2022", 24),
        ("Nr.5", 5),
        ("nummer 12", 12),
        ("Nieuwsbrief n° 8", 8),
        ("nº 8", 8),
        ("editie 3", 3),
        ("#14 - mei 2019", 14),
        ("maart 2022", None),
        ("nr. 2022", None),
        ("zomernummer 2017", None),
        ("Nr. 0", None),
        ("24 maart", None),
    ],
)
def test_a_number_counts_only_where_a_word_says_so(text, number):
    assert find_number(text) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Waas maatwerknieuws", True),
        ("Waas Maatwerknieuws nr. 3 | juni 2016", True),
        ("zomereditie - augustus 2019", True),
        ("Nieuwsbrief", True),
        ("Waas maatwerknieuws bestaat tien jaar en trakteert", False),
        ("Vergadering op 3 maart 2016 over de toekomst", False),
        ("Het weer in mei", False),
    ],
)
def test_a_masthead_is_nothing_but_name_date_and_number(text, expected):
    assert is_masthead(text, SERIES) == expected


def head(text):
    return page(SIMPLE, head=f"<h1>Waas maatwerknieuws</h1><p>{text}</p>")


def test_dates_in_running_text_never_count():
    issue = read(head("welkom"), "nummer.html")
    assert issue.date is None
    assert "date_unknown" in issue.warnings
    assert issue.needs_review


def test_numbers_in_running_text_never_count():
    issue = read(head("mei 2019"))
    assert issue.number is None
    assert "number_missing" in issue.warnings


def test_the_file_name_helps_when_nothing_is_printed():
    issue = read(head("welkom"), "archief/2016-11 nieuwsbrief nr 9.html")
    assert (issue.date, issue.number) == (datetime.date(2016, 11, 1), 9)


def test_the_printed_month_wins_from_the_day_of_sending():
    message = mail(head("maart 2018"), sent="Wed, 30 May 2018 10:00:00 +0200")
    issue = read(message.as_bytes(), "x.eml")
    assert issue.date == datetime.date(2018, 3, 1)
    assert "date_conflict" in issue.warnings


def test_the_older_series_is_known_by_its_name():
    html = page(SIMPLE, head="<h1>Helpdesk duurzame overheidsaankopen inspireert!</h1><p>mei 2013")
    assert read(html).series == "helpdesk"


def test_the_name_on_top_wins_from_a_former_name_below_it():
    former = "<p>Vroeger: Helpdesk Duurzame Overheidsaankopen inspireert</p><p>april 2015</p>"
    html = page(SIMPLE, head=f"<h1>Waas maatwerknieuws</h1>{former}")
    assert read(html).series == "waas-maatwerknieuws"


def test_an_unnamed_issue_gets_the_series_of_its_day_and_a_warning():
    issue = read(page(SIMPLE, head="<h1>Nieuwsbrief</h1><p>mei 2013</p>"))
    assert issue.series == "helpdesk"
    assert "series_guessed" in issue.warnings
    assert issue.needs_review


@pytest.mark.parametrize(
    ("subject", "printed", "title"),
    [
        ("Waas maatwerknieuws", "nr. 24 - maart 2022", "Waas maatwerknieuws nr. 24"),
        ("Waas maatwerknieuws", "maart 2022", "Waas maatwerknieuws, maart 2022"),
        ("Nieuwsbrief", "maart 2022", "Waas maatwerknieuws, maart 2022"),
        ("", "zomereditie 2019", "Waas maatwerknieuws, zomereditie juli 2019"),
        ("Waas maatwerknieuws: zomereditie", "juli 2019", "Waas maatwerknieuws: zomereditie 2019"),
        ("Bijen op het dak", "nr. 24 - maart 2022", "Bijen op het dak"),
        ("Waas maatwerknieuws: bijen", "maart 2022", "Waas maatwerknieuws: bijen"),
    ],
)
def test_the_title_tells_an_issue_from_others(subject, printed, title):
    assert read(head(printed), subject=subject).title == title
