"""Modules in a list, with how somebody stands in each, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Subquery, When

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

from .progress import FailedTest, ModuleStanding, failed_tests
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

    Two queries, and one more each for what they completed and what is asked, unless that is told;
    and three where the quiz was taken first and not passed.
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
    attempts = Attempt.objects.by(staff_member).filter(**same, quiz_key=OuterRef("quiz__key"))
    unsettled = attempts.unsettled()
    failed = attempts.filter(is_test_first=True, has_passed=False)
    pages = pages.annotate(
        has_open_attempt=Exists(unsettled.open()),
        has_waiting_attempt=Exists(unsettled.submitted()),
        has_failed_test=Exists(failed),
        # Voided or not, as a module has it: what was read for it is not read for the next one.
        last_completed_at=Subquery(
            Completion.objects.by(staff_member)
            .filter(**same)
            .order_by("-completed_at")
            .values("completed_at")[:1]
        ),
        last_tried_at=Subquery(attempts.order_by("-started_at").values("started_at")[:1]),
        begun_sections=Case(
            When(
                Exists(unsettled) | Exists(failed) | Exists(progress.filter(**same)),
                then=F("sections"),
            )
        ),
    )
    tested = [page.activity_key for page in pages if page.tests_first and page.has_failed_test]
    tests = failed_tests(staff_member, tested) if tested else {}
    items = []
    for page in pages:
        key = page.activity_key
        completion = completions.get(key)
        lasting = lasting_of(completion, asked.get(key), on=on)
        items.append(_item(page, completion, read[key], lasting, failed=tests.get(key)))
    return items


def _item(
    page: ModulePage,
    completion: Completion | None,
    read_at: dict[str, datetime],
    lasting: Lasting,
    *,
    failed: FailedTest | None = None,
) -> OnTheShelf:
    since = getattr(page, "last_completed_at", None)
    read = frozenset(section for section, at in read_at.items() if since is None or at > since)
    is_in_quiz = getattr(page, "has_open_attempt", False)
    is_waiting = getattr(page, "has_waiting_attempt", False)
    known: frozenset[str] = frozenset()
    if read or failed or is_in_quiz or is_waiting:
        sections = sections_of(page.begun_sections.get_prep_value())
        known = failed.known(sections, since) if failed else known
        way = way_through(
            sections,
            read=read,
            known=known,
            has_quiz=page.has_quiz,
            is_in_quiz=is_in_quiz,
            is_current=lasting.is_current,
            is_waiting=is_waiting,
            may_test_first=not read and _is_first_try(page, since),
        )
    else:
        way = _way_to_begin(page, since, is_current=lasting.is_current)
    standing = ModuleStanding(
        way=way,
        read=read,
        known=known,
        completion=completion,
        lasting=lasting,
        last_attempt=None,
        after=None,
    )
    return OnTheShelf(page=page, standing=standing, next_step=next_step(page, standing))


def _way_to_begin(page: ModulePage, since: datetime | None, *, is_current: bool) -> Way:
    """Where nothing is begun, which needs nothing of what is inside."""
    step = Next.READ_AGAIN if is_current else Next.START
    if not is_current and _is_first_try(page, since):
        step = Next.TEST_FIRST
    return Way(next=step, section=1, done=0, total=0)


def _is_first_try(page: ModulePage, since: datetime | None) -> bool:
    """Whether the quiz is offered first, and was not begun since then."""
    tried_at = getattr(page, "last_tried_at", None)
    is_tried = tried_at is not None and (since is None or tried_at > since)
    return page.tests_first and page.has_quiz and not is_tried
