"""Pages for what goes wrong."""

from django.http import HttpResponseServerError
from django.template.loader import render_to_string


def server_error(request, template_name="500.html"):
    """A page that needs neither database nor context, because those may be what failed."""
    return HttpResponseServerError(render_to_string(template_name))
