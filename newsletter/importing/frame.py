"""What surrounds an issue rather than belongs to it: greetings, colophon, small print."""

import re
from dataclasses import replace

from newsletter.importing.blocks import Block

SALUTATION = re.compile(
    r"(?:beste|dag|hallo|hoi|geachte|goede?\w*dag|goedemorgen|liefste|dear|hello|bonjour)"
    r"(?:\s+(?:heer|mevrouw|lezer|lid))?[\s,.!:;-]*",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"verantwoordelijke uitgever|\bv\.u\.|"
    r"(?:je|u) (?:krijgt|ontvangt|kreeg|ontving) (?:deze|dit) (?:e-?mail|mail|nieuws|bericht)|"
    r"omdat (?:je|u) .{0,40}(?:ingeschreven|inschreef|toestemming)|nieuwsbrief is een uitgave|"
    r"(?:copyright|©)\W{0,6}(?:(?:19|20)\d\d|interwaas)|alle rechten voorbehouden|"
    r"dit bericht is vertrouwelijk|^disclaimer\b|"
    r"niet (?:goed )?leesbaar\?|(?:mail|nieuwsbrief) niet goed\?|"
    r"you (?:are receiving|received) this|our mailing address|"
    r"uitschrijven\?|schrijf (?:je|u) (?:hier )?uit\b|uit te schrijven|"
    r"unsubscribe|^uitschrijven\b|"
    r"(?:nieuwsbrief|mails?|berichten) (?:niet )?(?:meer|langer) (?:te )?(?:ontvangen|krijgen)|"
    r"(?:mail|nieuwsbrief|bericht) (?:is|werd) (?:verstuurd|verzonden|gestuurd) (?:naar|aan) |"
    r"(?:verstuurd|verzonden|gestuurd|gericht|sent) (?:naar|aan|to|op) \S+@\S+|"
    r"(?:online versie|in je browser)|"
    r"^(?:volg ons(?: op .{1,40})?|colofon|contact(?:gegevens)?|privacy\w*|facebook|twitter|"
    r"linkedin|instagram)"
    r"[ :|·.-]*$",
    re.IGNORECASE | re.MULTILINE,
)
_POSTAL_LINE = re.compile(r"\b\d{1,4}\b\W+(?:B-)?[1-9]\d{3} [A-Z][a-z]+(?:-[A-Z][a-z]+)*\b")
_LETTERS = re.compile(r"\w")
MAX_FRAME_LENGTH = 400


def is_frame(text: str) -> bool:
    """What surrounds an issue rather than belongs to it: how to unsubscribe or read it
    online, who publishes it, where it stands on social media."""
    if not _LETTERS.search(text):
        return True
    return len(text) <= MAX_FRAME_LENGTH and bool(_FOOTER.search(text))


def is_address(text: str) -> bool:
    """A line with a postal address: of the publisher in a foot, of a hall in an agenda."""
    return len(text) <= 200 and bool(_POSTAL_LINE.search(text))


_BARE_MORE = re.compile(
    r"(?:lees|kijk)\s+(?:meer|verder)|meer (?:lezen|info(?:rmatie)?)|read more", re.IGNORECASE
)


def is_dead_link(block: Block) -> bool:
    """Whether it is a "lees meer" of which the link had to go: it leads nowhere."""
    return "<a " not in block.html and bool(_BARE_MORE.fullmatch(block.text.strip(" .:»>\u2026")))


# "Dag Jan," or "Beste mevrouw Peeters,": the copy of one reader.
_GREETING_BY_NAME = re.compile(
    rf"{SALUTATION.pattern}(?-i:[A-Z][\w'-]+ ?){{1,3}}[,.!]?", re.IGNORECASE
)


def without_greeting(block: Block) -> Block:
    """The block without a first line that greets the reader, with the name or a gap for it."""
    first = block.lines[0] if block.lines else ""
    if _GREETING_BY_NAME.fullmatch(first) or (block.had_merge_tag and is_empty_salutation(first)):
        lines = block.lines[1:]
        html = block.html.partition("<br/>")[2]
        return replace(block, text=" ".join(lines), html=html, lines=lines)
    return block


def is_empty_salutation(text: str) -> bool:
    """A greeting of which only the word is left, such as "Beste ,"."""
    return SALUTATION.fullmatch(text.strip()) is not None
