from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "newsletter"
    verbose_name = _("newsletter")

    def ready(self):
        from cms.health import register_check
        from newsletter.bounces.watching import state_of_mailbox
        from newsletter.mailings.watching import stopped_mailings

        register_check("mailings", stopped_mailings)
        if settings.BOUNCE_IMAP_URL:
            register_check("bounces", state_of_mailbox)
        if apps.is_installed("anymail"):
            from anymail.signals import tracking

            from newsletter.bounces.provider import record_event

            tracking.connect(record_event, dispatch_uid="newsletter")
