from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "newsletter"
    verbose_name = _("newsletter")

    def ready(self):
        from cms.health import register_check
        from newsletter.mailings.watching import stuck_mailings

        register_check("mailings", stuck_mailings)
