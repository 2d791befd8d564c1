"""Modules in a list, with how somebody stands in each, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from learning.people.models import StaffMember
from learning.people.permissions import AnyUser
from learning.records.models import Completion
from learning.records.selectors import latest_completions
from modules.models import ModulePage, Progress
from modules.rules.content import Section, sections_of
from modules.rules.way import Next, Way, way_through
from quizzes.models import Attempt

from .progress import ModuleStanding, counts_on
from .steps import NextStep, next_step


@dataclass(frozen=True, slots=True)
class OnTheShelf:
    """A module, where somebody stands in it, and what they do next there."""

    page: ModulePage
    standing: ModuleStanding
    next_step: NextStep

    @property
    def is_begun(self) -> bool:
        """Whether there is something to go on with."""
        return not self.standing.is_current and (
            self.standing.way.done > 0 or self.standing.last_attempt is not None
        )


def on_the_shelf(user: AnyUser, staff_member: StaffMember | None, *, on: date) -> list[OnTheShelf]:
    """Every module that the person may open, by title. A few queries, for any number."""
    # What is inside is read only of modules that somebody is in the middle of.
    pages = ModulePage.objects.visible_to(user, on).defer_streamfields().order_by("title")
    if staff_member is None:
        return [_item(page, None, {}, None, [], on=on) for page in pages]
    completions = latest_completions(staff_member, on=on)
    read: dict[UUID, dict[str, datetime]] = defaultdict(dict)
    for activity, section, at in Progress.objects.filter(staff_key=staff_member.key).values_list(
        "activity_key", "section_id", "read_at"
    ):
        read[activity][str(section)] = at
    attempts = {
        attempt.activity_key: attempt
        for attempt in Attempt.objects.by(staff_member).open().defer("paper")
    }
    stored = ModulePage.objects.filter(activity_key__in=[*read, *attempts])
    sections = {
        activity: sections_of(stream.get_prep_value())
        for activity, stream in stored.values_list("activity_key", "sections")
    }
    return [
        _item(
            page,
            completions.get(page.activity_key),
            read.get(page.activity_key, {}),
            attempts.get(page.activity_key),
            sections.get(page.activity_key, []),
            on=on,
        )
        for page in pages
    ]


def _item(
    page: ModulePage,
    completion: Completion | None,
    read_at: dict[str, datetime],
    attempt: Attempt | None,
    sections: list[Section],
    *,
    on: date,
) -> OnTheShelf:
    read = frozenset(
        section
        for section, at in read_at.items()
        if completion is None or at > completion.completed_at
    )
    is_current = completion is not None and counts_on(completion, on)
    if sections:
        way = way_through(
            sections,
            read=read,
            has_quiz=page.has_quiz,
            is_in_quiz=attempt is not None,
            is_current=is_current,
        )
    else:
        step = Next.READ_AGAIN if is_current else Next.START
        way = Way(next=step, section=1, done=0, total=0)
    standing = ModuleStanding(
        way=way,
        read=read,
        completion=completion,
        is_current=is_current,
        last_attempt=attempt,
        after=None,
    )
    return OnTheShelf(page=page, standing=standing, next_step=next_step(page, standing))
