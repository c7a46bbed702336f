"""The addresses of a site as `wagtail start` wires them, for uncached_pages.py."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

urlpatterns = [path("", include(wagtail_urls))]
