"""The Dutch analysis: lemma first, then the stem of the lemma.

A lemma takes irregular forms to their word (sociale, steden), the stem takes the
regular ones that no dictionary lists (compounds such as maatwerkbedrijven).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from search.analysis.base import Analyzer, SeparatedVerb, Word
from search.analysis.compounds import split
from search.analysis.folding import fold
from search.analysis.lexicon import frequencies, is_known, lemma

# Function words: a query without them asks the same. Never left out of the index, for
# a phrase needs them.
_STOP_WORDS = """
    aan al alle als bij daar dan dat de deze die dit doen doet door een ene er ergens gaan gaat
    had hadden heb hebben heeft het hier hij hoe hoelang hoeveel hun iemand iets ik in is je
    jij jouw kan kun kunnen laat laten maar mag me men met mij mijn moet moeten mogen na naar
    naartoe niet nog nu of om onder ons onze ook op over per s t te ten ter tijdens tot tussen
    u uit uw van vanaf via voor waar waarmee waarom waarvoor wanneer was wat we wel welk welke
    werd wie wij wil worden wordt zal ze zei zich zij zijn zo zonder zou
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
# With what a sentence begins that asks for something.
_QUESTION_WORDS = """
    bestaat hebben heb heeft hoe hoelang hoeveel is kan kun kunnen mag mogen moet moeten waar
    waarmee waarom waarvoor wanneer wat welk welke wie zijn
"""
# What the dictionary gets wrong and this site writes often.
LEMMAS = {
    "bad": "bad",
    "baden": "bad",
    "belgische": "belgisch",
    "boden": "bieden",
    "bos": "bos",
    "bossen": "bos",
    "braken": "breken",
    "dronken": "drinken",
    "duizend": "duizend",
    "duizenden": "duizend",
    "gebakken": "bakken",
    "geboden": "bieden",
    "gedacht": "denken",
    "geschoren": "scheren",
    "glazen": "glas",
    "graven": "graf",
    "harde": "hard",
    "katten": "kat",
    "kozen": "kiezen",
    "lagen": "laag",
    "lammeren": "lam",
    "las": "lezen",
    "last": "last",
    "lasten": "last",
    "leden": "lid",
    "meer": "meer",
    "meren": "meer",
    "namen": "naam",
    "nuttige": "nuttig",
    "schapen": "schaap",
    "scholen": "school",
    "school": "school",
    "togen": "toog",
    "toog": "toog",
    "vaart": "varen",
    "velden": "veld",
    "verslagen": "verslag",
    "vrije": "vrij",
    "vroegen": "vragen",
    "vrouwtje": "vrouw",
    "waarde": "waarde",
    "waarden": "waarde",
    "was": "was",
    "wegen": "weg",
    "werkzoekende": "werkzoekende",
    "werkzoekenden": "werkzoekende",
    "zaten": "zitten",
    "zonen": "zoon",
    # Abbreviations, which people also write out.
    "art": "artikel",
    "nr": "nummer",
    "st": "sint",
}
# Whoever asks for one finds texts that tell it from the other side.
OTHER_SIDES = {"aankoop": "koop", "uitleen": "leen", "verhuur": "huur", "verkoop": "koop"}
_MOST_STEMS = 10_000
# What stands before a verb: apart from it in many a sentence (neem op), or never (bekijken).
_APART = (
    "aan|achter|af|bij|binnen|buiten|door|in|langs|los|mee|na|om|op|over|rond|samen|tegen|terug"
    "|thuis|toe|uit|voor|vrij|weg"
)
_PARTICLES = frozenset(_APART.split("|"))
# Where the particle of a verb that stands apart from it ends a clause: before these it belongs
# to no noun (vraag het aan bij de gemeente, haal het op en betaal later).
_FOLLOWING = "als dan dus en maar met of omdat tot van vanaf via wanneer want zodat"
_AFTER_PARTICLE = _PARTICLES.union(_FOLLOWING.split())
_CLAUSE_END, _SENTENCE_END = re.compile(r"[.,;:!?)]"), re.compile(r"[.!?;:]")
# These stand before “te” without a verb of their own: om te kopen, door te werken.
_NO_PARTICLE_BEFORE_TE = {"om", "door"}
# The particle of a verb stands at most so many words after it.
_FURTHEST = 15
_SEPARABLE, _PREFIX = re.compile(_APART), re.compile(f"{_APART}|be|onder|ver")
_SINGLE, _SOFT = frozenset("aeou"), {"v": "f", "z": "s"}
_LONGEST_ENDING = 3
_OF_VERB = re.compile("(?<=..)(end(en?)?|ing(en)?|ers?)$")
_GE = re.compile("(be|her|ont|ver)?ge")
_VERB_FORM = re.compile("^ge.+en$|t$|[dt]en?$|d$")
_COMPARED = re.compile("...(er|st)e$")
_ORIGIN = {re.compile("ese$"): "ees", re.compile("(?<=[^aeiou])se$"): "s"}
# Plurals that many people write without their apostrophe: fotos, collegas.
_NO_APOSTROPHE = re.compile("[aiouy]s$")


class DutchAnalyzer(Analyzer):
    """Dutch as Flanders writes it. The word lists (about 15 MB) load at the first word."""

    stop_words = STOP_WORDS
    question_words = frozenset(_QUESTION_WORDS.split())
    percent = "procent"

    def stem(self, written: str) -> str:
        return written if written.isdigit() else self._cached_stem(written)

    def lemma(self, written: str) -> str | None:
        return _lemma(written)

    def is_verb(self, written: str) -> bool:
        return _is_verb(written)

    def simple_verb(self, written: str) -> str | None:
        verb = _lemma(written) or written
        prefix = _SEPARABLE.match(verb)
        rest = verb[prefix.end() :] if prefix else ""
        return fold(self.stem(rest)) if rest and _is_verb(rest) else None

    def separated_verbs(self, text: str, words: Sequence[Word]) -> Iterator[SeparatedVerb]:
        for at, word in enumerate(words):
            particle = text[word.start : word.end].lower()
            if particle not in _PARTICLES:
                continue
            following = [text[one.start : one.end].lower() for one in words[at + 1 : at + 3]]
            if following[:1] == ["te"] and len(following) == 2:
                verb = _with_particle(particle, following[1])
                if verb and particle not in _NO_PARTICLE_BEFORE_TE:
                    yield SeparatedVerb(at + 2, at, verb)
            elif _ends_clause(text, words, at):
                yield from _verb_before(text, words, at)

    def other_side(self, stem: str) -> str | None:
        verb = f"{stem[:-2]}en" if stem.endswith("er") else ""
        return OTHER_SIDES.get(stem) or (fold(self.stem(verb)) if _is_infinitive(verb) else None)

    def parts(self, written: str) -> tuple[str, ...]:
        return tuple(fold(self.stem(part)) for part in split(written))

    def is_word(self, written: str) -> bool:
        return is_known(written)

    @cached_property
    def _cached_stem(self):
        # Imported here: `migrate` and `check` need no stemmer.
        from snowballstemmer import stemmer

        @lru_cache(maxsize=_MOST_STEMS)
        def stem(written: str) -> str:
            base = _lemma(written)
            if not base and (start := _before_last_part(written)):
                # What no list knows has the forms of its last part: drempelbedragen.
                return f"{written[:start]}{stem(written[start:])}"
            word = base or written
            # The stemmer takes a “ge” for that of a participle, of which the dictionary has led
            # to the verb already: begeleiding is not beleid.
            ge = _GE.match(base) if base else None
            start = ge[0] if ge else ""
            # A stemmer keeps the word that it works on: threads cannot share one.
            found = start + stemmer("dutch").stemWord(word[len(start) :])
            # It takes the end of a noun for that of a participle: weekend is not week.
            if base and base.endswith("end"):
                return base
            # What is less than half of it says something else, as does a function word: overheid
            # is not over, pers is not per.
            is_same = 2 * len(found) > len(word) and found not in STOP_WORDS
            return found if is_same else word

        return stem


def _before_last_part(word: str) -> int:
    """Where the last part of a compound begins, in the form that it has here; 0 without parts."""
    for last in split(word)[-1:]:
        for length in range(len(last), len(last) + _LONGEST_ENDING + 1):
            written = word[-length:]
            if length < len(word) and last in (written, lemma(written)):
                return len(word) - length
    return 0


@lru_cache(maxsize=_MOST_STEMS)
def _lemma(written: str) -> str | None:
    """The dictionary leads from fiets to fietsen and back: the shortest word of the circle."""
    if _NO_APOSTROPHE.search(written) and not lemma(written):
        written = f"{written[:-1]}'s"
    chain = [written]
    while (base := _base(chain[-1])) and base not in chain:
        chain.append(base)
    if base:
        return min(chain[chain.index(base) :], key=len)
    return chain[-1] if len(chain) > 1 else None


def _base(word: str) -> str | None:
    """The word of which this is a form: by the dictionary, or else by its regular ending."""
    if word in LEMMAS:
        return LEMMAS[word]
    listed = lemma(word)
    if listed and listed.endswith("end") and (verb := _of_verb(listed)):
        return verb  # werkend, of which werkende is a form
    if listed and listed != word:
        return _without_prefix(listed) if word.startswith("ge") else listed
    return (
        _of_adjective(word)
        or _of_participle(word, is_listed=bool(listed))
        or listed
        or _of_verb(word)
    )


def _without_prefix(verb: str) -> str:
    """The verb of gebroken is breken, although the dictionary says afbreken."""
    prefix = _PREFIX.match(verb)
    rest = verb[prefix.end() :] if prefix else ""
    return rest if lemma(rest) else verb


def _of_adjective(word: str) -> str | None:
    """The adjective of hoge, Vlaamse or hogere."""
    if not word.endswith("e"):
        return None
    base = lemma(f"{word}r")  # only an adjective has a comparative, which is listed: hoger
    if base and len(base) <= len(word):
        return base
    for ending, instead in _ORIGIN.items():
        if ending.search(word) and is_known(base := ending.sub(instead, word)):
            return base
    return lemma(word[:-1]) if _COMPARED.search(word) else None


def _of_participle(word: str, is_listed: bool) -> str | None:
    """The verb of gezet, geleende or opgenomen; gezicht and gemeente are words themselves."""
    prefix = _PREFIX.match(word)
    if prefix and word.startswith("ge", prefix.end()):
        verb = f"{prefix[0]}{_base(word[prefix.end() :])}"
        return verb if lemma(verb) else None
    if not word.startswith("ge"):
        return None
    if is_listed and (lemma(f"{word}en") == word or not _is_inflected(word)):
        return None
    if not is_listed and word.endswith("t") and lemma(verb := f"{word[:-1]}en"):
        return verb  # gebeurt
    word = word.removesuffix("e") if word.endswith(("de", "te")) else word
    if not word.endswith(("d", "t")):
        return None
    verb = lemma(f"{word[2:]}t") or lemma(f"{word[2:-1]}t")
    return verb if verb and verb.endswith("en") else None


def _of_verb(word: str) -> str | None:
    """The verb of lekkend, lekkende, persing or persingen, which no dictionary lists."""
    ending = _OF_VERB.search(word)
    verb = ending and f"{word[: ending.start()]}en"
    # Words of other languages end in -er and -ing too: only of a verb that is written often.
    is_sure = verb and (ending[0].startswith("end") or verb in frequencies())
    return verb if is_sure and _is_infinitive(verb) else None


def _ends_clause(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether this particle has no noun after it."""
    if at + 1 == len(words):
        return True
    following, *more = (text[word.start : word.end].lower() for word in words[at + 1 : at + 3])
    if following in {"en", "of"} and _PARTICLES.intersection(more):
        return False  # in en om de stad
    is_end = _CLAUSE_END.search(text, words[at].end, words[at + 1].start)
    return bool(is_end) or following in _AFTER_PARTICLE


def _verb_before(text: str, words: Sequence[Word], at: int) -> Iterator[SeparatedVerb]:
    """The verb to which a particle at the end of a clause belongs, if there is one."""
    particle = text[words[at].start : words[at].end].lower()
    for place in range(at - 1, max(-1, at - 1 - _FURTHEST), -1):
        if _SENTENCE_END.search(text, words[place].end, words[place + 1].start):
            return
        written = text[words[place].start : words[place].end]
        if verb := _with_particle(particle, written):
            yield SeparatedVerb(place, at, verb)
        if verb or (_is_verb(written.lower()) and not written.endswith("en")):
            return  # the particle belongs to the nearest verb; boeken may be a noun


@lru_cache(maxsize=_MOST_STEMS)
def _with_particle(particle: str, written: str) -> str | None:
    """The verb of which this is a form without its particle: inzamelen, of zamelt."""
    written = written.lower()
    for base in (lemma(written), lemma(f"{written}t")):  # vraag is a noun, vraagt is not
        if base and base.endswith(("en", "aan")):
            verb = f"{particle}{base}"
            return verb if lemma(verb) == verb or _is_infinitive(verb) else None
    return None


def _is_inflected(word: str) -> bool:
    """Whether there is a gezette beside gezet, as beside any adjective."""
    return word.endswith(("d", "t")) and (is_known(f"{word}e") or is_known(f"{word}te"))


@lru_cache(maxsize=_MOST_STEMS)
def _is_verb(written: str) -> bool:
    """Whether it ends as only a form of a verb does, of which the dictionary knows the infinitive.

    A bare stem is none: most are nouns too (kijk, bezoek).
    """
    verb = _lemma(written) or ""
    if not verb.endswith("en"):
        return False
    return _is_infinitive(verb) if written == verb else bool(_VERB_FORM.search(written))


def _is_infinitive(word: str) -> bool:
    """Whether this is lenen, of which leent is a form, and no examen."""
    stem = word[:-2]
    stems = [stem[:-1] if stem[-2:-1] == stem[-1:] else stem]  # zetten, zet
    if stem[-2:-1] in _SINGLE:
        stems.append(f"{stem[:-1]}{stem[-2:]}")  # lenen, leen
    stems += [f"{one[:-1]}{_SOFT[one[-1]]}" for one in stems if one[-1:] in _SOFT]  # geven, geef
    return any(lemma(f"{one}t") == word for one in stems)
