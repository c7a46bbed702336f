"""The people of a mailing whose mail did not simply arrive, and everybody as a spreadsheet."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.admin.spreadsheets import harmless
from newsletter.models import Delivery, Mailing

MAX_SHOWN = 200
State = Delivery.State


@dataclass(frozen=True)
class Group:
    """People whose mail ended in the same way: the first `MAX_SHOWN`, and how many more."""

    state: str
    label: str
    deliveries: list[Delivery]
    more: int


def groups_of(mailing: Mailing, counts: dict[str, int]) -> list[Group]:
    """Uncertain, refused and returned mails, then what was not sent."""
    groups = []
    for state in (State.UNCERTAIN, State.REFUSED, State.BOUNCED, State.SKIPPED):
        if counts[state]:
            rows = mailing.deliveries.filter(state=state).select_related("subscriber")
            more = max(counts[state] - MAX_SHOWN, 0)
            groups.append(Group(state, str(state.label), list(rows[:MAX_SHOWN]), more))
    return groups


def as_csv(mailing: Mailing) -> StreamingHttpResponse:
    """Every mail with its reader and what became of it."""
    response = StreamingHttpResponse(_lines(mailing), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="verzending-{mailing.pk}.csv"'
    return response


class _Echo:
    """A file that gives back what is written, for `csv`."""

    def write(self, line: str) -> str:
        return line


def _lines(mailing: Mailing) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # The mark by which a spreadsheet knows that this is UTF-8.
    names = (_("E-mail address"), _("Language"), _("State"), _("Reason"), _("Code"))
    yield "\ufeff" + writer.writerow([*names, _("Answer"), _("Moment")])
    rows = mailing.deliveries.select_related("subscriber", "content").order_by("pk")
    for delivery in rows.iterator(chunk_size=1000):
        person, moment = delivery.subscriber, delivery.settled_at
        yield writer.writerow(
            [
                harmless(person.email) if person else _("(erased)"),
                delivery.content.language,
                delivery.get_state_display(),
                delivery.get_skip_reason_display(),
                delivery.answer_code or "",
                harmless(delivery.answer),
                timezone.localtime(moment).isoformat(" ", "seconds") if moment else "",
            ]
        )
