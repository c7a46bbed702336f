"""The WSGI application that gunicorn serves: Django behind the page cache."""

import os

from django.core.wsgi import get_wsgi_application


def _application():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    django = get_wsgi_application()
    from cms.page_cache.wiring import with_page_cache  # needs settings

    return with_page_cache(django)


application = _application()
