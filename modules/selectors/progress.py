"""How far somebody has come through a module, and what they have to show for it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from learning.people.models import StaffMember
from learning.records.models import Completion, Void
from learning.records.rules.lasting import Lasting, lasting_of
from learning.records.rules.standing import Standing
from learning.records.selectors import standings_of_one
from modules.models import ModulePage, Progress
from modules.rules.content import Section
from modules.rules.way import Way, known_sections, way_through
from quizzes.models import Attempt, Mark, Question
from quizzes.rules.ledger import in_force


@dataclass(frozen=True, slots=True)
class ModuleStanding:
    """Where somebody stands in one module: what they read, what counts, and what comes next."""

    way: Way
    read: frozenset[str]
    known: frozenset[str]
    completion: Completion | None
    lasting: Lasting
    last_attempt: Attempt | None
    after: UUID | None

    @property
    def is_current(self) -> bool:
        """Whether it is done, and not yet to be done again."""
        return self.lasting.is_current

    @property
    def is_in_quiz(self) -> bool:
        """Whether an attempt is open or waits for marks, whatever has become of its quiz since."""
        return self.last_attempt is not None and self.last_attempt.has_passed is None


def standing_in(page: ModulePage, staff_member: StaffMember | None, *, on: date) -> ModuleStanding:
    """Where the person stands in the module that day.

    Five queries, and three more where the quiz is offered first; none for nobody.
    """
    completions: list[Any] = []
    asked: dict[UUID, Standing] = {}
    attempt, read, known = None, frozenset[str](), frozenset[str]()
    is_first_try = False
    if staff_member is not None:
        completions = list(_completions(staff_member, page.activity_key))
        last = completions[0] if completions else None
        read = sections_read_since(staff_member, page.activity_key, last)
        asked = standings_of_one(staff_member, on=on, activity_key=page.activity_key)
    if staff_member is not None and page.quiz is not None:
        attempt = (
            Attempt.objects.by(staff_member)
            .filter(activity_key=page.activity_key, quiz_key=page.quiz.key)
            .defer("paper")
            .order_by("-started_at", "-pk")
            .first()
        )
        last = completions[0] if completions else None
        is_first_try = page.tests_first and not read and not _is_since(attempt, last)
        if page.tests_first and _is_since(attempt, last):
            known = known_from_test(page, staff_member, last)
    standing = next((one for one in completions if not one.is_void), None)
    lasting = lasting_of(standing, asked.get(page.activity_key), on=on)
    return ModuleStanding(
        way=way_through(
            page.section_list,
            read=read,
            known=known,
            has_quiz=page.has_quiz,
            is_in_quiz=attempt is not None and not attempt.is_submitted,
            is_current=lasting.is_current,
            is_waiting=attempt is not None and attempt.is_waiting,
            may_test_first=is_first_try,
        ),
        read=read,
        known=known,
        completion=standing,
        lasting=lasting,
        last_attempt=attempt,
        after=completions[0].key if completions else None,
    )


@dataclass(frozen=True, slots=True)
class FailedTest:
    """The quiz of a module, taken first and not passed.

    `wrong` has the rows of the questions that were not fully right, then or in a later attempt that
    was not passed either; none where one has gone.
    """

    started_at: datetime
    wrong: frozenset[int]

    def known(self, sections: Sequence[Section], since: datetime | None) -> frozenset[str]:
        """The sections that it showed as known, if it was taken since then."""
        is_since = since is None or self.started_at > since
        return known_sections(sections, wrong=self.wrong) if is_since else frozenset()


def known_from_test(
    page: ModulePage, staff_member: StaffMember, completion: Completion | None
) -> frozenset[str]:
    """The sections that need not be read after the quiz was taken first, since that completion."""
    failed = failed_tests(staff_member, [page.activity_key]).get(page.activity_key)
    since = completion.completed_at if completion else None
    return failed.known(page.section_list, since) if failed else frozenset()


def failed_tests(
    staff_member: StaffMember, activity_keys: Collection[UUID]
) -> dict[UUID, FailedTest]:
    """The last of each activity, in three queries, however many there are."""
    failed = Attempt.objects.by(staff_member).filter(
        activity_key__in=activity_keys, has_passed=False
    )
    newest_last = failed.order_by("started_at", "pk").values_list(
        "activity_key", "pk", "started_at", "is_test_first"
    )
    begun_at: dict[UUID, datetime] = {}
    activity_of: dict[int, UUID] = {}
    for activity, number, at, is_test_first in newest_last:
        if is_test_first:
            begun_at[activity] = at
            activity_of = {each: of for each, of in activity_of.items() if of != activity}
        if activity in begun_at:
            activity_of[number] = activity
    marks: dict[int, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(attempt__in=activity_of):
        marks[mark.attempt_id].append(mark)
    wrong: dict[UUID, set[UUID]] = defaultdict(set)
    for number, each in marks.items():
        wrong[activity_of[number]] |= {
            key for key, mark in in_force(each).items() if mark.awarded < mark.available
        }
    rows = dict(
        Question.objects.filter(key__in=set().union(*wrong.values())).values_list("key", "pk")
    )
    return {
        activity: FailedTest(
            at,
            frozenset(rows[key] for key in wrong[activity])
            if wrong[activity] <= rows.keys()
            else frozenset(),
        )
        for activity, at in begun_at.items()
    }


def _is_since(attempt: Attempt | None, completion: Completion | None) -> bool:
    if attempt is None:
        return False
    return completion is None or attempt.started_at > completion.completed_at


def last_completion(staff_member: StaffMember, activity_key: UUID) -> Completion | None:
    """The last time the person completed it, voided or not."""
    return _completions(staff_member, activity_key).first()


def sections_read_since(
    staff_member: StaffMember, activity_key: UUID, completion: Completion | None
) -> frozenset[str]:
    """The ids of the sections the person has read since that completion, or ever."""
    progress = Progress.objects.filter(staff_key=staff_member.key, activity_key=activity_key)
    if completion is not None:
        progress = progress.filter(read_at__gt=completion.completed_at)
    return frozenset(str(section) for section in progress.values_list("section_id", flat=True))


def _completions(staff_member: StaffMember, activity_key: UUID) -> QuerySet[Any]:
    """Theirs, voided or not, each with `is_void`."""
    return (
        Completion.objects.by(staff_member)
        .filter(activity_key=activity_key)
        .annotate(is_void=Exists(Void.objects.filter(completion=OuterRef("pk"))))
        .order_by("-completed_at", "-pk")
    )
