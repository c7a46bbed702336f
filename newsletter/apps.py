from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "newsletter"
    verbose_name = _("newsletter")

    def ready(self):
        from cms.health import register_check
        from newsletter.mailings.watching import stopped_mailings

        register_check("mailings", stopped_mailings)
        if apps.is_installed("anymail"):
            from anymail.signals import tracking

            from newsletter.bounces.provider import record_event

            tracking.connect(record_event, dispatch_uid="newsletter")
