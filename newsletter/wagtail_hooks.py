"""The menu of the newsletter, its screens, what a role may do there, and what its history says."""

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.admin.snippets import SiteSnippetViewSet
from newsletter.admin.composing.viewset import ComposingViewSet
from newsletter.admin.issues import IssueListing
from newsletter.admin.mailings.viewset import MailingsViewSet
from newsletter.admin.subscribers.viewset import SubscribersViewSet
from newsletter.admin.viewset import ImportViewSet
from newsletter.models import Rubric, Series


class SeriesViewSet(SiteSnippetViewSet):
    """Series, the running one first."""

    model = Series
    icon = "list-ul"
    list_display = ["name", "started_on", "ended_on"]
    search_fields = ["name"]


class RubricViewSet(SiteSnippetViewSet):
    """Rubrics, listed by name."""

    model = Rubric
    icon = "tag"
    list_display = ["name", "slug"]
    search_fields = ["name"]


class NewsletterViewSetGroup(SnippetViewSetGroup):
    """One menu for everything about the newsletter."""

    items = (
        IssueListing,
        MailingsViewSet,
        SubscribersViewSet,
        ImportViewSet,
        SeriesViewSet,
        RubricViewSet,
    )
    menu_label = _("Newsletter")
    menu_icon = "mail"
    menu_order = 250


register_snippet(NewsletterViewSetGroup)


@hooks.register("register_admin_viewset")
def register_composing():
    return ComposingViewSet()


@hooks.register("register_permissions")
def reader_permissions():
    """What a role may do with readers; being a redacteur gives none of it."""
    actions = ("view", "change", "delete", "import", "export")
    return Permission.objects.filter(
        content_type__app_label="newsletter",
        codename__in=["send_mailing", *(f"{action}_subscriber" for action in actions)],
    )


@hooks.register("register_log_actions")
def mailing_actions(actions):
    """What the history of an issue says about its mailing."""
    for verb, text in {
        "schedule": _("Mailing scheduled"),
        "cancel": _("Mailing cancelled"),
        "pause": _("Mailing paused"),
        "resume": _("Mailing resumed"),
        "retry": _("Sent again to who was refused for a passing reason"),
        "resend": _("Sent again to who perhaps did not get it"),
        "close": _("Mailing taken as it is"),
    }.items():
        actions.register_action(f"newsletter.mailing.{verb}", text, text)
