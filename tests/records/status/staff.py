"""The staff of a small organisation: who is here, where, in which group, and who is away.

Each thing that happens goes through the service that a screen would call, and into the diary. What
a service refuses did not happen.
"""

import csv
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from learning.people.models import Absence, Membership, StaffGroup, StaffMember, User
from learning.people.services import add_to_group, end_absence, end_membership, record_absence
from tests.people.staff_lists import applied, checked

from .diary import A_DAY, Diary, Note

HEADER = ("Payroll number", "First name", "Last name", "Job title", "Start date")


class Refused(Exception):
    """It cannot happen now, so it does not."""


@dataclass
class Staff:
    """People and groups go by their place in these lists, days by how far ahead they are."""

    at: datetime
    diary: Diary
    hr: User
    people: list[StaffMember]
    groups: list[StaffGroup]

    @property
    def today(self) -> date:
        return localdate(self.at)

    def day(self, ahead: int) -> date:
        return self.today + timedelta(days=ahead)

    def happen(self, name: str, *what: object) -> bool:
        """Whether it did."""
        lines = len(self.diary.lines)
        try:
            with transaction.atomic():
                getattr(self, name)(*what)
        except (Refused, ValidationError):
            assert len(self.diary.lines) == lines, name
            return False
        return True

    def who(self, person: int) -> StaffMember:
        if person >= len(self.people):
            raise Refused
        return self.people[person]

    def write(self, kind: str, first: date, **what: Any) -> None:
        self.diary.write(self.at, kind, first, **what)

    def rewrite(self, number: int, **what: Any) -> None:
        self.diary.rewrite(self.at, number, **what)

    def pick(self, nth: int, kind: str, **what: Any) -> tuple[int, Note]:
        """One of the notes of the kind, as known now."""
        notes = [*self.diary.find(kind, **what).items()]
        if not notes:
            raise Refused
        return notes[nth % len(notes)]

    # The staff list

    def send_staff_list(self, person: int, start: date, effect: date, **columns: str) -> None:
        """A staff list with a row about one person."""
        columns = {name.replace("_", " "): words for name, words in columns.items()}
        row = (f"E{person}", "Asha", f"Baker {person}", "Clerk", start.isoformat())
        text = StringIO()
        csv.writer(text).writerows([[*HEADER, *columns], [*row, *columns.values()]])
        staff_import = checked(text.getvalue(), at=self.at, is_full=False, takes_effect_on=effect)
        if staff_import.counts["broken"]:
            raise Refused
        applied(staff_import, at=self.at, confirms_departures=True)

    def comes(self, person: int, ahead: int, site: str) -> None:
        """Joins, or comes back."""
        start, is_new = self.day(ahead), person >= len(self.people)
        spells = () if is_new else self.diary.find("employed", person=self.who(person).pk).values()
        if any(note.last is None or start <= note.last for note in spells):
            raise Refused
        self.send_staff_list(person, start, self.today, site=site)
        if is_new:
            self.people.append(StaffMember.objects.get(payroll_number=f"E{person}"))
        pk = self.who(person).pk
        self.write("employed", start, person=pk)
        self.write("post", start, person=pk, site=site)

    def leaves(self, person: int, ahead: int | None) -> None:
        """The last day, or another than was said; None: they stay after all."""
        pk, last = self.who(person).pk, None if ahead is None else self.day(ahead)
        _number, spell = self.pick(-1, "employed", person=pk)
        leaving = last.isoformat() if last else ""
        self.send_staff_list(person, spell.first, self.today, leaving_date=leaving)
        for kind in ("employed", "post", "member"):
            for number, note in self.diary.find(kind, person=pk).items():
                ended_with_it = spell.last is not None and note.last == spell.last
                until = last if ended_with_it else note.last
                if last is not None:
                    until = min(until or last, last)
                if until != note.last:
                    self.rewrite(number, last=until)

    def moves(self, person: int, ahead: int, site: str) -> None:
        """To another site: one post ends, and the next begins."""
        pk, effect = self.who(person).pk, self.day(ahead)
        _number, spell = self.pick(-1, "employed", person=pk)
        if spell.last is not None and spell.last < effect:
            raise Refused
        number, post = self.pick(-1, "post", person=pk, last=spell.last)
        self.send_staff_list(person, spell.first, effect, site=site)
        if post.site != site:
            begins = max(effect, post.first)
            self.rewrite(number, last=begins - A_DAY)
            self.write("post", begins, last=spell.last, person=pk, site=site)

    # Groups and absences

    def joins(self, person: int, group: int, ahead: int) -> None:
        """Is put into a group by hand, for as long as they are here."""
        who, which, first = self.who(person), self.groups[group], self.day(ahead)
        add_to_group(staff_member=who, staff_group=which, from_on=first, by=self.hr, at=self.at)
        spells = self.diary.find("employed", person=who.pk).values()
        [spell] = [note for note in spells if note.covers(first)]
        self.write("member", first, last=spell.last, person=who.pk, group=which.pk)

    def quits(self, nth: int, ahead: int) -> None:
        """Is taken out of a group."""
        number, note = self.pick(nth, "member")
        rows = Membership.objects.known().filter(staff_member=note.person, staff_group=note.group)
        row = rows.get(from_on=note.first)
        end_membership(membership=row, last_on=self.day(ahead), by=self.hr, at=self.at)
        self.rewrite(number, last=self.day(ahead))

    def is_away(self, person: int, ahead: int, days: int | None) -> None:
        who, first = self.who(person), self.day(ahead)
        last = None if days is None else first + timedelta(days=days)
        record_absence(
            staff_member=who, reason="other", from_on=first, to_on=last, by=None, at=self.at
        )
        self.write("away", first, last=last, person=who.pk)

    def is_back(self, nth: int, ahead: int) -> None:
        """Says the last day of an absence, or another one."""
        number, note = self.pick(nth, "away")
        rows = Absence.objects.known().filter(staff_member=note.person, from_on=note.first)
        row = rows.filter(to_on=note.last)[0]
        end_absence(absence=row, last_on=self.day(ahead), by=None, at=self.at)
        self.rewrite(number, last=self.day(ahead))
