"""Voiding, re-dating, adding and moving completions, and being the second person who agrees.

More than twenty at once waits for somebody else. Nothing is overwritten: each correction is new
entries in the ledger, all of them or none.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.people.models import StaffMember, User
from learning.people.services import refuse_merged
from learning.records.choices import CorrectionKind, CorrectionState, Source
from learning.records.models import Completion, Correction, CorrectionReason
from learning.records.models.correction import OF_A_PERSON
from learning.records.permissions import is_own
from learning.records.rules.corrections import COUNTED_FOR, needs_second_person
from learning.records.rules.dates import counts_until

from .completions import give_reason, name_of, record_completion
from .merging import carry_out_merge, refuse_impossible_merge, two_of
from .refusing import refuse_voided, refuse_wrong_days
from .writing import replacement_of, start_of, write_completions, write_voids

# More than this is more than a person can look over, and holds others up while it is written.
MOST_TOGETHER = 5_000


def void_completions(
    *, completions: Iterable[Completion], reason: str, by: User, at: datetime
) -> Correction:
    """Say that completions were recorded by mistake."""
    correction = Correction(kind=CorrectionKind.VOID)
    return _ask(correction, completions, reason=reason, by=by, at=at)


def redate_completions(
    *,
    completions: Iterable[Completion],
    completed_on: date,
    reason: str,
    by: User,
    at: datetime,
) -> Correction:
    """Void each, and record what it says anew with the other day, and that day's groups."""
    correction = Correction(kind=CorrectionKind.REDATE, completed_on=completed_on)
    return _ask(correction, completions, reason=reason, by=by, at=at)


def add_completion(
    *,
    staff_member: StaffMember,
    activity: Activity,
    completed_on: date,
    reason: str,
    by: User,
    at: datetime,
) -> Correction:
    """Record what somebody completed and no screen of ours saw."""
    correction = Correction(
        kind=CorrectionKind.ADD,
        staff_member=staff_member,
        activity=activity,
        completed_on=completed_on,
    )
    return _ask(correction, (), reason=reason, by=by, at=at)


def merge_records(
    *, duplicate: StaffMember, survivor: StaffMember, reason: str, by: User, at: datetime
) -> Correction:
    """Make one person of two records of them: nothing stays with the duplicate."""
    correction = Correction(kind=CorrectionKind.MERGE, duplicate=duplicate, staff_member=survivor)
    completions = Completion.objects.standing().by(duplicate)
    return _ask(correction, completions, reason=reason, by=by, at=at)


@transaction.atomic
def approve_correction(*, correction: Correction, by: User, at: datetime) -> Correction:
    """Be the second person: look again whether it can be done, and do all of it or nothing."""
    correction, completions = _waiting(correction)
    if correction.asked_by is None:
        raise ValidationError(
            _("Whoever asked for this has no log-in any more. Refuse it and ask for it anew.")
        )
    if correction.asked_by == by:
        raise ValidationError(_("You asked for this yourself. Somebody else has to agree to it."))
    if correction.kind == CorrectionKind.MERGE:
        refuse_impossible_merge(*two_of(correction), by=by, leaving_out=correction)
    elif is_own(by, _keys_of(correction, completions)):
        raise ValidationError(_("This is about your own record. Somebody else has to agree to it."))
    _carry_out(correction, completions, by=correction.asked_by, at=at)
    return _answered(correction, CorrectionState.DONE, by=by, at=at)


@transaction.atomic
def refuse_correction(*, correction: Correction, answer: str, by: User, at: datetime) -> Correction:
    """Leave the records as they are. Whoever asked may take it back in the same way."""
    if not answer.strip():
        raise ValidationError(_("Say why not, for whoever asked."))
    correction, _completions = _waiting(correction)
    correction.answer = answer.strip()
    return _answered(correction, CorrectionState.REFUSED, by=by, at=at)


@transaction.atomic
def _ask(
    correction: Correction,
    completions: Iterable[Completion],
    *,
    reason: str,
    by: User,
    at: datetime,
) -> Correction:
    """Do it at once, or keep it for a second person."""
    # Their log-in is locked, so that two requests at once cannot both slip under the twenty.
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    corrected = _locked(completions)
    if not corrected and correction.kind not in OF_A_PERSON:
        raise ValidationError(_("Choose at least one completion."))
    if len(corrected) > MOST_TOGETHER:
        raise ValidationError(
            _("%(count)d completions are too many to correct at once. Choose fewer than %(most)d.")
            % {"count": len(corrected), "most": MOST_TOGETHER}
        )
    correction.count = 1 if correction.kind == CorrectionKind.ADD else len(corrected)
    correction.reason = give_reason(text=reason, by=by)
    correction.asked_by, correction.asked_by_name, correction.asked_at = by, name_of(by), at
    alone_before = Correction.objects.alone(by, since=at - COUNTED_FOR)
    own = is_own(by, _keys_of(correction, corrected))
    if needs_second_person(correction.count, alone_before=alone_before, is_own=own):
        _refuse_impossible(correction, corrected, by=by, today=localdate(at))
    else:
        _carry_out(correction, corrected, by=by, at=at)
        correction.state = CorrectionState.DONE
    correction.save()
    correction.completions.set(corrected)
    return correction


def _carry_out(
    correction: Correction, completions: Sequence[Completion], *, by: User, at: datetime
) -> None:
    _refuse_impossible(correction, completions, by=by, today=localdate(at))
    match correction.kind:
        case CorrectionKind.ADD:
            _add(correction, by=by, at=at)
        case CorrectionKind.VOID:
            _void(correction, completions, by=by, at=at)
        case CorrectionKind.REDATE:
            _void(correction, completions, by=by, at=at)
            write_completions(_replacements(correction, completions, by=by, at=at))
        case CorrectionKind.MERGE:
            reason = _reason_of(correction)
            carry_out_merge(correction, completions, reason=reason, by=by, at=at)


def _refuse_impossible(
    correction: Correction, completions: Sequence[Completion], *, by: User, today: date
) -> None:
    refuse_voided(completions)
    if correction.kind == CorrectionKind.MERGE:
        refuse_impossible_merge(*two_of(correction), by=by, leaving_out=correction)
    elif correction.kind == CorrectionKind.ADD:
        _refuse_unfit_addition(correction, today=today)
    elif correction.kind == CorrectionKind.REDATE:
        refuse_wrong_days(completions, day=_day_of(correction), today=today)


def _refuse_unfit_addition(correction: Correction, *, today: date) -> None:
    staff_member, activity = _whose(correction)
    # They are locked, so that sending the form twice adds one completion.
    refuse_merged(StaffMember.objects.select_for_update(of=("self",)).get(pk=staff_member.pk))
    same = Completion.objects.standing().by(staff_member).filter(activity_key=activity.key)
    if same.filter(completed_on=_day_of(correction)).exists():
        raise ValidationError(
            _("%(person)s has completed %(activity)s that day already, by the records.")
            % {"person": staff_member, "activity": activity}
        )
    added = Completion(
        staff_key=staff_member.key,
        activity_key=activity.key,
        activity_title=activity.title,
        source=Source.BY_HAND,
    )
    refuse_wrong_days([added], day=_day_of(correction), today=today)


def _void(
    correction: Correction, completions: Sequence[Completion], *, by: User, at: datetime
) -> None:
    write_voids(completions, reason=_reason_of(correction), by=by, at=at)


def _replacements(
    correction: Correction, completions: Sequence[Completion], *, by: User, at: datetime
) -> list[Completion]:
    """What was recorded, with the other day and what follows from it."""
    day = _day_of(correction)
    months = dict(
        Activity.objects.filter(key__in={each.activity_key for each in completions}).values_list(
            "key", "refresher_months"
        )
    )
    corrector = StaffMember.objects.filter(user=by).first()
    return [
        replacement_of(
            each,
            by=corrector,
            reason=_reason_of(correction),
            at=at,
            completed_at=start_of(day),
            completed_on=day,
            expires_on=counts_until(day, months[each.activity_key]),
        )
        for each in completions
    ]


def _add(correction: Correction, *, by: User, at: datetime) -> None:
    staff_member, activity = _whose(correction)
    record_completion(
        staff_member=staff_member,
        activity=activity,
        source=Source.BY_HAND,
        source_key=uuid4(),
        completed_at=start_of(_day_of(correction)),
        recorded_by=StaffMember.objects.filter(user=by).first(),
        recorded_at=at,
        reason=_reason_of(correction),
    )


def _keys_of(correction: Correction, completions: Iterable[Completion]) -> set[UUID]:
    """Whose records it is about."""
    keys = {completion.staff_key for completion in completions}
    return keys | ({correction.staff_member.key} if correction.staff_member else set())


def _locked(completions: Iterable[Completion]) -> list[Completion]:
    """The completions, each once, locked so that two people cannot correct one at once."""
    numbers = {completion.pk for completion in completions}
    locked = Completion.objects.select_for_update().order_by("pk")
    return list(locked.filter(pk__in=numbers)) if numbers else []


def _waiting(correction: Correction) -> tuple[Correction, list[Completion]]:
    """The correction and its completions, locked, if nobody has answered it yet."""
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    if not correction.is_waiting:
        raise ValidationError(
            _("%(name)s has already answered this.") % {"name": correction.answered_by_name}
        )
    return correction, _locked(correction.completions.only("pk"))


def _answered(
    correction: Correction, state: CorrectionState, *, by: User, at: datetime
) -> Correction:
    correction.state, correction.answered_by_name, correction.answered_at = state, name_of(by), at
    correction.save()
    return correction


def _day_of(correction: Correction) -> date:
    assert correction.completed_on is not None  # noqa: S101 - the database sees to it
    return correction.completed_on


def _whose(correction: Correction) -> tuple[StaffMember, Activity]:
    assert correction.staff_member is not None  # noqa: S101 - the database sees to it
    assert correction.activity is not None  # noqa: S101 - likewise
    return correction.staff_member, correction.activity


def _reason_of(correction: Correction) -> CorrectionReason:
    if correction.reason is None:
        raise ValidationError(
            _("The words of its reason were erased. Refuse it and ask for it anew.")
        )
    return correction.reason
