"""The WSGI application that gunicorn serves: Django behind the page cache."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application


def _application():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    django = get_wsgi_application()
    from django.conf import settings

    from cms.page_cache.wiring import with_page_cache  # needs settings
    from cms.signals import before_serving

    # All views are imported before gunicorn forks, instead of in each worker's first answer.
    import_module(settings.ROOT_URLCONF)
    before_serving.send(sender=None)
    # What is loaded stays. Else each full collection walks through it, a pause of 0.1 s, and
    # unshares the memory of forked workers: https://docs.python.org/3/library/gc.html#gc.freeze
    gc.collect()
    gc.freeze()
    return with_page_cache(django)


application = _application()
