"""The page behind the link in a mail to a company: its page decides the language."""

from django.urls import path

from companies.views import profile_check

urlpatterns = [path("klopt-dit-nog/<str:token>/", profile_check, name="profile_check")]
