"""What a visitor typed, as terms that every store and the ranking understand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.analysis import PART, STEM, Analyzer, Word
from search.analysis.folding import clean, fold

MAX_LENGTH = 500
MAX_TERMS = 12
# So far apart the words of a compound may stand in a text (“onderhoud van het groen”): about a
# sentence. Each word between makes it less sure (`ranking.DISTANCE_COST`), until nothing is left.
SLOP = 18

_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'))
_CHUNKS = re.compile(
    r'(?<!\S)(?P<minus>-)?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<bare>[^\s"]+))|(?P<rest>[^\s"]+)'
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that stand next to each other, or in any order with `slop` words between.

    `quality` says how sure it is, from 0 to 1, that this is what was asked for. With
    `is_prefix` the last token is the beginning of a word that is still being typed.
    """

    tokens: tuple[str, ...]
    slop: int | None = None
    quality: float = 1.0
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: a document has it when it holds any phrase of `match`.

    `exact` is how it was typed, which counts as a better answer. A `required` term is
    never left out to find more. `is_verb` says that it stood in two pieces, as only verbs do.
    """

    text: str
    match: tuple[Phrase, ...]
    exact: tuple[str, ...] = ()
    required: bool = False
    is_verb: bool = False

    def or_else(self, *phrases: Phrase) -> "Term":
        """The same, found by these phrases as well."""
        return replace(self, match=tuple(dict.fromkeys([*self.match, *phrases])))


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """The terms to find and the terms that must be absent.

    `is_sentence` says that it was typed as a question, in which not every word matters.
    """

    text: str
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    is_sentence: bool = False


# How sure it is that a word was meant, when not in this form but as ...
INFLECTED, SPLIT, PART_OF, JOINED = 0.95, 0.8, 0.55, 0.9
# The same letters, of which the stem is another when an accent was left out.
SAME_LETTERS = 0.9
# A CPV code may end with a digit that only checks the others (77310000-6).
_CHECK_DIGIT = re.compile(r"(?<![\d-])(\d{8})-\d(?![\d-])")
# A short number without the word that it was asked with.
ALONE = 0.5
_SHORT_NUMBER = re.compile(r"\d{1,3}")


def tidy(text: str) -> str:
    """What was typed, fit to be shown and compared: short, on one line."""
    return " ".join(clean(text[: 2 * MAX_LENGTH]).split())[:MAX_LENGTH]


def parse(text: str, analyzer: Analyzer) -> ParsedQuery:
    """Words, “phrases in quotes” and a minus before what must be absent."""
    text = tidy(text)
    terms: dict[Term, None] = {}
    stop_terms: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    written = _CHECK_DIGIT.sub(r"\1", text.translate(_QUOTES))
    verbs, particles = _separated_verbs(written, analyzer)
    for chunk in _CHUNKS.finditer(written):
        if chunk["phrase"] is not None:
            phrase = _phrase_term(chunk["phrase"], analyzer)
            if phrase:
                (excluded if chunk["minus"] else terms)[phrase] = None
            continue
        group = "bare" if chunk["bare"] else "rest"
        for word in analyzer.words(chunk[group]):
            start = chunk.start(group) + word.start
            if chunk["minus"]:
                excluded[word_term(word, chunk[group], is_strict=True)] = None
            elif start in verbs:
                terms[_verb_term(word, chunk[group], verbs[start], analyzer)] = None
            elif start in particles or (word.exact[0] in analyzer.stop_words and not word.joined):
                stop_terms[word_term(word, chunk[group])] = None
            else:
                terms[word_term(word, chunk[group])] = None
    asked = tuple(_with_numbers(list(terms or stop_terms)[:MAX_TERMS]))
    first = fold(text.partition(" ")[0])
    is_sentence = text.endswith("?") or first in analyzer.question_words
    return ParsedQuery(text, asked, tuple(excluded)[:MAX_TERMS] if asked else (), is_sentence)


def _separated_verbs(text: str, analyzer: Analyzer) -> tuple[dict[int, str], set[int]]:
    """The infinitives of the verbs that stand in two pieces, by where each form begins in a
    query, and where their particles begin."""
    if '"' in text or " -" in text:
        return {}, set()
    words = list(analyzer.words(text))
    found = list(analyzer.separated_verbs(text, words))
    verbs = {words[verb.form].start: verb.infinitive for verb in found}
    return verbs, {words[verb.particle].start for verb in found}


def _verb_term(word: Word, text: str, infinitive: str, analyzer: Analyzer) -> Term:
    """The form that was typed, found by the verb in one piece as well."""
    (whole,) = analyzer.words(infinitive)
    term = word_term(word, text).or_else(*word_term(whole, infinitive).match)
    return replace(term, is_verb=True)


def _with_numbers(terms: list[Term]) -> Iterator[Term]:
    """The terms, of which a short number asks for the word beside it too: artikel 15."""
    for i, term in enumerate(terms):
        beside = [pair for pair in (terms[i - 1 : i + 1], terms[i : i + 2]) if len(pair) == 2]
        pairs = [pair for pair in beside if not any(one.required for one in pair)]
        if not _SHORT_NUMBER.fullmatch(term.text) or term.required or not pairs:
            yield term
            continue
        yield Term(
            term.text,
            (
                replace(term.match[0], quality=ALONE),
                *(
                    Phrase(tuple(token for one in pair for token in one.match[0].tokens), None, 1)
                    for pair in pairs
                ),
            ),
            tuple(token for one in pairs[0] for token in one.exact),
        )


def word_term(word: Word, text: str, is_strict: bool = False) -> Term:
    """A word in any of its forms; unless strict, also in compounds and as their parts."""
    match = [Phrase(tuple(STEM + stem for stem in word.stems), quality=INFLECTED)]
    if word.joined:
        stem = word.joined[1]
        match.append(Phrase((STEM + stem,), quality=INFLECTED))
        match.append(Phrase((PART + stem,), quality=INFLECTED))
    if not is_strict:
        parts = dict.fromkeys(PART + part for segment in word.parts for part in segment)
        if len(parts) > 1:
            match.append(Phrase(tuple(parts), SLOP, SPLIT))
        else:
            match.append(Phrase(tuple(parts), quality=PART_OF))
    match.append(Phrase(word.exact, quality=SAME_LETTERS))
    return Term(text[word.start : word.end], tuple(match), word.exact)


def stem_phrase(text: str, analyzer: Analyzer, quality: float) -> Phrase | None:
    """Words that stand next to each other in any of their forms; None without words."""
    stems = tuple(STEM + stem for word in analyzer.words(clean(text)) for stem in word.stems)
    return Phrase(stems[: 2 * MAX_TERMS], quality=quality) if stems else None


def _phrase_term(text: str, analyzer: Analyzer) -> Term | None:
    tokens = tuple(token for word in analyzer.words(text) for token in word.exact)
    if not tokens:
        return None
    tokens = tokens[: 2 * MAX_TERMS]
    return Term(text, (Phrase(tokens),), tokens, required=True)
