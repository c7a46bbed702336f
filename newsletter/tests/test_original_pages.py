"""The text of a PDF, page by page, as the search needs it."""

import pytest

from newsletter.importing.pdf import read_pages
from newsletter.importing.result import Refused
from newsletter.tests.pdffiles import Text, column, pdf

FIRST = column(
    60, 140, [("Bijenkasten op het dak", 15, True), ("Zes kasten met bijen.", 10, False)]
)
SECOND = column(60, 140, [("Een orgel van oud hout", 15, True)])


def test_each_page_has_its_own_text_with_a_paragraph_a_line():
    assert read_pages(pdf([FIRST, SECOND])) == [
        "Bijenkasten op het dak\nZes kasten met bijen.",
        "Een orgel van oud hout",
    ]


def test_a_page_without_text_keeps_its_place():
    assert read_pages(pdf([[], FIRST, [], SECOND]))[::2] == ["", ""]


def test_a_sentence_over_two_pages_is_cut_between_them():
    pages = [[Text("De gids vertrekt om tien uur aan", 60, 400)], [Text("het veer.", 60, 70)]]
    assert read_pages(pdf(pages)) == ["De gids vertrekt om tien uur aan", "het veer."]


def test_page_numbers_and_what_returns_on_every_page_are_left_out():
    pages = [
        [Text("Waas maatwerknieuws", 60, 40), *FIRST, Text(f"{number}", 300, 800)]
        for number in (1, 2, 3)
    ]
    assert "Waas" not in "".join(read_pages(pdf(pages))[1:])
    assert not any(text.endswith(("1", "2", "3")) for text in read_pages(pdf(pages)))


@pytest.mark.parametrize("content", [b"%PDF-1.4 x", pdf([FIRST], encrypted=True)])
def test_a_file_that_cannot_be_opened_is_refused(content):
    with pytest.raises(Refused):
        read_pages(content)
