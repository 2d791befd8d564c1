"""The staff list taken in for real: staged, checked, applied as one or not at all."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from learning.people.models import (
    Employment,
    Membership,
    Post,
    StaffGroup,
    StaffMember,
)
from learning.people.selectors import groups_of
from learning.people.services import (
    StaffFileRefused,
    StaffListChanged,
    apply_staff_import,
    check_staff_import,
    import_applying,
    revise_staff_import,
    upload_staff_import,
)
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.people.staff_lists import (
    AT,
    TODAY,
    applied,
    checked,
    checked_file,
    kinds,
    numbers,
)

pytestmark = pytest.mark.django_db

FIRST_LOAD_AT = datetime(2026, 10, 20, 9, tzinfo=UTC)
CHOICES = {
    "is_full": True,
    "creates_groups": False,
    "takes_effect_on": TODAY,
    "leavers_last_day_on": None,
}
HEADER = "payroll number,first name,last name,email,job title,start date"


@pytest.fixture
def northmoor():
    staff_import = checked_file("staff_list.csv", at=FIRST_LOAD_AT, creates_groups=True)
    return applied(staff_import, at=FIRST_LOAD_AT)


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (StaffMember, Employment, Post, StaffGroup, Membership)
    ]


def test_looking_at_a_file_changes_nobody():
    staff_import = checked_file("staff_list.csv", creates_groups=True)

    assert kinds(staff_import) == {"joiner": 154}
    assert StaffMember.objects.count() == StaffGroup.objects.count() == 0


def test_the_first_file_brings_everybody_with_managers_and_groups(northmoor):
    assert StaffMember.objects.count() == 154
    assert StaffGroup.objects.count() == 12
    assert StaffMember.objects.in_post_on(TODAY).count() == 154 - 7
    adviser = StaffMember.objects.get(payroll_number="E010439")
    assert [group.name for group in groups_of(adviser, on=TODAY)] == [
        "Contact centre",
        "Managers and supervisors",
    ]
    [post] = adviser.posts.all()
    assert post.line_manager.payroll_number == "E010434"
    assert (post.hours_per_week, post.customer_contact) == (Decimal("18.5"), "front line")
    assert post.source == f"staff list {northmoor.pk}, staff_list.csv"


def test_the_same_file_twice_changes_nothing(northmoor):
    before = everything()

    again = applied(checked_file("staff_list.csv"))

    assert kinds(again) == {"unchanged": 154}
    assert again.changes.count() == 0
    assert everything() == before


def test_next_month_is_told_apart_person_by_person(northmoor):
    staff_import = checked_file("staff_list_next_month.csv")

    assert numbers(staff_import, "joiner") == ["E098001", "E098002", "E098003", "E098004"]
    assert numbers(staff_import, "returner") == ["E010511"]
    assert numbers(staff_import, "mover") == [
        "E010434", "E010614", "E010636", "E010687", "E010757", "E010884", "E011084",
    ]  # fmt: skip
    assert numbers(staff_import, "absent") == [
        "E010463", "E010569", "E010670", "E011015", "E011125",
    ]  # fmt: skip
    assert kinds(staff_import) == {
        "joiner": 4,
        "returner": 1,
        "mover": 7,
        "absent": 5,
        "unchanged": 141,
    }
    assert (staff_import.counts["rows"], staff_import.counts["broken"]) == (165, 12)


def test_next_month_applied_and_checked_again_changes_nothing(northmoor):
    last_on = date(2026, 10, 31)
    applied(checked_file("staff_list_next_month.csv", leavers_last_day_on=last_on))

    again = checked_file("staff_list_next_month.csv", leavers_last_day_on=last_on)

    assert kinds(again) == {"unchanged": 141 + 4 + 1 + 7}


def test_next_month_moves_people_and_keeps_their_past(northmoor):
    applied(checked_file("staff_list_next_month.csv"))

    moved = StaffMember.objects.get(payroll_number="E010614")
    assert [group.name for group in groups_of(moved, on=date(2026, 11, 22))] == [
        "Revenues and benefits"
    ]
    assert [group.name for group in groups_of(moved, on=TODAY)] == ["Reception"]
    known_before = groups_of(moved, on=TODAY, known_at=AT - timedelta(seconds=1))
    assert [group.name for group in known_before] == ["Revenues and benefits"]
    promoted = StaffMember.objects.get(payroll_number="E010636")
    assert list(
        promoted.posts.known().values_list("job_title", "from_on", "to_on", "hours_per_week")
    ) == [
        ("Benefits Officer", date(2021, 7, 22), date(2026, 11, 22), 37),
        ("Senior Benefits Officer", TODAY, None, 37),
    ]


def test_next_month_brings_back_a_returner_and_keeps_the_absent(northmoor):
    applied(checked_file("staff_list_next_month.csv"))

    back = StaffMember.objects.get(payroll_number="E010511")
    spells = list(back.employments.known().values_list("from_on", "to_on"))
    assert spells == [
        (date(2017, 8, 24), date(2026, 8, 29)),
        (date(2026, 11, 9), None),
    ]
    absent = StaffMember.objects.filter(payroll_number__in=["E010463", "E010569", "E010670"])
    assert absent.in_post_on(TODAY).count() == 3


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        pytest.param(
            "", "", "joins no staff group that is kept by hand; was in Reception", id="no"
        ),
        pytest.param(
            ",groups",
            ",",
            "joins no staff group that is kept by hand; was in Reception",
            id="empty",
        ),
        pytest.param(",groups", ",Reception", "joins Reception", id="named"),
    ],
)
def test_a_returner_who_is_in_no_group_is_said_to_be(column, cell, words):
    reception = StaffGroupFactory(name="Reception")
    StaffMemberFactory(payroll_number="E1", last_name="Baker", left=True, staff_groups=[reception])
    row = "E1,Asha,Baker,asha@x.example,Clerk,2026-11-02"

    staff_import = checked([HEADER + column, row + cell])

    assert numbers(staff_import, "returner") == ["E1"]
    assert staff_import.changes.get().words[-1] == words


def test_a_returner_who_was_in_no_group_is_said_to_join_none():
    StaffMemberFactory(payroll_number="E1", last_name="Baker", left=True)

    staff_import = checked([HEADER, "E1,Asha,Baker,asha@x.example,Clerk,2026-11-02"])

    assert staff_import.changes.get().words[-1] == "joins no staff group that is kept by hand"


def test_the_absent_leave_on_the_day_that_hr_confirms(northmoor):
    applied(checked_file("staff_list_next_month.csv", leavers_last_day_on=date(2026, 10, 31)))

    gone = StaffMember.objects.filter(
        payroll_number__in=["E010463", "E010569", "E010670", "E011015", "E011125"]
    )
    assert gone.in_post_on(date(2026, 10, 31)).count() == 5
    assert gone.in_post_on(date(2026, 11, 1)).count() == 0
    memberships = Membership.objects.known().filter(staff_member__in=gone)
    assert set(memberships.values_list("to_on", flat=True)) == {date(2026, 10, 31)}


def test_a_part_of_the_list_makes_nobody_leave_and_misses_nobody(northmoor):
    part = checked_file("staff_list_next_month.csv", is_full=False)

    assert part.counts["absent"] == part.counts["leaver"] == 0


def test_a_last_day_for_those_missing_from_a_part_is_refused(northmoor):
    with pytest.raises(StaffFileRefused.__base__, match="makes nobody leave"):
        revise_staff_import(
            staff_import=checked_file("staff_list.csv"),
            **CHOICES | {"is_full": False, "leavers_last_day_on": TODAY},
        )


def test_somebody_on_a_broken_row_stays_as_they_are(northmoor):
    before = list(Post.objects.known().filter(staff_member__payroll_number="E010425").values())

    applied(checked_file("staff_list_next_month.csv", leavers_last_day_on=date(2026, 10, 31)))

    after = list(Post.objects.known().filter(staff_member__payroll_number="E010425").values())
    assert after == before


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: StaffMemberFactory(), id="somebody joined"),
        pytest.param(lambda: StaffGroupFactory(), id="a group was made"),
        pytest.param(
            lambda: StaffMember.objects.filter(payroll_number="E010614").update(last_name="X"),
            id="a name was changed",
        ),
        pytest.param(
            lambda: Membership.objects.known().first().supersede(at=AT), id="a fact was superseded"
        ),
    ],
)
def test_a_list_that_changed_since_the_check_is_not_applied(northmoor, change):
    staff_import = checked_file("staff_list_next_month.csv")
    change()
    before = everything()

    with pytest.raises(StaffListChanged, match="has changed since the check"):
        applied(staff_import)

    assert everything() == before


def test_nothing_is_applied_that_hr_did_not_see(northmoor):
    seen = checked_file("staff_list_next_month.csv")
    others = revise_staff_import(staff_import=seen, **CHOICES | {"creates_groups": True})
    check_staff_import(staff_import=others, at=AT)

    with pytest.raises(StaffListChanged, match="checked again since you looked"):
        applied(seen)


def test_a_file_that_was_not_checked_is_not_applied():
    staff_import = upload_staff_import(
        file_name="x.csv", content=HEADER.encode(), by=None, at=AT, takes_effect_on=TODAY
    )

    with pytest.raises(StaffListChanged):
        apply_staff_import(staff_import=staff_import, by=None, at=AT, check_key=None)


def test_a_file_is_applied_once(northmoor):
    with pytest.raises(StaffListChanged, match="already been applied"):
        applied(northmoor)
    with pytest.raises(StaffListChanged, match="already been applied"):
        revise_staff_import(staff_import=northmoor, **CHOICES)
    with pytest.raises(StaffListChanged, match="already been applied"):
        check_staff_import(staff_import=northmoor, at=AT)


@pytest.mark.parametrize("step", ["write_details", "_write_facts", "log"])
def test_a_failure_midway_leaves_nothing_behind(northmoor, monkeypatch, step):
    staff_import = checked_file("staff_list_next_month.csv")
    before = everything()

    def fail(*args, **kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr(import_applying, step, fail)
    with pytest.raises(RuntimeError):
        applied(staff_import)

    assert everything() == before
    staff_import.refresh_from_db()
    assert not staff_import.is_applied


def test_people_may_swap_addresses_and_their_log_ins_follow():
    asha = StaffMemberFactory(first_name="Asha", last_name="A", email="a@x.example")
    ben = StaffMemberFactory(first_name="Ben", last_name="B", email="b@x.example")
    asha.user.email = "a@x.example"
    asha.user.save()

    applied(
        checked(
            [
                HEADER,
                f"{asha.payroll_number},Asha,A,b@x.example,Receptionist,2020-01-01",
                f"{ben.payroll_number},Ben,B,a@x.example,Receptionist,2020-01-01",
            ]
        )
    )

    asha.refresh_from_db()
    ben.refresh_from_db()
    assert (asha.email, ben.email) == ("b@x.example", "a@x.example")
    assert (asha.user.email, ben.user.email) == ("b@x.example", "a@x.example")


def test_a_log_in_takes_its_persons_new_name_but_no_address_that_another_has():
    asha = StaffMemberFactory(first_name="Asha", last_name="A", email="a@x.example")
    UserFactory(email="New@x.example")
    row = f"{asha.payroll_number},Asha,Khan,new@x.example,Receptionist,2020-01-01"

    applied(checked([HEADER, row]))

    asha.refresh_from_db()
    assert (asha.last_name, asha.email) == ("Khan", "new@x.example")
    assert (asha.user.first_name, asha.user.last_name, asha.user.email) == ("Asha", "Khan", "")


def test_a_log_in_keeps_an_address_that_the_file_says_nothing_about():
    asha = StaffMemberFactory(first_name="Asha", last_name="A")
    asha.user.email = "it@x.example"
    asha.user.save()

    applied(checked([HEADER, f"{asha.payroll_number},Asha,Khan,,Receptionist,2020-01-01"]))

    asha.user.refresh_from_db()
    assert (asha.user.last_name, asha.user.email) == ("Khan", "it@x.example")


def test_applying_takes_the_same_number_of_queries_whatever_the_size(
    northmoor, django_assert_max_num_queries
):
    staff_import = checked_file("staff_list_next_month.csv")

    with django_assert_max_num_queries(41):
        applied(staff_import, by=UserFactory())


def test_a_group_known_by_other_capitals_is_the_same_group():
    group = StaffGroupFactory(name="Night desk")
    rows = [
        "payroll number,first name,last name,job title,start date,groups",
        "E1,Asha,Baker,Receptionist,2026-11-01,NIGHT DESK",
    ]

    applied(checked(rows, creates_groups=True))

    assert Membership.objects.get().staff_group == group
