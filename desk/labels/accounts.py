"""What allauth leaves without a label."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _


def complete() -> None:
    for form in (AddWebAuthnForm, EditWebAuthnForm):
        form.base_fields["name"].label = _("Name")
