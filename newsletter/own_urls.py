"""The pages behind personal links: the person decides the language, not the address."""

from django.urls import path

from newsletter.views import own_links, preferences

_OWN = "nieuwsbrief/voorkeuren/<str:token>/"

urlpatterns = [
    # Short, because it must fit on a line of a mail header: newsletter/subscribers/tokens.py.
    path("uit/<str:token>/", own_links.unsubscribe_at_once, name="unsubscribe"),
    path(
        "nieuwsbrief/bevestigen/<str:token>/",
        own_links.confirm_subscription,
        name="subscription_confirm",
    ),
    path(_OWN, preferences.preferences, name="subscription_preferences"),
    path(f"{_OWN}json/", preferences.export_json, name="subscription_json"),
    path(f"{_OWN}csv/", preferences.export_csv, name="subscription_csv"),
    path(f"{_OWN}wissen/", preferences.erase_me, name="subscription_erase"),
]
