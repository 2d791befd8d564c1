"""Two records of one person become one: the staff list, what is asked, and what was completed.

All of it in one transaction, or nothing. Completions are corrected as any are: those of the
duplicate are voided, and recorded anew for whoever stays. There is no way back.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from learning.catalogue.models import Claim
from learning.people.models import StaffMember, User
from learning.people.rules.spans import ONE_DAY
from learning.people.services import merge_on_staff_list, refuse_unfit_merge
from learning.records.models import (
    Assignment,
    Completion,
    Correction,
    CorrectionReason,
    Extension,
    ExtensionRequest,
    PriorLearning,
    Start,
    Waiver,
)
from learning.records.selectors.merging import recorded_twice, waiting_twice
from learning.records.signals import records_merging

from .writing import replacement_of, write_completions, write_voids


def refuse_impossible_merge(
    duplicate: StaffMember,
    survivor: StaffMember,
    *,
    by: User,
    leaving_out: Correction | None = None,
) -> None:
    """Why the two cannot be merged now, and what to do about it. Looked at before and under lock.

    `leaving_out` is the request to merge them, where that is what is being answered.
    """
    refuse_unfit_merge(duplicate, survivor, by=by)
    waiting = _corrections_of(duplicate, survivor)
    if leaving_out is not None:
        waiting = waiting.exclude(pk=leaving_out.pk)
    if waiting.exists():
        raise ValidationError(
            _(
                "A correction of one of the two waits for a second person. Have it answered under "
                "Corrections, then merge."
            )
        )
    for words in waiting_twice(duplicate, survivor):
        raise ValidationError(words)


def carry_out_merge(
    correction: Correction,
    completions: Sequence[Completion],
    *,
    reason: CorrectionReason,
    by: User,
    at: datetime,
) -> None:
    """Do all of it. The completions are those that HR saw, locked; others came up since."""
    duplicate, survivor = two_of(correction)
    merge_on_staff_list(duplicate=duplicate, survivor=survivor, by=by, at=at)
    _move_what_is_asked(duplicate, survivor, at=at)
    # Rooms above lock and move what they keep: after this nothing is completed by the duplicate.
    records_merging.send(StaffMember, duplicate=duplicate, survivor=survivor, at=at)
    _refuse_if_not_as_seen(duplicate, completions)
    twice = {each.pk for each in recorded_twice(completions, survivor)}
    write_voids(completions, reason=reason, by=by, at=at)
    corrector = StaffMember.objects.filter(user=by).first()
    write_completions(
        [
            replacement_of(each, by=corrector, reason=reason, at=at, staff_key=survivor.key)
            for each in completions
            if each.pk not in twice
        ]
    )


def two_of(correction: Correction) -> tuple[StaffMember, StaffMember]:
    """The one that goes and the one that stays."""
    assert correction.duplicate is not None  # noqa: S101 - the database sees to it
    assert correction.staff_member is not None  # noqa: S101 - likewise
    return correction.duplicate, correction.staff_member


def _corrections_of(*people: StaffMember) -> QuerySet[Correction]:
    """What waits for a second person and concerns one of them."""
    numbers, keys = [each.pk for each in people], [each.key for each in people]
    theirs = Correction.completions.through.objects.filter(completion__staff_key__in=keys)
    return Correction.objects.waiting().filter(
        Q(staff_member__in=numbers)
        | Q(duplicate__in=numbers)
        | Q(pk__in=theirs.values("correction"))
    )


def _refuse_if_not_as_seen(duplicate: StaffMember, completions: Sequence[Completion]) -> None:
    standing = Completion.objects.standing().by(duplicate).values_list("pk", flat=True)
    if set(standing) != {each.pk for each in completions}:
        raise ValidationError(
            _(
                "%(name)s has completed something since this was asked, or a completion was "
                "voided. Nothing was merged: look again, and ask for it anew."
            )
            % {"name": duplicate}
        )


def _move_what_is_asked(duplicate: StaffMember, survivor: StaffMember, *, at: datetime) -> None:
    source = _("merged from %(number)s") % {"number": duplicate.payroll_number}
    for assignment in Assignment.objects.known().filter(staff_member=duplicate):
        _move_assignment(assignment, survivor, at=at, source=source)
    for model in (Waiver, Extension):
        for excuse in model.objects.known().filter(staff_member=duplicate):
            excuse.correct(at=at, source=source, staff_member=survivor)
    for claim in Claim.objects.known().filter(owner=duplicate):
        claim.correct(at=at, source=source, owner=survivor)
    # That somebody began was known of the duplicate until now, so those rows stay as they are.
    begun = Start.objects.filter(staff_member=duplicate).values_list("activity", "begun_on")
    Start.objects.bulk_create(
        (
            Start(activity_id=activity, staff_member=survivor, begun_on=day, recorded_at=at)
            for activity, day in begun
        ),
        ignore_conflicts=True,
    )
    # Letters between a person and HR have no second clock: from now on they are in one place.
    for letters in (ExtensionRequest, PriorLearning):
        letters.objects.filter(staff_member=duplicate).update(staff_member=survivor)


def _move_assignment(
    assignment: Assignment, survivor: StaffMember, *, at: datetime, source: str
) -> None:
    """Where the same is asked of both until somebody ends it, whoever stays keeps their terms."""
    same = Assignment.objects.known().filter(
        staff_member=survivor,
        activity=assignment.activity_id,
        programme=assignment.programme_id,
        to_on=None,
    )
    theirs = same.first() if assignment.to_on is None else None
    if theirs is None:
        assignment.correct(at=at, source=source, staff_member=survivor)
    elif assignment.from_on < theirs.from_on:
        last_on = theirs.from_on - ONE_DAY
        assignment.correct(at=at, source=source, staff_member=survivor, to_on=last_on)
    else:
        assignment.supersede(at=at)
