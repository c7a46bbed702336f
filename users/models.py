"""The people who log in: editors and administrators, never visitors."""

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account of its own model, so that fields can be added in later years."""

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
