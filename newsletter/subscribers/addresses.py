"""One way to write an e-mail address, and a keyed hash that stands for it when it is gone."""

import idna
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.crypto import salted_hmac

HASH_LENGTH = 64
# What a mail server takes: RFC 5321, 4.5.3.1.3.
MAX_LENGTH = 254
_IN_DNS = "xn--"


def normalize_address(address: str) -> str:
    """The address in lower case, with the domain as DNS writes it (IDNA 2008, RFC 5891).

    Hosts of mailboxes may tell capitals apart (RFC 5321, 2.4); none that matters does, and
    people type their address in either way. The codec of Python is IDNA 2003, which makes
    strasse.de of straße.de: another domain, with another owner.

    Ask `is_address` about the result, whatever was asked before: one character may become
    several, and some become syntax.
    """
    address = str(address).strip().lower()
    name, at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    try:
        return f"{name}{at}{idna.encode(domain, uts46=True).decode('ascii')}"
    except UnicodeError:
        # With question marks, so that no validator takes it: Django would write it by IDNA 2003
        # when it mails.
        return f"{name}{at}{domain.encode('ascii', 'replace').decode('ascii')}"


def is_address(address: str) -> bool:
    """Whether this can be mailed; for an address after `normalize_address`."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    # The validator takes a dotless i and a long s for an i and an s in another case.
    return address.isascii() and len(address) <= MAX_LENGTH


def ways_to_write(address: str) -> set[str]:
    """The address with its domain as DNS writes it, and as people do."""
    address = normalize_address(address)
    name, at, domain = address.rpartition("@")
    try:
        return {address, f"{name}{at}{'.'.join(map(_as_typed, domain.split('.')))}"}
    except UnicodeError:
        return {address}


def _as_typed(label: str) -> str:
    """A part of a domain as people write it, also one that IDNA 2008 does not allow any more."""
    if not label.startswith(_IN_DNS):
        return label
    return label.removeprefix(_IN_DNS).encode("ascii").decode("punycode")


def hash_address(address: str) -> str:
    """HMAC-SHA256 of an address, in hexadecimal.

    A plain hash of an address is found by trying addresses; this one only by who has the key.
    """
    return salted_hmac(
        "newsletter.subscribers.address",
        normalize_address(address),
        secret=settings.ADDRESS_HASH_KEY,
        algorithm="sha256",
    ).hexdigest()


class AddressField(models.EmailField):
    """An e-mail address that is kept, and looked up, in one way of writing."""

    def to_python(self, value):
        value = super().to_python(value)
        return normalize_address(value) if value else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return normalize_address(value) if value else value


class AddressHashField(models.CharField):
    """The hash of the address in another field of the row, written with it."""

    def __init__(self, *args, source="email", **kwargs):
        self.source = source
        super().__init__(*args, **{"max_length": HASH_LENGTH, "editable": False, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance, add):
        value = hash_address(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value
