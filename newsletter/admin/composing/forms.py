"""The forms between an issue and its readers."""

import re

from django import forms
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from newsletter.composing.trial import MAX_ADDRESSES

NOW, LATER = "nu", "later"


class AddressesField(forms.CharField):
    """A few mail addresses, with commas, spaces or new lines between them."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value):
        found = [part for part in re.split(r"[\s,;]+", super().clean(value)) if part]
        addresses = list(dict.fromkeys(found))
        if len(addresses) > MAX_ADDRESSES:
            raise forms.ValidationError(
                _("Fill in at most %(count)d addresses.") % {"count": MAX_ADDRESSES}
            )
        for address in addresses:
            try:
                validate_email(address)
            except forms.ValidationError as error:
                raise forms.ValidationError(
                    _("“%(address)s” is no e-mail address.") % {"address": address}
                ) from error
        return addresses


class TrialForm(forms.Form):
    """To whom a test mail goes."""

    addresses = AddressesField(
        label=gettext_lazy("Addresses"),
        help_text=gettext_lazy(
            "At most five, with a comma between. They get the mail in every language."
        ),
        max_length=1000,
    )


class MomentForm(forms.Form):
    """When the mails go."""

    moment = forms.ChoiceField(
        label=gettext_lazy("When?"),
        choices=[
            (NOW, gettext_lazy("As soon as possible: in ten minutes")),
            (LATER, gettext_lazy("At a moment of your choice")),
        ],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    send_at = forms.DateTimeField(
        label=gettext_lazy("Moment"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Only when you chose a moment."),
    )

    def clean(self):
        cleaned = super().clean()
        send_at = cleaned.get("send_at")
        if cleaned.get("moment") == NOW:
            cleaned["send_at"] = None
        elif "send_at" not in self.errors:
            if send_at is None:
                self.add_error("send_at", _("Fill in when the mails must go."))
            elif send_at <= timezone.now():
                self.add_error("send_at", _("That moment has passed. Choose a later one."))
        return cleaned
