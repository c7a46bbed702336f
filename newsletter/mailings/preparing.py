"""Who gets a mailing: written down in one statement, before the first mail goes."""

import logging

from django.db import connection, transaction
from django.db.models import Case, CharField, DateTimeField, Exists, Func, OuterRef, Value, When
from django.utils import timezone

from newsletter.models import Delivery, Mailing, Subscriber

logger = logging.getLogger(__name__)


class RandomToken(Func):
    """80 random bits as 20 hexadecimal digits, other ones in every row."""

    output_field = CharField()
    arity = 0

    def as_sql(self, compiler, connection, **context):
        # A UUID has two digits that are not random; they stand in the middle.
        uuid = "replace(gen_random_uuid()::text, '-', '')"
        return f"left({uuid}, 12) || right({uuid}, 8)", []

    def as_sqlite(self, compiler, connection, **context):
        return "lower(hex(randomblob(10)))", []


@transaction.atomic
def prepare(mailing: Mailing) -> bool:
    """Give every reader a delivery; running it again adds only who is missing.

    Whoever has this issue by an earlier mailing that was stopped gets none.

    Returns:
        Whether all readers are there and the mailing is ready to go. False too when an editor
        paused or cancelled it in the meantime.
    """
    # Two workers that prepare one mailing take turns.
    locked = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if locked.state != Mailing.State.PREPARING:
        return False
    readers = _readers(mailing)
    _insert(mailing, readers)
    known = Delivery.objects.filter(mailing=mailing, subscriber=OuterRef("pk"))
    missing = readers.exclude(Exists(known)).count()
    if missing:
        logger.warning("Mailing %s misses %s readers; it is prepared again", mailing.pk, missing)
        return False
    locked.prepared_count = locked.deliveries.count()
    locked.state = Mailing.State.READY
    locked.worked_at = timezone.now()
    locked.save(update_fields=["prepared_count", "state", "worked_at"])
    return True


def _readers(mailing: Mailing):
    elsewhere = Delivery.objects.filter(
        mailing__in=Mailing.objects.of(mailing.issue).exclude(pk=mailing.pk),
        subscriber=OuterRef("pk"),
        state__in=Delivery.MAY_HAVE_ARRIVED,
    )
    return Subscriber.objects.mailable(mailing.series).exclude(Exists(elsewhere))


def _insert(mailing: Mailing, readers) -> None:
    """INSERT ... SELECT: however many readers, nothing of them passes through this process."""
    now = timezone.now()
    content_of = {row.language: row.pk for row in mailing.contents.all()}
    default = content_of[mailing.issue.locale.language_code]
    values = {
        "mailing": Value(mailing.pk),
        "content": Case(
            *(When(language=name, then=Value(pk)) for name, pk in content_of.items()),
            default=Value(default),
        ),
        "subscriber": "pk",
        "token": RandomToken(),
        "state": Value(Delivery.State.PENDING),
        "skip_reason": Value(""),
        "lease_owner": Value(""),
        "attempts": Value(0),
        "next_attempt_at": Value(now, output_field=DateTimeField()),
        "answer": Value(""),
        "soft_bounces": Value(0),
    }
    select, parameters = readers.order_by().values_list(*values.values()).query.sql_with_params()
    quote = connection.ops.quote_name
    columns = ", ".join(quote(Delivery._meta.get_field(name).column) for name in values)
    insert = ["INSERT INTO", quote(Delivery._meta.db_table), "(", columns, ")"]
    with connection.cursor() as cursor:
        cursor.execute(" ".join([*insert, select, "ON CONFLICT DO NOTHING"]), parameters)
