from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(AppConfig):
    default = True
    name = "users"
    verbose_name = _("users")


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's screens of accounts, with a list of our own."""

    user_viewset = "users.viewsets.AccountViewSet"
