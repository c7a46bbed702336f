"""From the bytes of one file to a parsed issue."""

import re
from dataclasses import replace
from html import escape
from pathlib import PurePosixPath

import nh3

from newsletter.importing import items
from newsletter.importing.blocks import Block
from newsletter.importing.cleaning import clean_text, is_dead_link
from newsletter.importing.html import decode_html, document_title, read_html
from newsletter.importing.inline_images import collect_images
from newsletter.importing.mail import read_mail
from newsletter.importing.metadata import (
    Clues,
    Identity,
    SeriesName,
    find_series,
    identify,
    is_masthead,
    month_in_words,
)
from newsletter.importing.pdf import read_pdf
from newsletter.importing.plaintext import read_plaintext
from newsletter.importing.result import ParsedImage, ParsedIssue, ParsedItem, Refused, Warnings
from newsletter.importing.sources import Source
from newsletter.importing.text import decode, fold, tidy

ALLOWED_TAGS = {"p", "h3", "h4", "ul", "ol", "li", "a", "b", "i", "br", "img"}
ALLOWED_ATTRIBUTES = {"a": {"href"}, "img": {"data-key", "alt"}}
MIN_TEXT = 80
MIN_UNNAMED = 600
_MAIL_START = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]*:[ \t][^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}"
)
_HTML_START = re.compile(
    rb"<(?:!doctype|html|head|body|table|div|p|center|meta|h[1-6])\b", re.IGNORECASE
)


def parse(source: Source, known_series: list[SeriesName]) -> ParsedIssue:
    """The issue in a file, told apart by its content, not by the ending of its name.

    Raises:
        Refused: with the code of the reason, when there is no issue in it.
    """
    warnings = Warnings()
    content = source.content
    if not content.strip():
        raise Refused("empty_file")
    clues = Clues(
        subject=source.subject,
        sent_on=source.sent_on,
        file_name=PurePosixPath(source.name.replace("!", "/")).name,
    )
    images: list[ParsedImage] = []
    if is_pdf(content):
        document = read_pdf(content, warnings)
        blocks = document.blocks
        clues = replace(clues, title=document.title, made_on=document.made_on)
        if sum(len(block.text) for block in blocks) < MIN_TEXT:
            return _image_only(clues, known_series, source)
    elif is_mail(content, source.name):
        mail = read_mail(content, warnings)
        blocks, images = mail.blocks, mail.images
        clues = replace(
            clues,
            subject=mail.subject or clues.subject,
            title=mail.title,
            sent_on=mail.sent_on or clues.sent_on,
        )
    elif _HTML_START.search(content[:4096]) or b"<\x00" in content[:200]:
        html = decode_html(content, None, warnings)
        blocks = read_html(html, warnings)
        clues = replace(clues, title=document_title(html))
    elif source.name.lower().endswith(".txt"):
        blocks = read_plaintext(decode(content, None)[0], warnings)
    else:
        raise Refused("corrupt_pdf" if source.name.lower().endswith(".pdf") else "unreadable")
    return _assemble(blocks, images, clues, known_series, warnings)


def is_pdf(content: bytes) -> bool:
    """Whether it is a PDF: its mark may stand a little further on."""
    return b"%PDF-" in content[:1024]


def is_mail(content: bytes, name: str) -> bool:
    """Whether it begins with header lines as a mail does."""
    start = content.lstrip()
    if start.startswith(b"From "):
        start = start.partition(b"\n")[2]
    if _MAIL_START.match(start) is None:
        return False
    head = start[:20_000].lower()
    return name.lower().endswith((".eml", ".msg", ".txt")) or any(
        field in head for field in (b"\nsubject:", b"\nmime-version:", b"\nfrom:")
    )


def _image_only(clues: Clues, known: list[SeriesName], source: Source) -> ParsedIssue:
    """A scan: kept with its original for somebody to read; nothing in it can be derived."""
    identity = identify(replace(clues, made_on=None), known)
    return ParsedIssue(
        title=_title(clues, identity, known),
        items=(),
        series=identity.series,
        date=identity.date,
        number=identity.number,
        warnings=("image_only_pdf", *identity.warnings),
        needs_review=True,
    )


def _assemble(
    blocks: list[Block],
    images: list[ParsedImage],
    clues: Clues,
    known: list[SeriesName],
    warnings: Warnings,
) -> ParsedIssue:
    divided = items.outline(blocks, lambda text: is_masthead(text, known))
    header = tuple(block.text for block in divided.head)
    header += tuple(block.text for block in blocks[:6] if block.kind == "image" and block.text)
    subject = tidy(clean_text(clues.subject, warnings)).strip(" ,;:-")
    clues = replace(clues, header=header, subject=subject)
    identity = identify(clues, known)
    length = sum(len(block.text) for block in blocks)
    is_named = find_series(" ".join(header), known) or _is_named_first(clues, known)
    if length < MIN_TEXT or (len(divided.groups) < 2 and not is_named and length < MIN_UNNAMED):
        raise Refused("not_a_newsletter")
    kept = collect_images(images, blocks, warnings)
    keys = {image.key for image in kept}
    if divided.groups:
        intro = _html(divided.intro, keys)
        parsed = tuple(
            ParsedItem(_headline(group.headline), _html(group.body, keys), group.rubric)
            for group in divided.groups
        )
    else:
        warnings.add("items_not_found")
        intro = ""
        parsed = (ParsedItem(_title(clues, identity, known), _html(divided.intro, keys)),)
    for code in identity.warnings:
        warnings.add(code)
    doubtful = {"series_unknown", "series_guessed", "date_unknown", "date_guessed"}
    return ParsedIssue(
        title=_title(clues, identity, known),
        items=parsed,
        intro_html=intro,
        series=identity.series,
        date=identity.date,
        number=identity.number,
        edition=identity.edition,
        images=tuple(kept),
        warnings=tuple(warnings.codes),
        needs_review=bool(doubtful & set(warnings.codes)),
    )


def _is_named_first(clues: Clues, known: list[SeriesName]) -> bool:
    """Whether subject, title or file name begins with a series, not only speaks of it."""
    return any(
        fold(text).startswith(fold(series.name))
        for text in (clues.subject, clues.title, clues.file_name)
        for series in known
    )


def _headline(block: Block) -> str:
    return block.text[:255]


def _title(clues: Clues, identity: Identity, known: list[SeriesName]) -> str:
    """The subject where it tells this issue from others; else series with number or month."""
    name = next((series.name for series in known if series.slug == identity.series), "")
    month = month_in_words(identity.date) if identity.date else ""
    for text in (clues.subject, clues.title):
        said = fold(text).replace(fold(name), "").strip()
        if identity.edition and said == fold(identity.edition) and identity.date:
            return f"{text} {identity.date.year}"[:255]
        if said not in {"", "nieuwsbrief", "nieuws", "untitled"}:
            return text[:255]
    if not name:
        return clues.title or PurePosixPath(clues.file_name).stem
    if identity.number:
        return f"{name} nr. {identity.number}"
    return ", ".join(filter(None, [name, f"{identity.edition} {month}".strip()]))


def _html(blocks: list[Block], image_keys: set[str]) -> str:
    """Rich text of the blocks, with nothing in it but what an item may hold."""
    parts: list[str] = []
    open_list = ""
    for block in blocks:
        wanted = {"item": "ul", "ordered": "ol"}.get(block.kind, "")
        if wanted != open_list:
            parts.append(f"</{open_list}>" if open_list else "")
            parts.append(f"<{wanted}>" if wanted else "")
            open_list = wanted
        if wanted:
            parts.append(f"<li>{block.html}</li>")
        elif block.kind == "image":
            if block.html in image_keys:
                parts.append(
                    f'<p><img data-key="{escape(block.html)}" alt="{escape(block.text)}"></p>'
                )
        elif block.level and len(block.text) <= 160:
            parts.append(f"<h3>{escape(block.text, quote=False)}</h3>")
        elif block.text and not is_dead_link(block):
            html = f"<b>{block.html}</b>" if block.bold else block.html
            parts.append(f"<p>{html}</p>")
    parts.append(f"</{open_list}>" if open_list else "")
    return nh3.clean(
        "".join(parts), tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, link_rel=None
    )
