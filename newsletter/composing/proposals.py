"""What is new on the site since the last issue of a series, to make items of."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from companies.models import CompanyPage
from events.models import EventPage
from helpdesk.models import PracticeCasePage
from news.models import NewsPage
from newsletter.models import NewsletterIssuePage, NewsletterItem, Rubric

PER_TYPE = 50
# The rubric of a page whose type was in no issue before; Dutch, as editors name them.
_USUAL_RUBRICS = {
    NewsPage: ("nieuws", "kort"),
    EventPage: ("agenda",),
    CompanyPage: ("kennismaking",),
    PracticeCasePage: ("praktijk",),
}


@dataclass(frozen=True)
class Proposals:
    """Pages of one type, newest first (events: soonest first), and the rubric they would get."""

    model: type[Page]
    rubric: Rubric | None
    pages: tuple[Page, ...]

    @property
    def name(self) -> str:
        return str(self.model._meta.verbose_name_plural)


def previous_issue(issue: NewsletterIssuePage) -> NewsletterIssuePage | None:
    """The published issue of the same series that readers had last before this one."""
    if issue.series is None or issue.date is None:
        return None
    issues = NewsletterIssuePage.objects.live().filter(
        series__translation_key=issue.series.translation_key,
        locale=issue.locale_id,
        date__lte=issue.date,
    )
    return issues.exclude(pk=issue.pk).newest_first().first()


def proposals_for(issue: NewsletterIssuePage) -> Iterator[Proposals]:
    """What visitors may read, came after the issue before, and is in neither of both.

    Args:
        issue: as the editor left it, with the items of the draft.
    """
    previous = previous_issue(issue)
    taken = {item.page_id for item in issue.items.all() if item.page_id}
    if previous:
        taken.update(previous.items.exclude(page=None).values_list("page_id", flat=True))
    since = previous.date if previous else datetime.date.min
    for pages in _new_pages(since):
        found = pages.filter(locale=issue.locale_id).exclude(pk__in=taken)[:PER_TYPE]
        if found:
            yield Proposals(pages.model, _guess_rubric(pages.model, issue), tuple(found))


def add_items(issue: NewsletterIssuePage, page_ids: Iterable[int]) -> int:
    """Put items about these pages at the end of an issue in memory, and say how many.

    Only pages that are proposed count; the caller saves the issue.
    """
    wanted = set(page_ids)
    position = max((item.sort_order or 0 for item in issue.items.all()), default=-1)
    added = 0
    for proposals in list(proposals_for(issue)):
        for page in proposals.pages:
            if page.pk in wanted:
                added += 1
                issue.items.add(
                    NewsletterItem(
                        page=page.page_ptr,
                        rubric=proposals.rubric,
                        locale=issue.locale,
                        sort_order=position + added,
                    )
                )
    return added


def _new_pages(since: datetime.date) -> Iterator[QuerySet]:
    """Public pages that came on this day or later.

    News and cases of before that day are not new, whenever somebody typed them in.
    """
    came = {}
    if since > datetime.date.min:
        midnight = datetime.datetime.combine(since, datetime.time.min)
        came = {"first_published_at__gte": timezone.make_aware(midnight)}
    dated = {"date__gte": since}
    yield NewsPage.objects.visible().filter(**came, **dated).order_by("-date", "-pk")
    yield (
        EventPage.objects.visible()
        .filter(**came)
        .exclude(status=EventPage.Status.CANCELLED)
        .upcoming()
    )
    newest = ("-first_published_at", "-pk")
    yield CompanyPage.objects.visible().filter(**came).order_by(*newest)
    yield PracticeCasePage.objects.visible().filter(**came, **dated).order_by(*newest)


def _guess_rubric(model: type[Page], issue: NewsletterIssuePage) -> Rubric | None:
    """The rubric that items about such pages had most often, or else the usual one."""
    pages = model.objects.order_by().values("page_ptr")
    earlier = NewsletterItem.objects.filter(page__in=pages, locale=issue.locale_id)
    counts = Counter(earlier.exclude(rubric=None).values_list("rubric", flat=True))
    if counts:
        return Rubric.objects.get(pk=counts.most_common(1)[0][0])
    rubrics = Rubric.objects.filter(locale=issue.locale_id, slug__in=_USUAL_RUBRICS[model])
    by_slug = {rubric.slug: rubric for rubric in rubrics}
    return next((by_slug[slug] for slug in _USUAL_RUBRICS[model] if slug in by_slug), None)
