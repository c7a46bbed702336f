from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("site")

    def ready(self):
        from cms import translations
        from cms.page_cache import receivers
        from cms.security.adminscripts import replace_inline_scripts

        replace_inline_scripts()
        translations.connect()
        receivers.connect(self)
        if settings.WAGTAILFRONTENDCACHE:
            from cms import purging

            purging.connect()
