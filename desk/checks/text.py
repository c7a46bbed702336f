"""Headings, links and sentences, as somebody reads them who scans or listens."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.checks.advice import Advice
from desk.checks.passages import Passage

# Plain Dutch on level B1 keeps most sentences under twenty words; from here on it hurts.
LONG_SENTENCE = 25
EXCERPT_WORDS = 12
# Dutch, as editors write; these say nothing to who jumps from link to link.
EMPTY_LINKS = {
    "hier",
    "klik",
    "klik hier",
    "deze link",
    "link",
    "meer",
    "lees meer",
    "lees verder",
    "meer info",
    "meer informatie",
    "meer lezen",
    "via deze link",
    "website",
}
_SENTENCE_END = re.compile(r"""(?<=[.!?…])\s+(?=["'“(]?[A-Z0-9])|\n+""")


def check_headings(passages: Iterable[Passage]) -> Iterator[Advice]:
    """A heading that skips a level: the page itself is level 1."""
    level = 1
    for passage in passages:
        if passage.kind != "heading":
            continue
        if not passage.text:
            yield Advice(_("An empty heading: remove it."))
        elif passage.level > level + 1:
            yield Advice(
                _("This heading stands too low: put a “Heading” block above it, or use one."),
                passage.text,
            )
        level = passage.level


def check_links(passages: Iterable[Passage]) -> Iterator[Advice]:
    """A link of which the words do not say where it leads."""
    for passage in passages:
        if passage.kind != "link":
            continue
        text = passage.text.casefold().strip(" .:!»>→")
        if text in EMPTY_LINKS:
            yield Advice(
                _("This link does not say where it leads: write what people find there."),
                passage.text,
            )
        elif text.startswith(("http://", "https://", "www.")):
            yield Advice(_("Write words in place of the address of a link."), passage.text)


def check_sentences(passages: Iterable[Passage]) -> Iterator[Advice]:
    """A sentence that is hard to read in one breath."""
    for passage in passages:
        if passage.kind != "text":
            continue
        for sentence in _SENTENCE_END.split(passage.text):
            words = sentence.split()
            if len(words) > LONG_SENTENCE:
                yield Advice(
                    ngettext(
                        "A sentence of %(count)d word: make two of it.",
                        "A sentence of %(count)d words: make two of it.",
                        len(words),
                    )
                    % {"count": len(words)},
                    " ".join(words[:EXCERPT_WORDS]) + " …",
                )
