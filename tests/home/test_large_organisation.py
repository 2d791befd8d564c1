"""The large organisation, made small: as whole as one that people filled."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate, now

from home.large.loading import let_live
from home.large.size import Size
from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.models import Completion, LedgerEntry, Stretch
from learning.records.selectors import learning_of, verify_records
from tests.factories.records import CompletionFactory

pytestmark = pytest.mark.django_db


def load(**sizes):
    said = StringIO()
    sizes = {"staff": 12, "activities": 10, "completions": 100} | sizes
    call_command("load_large_organisation", **sizes, stdout=said)
    return said.getvalue()


def test_it_has_as_many_as_was_asked_for_and_its_ledger_verifies():
    load()

    assert StaffMember.objects.count() == 12
    assert Completion.objects.count() == LedgerEntry.objects.count() == 100
    found = verify_records()
    assert found.is_whole
    assert found.unsealed == 0


def test_how_its_people_stand_is_what_the_rule_says():
    load()
    today = localdate()

    for person in StaffMember.objects.all():
        stored = Stretch.objects.on(today).filter(staff_member=person)
        assert {(row.activity_id, row.status) for row in stored} == {
            (one.activity.pk, one.status.value) for one in learning_of(person, on=today)
        }
    assert len({row.status for row in Stretch.objects.on(today)}) > 2


def test_a_new_entry_follows_the_last():
    load()

    completion = CompletionFactory(staff_member=StaffMember.objects.first())

    assert completion.pk == 101


def test_a_small_organisation_that_lives_on_is_the_large_one():
    load(completions=40)
    size = Size(staff=12, activities=10, completions=100, today=localdate())

    let_live(size, already=40, at=now(), say=lambda said: None)

    staff = list(StaffMember.objects.order_by("payroll_number").values_list("key", flat=True))
    activities = list(Activity.objects.order_by("title").values_list("key", flat=True))
    lived = Completion.objects.values_list("staff_key", "activity_key", "completed_on")
    assert sorted(lived) == sorted(
        (staff[person], activities[activity], day)
        for person in range(12)
        for activity, day in size.completions_of(person)
    )
    assert verify_records().is_whole


def test_it_stays_out_of_a_database_that_holds_something():
    load()

    with pytest.raises(CommandError, match="needs an empty one"):
        load()
