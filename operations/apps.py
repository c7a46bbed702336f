from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Keeping the site: backups, the yearly archive, and how it is doing."""

    name = "operations"
    verbose_name = _("operations")

    def ready(self):
        from operations.errors import report_errors

        report_errors()
