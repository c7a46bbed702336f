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
    return addresses_below(ADMIN)


def addresses_below(folder: str) -> list[Address]:
    """All named addresses below a folder, as `admin_addresses` gives them."""
    found = sorted(
        _walk(get_resolver(), folder),
        key=lambda address: (address.name, -len(address.arguments)),
    )
    return list({address.name: address for address in found}.values())


def _walk(resolver: URLResolver, folder: str, *above: URLResolver) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        way = (*above, entry)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, folder, *way)
        elif isinstance(entry, URLPattern) and entry.name:
            path = "".join(str(part.pattern) for part in way)
            if path.startswith(folder):
                names = [part.namespace for part in above if part.namespace]
                arguments = [name for part in way for name in part.pattern.regex.groupindex]
                yield Address(":".join((*names, entry.name)), tuple(arguments))
