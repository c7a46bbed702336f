"""Characters that come along with a text copied from a PDF or from slides."""

import re

# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def without_controls(text: str) -> str:
    """The text without what XML 1.0 cannot hold; what parted two words becomes a space."""
    return _FORBIDDEN.sub(lambda match: " " if match[0].isspace() else "", text)
