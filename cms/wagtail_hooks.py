"""Where Wagtail asks this project what to do."""

from django.http import Http404
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.admin import messages

from cms.addresses import ADDRESS_IS_TAKEN, is_taken_under
from cms.documents import fetch, may_download
from cms.richtext import SitePageLinkHandler
from cms.views.media import unavailable


@hooks.register("before_serve_document")
def refuse_unpublished_documents(document, request):
    """A document without a public page does not exist for visitors."""
    if not may_download(request.user, document):
        raise Http404
    try:
        fetch(document)
    except FileNotFoundError as error:
        raise Http404 from error
    except OSError as error:
        return unavailable(document.filename, error)


@hooks.register("before_serve_page")
def refuse_pages_of_another_language(page, request, *args):
    """Wagtail serves the Dutch home page under `/fr/` as long as there is no French one."""
    if page.locale.language_code != get_language():
        raise Http404


@hooks.register("before_move_page")
def refuse_addresses_that_are_taken(request, page, destination):
    """Moving asks no form, and the page would be at an address where nobody can read it."""
    if is_taken_under(destination, page.slug):
        messages.error(request, ADDRESS_IS_TAKEN)
        return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("register_rich_text_features", order=10)
def find_linked_pages_once(features):
    """In the place of Wagtail's own handler of links to pages."""
    features.register_link_type(SitePageLinkHandler)


@hooks.register("insert_global_admin_js")
def start_without_inline_scripts():
    """The script that starts what Wagtail starts with scripts in its HTML."""
    return format_html('<script src="{}"></script>', static("js/admin/start.js"))
