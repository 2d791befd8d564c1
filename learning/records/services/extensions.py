"""More time: asked for by somebody, and given or refused by HR."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.people.models import StaffMember, User
from learning.people.services import refuse_merged
from learning.records.models import Extension, ExtensionRequest

# No extension reaches further than so many days ahead.
MOST_DAYS_AHEAD = 365


@transaction.atomic
def extend(
    *,
    activity: Activity,
    staff_member: StaffMember,
    due_on: date,
    reason: str,
    at: datetime,
    source: str,
) -> Extension:
    """Give somebody until a day, from today on. A later extension takes the place of no other:
    whichever gives the longest counts."""
    refuse_merged(staff_member)
    today = localdate(at)
    refuse_day(due_on, today=today, name="due_on")
    return Extension.objects.create(
        activity=activity,
        staff_member=staff_member,
        due_on=due_on,
        reason=_said(reason, name="reason"),
        from_on=today,
        recorded_at=at,
        source=source,
    )


def ask_for_more_time(
    *, activity: Activity, staff_member: StaffMember, wanted_on: date, why: str, at: datetime
) -> ExtensionRequest:
    """Ask HR for more time for something that is asked. One request waits at a time."""
    refuse_day(wanted_on, today=localdate(at), name="wanted_on")
    try:
        with transaction.atomic():
            return ExtensionRequest.objects.create(
                activity=activity,
                staff_member=staff_member,
                wanted_on=wanted_on,
                why=_said(why, name="why"),
                asked_at=at,
            )
    except IntegrityError as error:
        raise ValidationError(
            _("You have asked already, and HR has not answered yet. The answer appears here.")
        ) from error


@transaction.atomic
def grant_request(
    *, request: ExtensionRequest, due_on: date, answer: str, by: User, at: datetime
) -> Extension:
    """Say yes, until a day. The answer is the reason of the extension."""
    request = _waiting(request, by=by)
    extension = extend(
        activity=request.activity,
        staff_member=request.staff_member,
        due_on=due_on,
        reason=_said(answer, name="answer"),
        at=at,
        source=_name_of(by),
    )
    _answer(request, answer, by=by, at=at, extension=extension)
    return extension


@transaction.atomic
def refuse_request(
    *, request: ExtensionRequest, answer: str, by: User, at: datetime
) -> ExtensionRequest:
    """Say no, with the reason. The day stays as it is."""
    return _answer(_waiting(request, by=by), answer, by=by, at=at, extension=None)


def refuse_day(day: date, *, today: date, name: str) -> None:
    """More time ends after today, and within a year."""
    if day <= today:
        raise ValidationError({name: _("Give a day after today.")})
    if day > today + timedelta(days=MOST_DAYS_AHEAD):
        raise ValidationError({name: _("Give a day within the next 365 days.")})


def _waiting(request: ExtensionRequest, *, by: User) -> ExtensionRequest:
    """The request, locked, if it still waits for an answer that this person may give."""
    request = ExtensionRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at is not None:
        raise ValidationError(_("Somebody has answered this request already."))
    if request.staff_member.user_id == by.pk:
        raise ValidationError(_("This request is yours. Somebody else in HR answers it."))
    return request


def _answer(
    request: ExtensionRequest,
    answer: str,
    *,
    by: User,
    at: datetime,
    extension: Extension | None,
) -> ExtensionRequest:
    request.answer = _said(answer, name="answer")
    request.answered_at, request.answered_by_name = at, _name_of(by)
    request.extension = extension
    request.save()
    return request


def _said(words: str, *, name: str) -> str:
    if not words.strip():
        raise ValidationError({name: _("Say why, in a few words.")})
    return words.strip()


def _name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()
