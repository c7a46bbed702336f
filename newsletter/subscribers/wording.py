"""The words with which people agree, exactly as they read them.

A change of the words needs a new version: consent events keep both, and a test holds them
together.
"""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

VERSION = "2026-12"


def consent_wording() -> str:
    """What somebody agrees to by signing up, in the language of the moment."""
    return _(
        "I want to get this newsletter by mail. My address is used for nothing else. I can"
        " unsubscribe whenever I want."
    )


_IN_LANGUAGE = {
    "nl": gettext_lazy("in Dutch"),
    "en": gettext_lazy("in English"),
    "fr": gettext_lazy("in French"),
}


def in_another_language(code: str) -> str:
    """In which language something is; nothing when it is the one of the moment."""
    return "" if code == get_language() else str(_IN_LANGUAGE.get(code, ""))
