"""Every address of the admin: its name, and the arguments that it asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

ADMIN = "admin/"


@dataclass(frozen=True)
class Address:
    """An address by name, and the names of its arguments in order."""

    name: str
    arguments: tuple[str, ...]


def admin_addresses() -> list[Address]:
    """All named addresses under /admin/, by name; of a view with two, the shorter one."""
    found = sorted(
        _walk(get_resolver().url_patterns, "", ()),
        key=lambda address: (address.name, -len(address.arguments)),
    )
    return list({address.name: address for address in found}.values())


def _walk(patterns, prefix: str, namespaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inside = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry.url_patterns, path, inside)
        elif isinstance(entry, URLPattern) and path.startswith(ADMIN) and entry.name:
            name = ":".join((*namespaces, entry.name))
            yield Address(name, tuple(entry.pattern.regex.groupindex))
