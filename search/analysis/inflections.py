"""The word of which another is a form: by the dictionary, and by the regular endings of those
that it does not list."""

import re
from functools import lru_cache

from search.analysis.lexicon import frequencies, is_known, lemma

# What the dictionary gets wrong and this site writes often.
LEMMAS = {
    "bad": "bad",
    "baden": "bad",
    "belgische": "belgisch",
    "boden": "bieden",
    "bos": "bos",
    "bossen": "bos",
    "braken": "breken",
    "data": "data",
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
    "sloop": "slopen",
    "slopen": "slopen",
    "streek": "streek",
    "streken": "streek",
    "taks": "taks",
    "taksen": "taks",
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
# What stands before a verb: apart from it in many a sentence (neem op), or never (bekijken).
APART = (
    "aan|achter|af|bij|binnen|buiten|door|in|langs|los|mee|na|om|op|over|rond|samen|tegen|terug"
    "|thuis|toe|uit|voor|vrij|weg"
)
_PREFIX = re.compile(f"{APART}|be|onder|ver")
_SINGLE, _SOFT = frozenset("aeou"), {"v": "f", "z": "s"}
_OF_VERB = re.compile("(?<=..)(end(en?)?|ing(en)?|ers?)$")
_VERB_FORM = re.compile("^ge.+en$|t$|[dt]en?$|d$")
_COMPARED = re.compile("...(er|st)e$")
_ORIGIN = {re.compile("ese$"): "ees", re.compile("(?<=[^aeiou])se$"): "s"}
# Plurals that many people write without their apostrophe: fotos, collegas.
_NO_APOSTROPHE = re.compile("[aiouy]s$")
_MOST_WORDS = 10_000


@lru_cache(maxsize=_MOST_WORDS)
def lemma_of(written: str) -> str | None:
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
    return verb if is_sure and is_infinitive(verb) else None


def _is_inflected(word: str) -> bool:
    """Whether there is a gezette beside gezet, as beside any adjective."""
    return word.endswith(("d", "t")) and (is_known(f"{word}e") or is_known(f"{word}te"))


@lru_cache(maxsize=_MOST_WORDS)
def is_verb(written: str) -> bool:
    """Whether it ends as only a form of a verb does, of which the dictionary knows the infinitive.

    A bare stem is none: most are nouns too (kijk, bezoek).
    """
    verb = lemma_of(written) or ""
    if not verb.endswith("en"):
        return False
    return is_infinitive(verb) if written == verb else bool(_VERB_FORM.search(written))


def is_infinitive(word: str) -> bool:
    """Whether this is lenen, of which leent is a form, and no examen."""
    stem = word[:-2]
    stems = [stem[:-1] if stem[-2:-1] == stem[-1:] else stem]  # zetten, zet
    if stem[-2:-1] in _SINGLE:
        stems.append(f"{stem[:-1]}{stem[-2:]}")  # lenen, leen
    stems += [f"{one[:-1]}{_SOFT[one[-1]]}" for one in stems if one[-1:] in _SOFT]  # geven, geef
    return any(lemma(f"{one}t") == word for one in stems)
