from django.urls import path

from search import api

urlpatterns = [
    path("", api.results, name="search_api"),
    path("suggesties/", api.suggestions, name="search_suggestions"),
    path("openapi.json", api.description, name="search_openapi"),
    path("<path:path>", api.not_found),
]
