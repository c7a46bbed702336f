"""The first screen after logging in: what waits, what one often starts, and how it goes."""

from datetime import timedelta

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from companies.models import CompanyIndexPage
from desk.waiting import waiting_for
from events.models import EventIndexPage
from news.models import NewsIndexPage
from newsletter.models import NewsletterIndexPage
from search.log import SearchCount

FIGURES_OF = timedelta(days=30)
QUICK_STARTS = (
    (NewsIndexPage, "news.NewsPage", "doc-full-inverse"),
    (EventIndexPage, "events.EventPage", "date"),
    (CompanyIndexPage, "companies.CompanyPage", "group"),
    (NewsletterIndexPage, "newsletter.NewsletterIssuePage", "mail"),
)


class QuickStartPanel(Component):
    """One button for each kind of page that is made often."""

    order = 50
    template_name = "desk/quick_starts.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        labels = {
            "news.NewsPage": _("New news item"),
            "events.EventPage": _("New event"),
            "companies.CompanyPage": _("New company"),
            "newsletter.NewsletterIssuePage": _("New issue"),
        }
        starts = []
        for parent_model, name, icon in QUICK_STARTS:
            parent = parent_model.objects.order_by("path").first()
            if parent and parent.permissions_for_user(user).can_add_subpage():
                url = reverse("wagtailadmin_pages:add", args=[*name.lower().split("."), parent.pk])
                starts.append({"label": labels[name], "url": url, "icon": icon})
        return {"starts": starts}


class WaitingPanel(Component):
    """What waits for this person."""

    order = 60
    template_name = "desk/waiting.html"

    def get_context_data(self, parent_context):
        return {"works": list(waiting_for(parent_context["request"].user))}


class FiguresPanel(Component):
    """What happened in the last thirty days."""

    order = 400
    template_name = "desk/figures.html"

    def get_context_data(self, parent_context):
        since = timezone.now() - FIGURES_OF
        searches = SearchCount.objects.filter(day__gte=since.date()).aggregate(
            asked=Sum("times", default=0),
            opened=Sum("clicks", default=0),
            found=Sum("times", filter=Q(results__gt=0), default=0),
        )
        pages = Page.objects.live().aggregate(
            published=Count("pk", filter=Q(first_published_at__gte=since)),
            changed=Count("pk", filter=Q(last_published_at__gte=since)),
        )
        figures = [
            (_("pages published for the first time"), pages["published"]),
            (_("pages published or changed"), pages["changed"]),
            (_("searches"), searches["asked"]),
            (_("searches that found something"), searches["found"]),
            (_("results opened"), searches["opened"]),
        ]
        return {"figures": figures}
