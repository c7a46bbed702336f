"""Where Wagtail asks this project what to do."""

from django.http import Http404
from wagtail import hooks

from cms.documents import may_download


@hooks.register("before_serve_document")
def refuse_unpublished_documents(document, request):
    """A document without a public page does not exist for visitors."""
    if not may_download(request.user, document):
        raise Http404
