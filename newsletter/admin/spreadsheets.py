"""What a file for a spreadsheet asks of its texts."""


def harmless(text: str) -> str:
    """A text of somebody else such that a spreadsheet takes it for text and no formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
