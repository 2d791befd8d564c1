"""The reasons that lists give: the source of what was not taken here, and steps in their order."""

from datetime import UTC, date, datetime

import pytest

from learning.records.choices import Source
from learning.records.models import Stretch
from learning.records.selectors import because_of, learning_of
from learning.records.services import refresh_stretches
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.records import AssignmentFactory, CompletionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def asha(reception):
    return StaffMemberFactory(staff_groups=[reception])


def reasons(asha):
    """On their page and in lists: they say the same."""
    learning = learning_of(asha, on=TODAY)
    refresh_stretches(at=NOW)
    rows = Stretch.objects.on(TODAY).select_related("staff_member", "activity")
    listed = because_of(rows, on=TODAY)
    assert {one.activity.pk: one.because for one in learning} == {
        activity: because for (_person, activity), because in listed.items()
    }
    return [one.because for one in learning]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (Source.QUIZ, "Completed 2 March 2026. "),
        (Source.IMPORT, "Completed 2 March 2026 (Imported). "),
        (Source.PRIOR_LEARNING, "Completed 2 March 2026 (Prior learning). "),
        (Source.BY_HAND, "Completed 2 March 2026 (Added by HR). "),
    ],
)
def test_what_was_not_taken_here_says_how_it_is_known(asha, reception, source, said):
    assignment = AssignmentFactory(staff_group=reception)
    CompletionFactory(staff_member=asha, activity=assignment.activity, source=source)

    assert reasons(asha) == [f"{said}For everyone in Reception."]


def test_the_steps_of_a_programme_are_told_and_come_in_their_order(asha, reception):
    steps = [ActivityFactory(title=title) for title in ("Welcome", "Fire", "Alarms")]
    induction = ProgrammeFactory(title="Induction", activities=steps)
    for activity in steps:
        AssignmentFactory(
            activity=activity, programme=induction, staff_group=reception, due_on=date(2026, 7, 1)
        )
    alone = AssignmentFactory(
        activity__title="Knots", staff_group=reception, due_on=date(2026, 7, 1)
    )

    order = [one.activity for one in learning_of(asha, on=TODAY)]

    assert order == [*steps, alone.activity]
    assert reasons(asha)[:3] == [
        f"Step {number} of 3 in Induction. For everyone in Reception. Due 1 July 2026."
        for number in (1, 2, 3)
    ]


def test_a_step_that_is_yet_to_come_is_not_counted(asha, reception):
    steps = [ActivityFactory(title=title) for title in ("New", "Old")]
    induction = ProgrammeFactory(title="Induction", activities=steps)
    induction.steps.filter(position=0).update(from_on=date(2026, 7, 1))
    AssignmentFactory(activity=steps[1], programme=induction, staff_group=reception)

    assert reasons(asha) == ["Step 1 of 1 in Induction. For everyone in Reception."]
