"""The staff list as it stands, as plain values: what a file is compared with."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

What = TypeVar("What")


@dataclass(frozen=True, slots=True)
class Fact(Generic[What]):
    """Something that holds from one day to another. A new or changed one has no number yet."""

    id: int | None
    from_on: date
    to_on: date | None
    what: What

    def is_over_by(self, day: date) -> bool:
        """It held no longer on the day."""
        return self.to_on is not None and self.to_on < day


@dataclass(frozen=True, slots=True)
class PostHeld:
    """What a post says, with the manager by payroll number."""

    job_title: str = ""
    department: str = ""
    site: str = ""
    customer_contact: str = ""
    employment_type: str = ""
    line_manager: str = ""
    hours_per_week: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the staff list, with all that is known of their time here.

    Memberships name their group as it is written on the list. Somebody who `had_two_records` has
    the facts of both, and files may still name both.
    """

    payroll_number: str
    first_name: str
    last_name: str
    preferred_name: str = ""
    email: str = ""
    employments: tuple[Fact[None], ...] = ()
    posts: tuple[Fact[PostHeld], ...] = ()
    memberships: tuple[Fact[str], ...] = ()
    had_two_records: bool = False

    @property
    def name(self) -> str:
        return f"{self.preferred_name or self.first_name} {self.last_name}"

    @property
    def spell(self) -> Fact[None] | None:
        """The latest spell of employment."""
        return max(self.employments, key=lambda fact: fact.from_on, default=None)


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    is_retired: bool = False
    is_by_rule: bool = False
