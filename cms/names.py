"""Names and words as people type and look for them."""

import unicodedata

# Unicode does not take these apart, though everybody types and sorts them as two letters.
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def fold_name(name: str) -> str:
    """A name as people type it: without case, accents, hyphens and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LIGATURES))
    return "".join(character for character in decomposed if character.isalnum())
