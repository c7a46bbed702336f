"""What a visitor's words also mean: the synonyms of editors and the names of municipalities."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, permutations, product
from typing import NamedTuple

from django.conf import settings
from django.db.models import BooleanField, CharField, QuerySet, Value

from cms.page_cache.memory import remembered
from cms.searchable import split_names
from companies.models import Municipality
from search.analysis.folding import fold
from search.vocabulary import SynonymName

BOTH = SynonymName.Direction.BOTH
TO_PREFERRED = SynonymName.Direction.TO_PREFERRED
# Of a municipality's names: that of a village in it, and one from before it merged.
_PART, _MERGED = "part", "merged"
_OF_PLACES = {_PART, _MERGED}
_FORMER = "former"


@dataclass(frozen=True, slots=True)
class Rule:
    """Whoever asks for `asked` also wants `used`.

    `is_former` says that one of the two is the former name of the other; it is the used
    one when `is_used_former`. With `is_merged` that is a municipality which merged into the
    other instead. With `is_one_way` the asked word means more, or less, than the used one. With
    `is_indirect` that is another name of what the asked word leads to, or a place in the asked
    one.
    """

    asked: str
    used: str
    is_former: bool
    is_used_former: bool = field(default=False, compare=False)
    is_merged: bool = field(default=False, compare=False)
    is_one_way: bool = field(default=False, compare=False)
    is_indirect: bool = field(default=False, compare=False)


class OtherNames(NamedTuple):
    """All rules of a language; and its municipalities, with their villages and those before they
    merged, folded."""

    rules: tuple[Rule, ...]
    places: frozenset[str]


def other_names(language: str = settings.LANGUAGE_CODE) -> OtherNames:
    """What words also mean, as the database has it now; one query per generation.

    Words that go both ways and were never each other's former name mean the same, so they
    also lead to each other, and a word that leads to one of them leads to all. Former names do
    not: two old measures that became one new one were not the same.
    """
    return _other_names(remembered(("synonyms", language), lambda: frozenset(_rows(language))))


# Kept by what the database answered, so that no process can have rules that are out of date.
@lru_cache(maxsize=8)
def _other_names(rows: frozenset[tuple[str, str, str, bool]]) -> OtherNames:
    of_places = [(name, names) for name, names, direction, _ in rows if direction in _OF_PLACES]
    places = {fold(place) for name, names in of_places for place in [name, *split_names(names)]}
    return OtherNames(_rules(rows), frozenset(places))


def _rules(rows: Iterable[tuple[str, str, str, bool]]) -> tuple[Rule, ...]:
    # The words on the site with their other names, in each direction.
    words: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rules = []
    for preferred, names, direction, is_former in sorted(rows, key=_order):
        is_merged = direction == _MERGED
        for name in split_names(names):
            is_both = is_merged or direction == BOTH
            rules.append(
                Rule(name, preferred, is_former, is_merged=is_merged, is_one_way=not is_both)
            )
            if is_both:
                is_from_before = is_former or is_merged
                rules.append(Rule(preferred, name, is_former, is_from_before, is_merged))
            words[preferred][_FORMER if is_former else direction].append(name)
    rules += (rule for preferred, names in words.items() for rule in _further(preferred, names))
    first: dict[tuple[str, str], Rule] = {}
    for rule in rules:
        asked, used = fold(rule.asked), fold(rule.used)
        if asked != used:
            first.setdefault((asked, used), rule)
    return tuple(first.values())


def _order(row: tuple[str, str, str, bool]) -> tuple:
    """An order of our own, as databases differ; what was a former name stays one, and what merged
    is more than a part."""
    return not row[3], row[2] != _MERGED, row


def _further(preferred: str, names: dict[str, list[str]]) -> Iterator[Rule]:
    """What the names of one word mean to each other."""
    for asked, used in permutations(names[BOTH], 2):
        yield Rule(asked, used, is_former=False)
    wider = product(names[TO_PREFERRED], names[BOTH])
    parts = product([preferred, *names[_MERGED]], names[_PART])
    for asked, used in chain(wider, parts):
        yield Rule(asked, used, is_former=False, is_one_way=True, is_indirect=True)


def _rows(language: str) -> QuerySet:
    """Word, other names with commas, direction and former or not, from both lists at once.

    A former municipality stands in old texts under its own name, and what is in a village of it
    is in the municipality. No text has the French name of one, or its postcode for it.
    """
    synonyms = SynonymName.objects.filter(synonym__language=language)
    return (
        synonyms.order_by()
        .values_list("synonym__preferred", "name", "direction", "is_former")
        .union(
            _municipalities("former_names", _MERGED),
            _municipalities("parts", _PART),
            _municipalities("also_known_as", TO_PREFERRED),
        )
    )


def _municipalities(field: str, direction: str) -> QuerySet:
    return (
        Municipality.objects.exclude(**{field: ""})
        .order_by()
        .values_list(
            "name",
            field,
            Value(direction, output_field=CharField()),
            Value(False, output_field=BooleanField()),
        )
    )
