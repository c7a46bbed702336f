"""What a visitor typed, as terms that every store understands."""

import re
from dataclasses import dataclass
from typing import Literal

from search.analysis import Analyzer, Word
from search.analysis.folding import clean

MAX_LENGTH = 500
MAX_TERMS = 12

_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'))
_CHUNKS = re.compile(
    r'(?<!\S)(?P<minus>-)?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<bare>[^\s"]+))|(?P<rest>[^\s"]+)'
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that stand next to each other, as exact forms or as stems."""

    form: Literal["exact", "stems"]
    tokens: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.tokens)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: a document has it when it holds any phrase of `match`.

    The phrases of `boost` hold only where `match` does, and count as a better answer.
    A `required` term is never left out to find more.
    """

    match: tuple[Phrase, ...]
    boost: tuple[Phrase, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """The terms to find and the terms that must be absent."""

    text: str
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()


def tidy(text: str) -> str:
    """What was typed, fit to be shown and compared: short, on one line."""
    return " ".join(clean(text[: 2 * MAX_LENGTH]).split())[:MAX_LENGTH]


def parse(text: str, analyzer: Analyzer) -> ParsedQuery:
    """Words, “phrases in quotes” and a minus before what must be absent."""
    text = tidy(text)
    terms: dict[Term, None] = {}
    stop_terms: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    for chunk in _CHUNKS.finditer(text.translate(_QUOTES)):
        if chunk["phrase"] is not None:
            phrase = _phrase_term(chunk["phrase"], analyzer)
            if phrase:
                (excluded if chunk["minus"] else terms)[phrase] = None
            continue
        for word in analyzer.words(chunk["bare"] or chunk["rest"]):
            if chunk["minus"]:
                excluded[_word_term(word)] = None
            elif word.exact[0] in analyzer.stop_words and not word.joined:
                stop_terms[_word_term(word)] = None
            else:
                terms[_word_term(word)] = None
    asked = tuple(terms or stop_terms)[:MAX_TERMS]
    return ParsedQuery(text, asked, tuple(excluded)[:MAX_TERMS] if asked else ())


def _word_term(word: Word) -> Term:
    match = [Phrase("stems", word.stems)]
    boost = [Phrase("exact", word.exact)]
    if word.joined:
        exact, stem = word.joined
        match.append(Phrase("stems", (stem,)))
        boost.append(Phrase("exact", (exact,)))
    return Term(tuple(match), tuple(boost))


def _phrase_term(text: str, analyzer: Analyzer) -> Term | None:
    tokens = tuple(token for word in analyzer.words(text) for token in word.exact)
    if not tokens:
        return None
    return Term((Phrase("exact", tokens[: 2 * MAX_TERMS]),), required=True)
