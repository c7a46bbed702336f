"""How long a page takes to read."""

from cms.blocks import StoryBlock
from home.factories import StandardPageFactory


def page(words: int):
    body = StoryBlock().to_python([{"type": "text", "value": f"<p>{'woord ' * words}</p>"}])
    return StandardPageFactory.build(body=body if words else [])


def test_an_empty_page_takes_no_time():
    assert page(0).reading_minutes == 0


def test_a_short_text_takes_a_minute():
    assert page(1).reading_minutes == 1


def test_a_started_minute_counts():
    assert page(460).reading_minutes == 2
    assert page(461).reading_minutes == 3
