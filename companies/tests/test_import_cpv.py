"""The official CPV list: read once or twice, and wrong lines named."""

import pytest
from django.core.management import CommandError, call_command

from companies.models import CpvCode


@pytest.fixture
def listing(tmp_path):
    file = tmp_path / "cpv.tsv"
    file.write_text("77310000-6\tBeplanten\n90911000\tSchoonmaak\n", encoding="utf-8")
    return file


def test_reading_twice_gives_each_code_once(db, listing):
    call_command("import_cpv", listing)
    call_command("import_cpv", listing)
    assert list(CpvCode.objects.values_list("code", flat=True)) == ["77310000", "90911000"]


def test_a_file_of_excel_with_a_byte_order_mark_is_read(db, tmp_path):
    file = tmp_path / "cpv.tsv"
    file.write_text("90911000\tSchoonmaak\n", encoding="utf-8-sig")
    call_command("import_cpv", file)
    assert CpvCode.objects.get().code == "90911000"


def test_a_changed_label_is_taken_over(db, listing):
    CpvCode.objects.create(code="90911000", label="Oud")
    call_command("import_cpv", listing)
    assert CpvCode.objects.get(code="90911000").label == "Schoonmaak"


@pytest.mark.parametrize("line", ["773\tTe kort", "77310000", "abc\tWoord"])
def test_a_wrong_line_is_named_and_nothing_is_kept(db, tmp_path, line):
    file = tmp_path / "cpv.tsv"
    file.write_text(f"90911000\tSchoonmaak\n{line}\n", encoding="utf-8")
    with pytest.raises(CommandError, match="regel 2"):
        call_command("import_cpv", file)
    assert not CpvCode.objects.exists()


def test_a_missing_file_is_said_in_one_line(db, tmp_path):
    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("import_cpv", tmp_path / "weg.tsv")
