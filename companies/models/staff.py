"""How many people work at a company, and in which year they were counted."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def staff_limits() -> dict[str, tuple[int, int]]:
    """The lowest and the highest value that can be true, by field."""
    return {"staff_count": (1, 100_000), "staff_year": (1900, timezone.localdate().year)}


def staff_errors(values: dict[str, int | None]) -> dict[str, ValidationError]:
    """What is wrong with the number of staff or its year, by field."""
    errors = {}
    for name, (lowest, highest) in staff_limits().items():
        for validate in (MinValueValidator(lowest), MaxValueValidator(highest)):
            try:
                if values[name] is not None:
                    validate(values[name])
            except ValidationError as error:
                errors[name] = error
    count, year = values["staff_count"], values["staff_year"]
    if not errors and count is None and year is not None:
        text = _("A year of the count goes with a number of staff.")
        errors["staff_count"] = ValidationError(text)
    if not errors and year is None and count is not None:
        text = _("A number of staff goes with the year of the count.")
        errors["staff_year"] = ValidationError(text)
    return errors
