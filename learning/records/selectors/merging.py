"""What merging two records of one person would do, for HR to look at first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.people.models import StaffMember
from learning.people.selectors.merging import (
    Goes,
    goes,
    log_in_in_words,
    numbers_in_words,
    what_people_know,
)
from learning.records.models import (
    Assignment,
    Completion,
    Extension,
    ExtensionRequest,
    PriorLearning,
    Waiver,
)
from learning.records.rules.canonical import sha256_of
from learning.records.signals import merge_previewed


@dataclass(frozen=True, slots=True)
class MergeEffect:
    """What goes over, what is voided only, and what becomes of log-ins and payroll numbers."""

    lines: tuple[Goes, ...]
    completions: int
    voided_only: tuple[str, ...]
    sentences: tuple[str, ...]
    hindrances: tuple[str, ...]

    @property
    def some(self) -> list[Goes]:
        return [line for line in self.lines if line.count]

    @property
    def none(self) -> list[str]:
        """What there is none of."""
        return [line.label for line in self.lines if not line.count]

    @property
    def digest(self) -> str:
        """Stands for all of it, so that what is done is what was shown."""
        return sha256_of(repr(self))


def effect_of_merge(duplicate: StaffMember, survivor: StaffMember) -> MergeEffect:
    """Look ahead. As many queries for much as for little."""
    completions = list(Completion.objects.standing().by(duplicate).order_by("completed_on", "pk"))
    twice = recorded_twice(completions, survivor)
    answers: Sequence[tuple[object, Any]] = merge_previewed.send(
        StaffMember, duplicate=duplicate, survivor=survivor
    )
    above = [answer for _receiver, answer in answers]
    return MergeEffect(
        lines=(
            *what_people_know(duplicate),
            *_what_is_asked(duplicate),
            goes(_("Completions"), map(_completed, completions)),
            *above,
        ),
        completions=len(completions),
        voided_only=tuple(map(_completed, twice)),
        sentences=(
            numbers_in_words(duplicate, survivor),
            *log_in_in_words(duplicate, survivor),
            *_address_in_words(duplicate, survivor),
        ),
        hindrances=tuple(each.hindrance for each in above if each.hindrance),
    )


def recorded_twice(completions: Iterable[Completion], survivor: StaffMember) -> list[Completion]:
    """Those of the same activity and day as one that stands of whoever stays."""
    theirs = Completion.objects.standing().by(survivor).order_by()
    known = set(theirs.values_list("activity_key", "completed_on"))
    return [each for each in completions if (each.activity_key, each.completed_on) in known]


def waiting_twice(duplicate: StaffMember, survivor: StaffMember) -> Iterator[str]:
    """What both wait for HR's answer to, and what to do about it: one person asks once."""
    for letters, words in (
        (
            ExtensionRequest.objects.filter(answered_at=None),
            _(
                "Both have asked for more time for %(activity)s. Answer one of the two under "
                "Requests for more time, then merge."
            ),
        ),
        (
            PriorLearning.objects.waiting(),
            _(
                "A certificate for %(activity)s waits to be checked of both. Answer one of the "
                "two under Prior learning, then merge."
            ),
        ),
    ):
        theirs = letters.filter(staff_member=survivor, activity=OuterRef("activity"))
        both = letters.filter(Exists(theirs), staff_member=duplicate)
        for letter in both.select_related("activity"):
            yield words % {"activity": letter.activity}


def _what_is_asked(duplicate: StaffMember) -> list[Goes]:
    def known(facts: QuerySet) -> Sequence[str]:
        theirs = facts.filter(staff_member=duplicate).select_related("activity").order_by("pk")
        return [str(each.activity) for each in theirs]

    return [
        goes(_("Assigned to them by name"), known(Assignment.objects.known())),
        goes(_("Waivers"), known(Waiver.objects.known())),
        goes(_("More time"), known(Extension.objects.known())),
        goes(_("Requests for more time"), known(ExtensionRequest.objects.all())),
        goes(_("Prior learning"), known(PriorLearning.objects.all())),
    ]


def _completed(completion: Completion) -> str:
    return f"{completion.activity_title}, {date_format(completion.completed_on)}"


def _address_in_words(duplicate: StaffMember, survivor: StaffMember) -> list[str]:
    if survivor.email or not duplicate.email:
        return []
    return [
        _("%(name)s takes the e-mail address %(address)s.")
        % {"name": survivor, "address": duplicate.email}
    ]
