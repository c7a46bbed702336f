from django.urls import path

from search.beacon import search_log
from search.views import opensearch, search

urlpatterns = [
    path("", search, name="search"),
    path("opensearch.xml", opensearch, name="opensearch"),
    path("log/", search_log, name="search_log"),
]
