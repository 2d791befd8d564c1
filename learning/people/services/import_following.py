"""Has groups by rule follow what an import, or its undo, did to posts.

That is worked out person by person, so it is not part of the one short transaction.
"""

from learning.people.models import StaffImport
from learning.people.selectors.rule_facts import staff_changed_at

from .group_rules import follow_group_rules


def follow_staff_import(*, staff_import: StaffImport) -> None:
    """Put right the groups by rule of everybody whose posts it changed, as of that moment.

    Doing it twice changes nothing, so whatever was cut short is simply begun again.
    """
    at = staff_import.groups_follow_at
    if at is None:
        return
    follow_group_rules(staff_member_ids=staff_changed_at(at), at=at)
    unfinished = StaffImport.objects.filter(pk=staff_import.pk, groups_follow_at=at)
    unfinished.update(groups_follow_at=None)
    staff_import.groups_follow_at = None


def follow_unfinished_imports() -> int:
    """Take up what a server that was killed left undone. How many there were is returned."""
    unfinished = list(StaffImport.objects.exclude(groups_follow_at=None))
    for staff_import in unfinished:
        follow_staff_import(staff_import=staff_import)
    return len(unfinished)
