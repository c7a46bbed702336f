"""The files of an issue in Wagtail: its original, its pictures, and rich text with these."""

from html import escape
from pathlib import PurePosixPath

from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils.text import slugify

from cms.models import SiteDocument, SiteImage
from cms.security.images import only_pixels
from newsletter.importing.dates import month_in_words
from newsletter.importing.result import ParsedImage, ParsedIssue
from newsletter.importing.sources import Source


def save_document(source: Source, parsed: ParsedIssue) -> SiteDocument:
    """The original, under a name that says which issue it is."""
    name = PurePosixPath(source.name.replace("!", "/")).name
    when = f" ({month_in_words(parsed.date)})" if parsed.date else ""
    document = SiteDocument(title=f"{parsed.title[:200]}{when}")
    document.file.save(name, ContentFile(source.content), save=False)
    document.file_size = len(source.content)
    document.save()
    return document


def save_image(image: ParsedImage, parsed: ParsedIssue) -> SiteImage:
    """A picture that came inside the file."""
    extension = {b"\x89PNG": "png", b"GIF8": "gif", b"RIFF": "webp"}.get(image.content[:4], "jpg")
    name = f"{slugify(parsed.title)[:60] or 'nieuwsbrief'}.{extension}"
    return SiteImage.objects.create(
        title=(image.alt or parsed.title)[:255],
        description=image.alt[:255],
        file=ImageFile(only_pixels(ContentFile(image.content, name=name)), name=name),
    )


def image_keys(html: str) -> list[str]:
    """The keys of the pictures in the text, in their order."""
    return [tag["data-key"] for tag in BeautifulSoup(html, "html.parser").find_all("img")]


def with_images(html: str, images: dict[str, SiteImage]) -> str:
    """Rich text in which pictures stand as Wagtail keeps them; others are left out."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all("img"):
        image = images.get(tag.get("data-key"))
        paragraph = tag.find_parent("p")
        if image is None:
            (paragraph or tag).decompose()
            continue
        embed = BeautifulSoup(
            f'<embed embedtype="image" id="{image.pk}" format="fullwidth"'
            f' alt="{escape(tag.get("alt", ""))}"/>',
            "html.parser",
        )
        (paragraph or tag).replace_with(embed)
    return str(soup)
