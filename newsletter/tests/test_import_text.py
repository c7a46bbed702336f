"""Issues that are text only: headlines by rules, signs, capitals or their place."""

import pytest

from newsletter.tests.importfiles import ARTICLES, full_text, headlines, read, rubrics

WANTED = [headline for _rubric, headline, _text in ARTICLES]
RUBRICS = [rubric for rubric, _headline, _text in ARTICLES]
HEAD = "Waas maatwerknieuws\nnr. 31 - mei 2019\n\n"
MARKED = {
    "underlined": "{upper}\n{headline}\n==========\n{text}\n\n",
    "between rules": "----------\n{upper}\n{headline}\n----------\n\n{text}\n\n",
    "hashes": "## {rubric}\n# {headline}\n\n{text}\n\n",
    "capitals above a short line": "{upper}\n\n{headline}\n\n{text}\n\n",
    "brackets": "[{rubric}] {headline}\n----------\n{text}\n\n",
}
BARE = {
    "stars": "*** {headline} ***\n\n{text}\n\n",
    "short lines": "{headline}\n\n{text}\n\n",
    "numbers": "1. {headline}\n\n{text}\n\n",
    "capitals": "{capitals}\n\n{text}\n\n",
}


def issue_of(form, head=HEAD, foot=""):
    body = "".join(
        form.format(
            rubric=rubric,
            upper=rubric.upper(),
            headline=headline,
            capitals=headline.upper(),
            text=text.replace(" en ", "\nen "),
        )
        for rubric, headline, text in ARTICLES
    )
    return read(head + body + foot, "nummer.txt")


@pytest.mark.parametrize("form", MARKED.values(), ids=MARKED.keys())
def test_marked_headlines_have_their_rubrics(form):
    issue = issue_of(form)
    assert headlines(issue) == WANTED
    assert rubrics(issue) == RUBRICS


@pytest.mark.parametrize("form", BARE.values(), ids=BARE.keys())
def test_headlines_need_no_rubric(form):
    assert [name.lower() for name in headlines(issue_of(form))] == [n.lower() for n in WANTED]


@pytest.mark.parametrize("form", [*MARKED.values(), *BARE.values()])
def test_no_sentence_is_lost(form):
    text = full_text(issue_of(form))
    assert all(
        sentence.rstrip(".") in text for _r, _h, t in ARTICLES for sentence in t.split(". ")
    )


def test_a_table_of_contents_is_left_out():
    contents = "In dit nummer:\n" + "".join(f"- {name}\n" for name in WANTED) + "\n"
    issue = issue_of(MARKED["underlined"], head=HEAD + contents)
    assert full_text(issue).count(WANTED[0]) == 1


def test_addresses_that_lead_to_a_person_are_not_kept_as_text():
    foot = (
        "Lees meer: https://click.example.be/?u=0badf00d\n\n"
        "Uitschrijven: https://example.be/unsubscribe?u=0badf00d\n"
    )
    text = full_text(issue_of(MARKED["underlined"], foot=foot))
    assert "0badf00d" not in text
    assert "Uitschrijven" not in text


def test_an_ordinary_address_stays():
    text = full_text(issue_of(MARKED["underlined"], foot="Zie https://example.be/gids.\n"))
    assert "https://example.be/gids." in text


def test_what_stands_under_a_signature_mark_is_not_the_issue():
    text = full_text(issue_of(MARKED["underlined"], foot="-- \nVerstuurd vanaf mijn telefoon\n"))
    assert "telefoon" not in text


def test_a_list_stays_a_list():
    form = MARKED["underlined"] + "- laarzen\n- een jas\n  tegen de regen\n\n"
    assert "<li>laarzen</li><li>een jas tegen de regen</li>" in issue_of(form).items[0].html
