"""Names and words as people type and look for them."""

import unicodedata

from django.db.models import Func, Value
from django.db.models.functions import Lower, Replace

# Unicode does not take these apart, though everybody types and sorts them as two letters.
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
# What a name is not sorted by when it begins with it: 't Strijkateljee stands under the S.
_ARTICLES = ("'t ", "\u2019t ")
_MARKS = "'\u2019\u2018\"“”«» "


def fold_name(name: str) -> str:
    """A name as people type it: without case, accents, hyphens and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LIGATURES))
    return "".join(character for character in decomposed if character.isalnum())


def sort_name(name: str) -> str:
    """A name as lists sort it: in any case, without its article and the marks before it."""
    name = name.lower()
    for article in _ARTICLES:
        name = name.replace(article, "")
    return name.lstrip(_MARKS)


class SortName(Func):
    """`sort_name` of a field, in the database.

    Letter by letter on PostgreSQL as well, where most collations pass over spaces and hyphens.
    """

    function = "LTRIM"

    def __init__(self, name, **extra):
        expression = Lower(name)
        for article in _ARTICLES:
            expression = Replace(expression, Value(article), Value(""))
        super().__init__(expression, Value(_MARKS), **extra)

    def as_postgresql(self, compiler, connection, **context):
        sql, params = self.as_sql(compiler, connection, **context)
        return f'{sql} COLLATE "C"', params
