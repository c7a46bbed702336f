"""Belgian company numbers."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def normalise_company_number(value: str) -> str:
    """The number as the Crossroads Bank for Enterprises writes it: `0123.456.749`.

    Ten digits that start with 0 or 1; the last two are 97 minus the remainder of the
    first eight divided by 97. Source: https://economie.fgov.be, ondernemingsnummer.

    Raises:
        ValidationError: when it has another form or the check digits are wrong.
    """
    digits = re.sub(r"[\s.]|^BE", "", value.strip().upper())
    if len(digits) == 9 and digits.isdecimal():
        digits = f"0{digits}"
    if not re.fullmatch(r"[01][0-9]{9}", digits):
        raise ValidationError(_("A company number has ten digits and starts with 0 or 1."))
    if 97 - int(digits[:8]) % 97 != int(digits[8:]):
        raise ValidationError(_("This company number does not exist: check the digits."))
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"
