"""Whatever happens to a small organisation, every answer is what its diary says, read slowly.

The rule is compared with the slow model elsewhere; here it is the way there: services, rows with
two clocks, voids, steps of programmes, the loader, and what is worked out ahead for lists. Many
more organisations are tried with `--hypothesis-profile=thorough -o faulthandler_timeout=0`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from learning.people.models import StaffMember
from learning.records.models import Stretch
from learning.records.rules.standing import Standing
from learning.records.rules.status import EXCUSED, HOLDING, LATE, Status
from learning.records.rules.tally import Tally
from learning.records.selectors import (
    learning_of,
    standings_of,
    standings_of_one,
    tallies_in,
    tallies_of,
)
from learning.records.selectors.facts import terms_of
from learning.records.services import refresh_stretches

from .diary import A_DAY, Told, told_by, told_under
from .happenings import happenings
from .organisation import Organisation, found_organisation
from .slow_model import Answer, answer_of

pytestmark = pytest.mark.django_db

IS_THOROUGH = settings.default.max_examples > 100
SMALL = settings(
    max_examples=settings.default.max_examples if IS_THOROUGH else 40,
    # Every organisation is rolled back to the founded one.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
TWO_YEARS = 2 * 365


@pytest.fixture
def founded():
    return found_organisation()


@SMALL
@given(happened=happenings())
def test_every_answer_is_what_the_diary_says(founded, happened):
    with transaction.atomic():
        organisation, answers = founded.again(), {}
        for happening in happened:
            organisation.at += happening.after
            if not organisation.happen(happening.name, *happening.what):
                continue
            compare_lists(organisation)
            day, known_at = organisation.day(happening.as_at), organisation.at - happening.known
            answers[day, known_at] = compare_standings(organisation, day, known_at)
        compare_people(organisation, organisation.today, organisation.at)
        compare_figures(organisation)
        compare_lists(organisation, to_come=True)
        for (day, known_at), answer in [*answers.items()][::4]:
            assert standings(day, known_at) == answer, (day, known_at)
        transaction.set_rollback(True)


def pairs(organisation: Organisation) -> Iterator[tuple[int, int]]:
    """Every person and every activity."""
    for person in organisation.people:
        for activity in organisation.activities:
            yield person.pk, activity.pk


def diary_says(
    organisation: Organisation, day: date, known_at: datetime | None = None
) -> dict[tuple[int, int], Told]:
    told = {
        (person, activity): organisation.diary.told(person, activity, day, known_at)
        for person, activity in pairs(organisation)
    }
    return {pair: each for pair, each in told.items() if each is not None}


def told(standing: Standing) -> Told:
    return told_under(standing.terms, answer_of(standing))


def standings(day: date, known_at: datetime) -> dict[tuple[int, int], Standing]:
    stood = standings_of(StaffMember.objects.all(), on=day, known_at=known_at)
    return {(one.person, one.activity): one.standing for one in stood}


def compare_standings(
    organisation: Organisation, day: date, known_at: datetime
) -> dict[tuple[int, int], Standing]:
    """How everybody stands on a day, as known at a moment."""
    answer = standings(day, known_at)
    says = diary_says(organisation, day, known_at)
    assert {pair: told(standing) for pair, standing in answer.items()} == says, (day, known_at)
    return answer


def compare_people(organisation: Organisation, day: date, known_at: datetime) -> None:
    """What each person sees of their own."""
    says = diary_says(organisation, day, known_at)
    for person in organisation.people:
        learning = learning_of(person, on=day, known_at=known_at)
        assert {(person.pk, one.activity.pk): told(one.standing) for one in learning} == {
            pair: each for pair, each in says.items() if pair[0] == person.pk
        }
        assert standings_of_one(person, on=day) == {
            one.activity.key: one.standing for one in learning
        }


def compare_lists(organisation: Organisation, *, to_come: bool = False) -> None:
    """What lists read today, once brought up to date; or will read, if nothing more happens."""
    assert refresh_stretches(at=organisation.at)
    rows = defaultdict(list)
    for row in Stretch.objects.select_related("assignment"):
        rows[row.staff_member_id, row.activity_id].append(row)
    for pair in pairs(organisation):
        facts = organisation.diary.facts(*pair)
        for day in (
            days_to_come(rows[pair], organisation.today) if to_come else [organisation.today]
        ):
            read = [listed(row) for row in rows[pair] if covers(row, day)]
            says = told_by(facts, day)
            assert read == [says] * (says is not None), (pair, day)


def covers(row: Stretch, day: date) -> bool:
    return row.from_on <= day and (row.to_on is None or day <= row.to_on)


def listed(row: Stretch) -> Told:
    terms = terms_of(row.assignment)
    assert row.is_mandatory == terms.is_mandatory
    done_on = None if row.status in EXCUSED else row.held_on
    return told_under(terms, Answer(Status(row.status), row.due_on, terms.id, done_on))


def days_to_come(rows: list[Stretch], today: date) -> set[date]:
    """The first and the last day of each stretch, those beside them, and one in each half-year."""
    first = {row.from_on - n * A_DAY for row in rows for n in (0, 1)}
    last = {row.to_on + n * A_DAY for row in rows if row.to_on for n in (0, 1)}
    some = {today + n * A_DAY for n in range(1, TWO_YEARS, 180)}
    return {day for day in first | last if today < day < today + TWO_YEARS * A_DAY} | some


def compare_figures(organisation: Organisation) -> None:
    """The figures of completion: by group and activity, counted on the fingers."""
    today, says = organisation.today, diary_says(organisation, organisation.today)
    counts: defaultdict[tuple[int | None, int], Counter[str]] = defaultdict(Counter)
    for (person, activity), each in says.items():
        for group in (None, *organisation.diary.groups_on(person, today)):
            counted = counts[group, activity]
            counted["asked"] += 1
            counted["excused"] += each.answer.status in EXCUSED
            counted["current"] += each.answer.status in HOLDING
            counted["late"] += each.answer.status in LATE
    tallies = {of: Tally(**counted) for of, counted in counts.items()}
    assert tallies_in(Stretch.objects.on(today), on=today) == tallies
    assert tallies_of(standings_of(StaffMember.objects.all(), on=today)) == tallies
