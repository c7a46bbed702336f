"""The pages of subscribers that have an address in every language."""

from django.urls import path

from newsletter.views import sign_up

urlpatterns = [
    path("inschrijven/", sign_up.sign_up, name="sign_up"),
    path("voorkeuren/", sign_up.ask_preferences, name="ask_preferences"),
]
