"""Which words on a screen are English, judged by the catalogues of messages."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
import django_filters
import polib
import taggit
import wagtail
import wagtail_localize
from django.conf import settings

PACKAGES = (allauth, django, django_filters, taggit, wagtail, wagtail_localize)
# What a template writes for a value that is missing or is no text.
PROGRAMMING = {"none", "true", "false"}
# The same in both languages, and not in a Dutch message of a package; names of files and code.
SAME = {"administrator", "gb", "help", "home", "kb", "permanent", "xlsx"}
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['-][A-Za-zÀ-ÿ]+)*")
_PLACEHOLDER = re.compile(r"%\(\w+\)\w|%\w|\{[^}]*\}|<[^>]+>|&\w+;|https?://\S+")
# What people read without being the text of an element.
_ATTRIBUTES = {"title", "alt", "aria-label", "placeholder", "data-w-tooltip-content-value"}
_BUTTONS = {"submit", "button", "reset"}
# Hidden until a script has something to count; Wagtail fills it with None.
_EMPTY_COUNTER = re.compile(r"(?<=hidden>)\s*None\s*(?=</div>)")
_SILENT = {"script", "style", "code", "svg"}
_VOID = {"input", "img", "br", "hr", "meta", "link", "use", "path", "source", "wbr"}


@cache
def english_words() -> frozenset[str]:
    """Words that the packages say in English and that no Dutch message uses."""
    english, dutch = set(), set()
    for package in PACKAGES:
        folder = Path(package.__file__).parent
        for path in folder.rglob("locale/en/LC_MESSAGES/*.po"):
            english |= _words_of(entry.msgid for entry in polib.pofile(str(path)))
        for path in folder.rglob("locale/nl/LC_MESSAGES/*.po"):
            dutch |= _words_of(_dutch_of(polib.pofile(str(path))))
    for folder in settings.LOCALE_PATHS:
        path = Path(folder) / "nl" / "LC_MESSAGES" / "django.po"
        dutch |= _words_of(_dutch_of(polib.pofile(str(path))))
    return frozenset(english - dutch - SAME | PROGRAMMING)


def scripted_texts(package) -> set[str]:
    """What the scripts of a package say, in English."""
    folder = Path(package.__file__).parent
    paths = folder.rglob("locale/en/LC_MESSAGES/djangojs.po")
    return {entry.msgid for path in paths for entry in polib.pofile(str(path))}


def _dutch_of(catalogue: polib.POFile) -> Iterator[str]:
    for entry in catalogue:
        if not entry.obsolete and entry.msgstr != entry.msgid:
            yield entry.msgstr
            yield from entry.msgstr_plural.values()


def _words_of(texts) -> set[str]:
    return {word for text in texts for word in words(text)}


def words(text: str) -> set[str]:
    """The words of a text, in small letters, without what is filled in."""
    plain = _PLACEHOLDER.sub(" ", text)
    return {word.casefold() for word in _WORD.findall(plain) if len(word) > 1}


class Screen(HTMLParser):
    """The texts that a screen shows or lets a screen reader say."""

    def __init__(self, html: str):
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0
        self.feed(_EMPTY_COUNTER.sub("", html))

    def handle_starttag(self, tag, attributes):
        if tag in _SILENT:
            self._silent += 1
        values = dict(attributes)
        self.texts += [value for name, value in attributes if name in _ATTRIBUTES and value]
        if tag == "input" and values.get("type") in _BUTTONS:
            self.texts.append(values.get("value") or "")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data):
        if not self._silent and data.strip():
            self.texts.append(" ".join(data.split()))


def english_on(html: str) -> list[str]:
    """The texts of a screen in which a word is English, with that word."""
    found = []
    for text in Screen(html).texts:
        foreign = words(text) & english_words()
        if foreign:
            found.append(f"{text[:90]} [{', '.join(sorted(foreign))}]")
    return found
