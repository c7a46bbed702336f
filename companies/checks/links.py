"""The link with which a company answers: signed, for one question to one company."""

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36

from companies.models import ProfileCheck


def check_url(check: ProfileCheck) -> str:
    """The whole address of the page on which the company answers."""
    return settings.SITE_URL + reverse("profile_check", args=[make_token(check)])


def make_token(check: ProfileCheck) -> str:
    """Company and question in base 36, then their signature (HMAC-SHA256)."""
    return _signer().sign(f"{int_to_base36(check.company_id)}-{int_to_base36(check.pk)}")


def read_token(token: str) -> tuple[int, int]:
    """The primary keys of the company and of the question.

    Raises:
        django.core.signing.BadSignature: it is forged, damaged, or made for something else.
    """
    company, question = _signer().unsign(token).split("-")
    return base36_to_int(company), base36_to_int(question)


def _signer() -> Signer:
    # A point and not a colon, at which some mail programs end a link.
    return Signer(salt="companies.profile-check", sep=".")
