"""The words of Dutch: their lemmas, and how often they are written.

Two lists that supplement each other: simplemma's dictionary knows 365,000 forms but no
word without other forms (vee, toerisme); wordfreq's short list knows the 29,000 words
written most.
"""

import gzip
from bisect import bisect
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import distribution

# The frequency of a word that only the dictionary knows, as a power of ten.
RARE = -9.0
# More words in a block take longer to search, fewer take more memory.
_BLOCK = 16


class Lemmas:
    """Words and their lemmas, in a quarter of the memory of a dict.

    A line is a word, a tab and its lemma; a block of bytes is some of them. Both are sorted, so
    two quick searches find a word.
    """

    def __init__(self, lemmas: Mapping[bytes, bytes]):
        lines = sorted(map(b"\t".join, lemmas.items()))
        self._blocks = [
            b"\n%b\n" % b"\n".join(lines[at : at + _BLOCK]) for at in range(0, len(lines), _BLOCK)
        ]

    def get(self, word: str) -> str | None:
        start = b"\n%b\t" % word.encode()
        # No text in UTF-8 has this byte: the last block that may begin with this word.
        block = self._blocks[bisect(self._blocks, start + b"\xff") - 1]
        at = block.find(start)
        if at < 0:
            return None
        at += len(start)
        return block[at : block.index(b"\n", at)].decode()

    def items(self) -> Iterator[tuple[str, str]]:
        for block in self._blocks:
            for line in block.decode().strip("\n").split("\n"):
                word, base = line.split("\t")
                yield word, base


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
    return word in frequencies() or lemmas().get(word) is not None


@cache
def lemmas() -> Lemmas:
    """All forms that the dictionary knows, with their lemmas."""
    # Imported here: `migrate` and `check` need no dictionary. What simplemma gives to others
    # turns each of these words into text, which takes longer than all that is done here.
    from simplemma.strategies.dictionaries import dictionary_factory

    return Lemmas(dictionary_factory._load_dictionary_from_disk("nl"))


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
