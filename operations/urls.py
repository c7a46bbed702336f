"""The addresses for who watches the site."""

from django.urls import path

from operations.metrics import metrics

urlpatterns = [path("", metrics, name="metrics")]
