"""Which words on a screen are English, judged by the catalogues of messages."""

import json
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
# Dutch messages of packages have these in an example of an address or of code, or by mistake.
QUOTED = (
    "about absolute admin allow bulk case checks command complete content credentials default"
    " development empty enter error events future get grid guide key keys lookup match notes"
    " origins page port profile query refresh release request requests reset resize response"
    " reviewers search select social success tag tags to you"
)
# The same in both languages, and not in a Dutch message of a package; names of files and code.
SAME = {"administrator", "gb", "help", "home", "kb", "meet", "permanent", "xlsx", "zip"}
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['-][A-Za-zÀ-ÿ]+)*")
# The last is the name of a model, which Wagtail shows in one report.
_PLACEHOLDER = re.compile(
    r"%\(\w+\)\w|%\w|\{[^}]*\}|<[^>]+>|&\w+;|https?://\S+|\b[a-z]+\.[a-z]+page\b"
)
# What people read without being the text of an element, however it is written.
_ATTRIBUTES = {"title", "alt", "aria-label", "placeholder", "data-w-tooltip-content-value"}
_BUTTONS = {"submit", "button", "reset"}
# What scripts show stands in other attributes and in JSON, between names and settings: what
# people read there begins as a sentence does.
_SENTENCE = re.compile(r"[A-ZÀ-Ý](?:[a-zà-ÿ'-]*(?=[\s.,:;!?…]|$)| )")
# Hidden until a script has something to count; Wagtail fills it with None.
_EMPTY_COUNTER = re.compile(r"""(hidden(?:="")?>)\s*None\s*(?=</div>)""")
_SILENT = {"script", "style", "code", "svg"}
_JSON = "application/json"
_VOID = {"input", "img", "br", "hr", "meta", "link", "use", "path", "source", "wbr"}


@cache
def english_words() -> frozenset[str]:
    """Words that the packages and we say in English and that no Dutch message uses."""
    english, dutch = set(), set()
    for package in PACKAGES:
        folder = Path(package.__file__).parent
        for path in folder.rglob("locale/en/LC_MESSAGES/*.po"):
            english |= _words_of(entry.msgid for entry in polib.pofile(str(path)))
        for path in folder.rglob("locale/nl/LC_MESSAGES/*.po"):
            dutch |= _words_of(_dutch_of(polib.pofile(str(path))))
    for folder in settings.LOCALE_PATHS:
        for path in (Path(folder) / "nl" / "LC_MESSAGES").glob("*.po"):
            catalogue = polib.pofile(str(path))
            english |= _words_of(entry.msgid for entry in catalogue)
            dutch |= _words_of(_dutch_of(catalogue))
    return frozenset(english - dutch - SAME | PROGRAMMING | words(QUOTED))


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
    """The texts that a screen shows, lets a screen reader say or hands to its scripts."""

    def __init__(self, html: str):
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0
        self._is_json = False
        self.feed(_EMPTY_COUNTER.sub(r"\1", html))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in _SILENT:
            self._silent += 1
            self._is_json = values.get("type") == _JSON
        for name, value in attributes:
            if name in _ATTRIBUTES and value:
                self.texts.append(value)
            elif name.startswith("data-") and value:
                self.texts += handed_to_scripts(value)
        if tag == "input" and values.get("type") in _BUTTONS:
            self.texts.append(values.get("value") or "")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data):
        if self._silent and self._is_json:
            self.texts += handed_to_scripts(data)
        elif not self._silent and data.strip():
            self.texts.append(" ".join(data.split()))


def handed_to_scripts(value: str) -> Iterator[str]:
    """What people will read of an attribute or a piece of JSON."""
    try:
        yield from _texts_in(json.loads(value))
    except ValueError:
        yield from _texts_in(value)


def _texts_in(value) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _texts_in(one)
    elif isinstance(value, str):
        if "</" in value or "/>" in value:
            yield from Screen(value).texts
        elif _SENTENCE.match(value):
            yield value


def english_on(html: str) -> list[str]:
    """The texts of a screen in which a word is English, with that word."""
    return [
        f"{text[:90]} [{', '.join(sorted(foreign))}]"
        for text in Screen(html).texts
        if (foreign := english_in(text))
    ]


def english_in(text: str) -> set[str]:
    """The English words of a text."""
    return words(text) & english_words()
