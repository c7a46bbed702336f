"""One piece of advice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    """What is the matter, and the words of the page that it is about."""

    message: str
    excerpt: str = ""
    url: str = ""
