"""Everybody reaches what their role is for, and nothing else: rights.txt is the table.

Rights are the same on each database, so that one is enough.
"""

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from django.db import connection

from tests.admin.addresses import admin_addresses
from tests.admin.asking import PEOPLE, is_welcome, no_answers, places_of

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="rights do not depend on the database"
)
LOG_OUT = "wagtailadmin_logout"
TABLE = Path(__file__).with_name("rights.txt")


def read_table() -> dict[str, list[str]]:
    """For each address or pattern the letters of who is welcome, for one place or three."""
    rows = (line.split() for line in TABLE.read_text(encoding="utf-8").splitlines())
    return {row[0]: row[1:] for row in rows if row and row[0] != "#"}


def row_of(name: str, table: dict[str, list[str]]) -> str | None:
    """The row about an address: its own, or the pattern that it fits."""
    if name in table:
        return name
    return next((pattern for pattern in table if fnmatchcase(name, pattern)), None)


def test_each_address_of_the_admin_stands_in_the_table_and_the_table_names_no_other():
    table = read_table()
    rows = {address.name: row_of(address.name, table) for address in admin_addresses()}
    assert [name for name, row in rows.items() if row is None] == []
    assert set(table) - set(rows.values()) == set()


@pytest.mark.exhaustive
@pytest.mark.parametrize("letter", PEOPLE)
def test_a_role_reaches_what_the_table_says_and_nothing_else(letter, world, client):
    client.raise_request_exception = False  # an empty form may be an error
    table = read_table()
    person = world.people.get(PEOPLE[letter])
    surprises = []
    if person:
        client.force_login(person)
    with no_answers():
        for address in admin_addresses():
            letters = table[row_of(address.name, table)]
            for place, welcome in zip(places_of(address), letters, strict=True):
                is_in = is_welcome(client, world, address, place)
                if is_in != (letter in welcome):
                    surprises.append(f"{address.name} ({place}): {is_in}")
            if person and address.name == LOG_OUT:
                client.force_login(person)
    assert surprises == []
