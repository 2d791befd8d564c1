"""Who may see what training proves."""

from learning.people.permissions import AnyUser


def may_see_coverage(user: AnyUser) -> bool:
    """By staff group, with figures about few people withheld."""
    return user.has_perm("evidence.view_coverage")


def may_see_named_coverage(user: AnyUser) -> bool:
    """Every figure, and the names behind it."""
    return user.has_perm("evidence.view_named_coverage")
