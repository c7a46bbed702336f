"""Names as people type them."""

import pytest

from cms.names import fold_name


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Sint-Gillis-Waas", "sintgilliswaas"),
        ("'s Gravenvoeren", "sgravenvoeren"),
        ("Économie", "economie"),
        ("Œuvre", "oeuvre"),
        ("…", ""),
    ],
)
def test_a_name_is_compared_without_case_accents_and_signs(name, folded):
    assert fold_name(name) == folded
