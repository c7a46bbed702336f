"""From runs of text in one style to blocks: where a page would begin a new paragraph."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from newsletter.importing.blocks import Block
from newsletter.importing.look import Style
from newsletter.importing.text import tidy

IN_PAGE = "#"


@dataclass(frozen=True)
class Run:
    """Text in one style. A line break is a run with the text of one newline; `href` is
    `IN_PAGE` for a link within the page. A personal link that was taken out leaves a space."""

    text: str
    style: Style
    href: str = ""
    merge_tag: bool = False
    personal_link: bool = False


def blocks_from_runs(runs: list[Run]) -> Iterator[Block]:
    """Lines in one look belong together; an empty line or another look divides."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.text == "\n":
            lines.append([])
        else:
            lines[-1].append(run)
    pending: list[list[Run]] = []
    for line in lines:
        if not any(run.text.strip() for run in line):
            if pending:
                yield _block(pending)
            pending = []
        elif pending and _look(pending[-1]) != _look(line):
            yield _block(pending)
            pending = [line]
        else:
            pending.append(line)
    if pending:
        yield _block(pending)


def _look(line: list[Run]) -> tuple:
    visible = [run for run in line if run.text.strip()]
    main = max(visible, key=lambda run: len(run.text.strip()))
    return (
        main.style.level,
        round(main.style.size),
        all(run.style.bold for run in visible),
        all(run.style.label for run in visible),
        all(run.style.italic for run in visible),
        all(run.style.underlined for run in visible),
    )


def _block(lines: list[list[Run]]) -> Block:
    runs = [run for line in lines for run in line if run.text.strip()]
    main = max(runs, key=lambda run: len(run.text.strip())).style
    texts = [tidy("".join(run.text for run in line)) for line in lines]
    bold = all(run.style.bold for run in runs)
    text = " ".join(texts)
    return Block(
        text=text,
        html="<br/>".join(_inline_html(line, bold) for line in lines),
        size=main.size,
        bold=bold,
        italic=all(run.style.italic for run in runs),
        underlined=all(run.style.underlined for run in runs),
        colour=main.colour,
        level=main.level,
        kind=main.kind,
        label=all(run.style.label for run in runs)
        or (text.isupper() and sum(char.isalpha() for char in text) > 3),
        lines=texts,
        had_merge_tag=any(run.merge_tag for run in runs),
        had_personal_link=any(run.personal_link for line in lines for run in line),
    )


def _inline_html(line: list[Run], all_bold: bool) -> str:
    parts = []
    for run in line:
        html = escape(run.text, quote=False)
        if run.text.strip():
            if run.style.italic:
                html = f"<i>{html}</i>"
            if run.style.bold and not all_bold:
                html = f"<b>{html}</b>"
            if run.href and run.href != IN_PAGE:
                html = f'<a href="{escape(run.href)}">{html}</a>'
        parts.append(html)
    return "".join(parts).strip()
