"""What a company fills in when something on its profile is not right."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.telephone import validate_telephone
from companies.checks.pieces import Piece, pieces, plain
from companies.models import CompanyPage
from companies.models.staff import staff_errors, staff_limits

MAX_TEXT = 2000
_AUTOCOMPLETE = {"email": "email", "phone": "tel", "website": "url"}


class ProfileForm(forms.Form):
    """The pieces of a profile as they are, to correct, and room for what fits no field.

    Only what the company changed, and what differs from the public page, is a proposal. An
    editor may publish while the form is open, so the form carries what the company saw. That
    comes back from a visitor: it keeps to the limits of its field, and is only compared and shown.
    """

    activities = forms.CharField(
        label=_("Do you do more, less or something else?"),
        help_text=_("In your own words. We look for the right place for it."),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    remark = forms.CharField(
        label=_("Anything else that we should change or know?"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, page: CompanyPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.pieces = list(pieces(page))
        for piece in self.pieces:
            self.fields[piece.name] = _field(piece)
        if self.is_bound:
            # What was not sent was not seen either: it came on the page since, or the form is of
            # before it carried what was seen.
            self.data = self.data.copy()
            for piece in self.pieces:
                for name in (piece.name, self.add_initial_prefix(piece.name)):
                    self.data.setdefault(name, plain(piece.value))

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in the field that people do not see."""
        return bool(self.data.get("onderwerp"))

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under headings, without headings that hold nothing."""
        named = {
            _("Contact"): ["contact_role", "email", "phone", "website"],
            _("Staff"): ["staff_count", "staff_year"],
            _("What you do"): [*self._of_rows("own_words"), "activities"],
            _("Opening hours"): self._of_rows("opening_hours"),
            _("Something else"): ["remark"],
        }
        return [
            (heading, [self[name] for name in names]) for heading, names in named.items() if names
        ]

    def seen(self) -> list[tuple[str, str]]:
        """The hidden fields, by name: what the company saw when it opened the form.

        Not Django's own `show_hidden_initial`, which after a mistake calls what was typed seen.
        """
        return [
            (self.add_initial_prefix(piece.name), plain(self._seen(piece)))
            for piece in self.pieces
        ]

    def _seen(self, piece: Piece):
        if not self.is_bound:
            return piece.value
        try:
            return self.fields[piece.name].clean(self.data[self.add_initial_prefix(piece.name)])
        except forms.ValidationError:
            return piece.value

    def _of_rows(self, attribute: str) -> list[str]:
        return [piece.name for piece in self.pieces if piece.attribute == attribute]

    def clean(self):
        values = super().clean()
        if not staff_limits().keys() & self.errors.keys():
            for name, error in staff_errors(values).items():
                self.add_error(name, error)
        if not self.errors and not (self.changes() or values["activities"] or values["remark"]):
            self.add_error(
                None, _("You changed nothing. Is everything right? Use the button for that.")
            )
        return values

    def changes(self) -> list[dict]:
        """What the company proposes, as `ProfileCheck.changes` keeps it."""
        changes = []
        for piece in self.pieces:
            before, after = self._seen(piece), self.cleaned_data[piece.name]
            if plain(after) not in {plain(before), plain(piece.value)}:
                changes.append({"name": piece.name, "before": before, "after": after})
        return changes


def _field(piece: Piece) -> forms.Field:
    """The field of the model, with the words and the limits that suit the company."""
    options = {"label": piece.label, "required": False, "initial": piece.value}
    if piece.attribute == "website":
        options["assume_scheme"] = "https"
    if piece.attribute == "phone":
        options["validators"] = [validate_telephone]
    if limits := staff_limits().get(piece.attribute):
        options["min_value"], options["max_value"] = limits
    field = piece.holder._meta.get_field(piece.attribute).formfield(**options)
    field.help_text = ""
    if autocomplete := _AUTOCOMPLETE.get(piece.attribute):
        field.widget.attrs["autocomplete"] = autocomplete
    return field
