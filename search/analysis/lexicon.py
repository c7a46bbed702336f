"""The words of Dutch: their lemmas, and how often they are written.

Two lists that supplement each other: simplemma's dictionary knows 365,000 forms but no
word without other forms (vee, toerisme); wordfreq's short list knows the 29,000 words
written most.
"""

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.metadata import distribution

# The frequency of a word that only the dictionary knows, as a power of ten.
RARE = -9.0


def lemma(word: str) -> str | None:
    """The form under which the dictionary lists a word; None for unknown words."""
    found = lemmas().get(word)
    return found.lower() if found else None


def frequency(word: str) -> float:
    """How often a word or its lemma is written, as a power of ten: -2 is once in a hundred."""
    written = frequencies().get(word, RARE)
    base = lemma(word)
    return max(written, frequencies().get(base, RARE)) if base else written


def is_known(word: str) -> bool:
    """Whether one of the lists has this word in this form."""
    return word in frequencies() or word in lemmas()


@cache
def lemmas() -> Mapping[str, str]:
    """All forms that the dictionary knows, with their lemmas."""
    # Imported here: `migrate` and `check` need no dictionary.
    from simplemma.strategies import DefaultDictionaryFactory

    return DefaultDictionaryFactory().get_dictionary("nl")


@cache
def frequencies() -> dict[str, float]:
    """The words written most, with how often as a power of ten."""
    import msgpack

    # The list is read without importing wordfreq, which would cost more time and memory
    # than all of the dictionaries' other parts.
    path = distribution("wordfreq").locate_file("wordfreq/data/small_nl.msgpack.gz")
    with gzip.open(str(path)) as file:
        _header, *groups = msgpack.load(file)
    return {word: -i / 100 for i, group in enumerate(groups) for word in group}
