"""Works out, some people at a time, what each becomes, and stages what is to be written."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from learning.people.models import (
    Employment,
    Sort,
    StaffChange,
    StaffImport,
    StaffMember,
    StagedEnd,
    StagedFact,
    StagedRow,
)
from learning.people.rules.staff_import import (
    Entry,
    Fact,
    Field,
    Kind,
    Options,
    Person,
    PostHeld,
    Said,
    StaffRow,
    key_of,
    name_key,
    plan_absent,
    plan_person,
    plan_unchanged,
    read_row,
    rows_of_now,
    with_numbers_that_stay,
)
from learning.people.selectors.import_words import changes_of
from learning.people.selectors.staff_list import (
    groups_by_name,
    merged_numbers,
    people_by_id,
    staff_by_number,
)
from learning.tabular.rules.headings import Columns

from .import_details import DETAILS
from .import_staging import new_key
from .imports import hold_check
from .inserting import insert_rows

PEOPLE_AT_ONCE = 500
NO_POST = PostHeld()


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one person."""

    entry: Entry
    person: Person | None
    staff_key: UUID


class Planning:
    """Plans people and stages what becomes of them; keeps count of each kind."""

    def __init__(self, staff_import: StaffImport, columns: Columns[Field]) -> None:
        assert staff_import.check_key is not None  # noqa: S101 - a check has begun
        self.staff_import = staff_import
        self.check_key = staff_import.check_key
        self.columns = columns
        self.options = Options(
            takes_effect_on=staff_import.takes_effect_on,
            leavers_last_day_on=staff_import.leavers_last_day_on,
            creates_groups=staff_import.creates_groups,
            is_full=staff_import.is_full,
        )
        self.merged = merged_numbers()
        groups = groups_by_name()
        self.group_keys = {name: key for name, (key, _group) in groups.items()}
        self.by_rule = {name for name, (_key, group) in groups.items() if group.is_by_rule}
        self.counts: Counter[str] = Counter({kind.value: 0 for kind in Kind})
        self.new_groups: dict[str, str] = {}

    def plan_all(self) -> Iterator[int]:
        """Everybody in the file; then, for a whole list, everybody whom it leaves out.

        Yields how many rows each batch took.
        """
        for planned, rows in self._people_in_file():
            self._stage(planned)
            yield rows
        if self.staff_import.is_full:
            for missing in self._people_missing():
                self._stage(missing)
                yield 0

    @property
    def _rows(self) -> QuerySet[StagedRow]:
        return StagedRow.objects.filter(staff_import=self.staff_import)

    def _people_in_file(self) -> Iterator[tuple[list[Planned], int]]:
        sound, last = self._rows.filter(is_sound=True), ""
        while keys := list(
            sound.filter(key__gt=last)
            .order_by("key")
            .values_list("key", flat=True)
            .distinct()[:PEOPLE_AT_ONCE]
        ):
            rows = list(sound.filter(key__gt=last, key__lte=keys[-1]).order_by("key", "number"))
            last = keys[-1]
            people = people_by_id({row.staff_member_id for row in rows if row.staff_member_id})
            by_key = groupby(rows, key=lambda row: row.key)
            yield [self._plan(list(same), people) for _key, same in by_key], len(rows)

    def _plan(self, rows: list[StagedRow], people: dict[int, Person]) -> Planned:
        member = rows[0].staff_member_id
        person = people.get(member) if member else None
        # What is said by the number that stays comes before what a merged one says.
        rows = sorted(rows, key=lambda row: row.written != row.key)
        said = rows_of_now([self._read(row) for row in rows], person)
        if person and not said:
            entry = plan_unchanged(person, rows[0].number)
        else:
            entry = plan_person(Said(said), person, self.options)
        return Planned(entry, person, rows[0].staff_key)

    def _read(self, staged: StagedRow) -> StaffRow:
        """What a row says, but for groups by rule: the rules say who is in them."""
        written_on = self.staff_import.uploaded_on
        row = read_row(self.columns, staged.number, tuple(staged.cells), written_on=written_on)
        row = with_numbers_that_stay(row, self.merged)
        if self.by_rule and Field.STAFF_GROUPS in row.values:
            kept = tuple(name for name in row.groups() if name.casefold() not in self.by_rule)
            row.values[Field.STAFF_GROUPS] = kept
        return row

    def _people_missing(self) -> Iterator[list[Planned]]:
        """Those who stay in post, and whom the file does not name.

        A number on a broken row is still a name.
        """
        stays = Q(to_on=None) | Q(to_on__gte=self.options.missed_from)
        in_post = Employment.objects.known().filter(stays, staff_member=OuterRef("pk"))
        named = self._rows.filter(staff_member=OuterRef("pk"))
        missing = StaffMember.objects.filter(Exists(in_post)).filter(~Exists(named))
        last = 0
        while found := dict(
            missing.filter(pk__gt=last).order_by("pk").values_list("pk", "key")[:PEOPLE_AT_ONCE]
        ):
            people = people_by_id(found)
            yield [
                Planned(plan_absent(person, self.options), person, found[pk])
                for pk, person in people.items()
            ]
            last = max(found)

    def _stage(self, planned: list[Planned]) -> None:
        self.counts.update(each.entry.kind.value for each in planned)
        changed = [each for each in planned if each.entry.kind != Kind.UNCHANGED]
        hints = self._hints(changed)
        managers = self._keys_of_managers(changed)
        with transaction.atomic():
            hold_check(self.staff_import)
            insert_rows(StaffChange, [self._change(each, hints) for each in changed])
            insert_rows(
                StagedFact,
                [fact for each in changed for fact in self._facts_of(each, managers)],
            )
            insert_rows(StagedEnd, [end for each in changed for end in self._ends_of(each)])

    def _change(self, planned: Planned, hints: dict[UUID, str]) -> dict[str, object]:
        entry, person = planned.entry, planned.person
        was = {name: getattr(person, name) if person else "" for name in DETAILS}
        becomes = was | {"payroll_number": entry.payroll_number} | dict(entry.details)
        return {
            "staff_import": self.staff_import.pk,
            "kind": entry.kind.value,
            "staff_key": planned.staff_key,
            "is_new": person is None,
            "changes_details": person is not None and bool(entry.details),
            "row_number": entry.row,
            "on": entry.on,
            "words": changes_of(entry),
            "hint": hints.get(planned.staff_key, ""),
            **becomes,
            **{f"was_{name}": value for name, value in was.items()},
        }

    def _facts_of(self, planned: Planned, managers: dict[str, UUID]) -> Iterator[dict[str, object]]:
        facts, key = planned.entry.facts, planned.staff_key
        for spell in facts.employments:
            yield self._fact(Sort.EMPLOYMENT, key, spell, NO_POST)
        for post in facts.posts:
            manager = managers.get(key_of(post.what.line_manager))
            yield self._fact(Sort.POST, key, post, post.what, manager_key=manager)
        for membership in facts.memberships:
            group = self._key_of_group(membership.what)
            yield self._fact(Sort.MEMBERSHIP, key, membership, NO_POST, group_key=group)

    def _fact(
        self,
        sort: Sort,
        staff_key: UUID,
        fact: Fact,
        post: PostHeld,
        *,
        group_key: UUID | None = None,
        manager_key: UUID | None = None,
    ) -> dict[str, object]:
        return {
            "staff_import": self.staff_import.pk,
            "sort": sort.value,
            "staff_key": staff_key,
            "from_on": fact.from_on,
            "to_on": fact.to_on,
            "group_key": group_key,
            "manager_key": manager_key,
            "job_title": post.job_title,
            "department": post.department,
            "site": post.site,
            "customer_contact": post.customer_contact,
            "employment_type": post.employment_type,
            "hours_per_week": post.hours_per_week,
        }

    def _ends_of(self, planned: Planned) -> Iterator[dict[str, object]]:
        facts = planned.entry.facts
        for sort, ended in (
            (Sort.EMPLOYMENT, facts.superseded_employments),
            (Sort.POST, facts.superseded_posts),
            (Sort.MEMBERSHIP, facts.superseded_memberships),
        ):
            for pk in ended:
                yield {"staff_import": self.staff_import.pk, "sort": sort.value, "fact_id": pk}

    def _key_of_group(self, name: str) -> UUID:
        folded = name.casefold()
        if folded not in self.group_keys:
            self.group_keys[folded] = new_key(self.check_key, f"group {folded}")
            self.new_groups[name] = str(self.group_keys[folded])
        return self.group_keys[folded]

    def _keys_of_managers(self, planned: Iterable[Planned]) -> dict[str, UUID]:
        """The keys of all managers of the posts to write, those who are new among them."""
        posts = (post.what for each in planned for post in each.entry.facts.posts)
        numbers = {post.line_manager for post in posts if post.line_manager}
        keys = {number: found.key for number, found in staff_by_number(numbers).items()}
        unknown = {key_of(number) for number in numbers} - keys.keys()
        in_file = self._rows.filter(key__in=unknown).values_list("key", "staff_key")
        return keys | dict(in_file)

    def _hints(self, planned: Iterable[Planned]) -> dict[UUID, str]:
        """Joiners who bear the name and the start date of somebody whom the file leaves out."""
        joiners = [each for each in planned if each.person is None]
        starts = {each.entry.on for each in joiners if each.entry.on}
        surnames = {each.entry.details["last_name"].lower() for each in joiners}
        named = self._rows.filter(staff_member=OuterRef("pk"))
        alike = (
            StaffMember.objects.annotate(surname=Lower("last_name"))
            .filter(surname__in=surnames)
            .filter(employments__in=Employment.objects.known().filter(from_on__in=starts))
            .filter(~Exists(named))
            .values_list("payroll_number", "first_name", "last_name", "employments__from_on")
        )
        missing: dict[tuple[str, date | None], set[str]] = defaultdict(set)
        for number, first, last, start in alike:
            missing[name_key(first, last), start].add(number)
        return {
            each.staff_key: _("May be the same person as %(numbers)s.")
            % {"numbers": ", ".join(sorted(numbers))}
            for each in joiners
            if (numbers := missing.get(_name_and_start(each.entry)))
        }


def _name_and_start(entry: Entry) -> tuple[str, date | None]:
    return name_key(entry.details["first_name"], entry.details["last_name"]), entry.on
