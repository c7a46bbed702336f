"""Visiting one address outside the site: briefly, politely, and never inside our network."""

import ipaddress
import socket
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import requests

from desk.models import CheckedLink

Problem = CheckedLink.Problem
Visit = Callable[[str], Problem]

TIMEOUT_SECONDS = 10
MAX_REDIRECTS = 5
HEADERS = {
    "User-Agent": "WaasMaatwerk-linkcontrole/1.0",
    "Accept": "*/*",
    "Accept-Language": "nl-BE, nl;q=0.9",
}
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
# The site is there, it only does not like machines.
_SHY = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.TOO_MANY_REQUESTS,
    999,  # LinkedIn's answer to anything that is no browser
}


def visit(url: str) -> Problem:
    """What is wrong with the address, after at most two short requests for each redirect."""
    try:
        for _hop in range(MAX_REDIRECTS + 1):
            if not is_public(url):
                return Problem.UNSAFE
            response = _ask(url)
            if not response.is_redirect:
                return _judge(response.status_code)
            url = urljoin(url, response.headers["Location"])
    except (requests.RequestException, UnicodeError, ValueError):
        return Problem.UNREACHABLE
    return Problem.REFUSED


def _ask(url: str) -> requests.Response:
    """The head of the page; its body is asked for only when there is no other way."""
    options = {"headers": HEADERS, "allow_redirects": False}
    response = requests.head(url, timeout=TIMEOUT_SECONDS, **options)
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        response = requests.get(url, timeout=TIMEOUT_SECONDS, stream=True, **options)
        response.close()
    return response


def _judge(status: int) -> Problem:
    if status in _GONE:
        return Problem.GONE
    if status < HTTPStatus.BAD_REQUEST or status in _SHY:
        return Problem.NONE
    return Problem.REFUSED


def is_public(url: str) -> bool:
    """Whether the address is a web address on the open internet, not on our own network."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return False
    try:
        addresses = socket.getaddrinfo(parts.hostname, parts.port or 443)
    except OSError as error:
        raise requests.ConnectionError(str(error)) from error
    return all(ipaddress.ip_address(address[4][0]).is_global for address in addresses)
