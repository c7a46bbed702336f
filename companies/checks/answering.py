"""What a company says, once; and what an editor does with it."""

from django.db import transaction
from django.utils import timezone

from companies.checks.forms import ProfileForm
from companies.checks.pieces import apply
from companies.models import CompanyPage, ProfileCheck

State = ProfileCheck.State


class HandledAlreadyError(Exception):
    """Somebody else was first."""


class LockedError(Exception):
    """The page may not be changed now; the text says why."""


def answer(check: ProfileCheck, form: ProfileForm | None = None) -> bool:
    """Keep the answer, without a form that all is right; False when there is one already."""
    said = {}
    if form is not None:
        said = {
            "changes": form.changes(),
            "activities": form.cleaned_data["activities"],
            "remark": form.cleaned_data["remark"],
        }
    return bool(
        ProfileCheck.objects.filter(pk=check.pk, state=State.ASKED).update(
            state=State.ANSWERED, answered_at=timezone.now(), **said
        )
    )


@transaction.atomic
def accept(check: ProfileCheck, names: list[str], user) -> bool:
    """Take over the proposals with these names, and note that the profile was checked today.

    They come in a new version of the page. Visitors see it at once only when this person may
    publish, and when that makes nothing else public: no page that was withdrawn, and no
    other work on a draft.

    Returns:
        Whether it was published.

    Raises:
        HandledAlreadyError, LockedError: nothing was done.
        ValidationError: with these values the page cannot be saved.
    """
    _take(check, State.ACCEPTED, user)
    page = CompanyPage.objects.select_for_update(of=("self",)).get(pk=check.company_id)
    lock = page.get_lock()
    if lock and lock.for_user(user):
        raise LockedError(lock.get_message(user))
    may_publish = page.permissions_for_user(user).can_publish()
    is_published = page.live and not page.has_unpublished_changes and may_publish
    draft = page.get_latest_revision_as_object()
    apply([change for change in check.changes if change["name"] in names], draft)
    draft.checked_on = timezone.localdate()
    revision = draft.save_revision(user=user, log_action=True)
    if is_published:
        revision.publish(user=user)
    return is_published


def set_aside(check: ProfileCheck, user) -> None:
    """Change nothing; the company is asked nothing and told nothing.

    Raises:
        HandledAlreadyError: nothing was done.
    """
    _take(check, State.SET_ASIDE, user)


def _take(check: ProfileCheck, state: str, user) -> None:
    taken = ProfileCheck.objects.filter(pk=check.pk, state=State.ANSWERED).update(
        state=state, closed_at=timezone.now(), handled_by=user
    )
    if not taken:
        raise HandledAlreadyError
