"""Pictures that came inside a file: which to keep, and in what form."""

import base64
import binascii
import io
import re
from dataclasses import replace

from PIL import Image, UnidentifiedImageError

from newsletter.importing.blocks import Block
from newsletter.importing.result import ParsedImage, Warnings

MAX_BYTES = 15_000_000
MIN_SIDE = 40
_DATA_ADDRESS = re.compile(r"data:image/[\w.+-]+;base64,(.+)", re.IGNORECASE | re.DOTALL)


def collect_images(
    attached: list[ParsedImage], blocks: list[Block], warnings: Warnings
) -> list[ParsedImage]:
    """The pictures that the blocks show and that can be opened.

    Pictures inside an address (`data:`) become pictures with a key, and their blocks are
    changed to name it. Icons and lines, under 40 pixels, are left out.
    """
    by_key = {image.key: image for image in attached}
    kept: list[ParsedImage] = []
    for number, block in enumerate(blocks):
        if block.kind != "image":
            continue
        match = _DATA_ADDRESS.match(block.html)
        if match:
            block.html = f"data-{number}"
            by_key[block.html] = ParsedImage(block.html, _decode(match[1]))
        image = by_key.get(block.html)
        if image is None or not _is_picture(image.content):
            continue
        if block.html not in {other.key for other in kept}:
            kept.append(replace(image, alt=block.text))
            warnings.add("inline_images_kept")
            if not block.text:
                warnings.add("image_without_alt")
    return kept


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(re.sub(r"\s", "", text), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _is_picture(content: bytes) -> bool:
    if not content or len(content) > MAX_BYTES:
        return False
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.verify()
            return min(image.size) >= MIN_SIDE and image.format in {"PNG", "JPEG", "GIF", "WEBP"}
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ):
        return False
