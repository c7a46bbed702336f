"""Rich text as plain text, for search results and whatever else has no markup."""

from cms.blocks import StoryBlock
from cms.models.base import plain_text, sentences
from home.factories import StandardPageFactory


def test_a_tag_within_a_line_leaves_no_space():
    assert plain_text("<p>een <b>voorbehouden</b>.</p>") == "een voorbehouden."


def test_paragraphs_do_not_run_together():
    assert plain_text("<p>een</p><p>twee</p><ul><li>drie</li></ul>") == "een twee drie"


def test_a_heading_does_not_run_on_into_the_text_below(db):
    body = StoryBlock().to_python(
        [{"type": "heading", "value": "De vraag"}, {"type": "text", "value": "<p>Wie maait?</p>"}]
    )
    assert StandardPageFactory.build(body=body).get_body_text() == "De vraag. Wie maait?"


def test_what_is_empty_leaves_no_sign():
    assert sentences(["", "een", ""]) == "een."
