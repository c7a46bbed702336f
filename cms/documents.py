"""Who may download a document."""

from wagtail.models import Page, ReferenceIndex

from cms.frame import visible_pages


def is_published(document) -> bool:
    """Whether a page that anybody may read refers to the document.

    A file that only a draft, a withdrawn or a private page uses is not public, although
    its address could be guessed.
    """
    page_ids = (
        ReferenceIndex.get_references_to(document)
        .filter(base_content_type=ReferenceIndex._get_base_content_type(Page))
        .values_list("object_id", flat=True)
    )
    return visible_pages().filter(pk__in=[int(pk) for pk in page_ids]).exists()


def fetch(document) -> None:
    """Open a document that is kept on another machine, for Wagtail to read on.

    Raises:
        OSError: it is not there, or that machine does not answer.
    """
    try:
        document.file.path  # noqa: B018 - tells whether it is a file of this machine
    except NotImplementedError:
        document.file.open()


def may_download(user, document) -> bool:
    """Editors may download everything; visitors what is published."""
    return user.has_perm("wagtailadmin.access_admin") or is_published(document)
