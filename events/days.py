"""Which events are days without hours."""

import datetime


def whole_days(
    starts_at: datetime.datetime, ends_at: datetime.datetime
) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day between two local moments; None for an event with hours.

    Editors fill in whole days from midnight to midnight, or to one minute before it.
    """
    if not _is_midnight(starts_at) or not _is_day_end(ends_at):
        return None
    return starts_at.date(), (ends_at - datetime.timedelta(minutes=1)).date()


def _is_midnight(moment: datetime.datetime) -> bool:
    return (moment.hour, moment.minute) == (0, 0)


def _is_day_end(moment: datetime.datetime) -> bool:
    return _is_midnight(moment) or (moment.hour, moment.minute) == (23, 59)
