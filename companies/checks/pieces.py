"""The pieces of a profile that the company itself may correct."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models import CompanyActivity, CompanyLocation, CompanyPage, ProfileCheck

# In the words of who fills them in.
LABELS = {
    "contact_role": _("Whom people ask for (a service or a role)"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "website": _("Website"),
    "staff_count": _("Number of staff"),
    "staff_year": _("Counted in the year"),
    "own_words": _("In your own words"),
    "opening_hours": _("Opening hours"),
}
PAGE_FIELDS = ("contact_role", "email", "phone", "website", "staff_count", "staff_year")
# By relation: the field of a row, its model, and what tells the rows apart.
ROW_FIELDS = {
    "activity_rows": ("own_words", CompanyActivity),
    "locations": ("opening_hours", CompanyLocation),
}


@dataclass(frozen=True)
class Piece:
    """One value: of the page itself, or of an activity or location that `about` names.

    `name` stays the same from one version of the page to the next.
    """

    name: str
    holder: models.Model
    about: str = ""

    @property
    def attribute(self) -> str:
        return self.name.partition("-")[0]

    @property
    def label(self) -> str:
        label = str(LABELS[self.attribute])
        return f"{self.about}: {label[:1].lower()}{label[1:]}" if self.about else label

    @property
    def value(self):
        return getattr(self.holder, self.attribute)


@dataclass(frozen=True)
class Difference:
    """What the company proposes for a piece, beside what stands there in the latest version."""

    name: str
    label: str
    now: object
    after: object
    is_gone: bool = False  # an activity or location that the page does not have any more
    changed_since: bool = False  # by an editor, after the company looked


def pieces(page: CompanyPage) -> Iterator[Piece]:
    """Everything that the company may correct, in the order in which it is asked."""
    for name in PAGE_FIELDS:
        yield Piece(name, page)
    for relation, (attribute, _model) in ROW_FIELDS.items():
        for row in getattr(page, relation).all():
            yield Piece(f"{attribute}-{row.translation_key.hex}", row, str(row))


def differences(check: ProfileCheck, page: CompanyPage) -> list[Difference]:
    """The proposals of a company, against the latest version of its page."""
    known = {piece.name: piece for piece in pieces(page)}
    found = []
    for change in check.changes:
        piece = known.get(change["name"])
        if piece is None:
            label = str(LABELS[change["name"].partition("-")[0]])
            found.append(
                Difference(change["name"], label, change["before"], change["after"], is_gone=True)
            )
        else:
            changed = plain(piece.value) != plain(change["before"])
            found.append(
                Difference(piece.name, piece.label, piece.value, change["after"], False, changed)
            )
    return found


def apply(changes: list[dict], page: CompanyPage) -> None:
    """Write proposals into a version of the page, in memory."""
    for relation in ROW_FIELDS:
        # So that what is changed below is what is saved.
        setattr(page, relation, list(getattr(page, relation).all()))
    known = {piece.name: piece for piece in pieces(page)}
    for change in changes:
        if piece := known.get(change["name"]):
            setattr(piece.holder, piece.attribute, change["after"])


def plain(value) -> str:
    """A value as text, to compare: nothing filled in is the same as nothing there."""
    return "" if value is None else str(value).strip()
