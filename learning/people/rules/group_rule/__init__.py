"""Who belongs to a staff group by rule: the rule, the posts it asks for, and the days it gives."""

from .days import Dated, HeldPost, days_by_rule, days_to_be, ruled_from
from .rule import MOST_CLAUSES, Clause, Joined, Rule, RuleField, UnusableRule, read_rule, same
from .teams import Line, days_in_team, split_by_team, with_everybody_below

__all__ = [
    "MOST_CLAUSES",
    "Clause",
    "Dated",
    "HeldPost",
    "Joined",
    "Line",
    "Rule",
    "RuleField",
    "UnusableRule",
    "days_by_rule",
    "days_in_team",
    "days_to_be",
    "read_rule",
    "ruled_from",
    "same",
    "split_by_team",
    "with_everybody_below",
]
