"""A small organisation: its staff, what is asked of them, and what they did."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from learning.catalogue.choices import ActivityKind
from learning.catalogue.models import Activity
from learning.catalogue.services import list_activity, withdraw_activity
from learning.people.models import StaffMember
from learning.people.rules.group_rule import Clause, Rule, RuleField
from learning.records.choices import DueChoice, Source
from learning.records.models import Assignment, Completion, Programme, Waiver
from learning.records.selectors import Ask, Change, plan_revision, plan_steps
from learning.records.selectors.changes import open_assignments
from learning.records.services import (
    add_completion,
    apply_change,
    assign,
    end_waiver,
    extend,
    note_start,
    record_completion,
    redate_completions,
    save_programme,
    void_completion,
    waive,
)
from learning.records.services.writing import start_of
from tests.factories.people import StaffGroupFactory, UserFactory
from tests.people.by_rule import set_rule

from .diary import A_DAY, Diary, Note
from .slow_model import day_before_months_later
from .staff import Refused, Staff

FOUNDED_AT = datetime(2023, 11, 1, 9, tzinfo=UTC)
SITES = ("Depot", "Civic Centre")
AT_THE_DEPOT = Rule((Clause(RuleField.SITE, SITES[:1]),))
# What an activity says of when it must be done again, to begin with.
MONTHS = (None, 12, 3)
PEOPLE = 2


@dataclass
class Organisation(Staff):
    activities: list[Activity]
    programme: Programme

    def again(self) -> "Organisation":
        """A copy, to which other things may happen."""
        another = copy(self)
        another.diary, another.activities = copy(self.diary), [*self.activities]
        another.diary.lines, another.people = [*self.diary.lines], [*self.people]
        return another

    def retires(self, activity: int) -> None:
        pk = self.activities[activity].pk
        withdraw_activity(key=self.activities[activity].key, at=self.at, source="test")
        for number in self.diary.find("listed", activity=pk, last=None):
            self.rewrite(number, last=self.today - A_DAY)

    def lists(self, activity: int, months: int | None) -> None:
        """Offers an activity, perhaps again, or to be done again after so many months."""
        listed = list_activity(
            key=self.activities[activity].key,
            kind=ActivityKind.SESSION,
            title=f"Activity {activity}",
            summary="",
            minutes=30,
            refresher_months=months,
            path="",
            staff_groups=(),
            claims=(),
            at=self.at,
            source="test",
        )
        self.activities[activity] = listed
        if not self.diary.find("listed", activity=listed.pk, last=None):
            self.write("listed", self.today, activity=listed.pk)

    # What is asked

    def asks(self, activity: int | None, target: int, ahead: int, ask: Ask, due: int) -> None:
        """Assigns an activity, or the programme, to a group or person. Not the first time: anew."""
        first, ask = self.day(ahead), self.with_its_day(ask, due)
        is_person = target >= len(self.groups)
        chosen: Any = self.who(target - len(self.groups)) if is_person else self.groups[target]
        what = {
            "activity": None if activity is None else self.activities[activity].pk,
            "programme": self.programme.pk if activity is None else None,
            "person": chosen.pk if is_person else None,
            "group": None if is_person else chosen.pk,
        }
        if activity is None:
            self.refuse_while_a_step_goes(first)
        assign(
            ask=ask,
            activity=None if activity is None else self.activities[activity],
            programme=self.programme if activity is None else None,
            staff_groups=() if is_person else [chosen],
            staff_members=[chosen] if is_person else (),
            from_on=first,
            at=self.at,
            source="test",
        )
        for number in self.diary.find("asked", last=None, **what):
            self.rewrite(number, last=first - A_DAY)
        self.write("asked", first, counted_from=first, ask=ask, **what)

    def asks_otherwise(self, nth: int, ahead: int, ask: Ask, due: int) -> None:
        """Changes the terms."""
        number, note = self.pick(nth, "asked", last=None)
        first, ask = self.day(ahead), self.with_its_day(ask, due)
        change = plan_revision(assignments=self.rows_of(note, first), ask=ask, from_on=first)
        apply_change(change=change, at=self.at, source="test")
        self.rewrite(number, last=first - A_DAY)
        same = {name: getattr(note, name) for name in ("activity", "programme", "person", "group")}
        self.write("asked", first, counted_from=note.counted_from, ask=ask, **same)

    def asks_no_longer(self, nth: int, ahead: int) -> None:
        number, note = self.pick(nth, "asked", last=None)
        first = self.day(ahead)
        change = Change(first, ends=self.rows_of(note, first))
        apply_change(change=change, at=self.at, source="test")
        self.rewrite(number, last=first - A_DAY)

    def changes_steps(self, activities: list[int], ahead: int) -> None:
        """The programme has these activities from a day on, in this order."""
        first = self.day(ahead)
        chosen = [self.activities[each] for each in activities]
        self.refuse_while_a_step_goes(first)
        change = plan_steps(programme=self.programme, activities=chosen, from_on=first)
        save_programme(
            programme=self.programme,
            activities=chosen,
            change=change,
            at=self.at,
            source="test",
        )
        wanted = {each.pk for each in chosen}
        steps = self.diary.find("step", last=None)
        for number, note in steps.items():
            if note.activity not in wanted:
                self.rewrite(number, last=first - A_DAY)
        for activity in wanted - {note.activity for note in steps.values()}:
            self.write("step", first, activity=activity, programme=self.programme.pk)

    def with_its_day(self, ask: Ask, due: int) -> Ask:
        return replace(ask, due_on=self.day(due)) if ask.due == DueChoice.ON_A_DAY else ask

    def rows_of(self, note: Note, first: date) -> list[Assignment]:
        """The open assignments that a note of one stands for: one for each step."""
        if note.programme:
            self.refuse_while_a_step_goes(first)
        rows = open_assignments().filter(staff_member=note.person, staff_group=note.group)
        rows = rows.filter(programme=note.programme)
        if note.activity:
            rows = rows.filter(activity=note.activity)
        if not rows:
            raise Refused
        return [*rows]

    def refuse_while_a_step_goes(self, first: date) -> None:
        """A step that is taken out from a later day on is left as it is until then."""
        steps = self.diary.find("step").values()
        if any(note.last is not None and note.last >= first for note in steps):
            raise Refused

    # More time, and none

    def extends(self, person: int, activity: int, ahead: int) -> None:
        who, what, until = self.who(person), self.activities[activity], self.day(ahead)
        extend(
            activity=what,
            staff_member=who,
            due_on=until,
            reason="Needs it",
            at=self.at,
            source="test",
        )
        self.write("extended", self.today, person=who.pk, activity=what.pk, until=until)

    def waives(self, person: int, activity: int, ahead: int, days: int) -> None:
        who, what, first = self.who(person), self.activities[activity], self.day(ahead)
        last = first + timedelta(days=days)
        waive(
            activity=what,
            staff_member=who,
            reason="Knows it",
            from_on=first,
            to_on=last,
            at=self.at,
            source="test",
        )
        self.write("waived", first, last=last, person=who.pk, activity=what.pk)

    def waives_no_longer(self, nth: int, ahead: int) -> None:
        number, note = self.pick(nth, "waived")
        rows = Waiver.objects.known().filter(staff_member=note.person, activity=note.activity)
        row = rows.filter(from_on=note.first, to_on=note.last)[0]
        end_waiver(waiver=row, last_on=self.day(ahead), at=self.at, source="test")
        self.rewrite(number, last=self.day(ahead))

    # What they did

    def begins(self, person: int, activity: int) -> None:
        who, what = self.who(person), self.activities[activity]
        note_start(staff_member=who, activity_key=what.key, at=self.at)
        self.write("begun", self.today, person=who.pk, activity=what.pk)

    def completes(self, person: int, activity: int, ahead: int) -> None:
        """Completed it, today or some days ago; now it is recorded."""
        who, what, day = self.who(person), self.activities[activity], self.day(ahead)
        record_completion(
            staff_member=who,
            activity=what,
            source=Source.QUIZ,
            source_key=uuid4(),
            completed_at=start_of(day),
            recorded_at=self.at,
        )
        self.write_completion(who.pk, activity, day)

    def is_said_to_have_completed(self, person: int, activity: int, ahead: int) -> None:
        who, what, day = self.who(person), self.activities[activity], self.day(ahead)
        add_completion(
            staff_member=who,
            activity=what,
            completed_on=day,
            reason="A register",
            by=self.hr,
            at=self.at,
        )
        self.write_completion(who.pk, activity, day)

    def voids(self, nth: int) -> None:
        number, note = self.pick(nth, "completed")
        row = self.row_of_completion(note)
        void_completion(completion=row, reason="Mistaken", by=self.hr, at=self.at)
        self.diary.strike(self.at, number)

    def redates(self, nth: int, ahead: int) -> None:
        number, note = self.pick(nth, "completed")
        row, day = self.row_of_completion(note), self.day(ahead)
        redate_completions(
            completions=[row], completed_on=day, reason="Mistyped", by=self.hr, at=self.at
        )
        self.diary.strike(self.at, number)
        places = {each.pk: place for place, each in enumerate(self.activities)}
        self.write_completion(note.person, places[note.activity], day)

    def write_completion(self, person: int, activity: int, day: date) -> None:
        what = self.activities[activity]
        months = what.refresher_months
        until = day_before_months_later(day, months) if months else None
        self.write("completed", day, until=until, person=person, activity=what.pk)

    def row_of_completion(self, note: Note) -> Completion:
        who = StaffMember.objects.get(pk=note.person)
        [what] = [each for each in self.activities if each.pk == note.activity]
        rows = Completion.objects.standing().by(who).filter(activity_key=what.key)
        return rows.filter(completed_on=note.first, expires_on=note.until)[0]


def found_organisation() -> Organisation:
    """Two people at two sites, two groups kept by hand and one by rule, three activities."""
    groups = StaffGroupFactory.create_batch(2)
    depot = StaffGroupFactory()
    set_rule(depot, AT_THE_DEPOT, at=FOUNDED_AT)
    diary = Diary(group_by_rule=depot.pk, its_site=SITES[0], ruled_from=FOUNDED_AT.date())
    made = Organisation(
        at=FOUNDED_AT,
        diary=diary,
        hr=UserFactory(),
        people=[],
        groups=[*groups, depot],
        activities=[Activity() for _each in MONTHS],
        programme=Programme.objects.create(title="Induction"),
    )
    for activity, months in enumerate(MONTHS):
        made.lists(activity, months)
    for person, site in zip(range(PEOPLE), SITES, strict=True):
        made.comes(person, 0, site)
        made.joins(person, 0, 0)
    made.changes_steps([0, 1], 0)
    return made
