"""Company numbers: ten digits of which the last two check the first eight."""

import pytest
from django.core.exceptions import ValidationError

from companies.models.number import normalise_company_number


@pytest.mark.parametrize("typed", ["123456749", "0123456749", "0123.456.749", "BE 0123.456.749"])
def test_a_number_is_kept_in_one_form(typed):
    assert normalise_company_number(typed) == "0123.456.749"


@pytest.mark.parametrize(
    "typed", ["0123.456.748", "2123.456.749", "12", "abc", "0123.456.74\uff19"]
)
def test_a_wrong_number_is_refused(typed):
    with pytest.raises(ValidationError):
        normalise_company_number(typed)
