"""Somebody gets another payroll number and stays the same person."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learning.people.models import StaffMember
from learning.people.services import change_payroll_number
from tests.factories.people import StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def asha():
    return StaffMemberFactory(payroll_number="E1")


def renumber(staff_member, number):
    return change_payroll_number(staff_member=staff_member, payroll_number=number, by=None, at=AT)


def test_the_person_and_the_log_in_have_the_new_number(asha):
    renumbered = renumber(asha, " e 9 ")

    assert (renumbered.key, renumbered.payroll_number) == (asha.key, "e 9")
    asha.user.refresh_from_db()
    assert asha.user.username == "e 9"
    logged = ModelLogEntry.objects.get(action="people.staff_member.renumber")
    assert (logged.data, logged.timestamp) == ({"was": "E1", "becomes": "e 9"}, AT)


def test_a_log_in_by_another_name_keeps_it(asha):
    asha.user.username = "asha"
    asha.user.save()

    renumber(asha, "E9")

    asha.user.refresh_from_db()
    assert asha.user.username == "asha"


def test_a_log_in_keeps_its_name_when_another_has_the_new_one(asha):
    UserFactory(username="E9")

    renumber(asha, "E9")

    asha.user.refresh_from_db()
    assert asha.user.username == "E1"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        pytest.param("e2", "has payroll number", id="somebody else's in other capitals"),
        pytest.param("", "Type the new", id="nothing"),
        pytest.param("=1+1", "does not begin with", id="a formula"),
        pytest.param("9" * 33, "at most 32", id="too long"),
    ],
)
def test_a_number_that_cannot_be_theirs_is_refused(asha, number, words):
    StaffMemberFactory(payroll_number="E2")

    with pytest.raises(ValidationError, match=words):
        renumber(asha, number)

    assert StaffMember.objects.get(pk=asha.pk).payroll_number == "E1"


def test_the_database_knows_that_capitals_do_not_make_another_number(asha):
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffMemberFactory(payroll_number="e1", user=None)


def test_hr_changes_it_on_the_persons_page(hr, asha):
    page = hr.get(reverse("staff:inspect", args=[asha.pk])).content.decode()
    address = reverse("staff:change_payroll_number", args=[asha.pk])
    assert address in page

    hr.post(address, {"payroll_number": "E9"})

    asha.refresh_from_db()
    assert asha.payroll_number == "E9"
