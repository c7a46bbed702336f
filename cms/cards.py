"""The picture that other sites show when somebody shares a page."""

from functools import cache
from io import BytesIO
from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from cms.dates import spoken_date

SIZE = (1200, 630)  # pixels, the shape that Open Graph readers expect: https://ogp.me
MARGIN = 72
TITLE_SIZES = (76, 64, 54, 46)
TITLE_LINES = 4
TITLE_TOP = 176
TITLE_BOTTOM = 440
GROUND, INK, MUTED = "#ffffff", "#0c352e", "#465955"
REGULAR, BOLD = 400, 700


def card_png(title: str, kind: str = "", day=None) -> bytes:
    """A card of 1200 by 630 pixels as PNG: the kind and day of a page above its title.

    A title that does not fit in four lines of the smallest letters ends with an ellipsis.
    """
    picture = Image.new("RGB", SIZE, GROUND)
    landscape = _asset("img/card-landscape.png")
    picture.paste(landscape, (0, SIZE[1] - landscape.height))
    picture.paste(_asset("img/apple-touch-icon.png").resize((64, 64)), (MARGIN, 56))
    draw = ImageDraw.Draw(picture)
    draw.text((MARGIN + 84, 88), "Waas Maatwerk", INK, _font(34, BOLD), anchor="lm")
    facts = [kind[:1].upper() + kind[1:], spoken_date(day) if day else ""]
    line = " · ".join(fact for fact in facts if fact)
    draw.text((SIZE[0] - MARGIN, 88), line, MUTED, _font(30, REGULAR), anchor="rm")
    font, lines = _fit(title)
    for number, words in enumerate(lines):
        draw.text((MARGIN, TITLE_TOP + number * font.size * 1.12), words, INK, font)
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _fit(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest letters in which the title fits, and its lines."""
    for size in TITLE_SIZES:
        font = _font(size, BOLD)
        lines = _wrap(title, font)
        if len(lines) <= TITLE_LINES and len(lines) * size * 1.12 <= TITLE_BOTTOM - TITLE_TOP:
            return font, lines
    room = int((TITLE_BOTTOM - TITLE_TOP) // (font.size * 1.12))
    kept = lines[: min(room, TITLE_LINES)]
    kept[-1] = f"{kept[-1][:-2].rstrip()}…"
    return font, kept


def _wrap(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    width = SIZE[0] - 2 * MARGIN
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
        while font.getlength(lines[-1]) > width:  # one word wider than the card
            cut = next(
                end
                for end in range(len(lines[-1]), 0, -1)
                if font.getlength(lines[-1][:end]) <= width
            )
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
    return lines


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    file = finders.find(f"fonts/atkinson-hyperlegible-next-{weight}.woff2")
    return ImageFont.truetype(file, size)


@cache
def _asset(name: str) -> Image.Image:
    return Image.open(Path(finders.find(name))).convert("RGB")
