"""Modules in a list, with how somebody stands in each, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, When

from learning.people.models import StaffMember
from learning.people.permissions import AnyUser
from learning.records.models import Completion
from learning.records.rules.lasting import Lasting, lasting_of
from learning.records.rules.standing import Standing
from learning.records.selectors import latest_completions, standings_of_one
from modules.models import ModulePage, Progress
from modules.rules.content import sections_of
from modules.rules.way import Next, Way, way_through
from quizzes.models import Attempt

from .progress import ModuleStanding
from .steps import NextStep, next_step


@dataclass(frozen=True, slots=True)
class OnTheShelf:
    """A module, where somebody stands in it, and what they do next there."""

    page: ModulePage
    standing: ModuleStanding
    next_step: NextStep

    @property
    def is_waiting(self) -> bool:
        """Whether it is done but for the mark of a trainer."""
        return self.standing.way.next is Next.WAIT_FOR_MARKS

    @property
    def is_begun(self) -> bool:
        """Whether there is something to go on with."""
        way = self.standing.way
        in_quiz = (Next.GO_ON_WITH_QUIZ, Next.WAIT_FOR_MARKS)
        return not self.standing.is_current and (way.done > 0 or way.next in in_quiz)


def on_the_shelf(
    user: AnyUser,
    staff_member: StaffMember | None,
    *,
    on: date,
    completions: Mapping[UUID, Completion] | None = None,
    asked: Mapping[UUID, Standing] | None = None,
) -> list[OnTheShelf]:
    """Every module that the person may open, by title.

    Two queries, and one more each for what they completed and what is asked, unless that is told.
    """
    pages = ModulePage.objects.visible_to(user, on).defer_streamfields().order_by("title")
    if staff_member is None:
        return [_item(page, None, {}, Lasting()) for page in pages]
    if completions is None:
        completions = latest_completions(staff_member, on=on)
    if asked is None:
        asked = standings_of_one(staff_member, on=on)
    read: dict[UUID, dict[str, datetime]] = defaultdict(dict)
    progress = Progress.objects.filter(staff_key=staff_member.key)
    for activity, section, at in progress.values_list("activity_key", "section_id", "read_at"):
        read[activity][str(section)] = at
    # What is inside a module is read only where somebody is in the middle of it.
    same = {"activity_key": OuterRef("activity_key")}
    attempts = Attempt.objects.by(staff_member).unsettled().filter(**same)
    pages = pages.annotate(
        has_open_attempt=Exists(attempts.open()),
        has_waiting_attempt=Exists(attempts.submitted()),
        has_tested_first=Exists(
            Attempt.objects.by(staff_member).filter(**same, is_test_first=True)
        ),
        begun_sections=Case(
            When(Exists(attempts) | Exists(progress.filter(**same)), then=F("sections"))
        ),
    )
    items = []
    for page in pages:
        key = page.activity_key
        completion = completions.get(key)
        lasting = lasting_of(completion, asked.get(key), on=on)
        items.append(_item(page, completion, read[key], lasting))
    return items


def _item(
    page: ModulePage,
    completion: Completion | None,
    read_at: dict[str, datetime],
    lasting: Lasting,
) -> OnTheShelf:
    read = frozenset(
        section
        for section, at in read_at.items()
        if completion is None or at > completion.completed_at
    )
    standing = ModuleStanding(
        way=_way(page, read, is_current=lasting.is_current),
        read=read,
        known=frozenset(),
        completion=completion,
        lasting=lasting,
        last_attempt=None,
        after=None,
    )
    return OnTheShelf(page=page, standing=standing, next_step=next_step(page, standing))


def _way(page: ModulePage, read: frozenset[str], *, is_current: bool) -> Way:
    is_in_quiz = getattr(page, "has_open_attempt", False)
    is_waiting = getattr(page, "has_waiting_attempt", False)
    if read or is_in_quiz or is_waiting:
        return way_through(
            sections_of(page.begun_sections.get_prep_value()),
            read=read,
            has_quiz=page.has_quiz,
            is_in_quiz=is_in_quiz,
            is_current=is_current,
            is_waiting=is_waiting,
        )
    step = Next.READ_AGAIN if is_current else Next.START
    if (
        step is Next.START
        and page.tests_first
        and page.has_quiz
        and not getattr(page, "has_tested_first", False)
    ):
        step = Next.TEST_FIRST
    return Way(next=step, section=1, done=0, total=0)
