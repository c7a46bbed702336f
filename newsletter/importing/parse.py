"""From the bytes of one file to a parsed issue."""

from dataclasses import replace
from pathlib import PurePosixPath

from newsletter.importing import items
from newsletter.importing.blocks import Block
from newsletter.importing.dates import month_in_words
from newsletter.importing.inline_images import collect_images
from newsletter.importing.links import Cleaner
from newsletter.importing.metadata import (
    Clues,
    Identity,
    SeriesName,
    find_date,
    find_series,
    identify,
    is_masthead,
)
from newsletter.importing.reading import MIN_TEXT, Reading, read_content
from newsletter.importing.result import ParsedIssue, ParsedItem, Refused, Warnings
from newsletter.importing.rich_text import rich_text
from newsletter.importing.sources import Source
from newsletter.importing.text import fold, tidy

MIN_UNNAMED = 600


def parse(source: Source, known_series: list[SeriesName]) -> ParsedIssue:
    """The issue in a file.

    Raises:
        Refused: with the code of the reason, when there is no issue in it.
    """
    warnings = Warnings()
    clues = Clues(
        subject=source.subject,
        sent_on=source.sent_on,
        file_name=source.path.name,
        # The name of a ZIP says when it was packed.
        folders="/".join(part for part in source.path.parts if ".zip" not in part.lower()),
    )
    reading = read_content(source.content, clues, warnings)
    if reading.is_scan:
        return _scan(reading.clues, known_series)
    return _assemble(reading, known_series, warnings)


def _scan(clues: Clues, known: list[SeriesName]) -> ParsedIssue:
    """Pictures of text: kept with the original for somebody to read."""
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


def _assemble(reading: Reading, known: list[SeriesName], warnings: Warnings) -> ParsedIssue:
    blocks, clues = reading.blocks, reading.clues
    divided = items.outline(blocks, lambda text: is_masthead(text, known))
    header = tuple(block.text for block in divided.head)
    header += tuple(block.text for block in blocks[:6] if block.kind == "image" and block.text)
    subject = tidy(Cleaner(warnings).text(clues.subject)).strip(" ,;:-")
    clues = replace(clues, header=header, subject=subject)
    identity = identify(clues, known)
    is_named = find_series(" ".join(header), known) or _is_named_first(clues, known)
    too_short = reading.length < (MIN_TEXT if is_named or len(divided.groups) > 1 else MIN_UNNAMED)
    # A page that lists issues names the series too, but says nothing.
    is_prose = any(len(block.text) > MIN_TEXT for block in blocks)
    if too_short or not (divided.groups or is_prose):
        raise Refused("not_a_newsletter")
    kept = collect_images(reading.images, blocks, warnings)
    keys = {image.key for image in kept}
    if divided.groups:
        intro = rich_text(divided.intro, keys)
        parsed = tuple(
            ParsedItem(_headline(group.headline), rich_text(group.body, keys), group.rubric)
            for group in divided.groups
        )
    else:
        warnings.add("items_not_found")
        intro = ""
        parsed = (ParsedItem(_title(clues, identity, known), rich_text(divided.intro, keys)),)
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
    title = clues.title if clues.title_is_printed else ""
    for text in (clues.subject, title):
        said = fold(text).replace(fold(name), "").strip()
        if identity.edition and said == fold(identity.edition) and identity.date:
            return f"{text} {identity.date.year}"[:255]
        if said not in {"", "nieuwsbrief", "nieuws", "untitled"} and _fits(text, identity):
            return text[:255]
    if not name:
        return title or PurePosixPath(clues.file_name).stem
    if identity.number:
        return f"{name} nr. {identity.number}"
    return ", ".join(filter(None, [name, f"{identity.edition} {month}".strip()]))


def _fits(text: str, identity: Identity) -> bool:
    """Not the title of another month, left over from the issue that was copied."""
    said, day = find_date(text), identity.date
    return said is None or day is None or (said.year, said.month) == (day.year, day.month)
