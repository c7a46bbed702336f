"""When the triggers are made: around migrations, which change the tables below them."""

from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from cms.page_cache.generation import wait_after_changes
from cms.page_cache.watching import stop_watching, watch


def _before_migrations(sender, using, plan=(), **kwargs):
    if plan:
        stop_watching(using)


def _after_migrations(sender, using, apps=None, **kwargs):
    watch(using, *([apps] if apps else []))


def connect(config) -> None:
    """Listen for the app `config` once, although Django tells it for every app."""
    pre_migrate.connect(_before_migrations, sender=config)
    post_migrate.connect(_after_migrations, sender=config)
    connection_created.connect(wait_after_changes)
