"""Where a request comes from: which visitor, behind however many proxies, and which site."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the visitor; of IPv6 the network of 64 bits that one household has.

    Each proxy adds to the end of `X-Forwarded-For` whom it saw. Only the last
    `TRUSTED_PROXIES` of them are ours, so that only the one before those counts: what
    a visitor wrote in the header himself stands further to the left.
    """
    address = request.META.get("REMOTE_ADDR", "")
    seen = [name.strip() for name in request.headers.get("X-Forwarded-For", "").split(",")]
    if 0 < settings.TRUSTED_PROXIES <= len(seen):
        address = seen[-settings.TRUSTED_PROXIES] or address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that a page of another site sent this, or of none it can name.

    Browsers send `Origin` with every POST; a program may leave it out.
    """
    origin = request.headers.get("Origin")
    if not origin:
        return False
    try:
        return urlsplit(origin).netloc != request.get_host()
    except ValueError:  # no address at all
        return True
