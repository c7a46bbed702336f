"""The last sign of life of what runs beside the web server."""

from django.db import models
from django.utils import timezone


class PulseManager(models.Manager):
    """Signs of life, one row for each name, whichever machine gave it."""

    def beat(self, name: str, trouble: str = "") -> None:
        self.update_or_create(name=name, defaults={"at": timezone.now(), "trouble": trouble})


class Pulse(models.Model):
    """When something last said that it runs, and what was wrong then; empty when nothing was."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    trouble = models.CharField(max_length=40, blank=True)

    objects = PulseManager()

    def __str__(self):
        return self.name
