"""Telephone numbers as people write them, and as a link dials them.

A `tel:` link holds one number: digits, with a plus before the code of a country. The points,
hyphens and brackets in it are for the eye, and spaces and slashes may not stand in it (RFC 3966,
3 and 5.1.1). The zero in `+32 (0)3` is only dialled inside the country.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Slashes, as Belgians write them, and the dashes that come along with copied text.
_FOR_THE_EYE = re.compile(r"[-./()\u2010-\u2013]")
# In Belgium, a short one, and abroad: at most fifteen digits (ITU-T E.164, 6). Two numbers in a
# row are longer than any of them.
_ONE_NUMBER = re.compile(
    r"(?:\+|00)32[1-9][0-9]{7,8} | 0[1-9][0-9]{7,8} | [1-9][0-9]{2,5}"
    r" | (?:\+|00)(?!32)[1-9][0-9]{6,14}",
    re.VERBOSE,
)


def dialled(written: str) -> str:
    """What a telephone dials for this number; nothing for what is not one number."""
    number = "".join(written.split())
    if number.lstrip("(").startswith(("+", "00")):
        number = number.replace("(0)", "", 1)
    number = _FOR_THE_EYE.sub("", number)
    return number if _ONE_NUMBER.fullmatch(number) else ""


def validate_telephone(written: str) -> None:
    """Refuse what no link can dial, such as two numbers in one field.

    Raises:
        ValidationError: it is filled in, and not with one number.
    """
    if written.strip() and not dialled(written):
        raise ValidationError(
            _("Fill in one telephone number, for example 03 780 52 00 or +32 3 780 52 00.")
        )
