"""Asking an address of the admin as somebody, and whether that was refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.views.generic.base import ContextMixin

from home.roles import ADMINISTRATORS, EDITORS, HELPDESK, TRANSLATORS, WRITERS
from tests.admin.addresses import Address
from tests.admin.world import World

# The letter of each role in the table; A is who did not log in.
PEOPLE = {
    "R": WRITERS,
    "H": EDITORS,
    "D": HELPDESK,
    "V": TRANSLATORS,
    "B": ADMINISTRATORS,
    "A": None,
}
PLACES = ("nl", "helpdesk", "en")
# The arguments that name a page, whose place in the tree decides.
OF_A_PAGE = {"page_id", "page_pk", "parent_page_id", "page_to_move_id"}
COMPARE = "wagtailadmin_pages:revisions_compare"
# Addresses that take neither GET nor POST, but a form that is put.
PUT = {"wagtail_localize:edit_string_translation", "wagtail_localize:edit_override"}
REFUSED, GONE, NO_SUCH_METHOD = 403, 404, 405


class AnswerBegun(BaseException):
    """A view began its answer, so that it had no objection; no handler of errors sees this."""


def places_of(address: Address) -> tuple[str, ...]:
    """The places that make a difference to an address."""
    is_of_a_page = OF_A_PAGE & set(address.arguments) or address.name == COMPARE
    return PLACES if is_of_a_page else PLACES[:1]


@contextmanager
def no_answers() -> Iterator[None]:
    """Views stop where they begin their answer: making it is the most of their time."""
    make_response = SimpleTemplateResponse.__init__

    def stop(*_args, **_kwargs):
        raise AnswerBegun

    def stop_unless_it_refuses(response, *args, status=None, **kwargs):
        if status is None or status < REFUSED:
            raise AnswerBegun
        make_response(response, *args, status=status, **kwargs)

    with (
        mock.patch.object(ContextMixin, "get_context_data", stop),
        mock.patch.object(SimpleTemplateResponse, "__init__", stop_unless_it_refuses),
    ):
        yield


def is_welcome(client, world: World, address: Address, place: str) -> bool:
    """Whether the site lets this browser in, within `no_answers`.

    What the question changed is undone. An address that only takes forms is sent an empty
    one, and may fail on that: rights come before what is in a form.
    """
    url = reverse(address.name, kwargs=world.arguments(address.name, address.arguments, place))
    try:
        with transaction.atomic():
            response = _send(client, address, url)
            transaction.set_rollback(True)
    except AnswerBegun:
        return True
    if response.status_code in (REFUSED, GONE):
        return False
    elsewhere = response.headers.get("Location", "")
    return elsewhere != reverse("wagtailadmin_home") and "/login/" not in elsewhere


def _send(client, address: Address, url: str):
    if address.name in PUT:
        form = encode_multipart(BOUNDARY, {"value": "x"})
        return client.put(url, form, content_type=MULTIPART_CONTENT)
    response = client.get(url)
    if response.status_code == NO_SUCH_METHOD:
        # Who is let in goes on to there; who is refused goes to the dashboard.
        return client.post(url, {"next": reverse("wagtailadmin_explore_root")})
    return response
