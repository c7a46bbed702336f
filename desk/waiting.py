"""What waits for an editor: one line for each kind of work, with where to do it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from companies.models import ProfileCheck
from desk.models import CheckedLink
from desk.queries import drafts, due_pages, editable, profiles
from desk.reports.translations import behind, to_translate, with_progress
from events.models import EventPage
from newsletter.admin.access import archive_for
from newsletter.mailings.progress import is_stuck
from newsletter.models import ImportedFile, Mailing
from search.log import SearchCount

SEARCHES_OF = timedelta(days=30)
SEND_MAILING = "newsletter.send_mailing"


@dataclass(frozen=True)
class Waiting:
    """A kind of work: how much of it there is, and the screen that lists it."""

    name: str
    label: str
    count: int
    url: str
    icon: str


def waiting_for(user) -> Iterator[Waiting]:
    """The kinds of work that this person may do and of which there is some."""
    for find in FINDERS:
        work = find(user)
        if work is not None and work.count:
            yield work


def _moderation(user) -> Waiting:
    count = TaskState.objects.reviewable_by(user).count()
    url = reverse("wagtailadmin_home") + "#panel-awaiting-review"
    return Waiting("moderation", _("Pages to read and approve"), count, url, "tasks")


def _drafts(user) -> Waiting:
    count = drafts(user).count()
    return Waiting("drafts", _("Drafts that are not published"), count, _report("drafts"), "draft")


def _imported(user) -> Waiting | None:
    if archive_for(user) is None:
        return None
    count = ImportedFile.objects.filter(issue__live=False).count()
    url = reverse("import_issues:index")
    return Waiting("imported", _("Imported issues to check"), count, url, "download")


def _scheduled_mailings(user) -> Waiting | None:
    if not user.has_perm(SEND_MAILING):
        return None
    count = Mailing.objects.filter(state__in=Mailing.AT_WORK).count()
    url = f"{reverse('mailings:index')}?{urlencode({'state': Mailing.AT_WORK}, doseq=True)}"
    return Waiting("mailings", _("Mailings that are planned or on their way"), count, url, "mail")


def _stopped_mailings(user) -> Waiting | None:
    """What goes no further without an editor, or without a worker."""
    if not user.has_perm(SEND_MAILING):
        return None
    states = {Mailing.State.ATTENTION, Mailing.State.PAUSED}
    stopped = list(Mailing.objects.filter(state__in=states))
    stopped += [mailing for mailing in Mailing.objects.unfinished() if is_stuck(mailing)]
    query = urlencode({"state": sorted({mailing.state for mailing in stopped})}, doseq=True)
    url = f"{reverse('mailings:index')}?{query}"
    label = _("Mailings that ask for your attention")
    return Waiting("stopped_mailings", label, len(stopped), url, "warning")


def _profiles(user) -> Waiting:
    count = profiles(user).due_for_check().count()
    label = _("Company profiles that nobody checked for a year")
    return Waiting("profiles", label, count, _report("profiles") + "?due=due", "group")


def _answers(user) -> Waiting | None:
    if not user.has_perm("companies.change_profilecheck"):
        return None
    state = ProfileCheck.State.ANSWERED
    count = ProfileCheck.objects.filter(state=state).count()
    url = f"{reverse('profile_checks:index')}?state={state}"
    return Waiting("answers", _("Answers of companies about their profile"), count, url, "mail")


def _reviews(user) -> Waiting:
    count = due_pages(user).count()
    label = _("Pages of which the day to check has come")
    return Waiting("reviews", label, count, _report("reviews") + "?due=due", "time")


def _translations(user) -> Waiting | None:
    if not user.has_perm("wagtail_localize.submit_translation"):
        return None
    count = behind(with_progress(to_translate(user))).count()
    label = _("Translations that are a draft or out of date")
    url = _report("translations") + "?work=behind"
    return Waiting("translations", label, count, url, "wagtail-localize-language")


def _undated_events(user) -> Waiting:
    """Events of which visitors only read that they moved: the new day is not filled in."""
    moved = Q(status=EventPage.Status.MOVED, ends_at__lt=timezone.now())
    count = EventPage.objects.live().filter(moved, pk__in=editable(user)).count()
    url = reverse("events:index") + "?status=moved&when=past"
    return Waiting("undated", _("Moved events without a new day"), count, url, "date")


def _broken_links(user) -> Waiting | None:
    if not user.has_perm("desk.view_checkedlink"):
        return None
    count = CheckedLink.objects.broken().count()
    return Waiting("links", _("Links that do not work"), count, _report("links"), "link")


def _searches(user) -> Waiting | None:
    if not user.has_perm("search.view_searchcount"):
        return None
    since = timezone.localdate() - SEARCHES_OF
    rows = SearchCount.objects.filter(day__gte=since, results=0, times__gt=0)
    url = reverse("search_report") + "?outcome=none"
    label = _("Searches of the last month that found nothing")
    return Waiting("searches", label, rows.values("query").distinct().count(), url, "search")


def _report(name: str) -> str:
    return reverse(f"desk:{name}")


FINDERS: tuple[Callable, ...] = (
    _moderation,
    _drafts,
    _stopped_mailings,
    _scheduled_mailings,
    _imported,
    _undated_events,
    _answers,
    _profiles,
    _reviews,
    _translations,
    _broken_links,
    _searches,
)
