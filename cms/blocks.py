"""The blocks of which editors build a page."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageBlockComparison
from wagtail.models import Page

from cms import frame

RICH_TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
SMALL_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    """A heading inside the page; headings below it are made in the text itself."""

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Divides a long page. Lower headings are made inside a text.")
        template = "blocks/heading_block.html"
        preview_value = "Hoe vraag je een offerte aan?"


class ImageComparison(ImageBlockComparison):
    """Wagtail's fails on a draft in which no picture was chosen yet."""

    def htmlvalue(self, val):
        return "" if val is None else super().htmlvalue(val)


class DescribedImageBlock(ImageBlock):
    """Wagtail's picture with its alternative text, whose chooser has no label of its own."""

    def __init__(self, **options):
        super().__init__(**options)
        self.child_blocks["image"].label = _("Image")

    def get_comparison_class(self):
        return ImageComparison


class CaptionedImageBlock(blocks.StructBlock):
    """A picture with its alternative text (or marked as decoration) and a caption."""

    image = DescribedImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=255)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture with a description for people who cannot see it.")
        template = "blocks/image_block.html"

    def get_preview_value(self):
        """The last picture of the library: editors know it."""
        image = get_image_model().objects.last()
        caption = "Wat er te zien is, en waar."
        return self.normalize({"image": image, "caption": caption} if image else {})


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, or the wording of a clause."""

    text = blocks.TextBlock(label=_("Text"))
    attribution = blocks.CharBlock(label=_("Who says so"), required=False, max_length=255)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Words of somebody else, or the wording of a clause.")
        template = "blocks/quote_block.html"
        preview_value = {
            "text": "Een perceel is genoeg om te beginnen.",
            "attribution": "Helpdesk sociaal aankopen",
        }


class LinkValue(blocks.StructValue):
    """Where a link leads: to a page in the reader's language, or to an address.

    Nowhere when not everybody may read the page.
    """

    @property
    def href(self) -> str:
        if self.get("page"):
            page = frame.public_version(self["page"])
            return (page and page.url) or ""
        return self.get("url") or ""


class CallToActionBlock(blocks.StructBlock):
    """One thing that the reader can do now, as a button."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False)
    label = blocks.CharBlock(
        label=_("Text on the button"),
        max_length=60,
        help_text=_("Say what happens, for example “Vraag een offerte”, not “Klik hier”."),
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(
        label=_("Or an address outside the site"), required=False, max_length=500
    )

    class Meta:
        icon = "pick"
        label = _("Call to action")
        description = _("A button with a short text: one thing that the reader can do now.")
        template = "blocks/call_to_action_block.html"
        value_class = LinkValue
        preview_value = {
            "title": "Zoek je een uitvoerder?",
            "text": "De gids toont wie het werk kan doen.",
            "label": "Open de bedrijvengids",
            "url": "https://www.example.be/",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            message = ValidationError(_("Choose a page or fill in an address, one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"page": message})
        return cleaned


class AccordionItemBlock(blocks.StructBlock):
    """A question with its answer."""

    title = blocks.CharBlock(label=_("Question or title"), max_length=255)
    text = blocks.RichTextBlock(label=_("Text"), features=SMALL_TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question and answer")


class AccordionBlock(blocks.ListBlock):
    """Questions that open one by one; without JavaScript too."""

    def __init__(self, **kwargs):
        super().__init__(AccordionItemBlock(), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Questions and answers")
        description = _("Titles that a reader opens one by one, for example frequent questions.")
        template = "blocks/accordion_block.html"
        preview_value = [
            {"title": "Mag ik een perceel voorbehouden?", "text": "<p>Ja, dat mag.</p>"}
        ]


class DocumentListBlock(blocks.StructBlock):
    """Files to download, with kind and size."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    documents = blocks.ListBlock(DocumentChooserBlock(label=_("Document")), label=_("Documents"))

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("Files to download. Kind and size are shown by themselves.")
        template = "blocks/documents_block.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        # One that was deleted since is None.
        context["documents"] = [document for document in value["documents"] if document]
        return context

    def get_preview_value(self):
        documents = list(get_document_model().objects.order_by("-pk")[:2])
        return self.normalize({"title": "Meer lezen", "documents": documents})


_VIMEO = r"^https://(?:(?:www\.)?vimeo\.com/|player\.vimeo\.com/video/)(\d{4,15})"
EMBED_PATTERNS = (
    (
        re.compile(
            r"^https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:.*&)?v=|(?:shorts|live|embed)/)"
            r"|(?:www\.)?youtu\.be/)([\w-]{6,20})"
        ),
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    # An unlisted film, which opens only with the hash in its address.
    (
        re.compile(rf"{_VIMEO}(?:/|\?(?:.*&)?h=)([0-9a-f]{{6,20}})\b"),
        "https://player.vimeo.com/video/{}?h={}&dnt=1&autoplay=1",
    ),
    (
        re.compile(_VIMEO),
        "https://player.vimeo.com/video/{}?dnt=1&autoplay=1",
    ),
)


class EmbedValue(blocks.StructValue):
    """Derives the player's address, so that nothing is fetched before a click."""

    @property
    def player_url(self) -> str:
        for pattern, player in EMBED_PATTERNS:
            match = pattern.match(self.get("url") or "")
            if match:
                return player.format(*match.groups())
        return ""


class EmbedBlock(blocks.StructBlock):
    """A film elsewhere: a link, and a player that loads only on a click."""

    title = blocks.CharBlock(
        label=_("Title"), max_length=255, help_text=_("Says what the film shows.")
    )
    url = blocks.URLBlock(label=_("Address of the film on YouTube or Vimeo"), max_length=500)

    class Meta:
        icon = "media"
        label = _("Film")
        description = _("A film on YouTube or Vimeo. It loads only when the reader asks for it.")
        template = "blocks/embed_block.html"
        value_class = EmbedValue
        preview_value = {
            "title": "Hoe werkt een maatwerkbedrijf?",
            "url": "https://vimeo.com/123456789",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned.player_url:
            message = ValidationError(_("This is not the address of a film on YouTube or Vimeo."))
            raise blocks.StructBlockValidationError(block_errors={"url": message})
        return cleaned


class RelatedPagesBlock(blocks.StructBlock):
    """Pages of this site to read on."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Page")), label=_("Pages"), max_num=6)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        chosen = [page.pk for page in value["pages"] if page]
        pages = frame.linked_pages(chosen)
        shown = (pages[pk] for pk in chosen if pk in pages)
        context["pages"] = frame.public(shown)
        return context

    class Meta:
        icon = "link"
        label = _("Related pages")
        description = _("Pages of this site, shown with their summary.")
        template = "blocks/related_pages_block.html"

    def get_preview_value(self):
        pages = list(Page.objects.live().public().filter(depth=3)[:2])
        return self.normalize({"title": "Lees ook", "pages": pages})


class StoryBlock(blocks.StreamBlock):
    """The body of every page."""

    heading = HeadingBlock(max_length=120)
    text = blocks.RichTextBlock(
        label=_("Text"),
        icon="pilcrow",
        features=RICH_TEXT_FEATURES,
        template="blocks/text_block.html",
        description=_("Running text with lists, links and lower headings."),
        preview_value="<p>Een maatwerkbedrijf geeft werk op maat.</p>",
    )
    image = CaptionedImageBlock()
    quote = QuoteBlock()
    call_to_action = CallToActionBlock()
    accordion = AccordionBlock()
    documents = DocumentListBlock()
    embed = EmbedBlock()
    related_pages = RelatedPagesBlock()

    class Meta:
        label = _("Story")
        template = "blocks/story_block.html"
