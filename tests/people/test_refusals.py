"""Whom HR's screens refuse, and what they refuse even to HR."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from learning.people.models import (
    Absence,
    Adjustment,
    Membership,
    StaffGroup,
    StaffImport,
    StaffMember,
)
from learning.people.permissions import Role
from tests.factories.people import (
    AbsenceFactory,
    AdjustmentFactory,
    MembershipFactory,
    StaffMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ROWS = (
    b"payroll number,first name,last name,job title,start date\n",
    b"E404,Asha,Baker,Receptionist,2026-11-01\n",
)
OUR_ENTRIES = {"Staff", "Staff groups", "Absences", "Adjustments", "Staff list imports"}
SCREENS = [
    ("staff:index", None),
    ("staff:inspect", StaffMember),
    ("staff:recorded", StaffMember),
    ("staff:give_log_in", StaffMember),
    ("staff:add_to_group", StaffMember),
    ("staff:change_payroll_number", StaffMember),
    ("staff:record_absence", StaffMember),
    ("staff:record_adjustment", StaffMember),
    ("staff:end_membership", Membership),
    ("staff_group:index", None),
    ("staff_group:add", None),
    ("staff_group:edit", StaffGroup),
    ("staff_group:inspect", StaffGroup),
    ("staff_group:rule", StaffGroup),
    ("staff_group:by_hand", StaffGroup),
    ("absence:index", None),
    ("absence:record", None),
    ("absence:end", Absence),
    ("adjustment:index", None),
    ("adjustment:record", None),
    ("adjustment:end", Adjustment),
    ("staff_import:index", None),
    ("staff_import:upload", None),
    ("staff_import:inspect", StaffImport),
    ("staff_import:apply", StaffImport),
    ("staff_import:undo", StaffImport),
    ("staff_import:corrections", StaffImport),
    ("staff_import:changes", StaffImport),
]
NOBODYS_SCREENS = [
    ("staff:add", None),
    ("staff:edit", StaffMember),
    ("staff:delete", StaffMember),
    ("absence:add", None),
    ("absence:edit", Absence),
    ("absence:delete", Absence),
    ("adjustment:add", None),
    ("adjustment:edit", Adjustment),
    ("adjustment:delete", Adjustment),
    ("staff_import:add", None),
    ("staff_import:edit", StaffImport),
    ("staff_import:delete", StaffImport),
]


@pytest.fixture
def something(hr):
    """One of everything that a screen can be about."""
    file = SimpleUploadedFile("one.csv", b"".join(ROWS))
    hr.post(reverse("staff_import:upload"), {"file": file})
    MembershipFactory()
    AbsenceFactory()
    AdjustmentFactory()


def address(name, model):
    return reverse(name, args=[model.objects.first().pk] if model else [])


def is_refused(response):
    """Wagtail's admin answers with a redirect to where one may be; we or Django with 403."""
    return response.status_code == 403 or (
        response.status_code == 302 and response["Location"] in ("/admin/", "/")
    )


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR_OFFICERS])
def test_nobody_but_hr_opens_hrs_screens(client, something, role):
    client.force_login(UserFactory(roles=[role]))

    for name, model in SCREENS:
        assert is_refused(client.get(address(name, model))), name
        assert is_refused(client.post(address(name, model))), name

    assert not StaffMember.objects.filter(payroll_number="E404").exists()


def test_staff_without_a_role_and_visitors_open_none_of_them(client, something):
    for user in (StaffMemberFactory().user, None):
        client.logout()
        if user:
            client.force_login(user)
        for name, model in SCREENS:
            response = client.get(address(name, model))
            assert response.status_code in (302, 403), name


def test_what_services_do_no_plain_form_does_not_even_for_hr(hr, something):
    for name, model in NOBODYS_SCREENS:
        assert is_refused(hr.get(address(name, model))), name
        assert is_refused(hr.post(address(name, model))), name


@pytest.mark.parametrize(
    ("role", "entries"),
    [
        (Role.HR_OFFICERS, OUR_ENTRIES),
        (Role.TRAINERS, set()),
        (Role.IT, set()),
    ],
)
def test_each_role_sees_its_own_entries_in_the_training_menu(rf, role, entries):
    from learning.organisation.admin_menu import training_menu

    request = rf.get("/admin/")
    request.user = UserFactory(roles=[role])

    labels = {str(item.label) for item in training_menu.menu_items_for_request(request)}

    assert labels & OUR_ENTRIES == entries


def test_it_manages_log_ins_on_wagtails_own_screens(client):
    client.force_login(UserFactory(roles=[Role.IT]))
    user = UserFactory(username="E010001", email="asha@x.example")

    listing = client.get(reverse("wagtailusers_users:index")).content.decode()
    editing = client.get(reverse("wagtailusers_users:edit", args=[user.pk])).content.decode()

    assert "E010001" in listing
    assert "asha@x.example" in editing
