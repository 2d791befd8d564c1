"""Two people press Apply at the same moment, or somebody works while a file is taken in."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier

from django.db import connection

from learning.people.models import Membership, StaffMember
from learning.people.services import (
    CannotBeUndone,
    StaffListChanged,
    change_payroll_number,
    undo_staff_import,
)
from learning.people.services.import_applying import write_staged
from tests.factories.people import StaffGroupFactory
from tests.people.staff_lists import AT, applied, checked, checked_file


def at_once(*actions):
    """Do them at the same moment, and say what became of each."""
    start = Barrier(len(actions))

    def press(act):
        start.wait()
        try:
            act()
        except (StaffListChanged, CannotBeUndone):
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(actions)) as pool:
        return sorted(pool.map(press, actions))


def test_two_simultaneous_applies_of_two_uploads_make_everybody_once(fresh_database):
    imports = [checked_file("staff_list.csv", creates_groups=True) for _ in range(2)]

    outcomes = at_once(lambda: applied(imports[0]), lambda: applied(imports[1]))

    assert outcomes == ["done", "refused"]
    assert StaffMember.objects.count() == 154
    assert Membership.objects.known().count() == Membership.objects.count()


def test_two_simultaneous_undos_undo_it_once(fresh_database):
    staff_import = applied(checked_file("staff_list.csv", creates_groups=True))

    def undo():
        undo_staff_import(staff_import=staff_import, by=None, at=AT)

    assert at_once(undo, undo) == ["done", "refused"]
    assert Membership.objects.known().count() == 0


def test_others_save_while_a_file_is_checked(fresh_database):
    """Each batch is written by itself: nothing is locked while rows are compared."""
    saved = []

    def save_something(**told):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(save).result(timeout=5)

    def save():
        try:
            saved.append(StaffGroupFactory().pk)
        finally:
            connection.close()

    checked_file("staff_list.csv", creates_groups=True, say=save_something)

    assert len(saved) >= 3


def test_a_number_changed_while_a_file_is_applied_is_kept(fresh_database, monkeypatch):
    """Whoever changes it waits for the file, or the file for them: neither is overwritten."""
    applied(checked_file("staff_list.csv", creates_groups=True))
    wei = StaffMember.objects.get(payroll_number="E010409")
    staff_import = checked(
        ["payroll number,first name,last name,job title,start date",
         "E010409,Wei,Nowak-Reed,Chief Executive,2015-10-26"],
        is_full=False,
    )  # fmt: skip

    def renumber():
        try:
            change_payroll_number(staff_member=wei, payroll_number="E9", by=None, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:

        def written_meanwhile(*args, **kwargs):
            renumbering = pool.submit(renumber)
            wait([renumbering], timeout=1)
            write_staged(*args, **kwargs)

        monkeypatch.setattr(
            "learning.people.services.import_applying.write_staged", written_meanwhile
        )
        applied(staff_import)

    wei.refresh_from_db()
    assert (wei.last_name, wei.payroll_number) == ("Nowak-Reed", "E9")
