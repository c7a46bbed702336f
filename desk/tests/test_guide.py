"""The guide in the admin: every task has its anchor, every picture is there and is small."""

import re

from django.contrib.staticfiles import finders

from desk.guide import PATH, PICTURES, guide

_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def test_every_picture_of_the_guide_is_there_and_says_what_it_shows():
    pictures = _PICTURE.findall(PATH.read_text(encoding="utf-8"))
    assert len(pictures) >= 10
    for words, address in pictures:
        assert len(words) > 20, address
        assert (PATH.parent / address).is_file()
        assert finders.find(address.removeprefix(PICTURES))


def test_the_pictures_weigh_little_together():
    files = [PATH.parent / address for _, address in _PICTURE.findall(PATH.read_text("utf-8"))]
    assert sum(file.stat().st_size for file in files) < 1_500_000


def test_the_guide_shows_its_pictures_from_this_site(db):
    html, _tasks = guide()
    assert html.count("<img") == html.count('src="/static/desk/guide/')
    assert html.count("<img") >= 10
