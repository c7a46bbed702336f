"""Files that say another character set than they use."""

import pytest

from newsletter.tests.importfiles import SIMPLE, full_text, page, read

CURLY = page(SIMPLE).replace("De gids", "“Zoë” en «café» • een gids…")


def declared(charset):
    return CURLY.replace("<head>", f'<head><meta charset="{charset}">')


@pytest.mark.parametrize(
    ("says", "uses", "wrong"),
    [
        ("iso-8859-1", "windows-1252", True),
        ("utf-8", "windows-1252", True),
        ("windows-1252", "utf-8", True),
        ("utf-8", "utf-8", False),
        ("windows-1252", "windows-1252", False),
        ("utf-16", "utf-8", True),
        ("us-ascii", "windows-1252", True),
        ("iso-8859-15", "utf-8", True),
        ("onzin", "windows-1252", True),
        ("utf-8", "utf-8-sig", False),
        ("utf-8", "utf-16", False),
    ],
)
def test_quotes_and_accents_survive_a_wrong_declaration(says, uses, wrong):
    issue = read(declared(says).encode(uses))
    assert "“Zoë” en «café» • een gids…" in full_text(issue)
    assert ("charset_mismatch" in issue.warnings) == wrong


def test_one_bad_byte_does_not_spoil_the_rest():
    content = declared("utf-8").encode().replace(b"sluis", b"slu\xffis")
    text = full_text(read(content))
    assert "“Zoë” en «café»" in text


def test_characters_that_no_feed_can_hold_are_left_out():
    issue = read(CURLY.replace("sluis", "slu\x02is\x0bkom"), "nummer.html")
    assert "sluis kom" in full_text(issue)
