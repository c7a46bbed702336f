"""Plain text at the width at which it reads well (RFC 3676 advises 78 at most)."""

import textwrap

WIDTH = 72


def fill(text: str, first: str = "", rest: str = "") -> str:
    """Text in lines of at most `WIDTH` columns; an address is never broken.

    Args:
        text: words, in which a line break stays one.
        first: what the first line starts with.
        rest: what the lines after it start with.
    """
    lines = []
    for line in text.split("\n"):
        lines += textwrap.wrap(
            line,
            WIDTH,
            initial_indent=rest if lines else first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return "\n".join(lines)
