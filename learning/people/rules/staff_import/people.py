"""What a file says about one person, as facts with a first and a last day."""

from dataclasses import replace
from datetime import date

from . import timelines
from .details import detail_changes, new_details
from .fields import Field
from .newcomers import plan_newcomer, plan_returner
from .plan import ONE_DAY, Change, Entry, Kind, Options, written
from .posts import Held, described, pair, post_changes, post_of
from .rows import StaffRow
from .said import Said
from .staff_list import Fact, Person, PostHeld


def plan_person(said: Said, person: Person | None, options: Options) -> Entry:
    """Somebody in the file: new, back again, leaving, moving, corrected or just the same."""
    spell = person.spell if person else None
    if person is None or spell is None:
        return plan_newcomer(said, person)
    if spell.to_on and said.start > spell.to_on:
        return plan_returner(said, person, spell.to_on)
    return _Stay(said, person, spell, options).entry()


def plan_unchanged(person: Person, row: int) -> Entry:
    """Somebody of whom the file says only what is past."""
    return Entry(
        kind=Kind.UNCHANGED,
        payroll_number=person.payroll_number,
        name=person.name,
        row=row,
    )


class _Stay:
    """Works through what is said of somebody within their present spell, change by change."""

    def __init__(self, said: Said, person: Person, spell: Fact[None], options: Options) -> None:
        self.said = said
        self.before = person
        self.after = person
        self.start, self.leaving = spell.from_on, spell.to_on
        self.options = options
        self.effect_on = options.takes_effect_on
        self.changes = list(detail_changes(said, person))
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.kinds: set[Kind] = {Kind.CORRECTED} if self.changes else set()
        self.on: date | None = None

    def entry(self) -> Entry:
        self.correct_start()
        self.change_leaving()
        if self.leaving is None or self.leaving >= self.effect_on:
            # Whoever has left by then has nothing left to move.
            self.change_posts()
            self.change_groups()
        order = (Kind.RETURNER, Kind.LEAVER, Kind.MOVER, Kind.CORRECTED)
        details = new_details(self.said, self.before)
        return Entry(
            kind=next((kind for kind in order if kind in self.kinds), Kind.UNCHANGED),
            payroll_number=details.get("payroll_number", self.before.payroll_number),
            name=self.said.name,
            row=self.said.first.number,
            on=self.on,
            details=details,
            changes=tuple(self.changes),
            groups_begun=tuple(self.begun),
            groups_ended=tuple(self.ended),
            facts=written(self.before, self.after),
        )

    def correct_start(self) -> None:
        start = self.said.start
        if start == self.start:
            return
        if self.before.had_two_records and start > self.start:
            return  # two records began on two days; the earlier one holds
        self.kinds.add(Kind.CORRECTED)
        self.changes.append(Change(Field.START_DATE, self.start, start))
        self.after = replace(
            self.after,
            employments=timelines.move_start(self.after.employments, self.start, start),
            posts=timelines.move_start(self.after.posts, self.start, start),
            memberships=timelines.move_start(self.after.memberships, self.start, start),
        )
        self.start = start

    def change_leaving(self) -> None:
        leaving = self.said.leaving
        if not self.said.says(Field.LEAVING_DATE) or leaving == self.leaving:
            return
        self.changes.append(Change(Field.LEAVING_DATE, self.leaving, leaving))
        self.kinds.add(Kind.LEAVER if leaving else Kind.RETURNER)
        self.on = leaving
        if self.leaving is not None:
            self._move_ends(self.leaving, leaving)
        if leaving is not None:
            self._end_all(leaving)
        self.leaving = leaving

    def _move_ends(self, old: date, new: date | None) -> None:
        """What ended because they left ends on the other day, if they leave at all."""
        self.after = replace(
            self.after,
            employments=timelines.move_end(self.after.employments, old, new),
            posts=timelines.move_end(self.after.posts, old, new),
            memberships=timelines.move_end(self.after.memberships, old, new),
        )

    def _end_all(self, last_on: date) -> None:
        self.after = replace(
            self.after,
            employments=timelines.end_all(self.after.employments, last_on),
            posts=timelines.end_all(self.after.posts, last_on),
            memberships=timelines.end_all(self.after.memberships, last_on),
        )

    def _lasts(self, fact: Fact) -> bool:
        """It holds for as long as they are here."""
        return fact.to_on is None or (self.leaving is not None and fact.to_on >= self.leaving)

    def change_posts(self) -> None:
        """The posts as the rows say; one that a full file leaves out is over."""
        lasting = [fact for fact in self.after.posts if self._lasts(fact)]
        says = list(self.said.posts())
        pairs, left_out = pair([row for row, until in says if until is None], lasting)
        for row, post in pairs:
            if post is None or post_changes(row, post.what):
                self._move(row, post, is_further=post is None and bool(lasting))
        for row, until in says:
            if until is not None:
                left_out = self._let_end(row, until, left_out)
        if self.options.is_full:
            for post in left_out:
                self._end_post(post, self.effect_on - ONE_DAY)

    def _let_end(self, row: StaffRow, until: date, posts: list[Held]) -> list[Held]:
        """A post that ends before the person leaves. One that was over before is past.

        Returns the posts that no row is about yet.
        """
        alike = [fact for fact in self.after.posts if not post_changes(row, fact.what)]
        if any(fact.to_on == until for fact in alike):
            return posts
        begins = max(self.effect_on, self.start)
        ending = next((fact for fact in posts if fact in alike and fact.from_on <= until), None)
        if ending is not None:
            self._end_post(ending, until)
        elif begins <= until:
            self._begin_post(row, PostHeld(), begins, until)
        # Another post may be just the same, so it is told by identity.
        return [fact for fact in posts if fact is not ending]

    def _move(self, row: StaffRow, post: Held | None, *, is_further: bool) -> None:
        """From one post to the next, or into one more."""
        begins = max(self.effect_on, self.start, post.from_on if post else self.start)
        old = post.what if post else PostHeld()
        if is_further:
            self._begin_post(row, old, begins, self.leaving)
            return
        self.after = replace(
            self.after,
            posts=(
                *self._posts_without(post, begins - ONE_DAY),
                Fact(None, begins, self.leaving, post_of(row, old)),
            ),
        )
        self.changes += post_changes(row, old)
        self._moved(begins)

    def _begin_post(self, row: StaffRow, old: PostHeld, begins: date, until: date | None) -> None:
        held = post_of(row, old)
        new = Fact(None, begins, until, held)
        self.after = replace(self.after, posts=(*self.after.posts, new))
        self.changes.append(Change("post_begun", None, described(held)))
        self._moved(begins)

    def _end_post(self, post: Held, last_on: date) -> None:
        self.after = replace(self.after, posts=self._posts_without(post, last_on))
        self.changes.append(Change("post_ended", described(post.what), last_on))
        self._moved(last_on + ONE_DAY)

    def _posts_without(self, post: Held | None, last_on: date) -> tuple[Held, ...]:
        return timelines.end_some(self.after.posts, last_on, lambda fact: fact is post)

    def change_groups(self) -> None:
        if not self.said.says(Field.STAFF_GROUPS):
            return
        day = max(self.effect_on, self.start)
        wanted = {name.casefold(): name for name in self.said.groups()}
        held = {fact.what.casefold() for fact in self.after.memberships if not fact.is_over_by(day)}
        self.begun = [name for key, name in wanted.items() if key not in held]
        ending = [
            fact
            for fact in self.after.memberships
            if self._lasts(fact) and fact.what.casefold() not in wanted
        ]
        self.ended = [fact.what for fact in ending]
        if not self.begun and not ending:
            return
        kept = timelines.end_some(
            self.after.memberships, day - ONE_DAY, lambda fact: fact in ending
        )
        new = tuple(Fact(None, day, self.leaving, name) for name in self.begun)
        self.after = replace(self.after, memberships=(*kept, *new))
        self._moved(day)

    def _moved(self, day: date) -> None:
        self.kinds.add(Kind.MOVER)
        self.on = self.on or day
