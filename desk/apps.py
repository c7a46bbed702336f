from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("editors' desk")

    def ready(self):
        from desk.labels import complete_labels
        from desk.reports.at_once import read_at_once

        complete_labels()
        read_at_once()
