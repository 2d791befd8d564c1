"""Who may take records out. HR officers hold the permission; nobody else does."""

from learning.people.permissions import AnyUser


def may_export_completions(user: AnyUser) -> bool:
    return user.has_perm("exports.export_completions")
