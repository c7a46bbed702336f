"""What waits for an editor: one line for each kind of work, with where to do it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext
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
    return Waiting(
        "moderation",
        ngettext("Page to read and approve", "Pages to read and approve", count),
        count,
        url,
        "tasks",
    )


def _drafts(user) -> Waiting:
    count = drafts(user).count()
    return Waiting(
        "drafts",
        ngettext("Draft that is not published", "Drafts that are not published", count),
        count,
        _report("drafts"),
        "draft",
    )


def _imported(user) -> Waiting | None:
    if archive_for(user) is None:
        return None
    count = ImportedFile.objects.filter(issue__live=False).count()
    url = reverse("import_issues:index")
    return Waiting(
        "imported",
        ngettext("Imported issue to check", "Imported issues to check", count),
        count,
        url,
        "download",
    )


def _scheduled_mailings(user) -> Waiting | None:
    if not user.has_perm(SEND_MAILING):
        return None
    count = Mailing.objects.filter(state__in=Mailing.AT_WORK).count()
    url = f"{reverse('mailings:index')}?{urlencode({'state': Mailing.AT_WORK}, doseq=True)}"
    return Waiting(
        "mailings",
        ngettext(
            "Mailing that is planned or on its way",
            "Mailings that are planned or on their way",
            count,
        ),
        count,
        url,
        "mail",
    )


def _stopped_mailings(user) -> Waiting | None:
    """What goes no further without an editor, or without a worker."""
    if not user.has_perm(SEND_MAILING):
        return None
    states = {Mailing.State.ATTENTION, Mailing.State.PAUSED}
    stopped = list(Mailing.objects.filter(state__in=states))
    stopped += [mailing for mailing in Mailing.objects.unfinished() if is_stuck(mailing)]
    query = urlencode({"state": sorted({mailing.state for mailing in stopped})}, doseq=True)
    url = f"{reverse('mailings:index')}?{query}"
    label = ngettext(
        "Mailing that asks for your attention",
        "Mailings that ask for your attention",
        len(stopped),
    )
    return Waiting("stopped_mailings", label, len(stopped), url, "warning")


def _profiles(user) -> Waiting:
    count = profiles(user).due_for_check().count()
    label = ngettext(
        "Company profile that nobody checked for a year",
        "Company profiles that nobody checked for a year",
        count,
    )
    return Waiting("profiles", label, count, _report("profiles") + "?due=due", "group")


def _answers(user) -> Waiting | None:
    if not user.has_perm("companies.change_profilecheck"):
        return None
    state = ProfileCheck.State.ANSWERED
    count = ProfileCheck.objects.filter(state=state).count()
    url = f"{reverse('profile_checks:index')}?state={state}"
    return Waiting(
        "answers",
        ngettext(
            "Answer of a company about its profile",
            "Answers of companies about their profile",
            count,
        ),
        count,
        url,
        "mail",
    )


def _reviews(user) -> Waiting:
    count = due_pages(user).count()
    label = ngettext(
        "Page of which the day to check has come",
        "Pages of which the day to check has come",
        count,
    )
    return Waiting("reviews", label, count, _report("reviews") + "?due=due", "time")


def _translations(user) -> Waiting | None:
    if not user.has_perm("wagtail_localize.submit_translation"):
        return None
    count = behind(with_progress(to_translate(user))).count()
    label = ngettext(
        "Translation that is a draft or out of date",
        "Translations that are a draft or out of date",
        count,
    )
    url = _report("translations") + "?work=behind"
    return Waiting("translations", label, count, url, "wagtail-localize-language")


def _undated_events(user) -> Waiting:
    """Events of which visitors only read that they moved: the new day is not filled in."""
    moved = Q(status=EventPage.Status.MOVED, ends_at__lt=timezone.now())
    count = EventPage.objects.live().filter(moved, pk__in=editable(user)).count()
    url = reverse("events:index") + "?status=moved&when=past"
    return Waiting(
        "undated",
        ngettext("Moved event without a new day", "Moved events without a new day", count),
        count,
        url,
        "date",
    )


def _broken_links(user) -> Waiting | None:
    if not user.has_perm("desk.view_checkedlink"):
        return None
    count = CheckedLink.objects.broken().count()
    return Waiting(
        "links",
        ngettext("Link that does not work", "Links that do not work", count),
        count,
        _report("links"),
        "link",
    )


def _searches(user) -> Waiting | None:
    if not user.has_perm("search.view_searchcount"):
        return None
    since = timezone.localdate() - SEARCHES_OF
    rows = SearchCount.objects.filter(day__gte=since, results=0, times__gt=0)
    url = reverse("search_report") + "?outcome=none"
    count = rows.values("query").distinct().count()
    label = ngettext(
        "Search of the last month that found nothing",
        "Searches of the last month that found nothing",
        count,
    )
    return Waiting("searches", label, count, url, "search")


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
