"""Small things about text that every reader of files needs."""

import re
import unicodedata

from cms.characters import without_controls

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff"))
_LIGATURES = {ord(char): unicodedata.normalize("NFKC", char) for char in "ﬀﬁﬂﬃﬄﬅﬆ"}


def tidy(text: str) -> str:
    """Without invisible characters and ligatures, with single spaces."""
    text = without_controls(text).translate(_INVISIBLE).translate(_LIGATURES)
    text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def fold(text: str) -> str:
    """For comparing: lower case, letters and digits, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def decode(content: bytes, declared: str | None) -> tuple[str, bool]:
    """The text of the bytes, and whether the declared character set was wrong.

    A byte order mark wins; then UTF-8 when the bytes are valid UTF-8 beyond ASCII, for
    hardly anything else is; then the declared set. Latin-1 is read as windows-1252, as
    browsers do (https://encoding.spec.whatwg.org/#names-and-labels), because its control
    codes are curly quotes there.
    """
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(name, "replace"), False
    declared = (declared or "").strip().strip("\"'").lower().replace("_", "-")
    is_latin_1 = declared in {"iso-8859-1", "latin-1", "latin1", "l1", "us-ascii", "ascii"}
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    # A stray byte in text that is UTF-8 everywhere else does not make it another set.
    if not broken or broken * 4 <= sum(char > "\x7f" for char in text):
        wrong = not content.isascii() and bool(declared) and declared not in {"utf-8", "utf8"}
        return text, wrong
    if not declared or is_latin_1 or declared in {"utf-8", "utf8"}:
        text = content.decode("cp1252", "replace")
        uses_windows_codes = any(0x80 <= byte < 0xA0 for byte in content)
        return text, bool(declared) and (not is_latin_1 or uses_windows_codes)
    try:
        return content.decode(declared, "replace"), False
    except LookupError:
        return content.decode("cp1252", "replace"), True
