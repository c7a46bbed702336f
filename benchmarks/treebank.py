"""Documents and queries made from Dutch treebanks; see README.md beside this file.

Nothing is tuned or judged by hand: people wrote the texts, linguists noted the lemma of each
word and the parts of each compound (gemeente_raad), and the queries follow from those.
"""

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count, groupby, islice
from pathlib import Path

SENTENCES = 5  # in a document
RARE, COMMON = 8, 40  # words in at most so many documents
MOST_ANSWERS = 3
LETTERS = "aeinorstl"


@dataclass(frozen=True)
class Word:
    """A noun, verb or adjective as it was written, with its lemma; both in lower case."""

    form: str
    lemma: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """Some sentences that follow each other, of which the first is the title."""

    id: str
    sentences: tuple[str, ...]
    words: tuple[tuple[Word, ...], ...]

    @cached_property
    def all_words(self) -> list[Word]:
        return list(dict.fromkeys(word for words in self.words for word in words))


class Collection:
    """Documents, with where each lemma stands and how it is written."""

    def __init__(self, documents: Iterable[Document]):
        self.documents = list(documents)
        self.holding: dict[str, set[str]] = defaultdict(set)
        self.forms: dict[str, set[str]] = defaultdict(set)
        self.compounds: dict[str, tuple[str, ...]] = {}
        for document in self.documents:
            for word in document.all_words:
                self.holding[word.lemma].add(document.id)
                self.forms[word.lemma].add(word.form)
                if word.parts:
                    self.compounds[word.lemma] = word.parts
        self.written = {form for forms in self.forms.values() for form in forms}

    def answers(self, *words: Word) -> set[str]:
        """The documents that hold all these words in any form."""
        return set.intersection(*(self.holding[word.lemma] for word in words))

    def rare(self, document: Document, most: int = RARE) -> list[Word]:
        """A word of each rare lemma of a document."""
        words = {word.lemma: word for word in document.all_words}
        return [word for lemma, word in words.items() if len(self.holding[lemma]) <= most]

    def other_form(self, chance: random.Random, word: Word, document: Document) -> str | None:
        """A form of the same word that is not in the document."""
        there = {each.form for each in document.all_words}
        forms = sorted(self.forms[word.lemma] - there)
        return chance.choice(forms) if forms else None


# Each maker gives what is asked of a document, and which documents answer it.
Asked = tuple[str, set[str]] | None


def title(collection: Collection, chance: random.Random, document: Document) -> Asked:
    words = document.words[0][:4]
    return _asked(words, collection.answers(*words)) if len(words) >= 3 else None


def _inflected(collection, chance, document, count: int, most: int) -> Asked:
    words = collection.rare(document, most)
    forms = {word: collection.other_form(chance, word, document) for word in words}
    changed = [word for word in words if forms[word]]
    if len(changed) < count or len(words) < 3:
        return None
    chosen = chance.sample(changed, count)
    others = [word for word in words if word not in chosen]
    asked = [*chosen, *chance.sample(others, 3 - count)]
    chance.shuffle(asked)
    texts = [forms[word] if word in chosen else word.form for word in asked]
    return " ".join(texts), collection.answers(*asked)


def one_inflected(collection: Collection, chance: random.Random, document: Document) -> Asked:
    return _inflected(collection, chance, document, count=1, most=RARE)


def three_inflected(collection: Collection, chance: random.Random, document: Document) -> Asked:
    return _inflected(collection, chance, document, count=3, most=COMMON)


def typo_among_words(collection: Collection, chance: random.Random, document: Document) -> Asked:
    words = collection.rare(document)
    if len(words) < 3:
        return None
    asked = chance.sample(words, 3)
    wrong = _mistyped(collection, chance, asked[0].form)
    return wrong and (f"{wrong} {asked[1].form} {asked[2].form}", collection.answers(*asked))


def typo_alone(collection: Collection, chance: random.Random, document: Document) -> Asked:
    words = [word for word in collection.rare(document) if len(word.form) > 6]
    if not words:
        return None
    word = chance.choice(words)
    wrong = _mistyped(collection, chance, word.form)
    return wrong and (wrong, collection.answers(word))


def parts_asked(collection: Collection, chance: random.Random, document: Document) -> Asked:
    word = _compound(collection, chance, document)
    return word and (" ".join(word.parts), collection.answers(word))


def one_part(collection: Collection, chance: random.Random, document: Document) -> Asked:
    word = _compound(collection, chance, document)
    others = [other for other in collection.rare(document) if other != word]
    if not word or not others:
        return None
    other, part = chance.choice(others), chance.choice(word.parts)
    if len(collection.holding.get(part, ())) > COMMON:
        return None
    return f"{part} {other.form}", collection.answers(word, other)


def compound_asked(collection: Collection, chance: random.Random, document: Document) -> Asked:
    """A compound of which a document has the parts in one sentence, and not the compound."""
    for words in document.words:
        lemmas = {word.lemma for word in words}
        for compound, parts in sorted(collection.compounds.items()):
            if lemmas.issuperset(parts) and document.id not in collection.holding[compound]:
                holding = [
                    each.id
                    for each in collection.documents
                    if any(
                        {word.lemma for word in sentence}.issuperset(parts)
                        for sentence in each.words
                    )
                ]
                return compound, {*holding, *collection.holding[compound]}
    return None


KINDS = {
    "title, own words": title,
    "one inflected word of three": one_inflected,
    "three inflected words": three_inflected,
    "parts asked, compound in text": parts_asked,
    "compound asked, parts in text": compound_asked,
    "one part and another word": one_part,
    "typo among words": typo_among_words,
    "typo in the only word": typo_alone,
}


def _asked(words: Iterable[Word], answers: set[str]) -> Asked:
    return " ".join(dict.fromkeys(word.form for word in words)), answers


def _compound(collection, chance, document) -> Word | None:
    words = [word for word in collection.rare(document) if len(word.parts) == 2]
    return chance.choice(words) if words else None


def _mistyped(collection: Collection, chance: random.Random, word: str) -> str | None:
    """A word with one letter left out, doubled, swapped or replaced; None if that is a word."""
    at = chance.randrange(1, len(word) - 1)
    wrong = chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + chance.choice(LETTERS) + word[at + 1 :],
        ]
    )
    return None if wrong in collection.written else wrong


# Reading CoNLL-U: https://universaldependencies.org/format.html --------------------------


def read(files: Iterable[Path]) -> Iterator[Document]:
    number = count(1)
    for source, sentences in groupby(_sentences(files), key=lambda sentence: sentence[0]):
        while chunk := list(islice(sentences, SENTENCES)):
            _, texts, words = zip(*chunk, strict=True)
            yield Document(f"{source} {next(number)}", texts, words)


def _sentences(files: Iterable[Path]) -> Iterator[tuple[str, str, tuple[Word, ...]]]:
    """Where a sentence comes from, its text and its words."""
    for file in files:
        for block in file.read_text(encoding="utf-8").split("\n\n"):
            facts = dict(re.findall(r"^# (\w+) = (.*)$", block, re.MULTILINE))
            if "text" in facts:
                rows = [line.split("\t") for line in block.splitlines() if line[0] != "#"]
                words = tuple(_word(row) for row in rows if _says_something(row))
                yield re.split(r"\.p\.|\\", facts["sent_id"])[0], facts["text"], words


def _says_something(row: list[str]) -> bool:
    _, form, lemma, part_of_speech, *_ = row
    return (
        part_of_speech in {"NOUN", "VERB", "ADJ"}
        and len(form) > 3
        and form.isalpha()
        and lemma.replace("_", "").isalpha()
    )


def _word(row: list[str]) -> Word:
    _, form, lemma, part_of_speech, *_ = row
    parts = tuple(lemma.lower().split("_")) if part_of_speech == "NOUN" else ()
    is_compound = len(parts) > 1 and all(len(part) > 2 for part in parts)
    return Word(form.lower(), lemma.replace("_", "").lower(), parts if is_compound else ())


# Writing ---------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", help="CoNLL-U")
    parser.add_argument("--folder", type=Path, required=True, help="for the two files")
    parser.add_argument("--queries", type=int, default=150, help="of each kind")
    options = parser.parse_args()
    collection = Collection(read(options.files))
    rows = (
        {"id": one.id, "title": one.sentences[0], "body": " ".join(one.sentences[1:])}
        for one in collection.documents
    )
    _write(options.folder / "documents.jsonl", rows)
    _write(options.folder / "queries.jsonl", queries(collection, options.queries))


def queries(collection: Collection, most: int) -> Iterator[dict]:
    """At most `most` queries of each kind that only a few documents answer."""
    for kind, make in KINDS.items():
        chance = random.Random(kind)  # noqa: S311 - the same at each run
        documents = chance.sample(collection.documents, len(collection.documents))
        asked = (make(collection, chance, document) for document in documents)
        good = {text: found for text, found in filter(None, asked) if len(found) <= MOST_ANSWERS}
        for number, (text, found) in enumerate(islice(good.items(), most)):
            yield {"qid": f"{kind} {number}", "cls": kind, "q": text, "rel": sorted(found)}


def _write(file: Path, rows: Iterable[dict]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as lines:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False), file=lines)


if __name__ == "__main__":
    main()
