"""Pages for what goes wrong."""

from django.http import HttpResponseServerError
from django.template.loader import render_to_string


def server_error(request, template_name="500.html"):
    """A page that needs neither database nor context, because those may be what failed."""
    try:
        page = render_to_string(template_name)
    except ValueError:  # static files were not collected, or not all of them
        page = render_to_string(template_name, {"is_bare": True})
    return HttpResponseServerError(page)
