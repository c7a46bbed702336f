"""One form for what people write in many: capitals, accents, ligatures, odd hyphens."""

import re
import unicodedata

# Letters that Unicode does not take apart, and that a Dutch keyboard lacks.
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
# Marks that are invisible inside a word: soft hyphen, zero-width characters, BOM, and
# what no database or web page can hold.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """Text in which every letter is one character and nothing is invisible."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def fold(word: str) -> str:
    """Lower case, without accents, letters and digits only: “Café” is “cafe”.

    Letters of other scripts become their numbers (“я” is “u44f”), for databases disagree
    about which of them make a word.
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    word = unicodedata.normalize("NFKD", word.casefold()).casefold().translate(_LETTERS)
    return "".join(
        character if character.isascii() else f"u{ord(character):x}"
        for character in unicodedata.normalize("NFKD", word)
        if character.isalnum()
    )
