"""What visitors and subscribers fill in."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from newsletter.models import Series, Subscriber
from newsletter.subscribers.addresses import is_address, normalize_address


def language_choices() -> list[tuple[str, str]]:
    """The languages in which the site has pages."""
    used = set(Locale.objects.values_list("language_code", flat=True))
    return [(code, name) for code, name in settings.LANGUAGES if code in used]


def _own_name(code: str) -> str:
    """How a language calls itself, for who reads no other."""
    return get_language_info(code)["name_local"].capitalize()


class AddressForm(forms.Form):
    """An address, and a trap: people do not see the second field, programs fill it in."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("This is not a whole e-mail address. An example: name@example.be"),
        },
    )
    website = forms.CharField(label=_("Leave this field empty"), required=False)

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("website"))

    def clean_email(self):
        address = normalize_address(self.cleaned_data["email"])
        if not is_address(address):
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"], "invalid")
        return address


class _SeriesChoice(forms.TypedMultipleChoiceField):
    """Ticks for series, each with its name in the language of the page."""

    def __init__(self, *args, series: list[Series], **kwargs):
        super().__init__(
            *args,
            choices=[(one.original_pk, one.name) for one in series],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )


class SignUpForm(AddressForm):
    """An address and the series; with one series there is nothing to choose."""

    def __init__(self, *args, series: list[Series], **kwargs):
        super().__init__(*args, **kwargs)
        self.series = series
        if len(series) > 1:
            self.fields["reeks"] = _SeriesChoice(
                label=_("Which newsletter do you want to get?"),
                series=series,
                error_messages={"required": _("Choose at least one newsletter.")},
            )

    def chosen(self) -> list[Series]:
        """The originals of the series that were asked for."""
        keys = self.cleaned_data.get("reeks") or [one.original_pk for one in self.series]
        return list(Series.objects.filter(pk__in=keys))


class PreferencesForm(forms.Form):
    """Which series somebody gets, and in which language."""

    taal = forms.ChoiceField(label=_("Language of the newsletter"))

    def __init__(self, *args, subscriber: Subscriber, series: list[Series], **kwargs):
        active = subscriber.subscriptions.active().values_list("series_id", flat=True)
        super().__init__(
            *args, initial={"reeks": list(active), "taal": subscriber.language}, **kwargs
        )
        self.fields["reeks"] = _SeriesChoice(
            label=_("Which newsletters do you want to get?"), series=series, required=False
        )
        self.order_fields(["reeks", "taal"])
        codes = dict.fromkeys([*dict(language_choices()), subscriber.language])
        self.fields["taal"].choices = [(code, _own_name(code)) for code in codes]
        if len(codes) == 1:
            del self.fields["taal"]
