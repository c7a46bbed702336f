"""PDFs: columns, pages, broken words, and files that cannot be read."""

import pytest

from newsletter.importing.result import Refused
from newsletter.tests.importfiles import full_text, headlines, read, rubrics
from newsletter.tests.pdffiles import Text, column, pdf

MAST = [
    Text("Waas maatwerknieuws", 60, 70, 26, bold=True),
    Text("nr. 31 - mei 2019", 60, 95, 10),
]
BEES = [
    ("UITLEG", 8, True),
    ("Bijenkasten op het dak", 15, True),
    (
        "Op het platte dak van de sporthal\nstaan sinds april zes kasten met bijen.\nDe imker komt"
        " elke vrijdag langs en\ntelt hoeveel raten er al vol zijn.",
        10,
        False,
    ),
]
ORGAN = [
    ("IN DE PRAKTIJK", 8, True),
    ("Een orgel van het hout\nvan oude kerkbanken", 15, True),
    (
        "Uit de planken van een afgedankte\nbank bouwde het atelier een draaiorgel.\nWie aan de"
        " slinger draait, hoort een wals\nuit een blad van honderd jaar oud.",
        10,
        False,
    ),
]
WALK = [
    ("AGENDA", 8, True),
    ("Wandeling langs de vlieten", 15, True),
    (
        "De gids vertrekt om tien uur aan het veer\nen neemt de tijd voor elke sluis.\nLaarzen"
        " zijn nodig, want na de regen\nstaat het jaagpad op drie plekken blank.",
        10,
        False,
    ),
]
WANTED = [
    "Bijenkasten op het dak",
    "Een orgel van het hout van oude kerkbanken",
    "Wandeling langs de vlieten",
]


def read_pdf(*pages, name="nummer.pdf", **options):
    return read(pdf(list(pages), **options), name)


def test_one_column_is_read_with_rubrics_and_headlines_over_two_lines():
    issue = read_pdf([*MAST, *column(60, 140, [*BEES, *ORGAN, *WALK])])
    assert headlines(issue) == WANTED
    assert rubrics(issue) == ["Uitleg", "In de praktijk", "Agenda"]
    assert (issue.number, issue.date.isoformat()) == (31, "2019-05-01")


def test_two_columns_under_a_masthead_are_read_one_after_the_other():
    issue = read_pdf([*MAST, *column(60, 140, [*BEES, *ORGAN]), *column(320, 140, WALK)])
    assert headlines(issue) == WANTED
    assert "vertrekt om tien uur aan het veer en neemt de tijd" in full_text(issue)


def test_three_columns_are_read_one_after_the_other():
    def narrow(item):
        return [(text, 0.8 * size, bold) for text, size, bold in item]

    places = zip((40, 225, 410), (BEES, ORGAN, WALK), strict=True)
    columns = [line for left, item in places for line in column(left, 140, narrow(item))]
    assert headlines(read_pdf([*MAST, *columns])) == WANTED


def test_the_publisher_in_small_print_is_no_part_of_a_column():
    foot = Text("Interwaas - Lamstraat 113 - 9100 Sint-Niklaas", 60, 800, 7)
    issue = read_pdf([*MAST, *column(60, 140, [*BEES, *ORGAN]), *column(320, 140, WALK), foot])
    assert headlines(issue) == WANTED
    assert "Lamstraat" not in full_text(issue)


def test_a_running_head_on_one_further_page_is_left_out():
    head = Text("Waas maatwerknieuws nr. 31", 60, 30, 8)
    issue = read_pdf([*MAST, *column(60, 140, BEES)], [head, *column(60, 80, [*ORGAN, *WALK])])
    assert headlines(issue) == WANTED
    assert "maatwerknieuws" not in full_text(issue)


def test_short_news_under_one_heading_becomes_items_of_their_own():
    short = [(text, min(size, 12), bold) for text, size, bold in WALK[1:]]
    heading = ("Kort nieuws", 18, True)
    issue = read_pdf([*MAST, *column(60, 140, [*BEES, heading, *short, *short])])
    assert rubrics(issue) == ["Uitleg", "Kort nieuws", "Kort nieuws"]


def test_pages_lose_their_running_heads_and_numbers():
    def frame(number):
        return [
            Text("Waas maatwerknieuws - mei 2019", 60, 30, 8),
            Text(f"Pagina {number} van 3", 280, 820, 8),
        ]

    issue = read_pdf(
        [*MAST, *column(60, 140, BEES), frame(1)[1]],
        [*frame(2), *column(60, 80, ORGAN)],
        [*frame(3), *column(60, 80, WALK)],
    )
    assert headlines(issue) == WANTED
    assert "Pagina" not in full_text(issue)
    assert "maatwerknieuws" not in full_text(issue)


def test_an_item_goes_on_over_a_column_and_a_page():
    start = ("De gids vertrekt om tien uur aan het veer\nen neemt de", 10, False)
    issue = read_pdf(
        [*MAST, *column(60, 140, BEES), *column(60, 720, [*WALK[:2], start])],
        [
            *column(60, 60, [("tijd voor elke sluis, ook de kleinste.", 10, False)]),
            *column(60, 120, ORGAN),
        ],
    )
    assert headlines(issue) == [WANTED[0], WANTED[2], WANTED[1]]
    assert "en neemt de tijd voor elke sluis" in full_text(issue)


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("Ze meldt het aan de ge-\nmeente van de stad.", "gemeente"),
        ("Ze kwam met de trein naar Sint-\nNiklaas voor een dag.", "Sint-Niklaas"),
        ("Stuur ons gerust een e-\nmail met je vraag erin.", "e-mail"),
        ("Voor zon-\nen feestdagen is er een bus.", "zon- en feestdagen"),
        ("De werk-\nplaats opent de deuren om negen.", "werkplaats"),
        ("Wie wil, neemt een Noord-\nZuidverbinding in het plan op.", "Noord-Zuidverbinding"),
        ("Het programma is ook op tv-\nuitzendingen te zien.", "tv-uitzendingen"),
    ],
)
def test_words_broken_at_a_line_end_are_joined_as_people_write_them(lines, joined):
    extra = [("Een woord apart", 15, True), (lines, 10, False)]
    issue = read_pdf([*MAST, *column(60, 140, [*BEES, *extra, *ORGAN])])
    assert joined in full_text(issue)


def test_bullets_become_a_list():
    listed = [("• zes kasten\n• twee pakken\n• een ladder van hout", 10, False)]
    issue = read_pdf([*MAST, *column(60, 140, [*BEES, *listed, *ORGAN])])
    assert "<li>zes kasten</li><li>twee pakken</li><li>een ladder van hout</li>" in (
        issue.items[0].html
    )


def test_a_table_of_contents_with_page_numbers_is_left_out():
    contents = [
        ("In dit nummer", 11, True),
        ("Bijenkasten op het dak 1\nEen orgel van het hout van oude kerkbanken 2", 10, False),
        ("Wandeling langs de vlieten 3", 10, False),
    ]
    issue = read_pdf([*MAST, *column(60, 130, [*contents, *BEES, *ORGAN, *WALK])])
    assert headlines(issue) == WANTED
    assert full_text(issue).count("Bijenkasten op het dak") == 1


def test_headlines_in_the_size_of_the_text_are_found_by_their_weight():
    small = [
        (text, 10 if size == 15 else size, bold) for text, size, bold in [*BEES, *ORGAN, *WALK]
    ]
    assert headlines(read_pdf([*MAST, *column(60, 140, small)])) == WANTED


def test_a_pdf_without_headlines_is_one_item_with_its_whole_text():
    body = [paragraph for paragraph in [*BEES, *ORGAN, *WALK] if not paragraph[2]]
    issue = read_pdf([*MAST, *column(60, 140, body)])
    assert len(issue.items) == 1
    assert "items_not_found" in issue.warnings
    assert "telt hoeveel raten er al vol zijn" in full_text(issue)


def test_a_pdf_of_pictures_only_is_kept_for_an_editor():
    issue = read_pdf([], name="waas maatwerknieuws 12.pdf", title="Waas maatwerknieuws 12")
    assert issue.warnings[0] == "image_only_pdf"
    assert issue.needs_review
    assert issue.items == ()
    assert (issue.series, issue.number) == ("waas-maatwerknieuws", 12)


def test_the_day_on_which_a_pdf_was_made_is_only_a_guess():
    head = [Text("Waas maatwerknieuws", 60, 70, 26, bold=True)]
    issue = read_pdf([*head, *column(60, 140, [*BEES, *ORGAN])], made="D:20180605093000")
    assert issue.date.isoformat() == "2018-06-05"
    assert "date_guessed" in issue.warnings
    assert issue.needs_review


WHOLE = pdf([[*MAST, *column(60, 140, [*BEES, *ORGAN, *WALK])]])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (WHOLE[: len(WHOLE) // 3], "corrupt_pdf"),
        (pdf([MAST], encrypted=True), "encrypted_pdf"),
        (b"%PDF-1.4\n%%EOF", "corrupt_pdf"),
        (b"geen pdf", "corrupt_pdf"),
        (b"", "empty_file"),
        (b"\x00" * 500, "corrupt_pdf"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(content, reason):
    with pytest.raises(Refused, match=reason):
        read(content, "nummer.pdf")


def test_a_pdf_is_known_by_its_content_whatever_its_name():
    assert headlines(read(WHOLE, "nummer.eml")) == WANTED


def test_a_mail_that_is_called_pdf_is_read_as_a_mail():
    from newsletter.tests.importfiles import SIMPLE, mail, page

    assert len(read(mail(page(SIMPLE)).as_bytes(), "nummer.pdf").items) == 3
