"""The mail of an issue: made once per language, with places that are filled per person."""

import hashlib
from dataclasses import dataclass, replace

from cms.mail.rendering import render_html, render_text
from newsletter.rendering.letter import Letter, letter_of

# Addresses that cannot exist (RFC 2606) hold the place of what differs per person.
PERSONAL_LINKS = {
    "preferences": "https://preferences.invalid/",
    "unsubscribe": "https://unsubscribe.invalid/",
}


@dataclass(frozen=True)
class RenderedMail:
    """The mail of an issue in one language, `PERSONAL_LINKS` still to be replaced."""

    language: str
    subject: str
    html: str
    text: str
    preview: str = ""

    @property
    def sha256(self) -> str:
        """What tells whether this is the mail that was tested."""
        parts = (self.language, self.subject, self.html, self.text)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def personal(self, links: dict[str, str]) -> "RenderedMail":
        """The mail with these links in the places of `PERSONAL_LINKS`."""
        html, text = self.html, self.text
        for name, place in PERSONAL_LINKS.items():
            html, text = html.replace(place, links[name]), text.replace(place, links[name])
        return replace(self, html=html, text=text)


def render_issue(issue) -> RenderedMail:
    """The mail of an issue as it is in memory."""
    return render_letter(letter_of(issue))


def render_letter(letter: Letter) -> RenderedMail:
    """The mail of a letter, in the language of the letter."""
    context = {"letter": letter, "links": PERSONAL_LINKS, "subject": letter.title}
    return RenderedMail(
        language=letter.language,
        subject=letter.title,
        html=render_html("newsletter/mail/issue.mjml", context, letter.language),
        text=render_text("newsletter/mail/issue.txt", context, letter.language),
        preview=letter.summary,
    )
