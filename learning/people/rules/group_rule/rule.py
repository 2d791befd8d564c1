"""What a rule asks of a post. Two levels, so that a plain form can edit it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

MOST_CLAUSES = 20


class UnusableRule(ValueError):
    """What is stored or sent is not a rule."""


class RuleField(StrEnum):
    """What a clause looks at. Managers are named by their keys, which outlive a payroll number."""

    DEPARTMENT = "department"
    SITE = "site"
    JOB_TITLE = "job_title"
    CUSTOMER_CONTACT = "customer_contact"
    EMPLOYMENT_TYPE = "employment_type"
    LINE_MANAGER = "line_manager"
    TEAM = "team"  # the manager's reports, theirs, and so on down

    @property
    def is_about_a_manager(self) -> bool:
        return self in (RuleField.LINE_MANAGER, RuleField.TEAM)


class Joined(StrEnum):
    ALL = "all"
    ANY = "any"


def same(value: str) -> str:
    """How values are compared: capitals and extra spaces do not matter."""
    return " ".join(value.split()).casefold()


@dataclass(frozen=True)
class Clause:
    """That a field of the post is one of these values, or is none of them."""

    field: RuleField
    values: tuple[str, ...]
    is_negated: bool = False

    @cached_property
    def wanted(self) -> frozenset[str]:
        return frozenset(map(same, self.values))

    def allows(self, post: Mapping[str, frozenset[str]]) -> bool:
        return self.wanted.isdisjoint(post[self.field]) is self.is_negated


@dataclass(frozen=True)
class Rule:
    """All of its clauses, or any of them, asked of one post as a whole."""

    clauses: tuple[Clause, ...]
    joined: Joined = Joined.ALL

    def allows(self, post: Mapping[str, frozenset[str]]) -> bool:
        """Whether a post, as the values of each field in one case, is what the rule asks for."""
        needs_all = self.joined == Joined.ALL
        for clause in self.clauses:
            if clause.allows(post) is not needs_all:
                return not needs_all
        return needs_all

    def with_managers(self, names: Mapping[str, str]) -> "Rule":
        """The same rule with its managers named in another way, for comparing with posts."""
        return replace(
            self,
            clauses=tuple(
                replace(clause, values=tuple(names.get(value, value) for value in clause.values))
                if clause.field.is_about_a_manager
                else clause
                for clause in self.clauses
            ),
        )

    @property
    def is_any(self) -> bool:
        return self.joined == Joined.ANY

    @property
    def teams(self) -> frozenset[str]:
        """The managers whose whole teams it names."""
        return frozenset(
            value
            for clause in self.clauses
            if clause.field == RuleField.TEAM
            for value in clause.values
        )

    @property
    def managers(self) -> frozenset[str]:
        """The managers it names, for whatever reason."""
        return frozenset(
            value
            for clause in self.clauses
            if clause.field.is_about_a_manager
            for value in clause.values
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "joined": self.joined.value,
            "clauses": [
                {
                    "field": clause.field.value,
                    "is_negated": clause.is_negated,
                    "values": list(clause.values),
                }
                for clause in self.clauses
            ],
        }


def read_rule(data: Any) -> Rule:
    """The rule that JSON says, or a refusal that says what is wrong with it."""
    _expect(isinstance(data, dict) and set(data) == {"joined", "clauses"}, "a rule has two keys")
    _expect(data["joined"] in list(Joined), "clauses are joined by all or any")
    clauses = data["clauses"]
    _expect(isinstance(clauses, list), "clauses are a list")
    _expect(1 <= len(clauses) <= MOST_CLAUSES, f"a rule has 1 to {MOST_CLAUSES} clauses")
    return Rule(tuple(map(_read_clause, clauses)), Joined(data["joined"]))


def _read_clause(data: Any) -> Clause:
    _expect(
        isinstance(data, dict) and set(data) == {"field", "is_negated", "values"},
        "a clause has three keys",
    )
    _expect(data["field"] in list(RuleField), "a clause names a field")
    _expect(isinstance(data["is_negated"], bool), "is_negated is true or false")
    values = data["values"]
    _expect(
        isinstance(values, list)
        and values != []
        and all(isinstance(value, str) and value.strip() and "\0" not in value for value in values),
        "a clause names values",
    )
    field = RuleField(data["field"])
    if field.is_about_a_manager:
        values = [_key(value) for value in values]
    once = {same(value): value for value in values}
    return Clause(field, tuple(once.values()), data["is_negated"])


def _key(value: str) -> str:
    try:
        return str(UUID(value))
    except ValueError as error:
        raise UnusableRule("a manager is named by key") from error


def _expect(holds: bool, says: str) -> None:
    if not holds:
        raise UnusableRule(says)
