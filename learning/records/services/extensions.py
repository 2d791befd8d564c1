"""More time: asked for by somebody, and given or refused by HR."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.people.models import StaffMember, User
from learning.people.services import refuse_merged
from learning.records.models import Extension, ExtensionRequest
from learning.records.selectors import standings_of_one

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
    """Give somebody until a day that is later than the day they have, from today on."""
    # The lock makes a second press wait, and then find the day that the first one gave.
    staff_member = StaffMember.objects.select_for_update().get(pk=staff_member.pk)
    refuse_merged(staff_member)
    today = localdate(at)
    _refuse_day(due_on, activity, staff_member, today=today, name="due_on")
    return Extension.objects.create(
        activity=activity,
        staff_member=staff_member,
        due_on=due_on,
        reason=_said(reason, name="reason"),
        from_on=today,
        recorded_at=at,
        source=source,
    )


@transaction.atomic
def take_back_extension(*, extension: Extension, at: datetime) -> None:
    """Give them that time no longer: the day is what it was before. The row stays, superseded."""
    held = Extension.objects.known().select_for_update().filter(pk=extension.pk).first()
    if held is None:
        raise ValidationError(_("Somebody else has just changed this extension. Look again."))
    if held.due_on < localdate(at):
        raise ValidationError(_("That day has passed, so there is no time left to take back."))
    held.supersede(at=at)


def ask_for_more_time(
    *, activity: Activity, staff_member: StaffMember, wanted_on: date, why: str, at: datetime
) -> ExtensionRequest:
    """Ask HR for more time for something that is asked. One request waits at a time."""
    _refuse_day(wanted_on, activity, staff_member, today=localdate(at), name="wanted_on")
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


def _refuse_day(
    day: date, activity: Activity, staff_member: StaffMember, *, today: date, name: str
) -> None:
    """More time ends after today, after the day that it moves, and within a year."""
    if day <= today:
        raise ValidationError({name: _("Give a day after today.")})
    if day > today + timedelta(days=MOST_DAYS_AHEAD):
        raise ValidationError({name: _("Give a day within the next 365 days.")})
    asked = standings_of_one(staff_member, on=today, activity_key=activity.key).get(activity.key)
    if asked is not None and asked.due_on is not None and day <= asked.due_on:
        raise ValidationError(
            {
                name: _(
                    "It is due on %(day)s, so there is time until then already. Give a later day."
                )
                % {"day": date_format(asked.due_on, "j F Y")}
            }
        )


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
