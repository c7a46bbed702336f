from django.urls import path

from search.views import api

urlpatterns = [path("", api, name="search_api")]
