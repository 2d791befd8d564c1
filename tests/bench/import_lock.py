"""How long an apply holds SQLite's one write lock, in a process and a database of its own.

There are thirty groups by hand, and thirty by rule that the file's posts fall into.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch


@contextmanager
def longest_lock() -> Iterator[list[float]]:
    """CPU seconds of the outermost transactions: each takes the lock as it begins."""
    from django.db.transaction import Atomic

    enter, leave = Atomic.__enter__, Atomic.__exit__
    begun: list[float] = []
    lasted: list[float] = []

    def begin(self: Atomic) -> None:
        enter(self)
        begun.append(time.process_time())

    def end(self: Atomic, *raised: object) -> None:
        leave(self, *raised)
        since = begun.pop()
        if not begun:
            lasted.append(time.process_time() - since)

    with patch.object(Atomic, "__enter__", begin), patch.object(Atomic, "__exit__", end):
        yield lasted


def add_groups_by_rule() -> None:
    """Thirty, of which one is those whom the second file moves."""
    from django.utils import timezone

    from learning.people.models import GroupRule, StaffGroup
    from learning.people.rules.group_rule import Clause, Rule, RuleField

    asked = [(RuleField.JOB_TITLE, "Senior adviser")]
    asked += [(RuleField.DEPARTMENT, f"Department {n}") for n in range(29)]
    for field, value in asked:
        GroupRule.objects.create(
            staff_group=StaffGroup.objects.create(name=f"All of {value}"),
            from_on=date(2010, 1, 1),
            rule=Rule((Clause(field, (value,)),)).as_json(),
            recorded_at=timezone.now(),
        )


def main(rows: int) -> dict[str, float]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from learning.people.models import StaffImport
    from learning.people.services import apply_staff_import, check_staff_import

    from .imports import staff_list, upload

    call_command("migrate", verbosity=0)
    add_groups_by_rule()
    told = {}
    for what, moved in (("joiners", 0), ("1,000 movers", 1000)):
        staff_import = StaffImport.objects.get(pk=upload(staff_list(rows, moved=moved)))
        with longest_lock() as locks:
            checked = check_staff_import(staff_import=staff_import, at=timezone.now())
            apply_staff_import(
                staff_import=checked, by=None, at=timezone.now(), check_key=checked.check_key
            )
        told[what] = max(locks)
    return told


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    print(json.dumps(main(int(sys.argv[1]))))
