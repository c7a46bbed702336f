"""The pages that are not in the tree."""

from django.urls import path

from home.styleguide import style_guide

urlpatterns = [path("stijlgids/", style_guide, name="style_guide")]
