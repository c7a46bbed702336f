"""Characters that come along with a text from elsewhere: a PDF, slides, the answer of a server."""

import re

# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def without_controls(text: str) -> str:
    """The text without what XML 1.0 cannot hold, nor PostgreSQL (a NUL, half a character); what
    parted two words becomes a space."""
    return _FORBIDDEN.sub(lambda match: " " if match[0].isspace() else "", text)
