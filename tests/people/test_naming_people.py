"""People named in a form by their payroll numbers."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from learning.people.fields import StaffMemberField, StaffMembersField
from learning.people.services import merge_on_staff_list
from tests.factories.people import StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff():
    return [StaffMemberFactory(payroll_number=number) for number in ("E010454", "é7", "E010463")]


@pytest.mark.parametrize("typed", ["E010454", "e010454", " e010454 "])
def test_capitals_and_spaces_do_not_matter(staff, typed):
    assert StaffMemberField().clean(typed) == staff[0]
    assert StaffMembersField().clean(f"{typed},") == [staff[0]]


def test_a_number_of_letters_that_a_database_cannot_lower_is_found_as_it_is_written(staff):
    assert StaffMemberField().clean("é7") == staff[1]


def test_several_are_each_taken_once(staff):
    assert set(StaffMembersField().clean("E010463, e010454,E010463")) == {staff[0], staff[2]}
    assert len(StaffMembersField().clean("E010463,E010463")) == 1


def test_every_number_of_nobody_is_named():
    with pytest.raises(ValidationError, match=r"payroll number X1, x2\. Check it and try again"):
        StaffMembersField().clean("X1, E010454, x2")


def test_that_of_a_merged_record_is_refused_and_names_the_one_that_stays(staff):
    merge_on_staff_list(survivor=staff[0], duplicate=staff[2], at=timezone.now(), by=UserFactory())

    with pytest.raises(ValidationError, match=r"E010463 was merged .* payroll number E010454"):
        StaffMemberField().clean("e010463")


def test_nobody_may_be_named_where_nobody_need_be():
    assert StaffMemberField(required=False).clean("") is None
    assert StaffMembersField(required=False).clean(" , ") == []
