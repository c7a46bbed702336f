"""Logging in: by password with a second factor or by passkey, for accounts that editors made."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.views.decorators.cache import never_cache

from cms.security.client import client_address


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by himself, and the address of a visitor is our own reading of it."""

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return client_address(request)

    def get_login_redirect_url(self, request):
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return "/"


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted, so that a backup does not hold them."""

    def encrypt(self, text):
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor" + secret.encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def lacks_second_factor(user) -> bool:
    """Whether somebody may use the admin, but logs in with a password alone."""
    return user.has_perm("wagtailadmin.access_admin") and not is_mfa_enabled(user)


@never_cache
def log_in(request):
    """Where Wagtail sends who must log in: to the one page that asks for a second factor.

    Raises:
        PermissionDenied: for who is logged in, but may not see what was asked.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    target = request.GET.get(REDIRECT_FIELD_NAME) or reverse("wagtailadmin_home")
    return redirect_to_login(target, login_url=reverse("account_login"))
