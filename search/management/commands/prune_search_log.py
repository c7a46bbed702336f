"""Forgetting what was asked, in time."""

import datetime

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from search.log import SearchCount


class Command(BaseCommand):
    """Delete the counts of searches that are older than SEARCH_LOG_DAYS days."""

    help = "Wist tellingen van zoekopdrachten die ouder zijn dan SEARCH_LOG_DAYS dagen."

    def handle(self, *args, **options):
        oldest = timezone.localdate() - datetime.timedelta(days=settings.SEARCH_LOG_DAYS)
        deleted, _models = SearchCount.objects.filter(day__lte=oldest).delete()
        if deleted:
            self.stdout.write(f"{deleted} tellingen van zoekopdrachten gewist.")
