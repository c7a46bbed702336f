"""One way to write an e-mail address, and a keyed hash that stands for it when it is gone."""

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

HASH_LENGTH = 64


def normalize_address(address: str) -> str:
    """The address in lower case, with the domain as DNS writes it (RFC 5891).

    Hosts of mailboxes may tell capitals apart (RFC 5321, 2.4); none that matters does, and
    people type their address in either way.
    """
    address = str(address).strip().lower()
    name, at, domain = address.rpartition("@")
    try:
        return f"{name}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address


def ways_to_write(address: str) -> set[str]:
    """The address with its domain as DNS writes it, and as people do."""
    address = normalize_address(address)
    name, at, domain = address.rpartition("@")
    try:
        return {address, f"{name}{at}{domain.encode('ascii').decode('idna')}"}
    except UnicodeError:
        return {address}


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
