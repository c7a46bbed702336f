"""One worker that sends a mailing: groups of ten, each written down before the next.

A worker that is killed leaves at most one group of which it is not certain what arrived.
"""

import datetime
import logging
import time
import uuid
from itertools import islice

from django.db import InterfaceError, OperationalError, connection, transaction

from cms.characters import without_controls
from cms.mail.answers import without_addresses
from newsletter.mailings import leases, limits
from newsletter.mailings.couriers import (
    AwayError,
    BrokenError,
    SenderRefusedError,
    UncertainError,
    get_courier,
)
from newsletter.mailings.finishing import pause_after_refusals, pause_for_sender
from newsletter.mailings.leases import Claimed, Outcome, State
from newsletter.mailings.message import FrozenMail, Parcel, UnwritableAddressError
from newsletter.models import Mailing
from newsletter.models.mailing import OBSTACLE_LENGTH

logger = logging.getLogger(__name__)

GROUP = 10
# Fewer when the server takes its time: writing down costs little then, and a worker that dies
# leaves fewer of which it is not certain.
_GROUP_SECONDS = 0.1
_RESCUES = 5
_RESCUE_SECONDS = 3


class Sender:
    """Sends what is due of one mailing, as one of perhaps several workers."""

    def __init__(self, mailing: Mailing):
        self.mailing = mailing
        self.owner = uuid.uuid4().hex
        self.courier = get_courier()
        self._mails: dict[int, FrozenMail] = {}
        self._size = GROUP
        # When others of a domain, or all, may go again: no more in this minute, or no server.
        self._full: dict[str, datetime.datetime] = {}
        # What became of the last group; written down together with the mark of the next.
        self._outcomes: dict[int, Outcome] = {}

    def send(self, deadline: float) -> bool:
        """Send until nothing is due or `time.monotonic()` passes the deadline.

        Returns:
            Whether there was time to look at everything that is due.
        """
        try:
            leases.recover()
            while time.monotonic() < deadline:
                batch = leases.claim(self.mailing, self.owner)
                if not batch or not self._send_batch(batch, deadline):
                    return not batch
        except (OperationalError, InterfaceError):
            self._rescue()
            raise
        finally:
            self.courier.close()
        return False

    def _send_batch(self, batch: list[Claimed], deadline: float) -> bool:
        """Send what was claimed; gives back what is left when time or the server fails."""
        rest = iter(batch)
        goes_on = True
        while group := list(islice(rest, self._size)):
            try:
                goes_on = self._send_group(group) and time.monotonic() < deadline
            except AwayError as error:
                self._write_down()
                leases.release(self.owner, [one.pk for one in group])
                self._held_up(str(error))
                self._full = {limits.EVERYBODY: limits.next_minute()}
                goes_on = False
            except SenderRefusedError as error:
                self._write_down()
                # Before anybody may take them again: it would be refused as well.
                pause_for_sender(self.mailing, _kept(str(error)))
                leases.release(self.owner, [one.pk for one in group])
                goes_on = False
            if not goes_on:
                break
        self._write_down()
        leases.release(self.owner, [one.pk for one in rest])
        for domain, until in self._full.items():
            self._put_off(domain, until)
        return goes_on

    def _held_up(self, answer: str) -> None:
        """Note why no mail goes, for who looks; in the log once, however many turns it takes."""
        obstacle = _kept(answer)
        others = Mailing.objects.filter(pk=self.mailing.pk).exclude(obstacle=obstacle)
        if others.update(obstacle=obstacle):
            logger.error("Mailing %s waits for the mail server: %s", self.mailing.pk, obstacle)
        self.mailing.obstacle = obstacle

    def _free(self) -> None:
        """A mail was welcome: what held the others up, as this worker knew it, is over."""
        if self.mailing.obstacle:
            Mailing.objects.filter(pk=self.mailing.pk).update(obstacle="")
            self.mailing.obstacle = ""

    def _put_off(self, domain: str, until: datetime.datetime) -> None:
        """Let all of a domain that is due wait: whoever claimed it could only give it back.

        What somebody else changes at this moment is passed over, so that nobody waits.
        """
        waiting = self.mailing.deliveries.filter(state__in=[State.PENDING, State.DEFERRED])
        due = waiting.filter(next_attempt_at__lt=until)
        if domain != limits.EVERYBODY:
            due = due.filter(subscriber__email__endswith=f"@{domain}")
        due = due.select_for_update(skip_locked=True, of=("self",))
        with transaction.atomic():
            waiting.filter(pk__in=due.values("pk")).update(next_attempt_at=until)

    def _send_group(self, group: list[Claimed]) -> bool:
        """Send a group; says whether the mailing may go on at this moment."""
        # Before asking: a minute that ends meanwhile costs a turn, never a minute.
        next_minute = limits.next_minute()
        granted, full = limits.grant(group)
        over = {one.pk for one in group} - {one.pk for one in granted}
        if over:
            leases.release(self.owner, over, next_minute)
        self._full = dict.fromkeys(full, next_minute)
        parcels = self._parcels(granted)
        offered = self._offer_first(parcels)
        if offered is None:
            self._write_down()
            return not over and leases.may_send(self.mailing).exists()
        self._free()
        ready = [one for one, _parcel in parcels]
        marked = leases.mark(self.mailing, self.owner, ready, self._outcomes)
        self._after_writing()
        start = time.monotonic()
        # Well before a mark ends: what others may take for uncertain is not handed over.
        until = start + leases.LEASE.total_seconds() / 2
        if offered not in marked:
            self.courier.withdraw()
        for one, parcel in parcels:
            if one.pk in marked and time.monotonic() < until:
                self._outcomes[one.pk] = self._hand_over(one, parcel, one.pk == offered)
        self._size = group_size((time.monotonic() - start) / len(parcels))
        left = {one.pk for one, _parcel in parcels} - self._outcomes.keys()
        if left:
            self._write_down()
            leases.release(self.owner, left)
        return not over and (bool(marked) or leases.may_send(self.mailing).exists())

    def _parcels(self, group: list[Claimed]) -> list[tuple[Claimed, Parcel]]:
        parcels = []
        for one in group:
            try:
                parcels.append((one, self._mail(one.content_id).parcel(one)))
            except UnwritableAddressError:
                self._outcomes[one.pk] = Outcome(State.REFUSED, 553, "address")
        return parcels

    def _mail(self, content_id: int) -> FrozenMail:
        if content_id not in self._mails:
            contents = self.mailing.contents.select_related("mailing__series", "mailing__issue")
            self._mails[content_id] = FrozenMail(contents.get(pk=content_id))
        return self._mails[content_id]

    def _offer_first(self, parcels: list[tuple[Claimed, Parcel]]) -> int | None:
        """Offer mails until one is welcome: a server that refuses costs no mark."""
        while parcels:
            one, parcel = parcels[0]
            if self._offer(one, parcel):
                return one.pk
            parcels.pop(0)
        return None

    def _offer(self, one: Claimed, parcel: Parcel, is_marked: bool = False) -> bool:
        try:
            answer = self.courier.offer(parcel, is_marked)
        except BrokenError as error:
            self._outcomes[one.pk] = leases.failed(one, None, str(error))
            return False
        if not answer.is_positive:
            self._outcomes[one.pk] = _refusal(one, answer)
        return answer.is_positive

    def _hand_over(self, one: Claimed, parcel: Parcel, is_offered: bool) -> Outcome:
        if not is_offered and not self._offer(one, parcel, is_marked=True):
            return self._outcomes[one.pk]
        try:
            answer = self.courier.hand_over(parcel)
        except BrokenError as error:
            return leases.failed(one, None, str(error))
        except UncertainError as error:
            return Outcome(State.UNCERTAIN, None, str(error))
        return Outcome(State.ACCEPTED) if answer.is_positive else _refusal(one, answer)

    def _write_down(self) -> None:
        with transaction.atomic():
            leases.settle(self.owner, self._outcomes)
        self._after_writing()

    def _after_writing(self) -> None:
        outcomes, self._outcomes = self._outcomes, {}
        if any(outcome.state == State.REFUSED for outcome in outcomes.values()):
            pause_after_refusals(self.mailing)

    def _rescue(self) -> None:
        """While the database restarts, keep what is known about the last group."""
        for _attempt in range(_RESCUES if self._outcomes else 0):
            connection.close()
            try:
                return self._write_down()
            except (OperationalError, InterfaceError):
                time.sleep(_RESCUE_SECONDS)
        return None


def group_size(seconds: float) -> int:
    """How many mails are marked at once when one takes this long."""
    return min(GROUP, max(1, int(_GROUP_SECONDS / seconds))) if seconds else GROUP


def _kept(answer: str) -> str:
    """What a server said about all mails, without the addresses that it repeats of one."""
    return without_addresses(without_controls(answer))[:OBSTACLE_LENGTH]


def _refusal(one: Claimed, answer) -> Outcome:
    if answer.is_final:
        return Outcome(State.REFUSED, answer.code, answer.text)
    return leases.failed(one, answer.code, answer.text)
