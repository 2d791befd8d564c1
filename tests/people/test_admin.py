"""HR's screens: what they show, and whom they refuse."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from learning.people.models import (
    Absence,
    FirstLogIn,
    Membership,
    StaffGroup,
    StaffImport,
    StaffMember,
)
from learning.people.permissions import Role
from tests.factories.people import (
    AbsenceFactory,
    MembershipFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def hr(client):
    """HR at the keyboard."""
    client.force_login(UserFactory(roles=[Role.HR_OFFICERS]))
    return client


def upload(hr, name, content=None):
    file = SimpleUploadedFile(name, content if content is not None else (DATA / name).read_bytes())
    return hr.post(reverse("staff_import:upload"), {"file": file}, follow=True)


def look(hr, staff_import, **choices):
    data = {"takes_effect_on": "2026-11-23"} | choices
    return hr.post(reverse("staff_import:inspect", args=[staff_import.pk]), data, follow=True)


def apply(hr, response):
    plan = response.context["plan"]
    pk = response.context["staff_import"].pk
    return hr.post(
        reverse("staff_import:apply", args=[pk]), {"plan_digest": plan.digest()}, follow=True
    )


@pytest.fixture
def northmoor(hr):
    upload(hr, "staff_list.csv")
    return apply(hr, look(hr, StaffImport.objects.get(), creates_groups="on"))


def test_hr_takes_in_the_first_list_group_by_group(hr):
    seen = upload(hr, "staff_list.csv")
    assert "names 12 staff groups that do not exist" in seen.content.decode()

    seen = look(hr, StaffImport.objects.get(), creates_groups="on")
    assert seen.context["plan"].counts["joiner"] == 154
    assert len(seen.context["plan"].new_groups) == 12
    assert StaffMember.objects.count() == 0

    seen = apply(hr, seen)
    assert StaffMember.objects.count() == 154
    assert "Applied on" in seen.content.decode()


def test_next_month_shows_every_kind_and_every_broken_row(hr, northmoor):
    page = upload(hr, "staff_list_next_month.csv").content.decode()

    for words in ("Joiners (4)", "Returners (1)", "Movers (7)", "Not in the file (5)"):
        assert words in page
    assert "30/02/2025" in page
    assert "There is no such date." in page


def test_leavers_are_only_those_that_hr_gives_a_day(hr, northmoor):
    upload(hr, "staff_list_next_month.csv")
    staff_import = StaffImport.objects.first()

    page = look(hr, staff_import, leavers_last_day_on="2026-10-31").content.decode()

    assert "Leavers (5)" in page
    assert "Not in the file (" not in page


def test_the_rows_to_correct_come_as_a_file_without_live_formulas(hr, northmoor):
    upload(hr, "staff_list_next_month.csv")

    response = hr.get(reverse("staff_import:corrections", args=[StaffImport.objects.first().pk]))

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 1 + 12
    assert lines[0].endswith("Groups,What to correct")
    assert ",=" not in text
    assert ',"=' not in text
    assert "'=1+1" in text


def test_what_changed_since_hr_looked_stops_the_import(hr, northmoor):
    seen = upload(hr, "staff_list_next_month.csv")
    StaffMember.objects.filter(payroll_number="E010614").update(last_name="Changed")

    page = apply(hr, seen).content.decode()

    assert "has changed since you looked" in page
    assert StaffMember.objects.filter(payroll_number="E098001").count() == 0


def test_a_file_that_cannot_be_read_is_explained(hr):
    page = upload(hr, "staff.xlsx", b"PK\x03\x04 and so on").content.decode()

    assert "save it as CSV" in page
    assert StaffImport.objects.count() == 0


def test_an_import_keeps_what_it_did_after_the_file_is_gone(hr, northmoor):
    StaffImport.objects.update(content=None)

    page = hr.get(
        reverse("staff_import:inspect", args=[StaffImport.objects.get().pk])
    ).content.decode()

    assert "Joiners (154)" in page
    assert "has been deleted" in page


def test_the_staff_list_is_searched_by_any_words_of_a_name(hr):
    StaffMemberFactory(first_name="Asha", last_name="Baker")
    StaffMemberFactory(first_name="Asha", last_name="Cole")

    page = hr.get(reverse("staff:index"), {"q": "baker asha"}).content.decode()

    assert "Asha Baker" in page
    assert "Asha Cole" not in page


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        pytest.param({"here": "now"}, {"Here", "Elsewhere"}, id="in post"),
        pytest.param({"here": "left"}, {"Gone"}, id="left"),
        pytest.param({"department": "Housing"}, {"Elsewhere"}, id="department"),
        pytest.param({"site": "Civic Centre"}, {"Here", "Elsewhere"}, id="site"),
        pytest.param({"has_log_in": "false"}, {"Gone"}, id="no log-in"),
    ],
)
def test_the_staff_list_is_filtered(hr, filters, names):
    StaffMemberFactory(last_name="Here")
    StaffMemberFactory(last_name="Elsewhere", department="Housing")
    StaffMemberFactory(last_name="Gone", left=True, never_signed_in=True)

    response = hr.get(reverse("staff:index"), filters)

    assert {member.last_name for member in response.context["object_list"]} == names


def test_the_staff_list_is_filtered_by_group(hr):
    reception = StaffGroupFactory()
    inside = StaffMemberFactory(staff_groups=[reception])
    StaffMemberFactory()

    response = hr.get(reverse("staff:index"), {"staff_group": reception.pk})

    assert list(response.context["object_list"]) == [inside]


def queries_of(client, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_staff_list_takes_as_many_queries_for_forty_people(hr, django_assert_max_num_queries):
    groups = [StaffGroupFactory() for _ in range(3)]
    StaffMemberFactory(staff_groups=groups)
    url = reverse("staff:index")
    hr.get(url)
    few = queries_of(hr, url, django_assert_max_num_queries)

    boss = StaffMemberFactory()
    StaffMemberFactory.create_batch(38, staff_groups=groups, line_manager=boss)

    assert queries_of(hr, url, django_assert_max_num_queries) == few


def test_a_persons_page_takes_as_many_queries_for_a_long_career(hr, django_assert_max_num_queries):
    asha = StaffMemberFactory(staff_groups=[StaffGroupFactory()], line_manager=StaffMemberFactory())
    AbsenceFactory(staff_member=asha, to_on=date(2020, 2, 1))
    url = reverse("staff:inspect", args=[asha.pk])
    hr.get(url)
    few = queries_of(hr, url, django_assert_max_num_queries)

    MembershipFactory.create_batch(5, staff_member=asha, to_on=date(2021, 1, 1))
    AbsenceFactory.create_batch(5, staff_member=asha, to_on=date(2021, 1, 1))

    assert queries_of(hr, url, django_assert_max_num_queries) == few


def test_hr_adds_somebody_to_a_group_and_takes_them_out(hr):
    asha, reception = StaffMemberFactory(), StaffGroupFactory(name="Reception")

    hr.post(
        reverse("staff:add_to_group", args=[asha.pk]),
        {"staff_group": reception.pk, "from_on": "2026-11-01"},
    )
    membership = Membership.objects.known().get(staff_member=asha)
    response = hr.post(
        reverse("staff:end_membership", args=[membership.pk]),
        {"last_on": "2026-11-20"},
        follow=True,
    )

    assert "1 November 2026 to 20 November 2026" in response.content.decode()


def test_hr_records_an_absence_from_the_persons_page_and_ends_it(hr):
    asha = StaffMemberFactory()
    url = reverse("staff:record_absence", args=[asha.pk])
    assert asha.payroll_number in hr.get(url).content.decode()

    hr.post(
        url,
        {"staff_member": asha.payroll_number, "reason": "parental", "from_on": "2026-11-01"},
    )
    absence = Absence.objects.known().get()
    hr.post(reverse("absence:end", args=[absence.pk]), {"last_on": "2026-11-20"})

    assert Absence.objects.known().get().to_on == date(2026, 11, 20)
    assert hr.get(reverse("absence:index")).status_code == 200


def test_an_absence_that_cannot_be_is_explained(hr):
    page = hr.post(
        reverse("absence:record"),
        {"staff_member": "E404", "reason": "parental", "from_on": "2026-11-01"},
    ).content.decode()

    assert "Nobody on the staff list has payroll number E404" in page


def test_hr_adds_and_retires_a_group_and_cannot_delete_it(hr):
    hr.post(reverse("staff_group:add"), {"name": "Night desk", "description": ""})
    group = StaffGroup.objects.get()
    hr.post(
        reverse("staff_group:edit", args=[group.pk]),
        {"name": "Night desk", "description": "", "is_retired": "on"},
    )

    group.refresh_from_db()
    assert group.is_retired
    refused = hr.post(reverse("staff_group:delete", args=[group.pk]))
    assert refused.status_code == 302
    assert StaffGroup.objects.exists()


def test_a_second_group_of_the_same_name_is_explained(hr):
    StaffGroupFactory(name="Reception")

    page = hr.post(reverse("staff_group:add"), {"name": "RECEPTION"}).content.decode()

    assert "There is already a staff group with this name." in page


def test_the_slip_shows_a_code_once(hr):
    deepa = StaffMemberFactory(never_signed_in=True, payroll_number="E010946")
    url = reverse("staff:give_log_in", args=[deepa.pk])
    assert hr.get(url).status_code == 200
    assert FirstLogIn.objects.count() == 0

    slip = hr.post(url)

    assert slip.context["code"] in slip.content.decode()
    assert "E010946" in slip.content.decode()
    assert "no-store" in slip["Cache-Control"]


def test_a_log_in_that_cannot_be_given_is_explained(hr):
    gone = StaffMemberFactory(left=True)

    page = hr.post(reverse("staff:give_log_in", args=[gone.pk]), follow=True).content.decode()

    assert "has left" in page


SCREENS = [
    ("staff:index", None),
    ("staff:inspect", StaffMember),
    ("staff:give_log_in", StaffMember),
    ("staff:add_to_group", StaffMember),
    ("staff:record_absence", StaffMember),
    ("staff:end_membership", Membership),
    ("staff_group:index", None),
    ("staff_group:add", None),
    ("staff_group:edit", StaffGroup),
    ("absence:index", None),
    ("absence:record", None),
    ("absence:end", Absence),
    ("staff_import:index", None),
    ("staff_import:upload", None),
    ("staff_import:inspect", StaffImport),
    ("staff_import:apply", StaffImport),
    ("staff_import:corrections", StaffImport),
]
NOBODYS_SCREENS = [
    ("staff:add", None),
    ("staff:edit", StaffMember),
    ("staff:delete", StaffMember),
    ("absence:add", None),
    ("absence:edit", Absence),
    ("absence:delete", Absence),
    ("staff_import:add", None),
    ("staff_import:edit", StaffImport),
    ("staff_import:delete", StaffImport),
]


@pytest.fixture
def something(hr):
    """One of everything that a screen can be about."""
    upload(hr, "staff_list.csv")
    MembershipFactory()
    AbsenceFactory()


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

    assert not StaffMember.objects.filter(payroll_number="E010409").exists()


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
        (Role.HR_OFFICERS, {"Staff", "Staff groups", "Absences", "Staff list imports"}),
        (Role.TRAINERS, set()),
        (Role.IT, set()),
    ],
)
def test_each_role_sees_its_own_entries_in_the_training_menu(rf, role, entries):
    from learning.organisation.admin_menu import training_menu

    request = rf.get("/admin/")
    request.user = UserFactory(roles=[role])

    labels = {str(item.label) for item in training_menu.menu_items_for_request(request)}

    ours = {"Staff", "Staff groups", "Absences", "Staff list imports"}
    assert labels & ours == entries


def test_it_manages_log_ins_on_wagtails_own_screens(client):
    client.force_login(UserFactory(roles=[Role.IT]))
    user = UserFactory(username="E010001", email="asha@x.example")

    listing = client.get(reverse("wagtailusers_users:index")).content.decode()
    editing = client.get(reverse("wagtailusers_users:edit", args=[user.pk])).content.decode()

    assert "E010001" in listing
    assert "asha@x.example" in editing
