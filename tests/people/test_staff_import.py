"""The staff list taken in for real: stored, planned, applied as one or not at all."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from learning.people.models import (
    Employment,
    Membership,
    Post,
    StaffGroup,
    StaffImport,
    StaffMember,
)
from learning.people.selectors import groups_of
from learning.people.services import (
    StaffFileRefused,
    StaffListChanged,
    apply_staff_import,
    forget_staff_files,
    import_writing,
    plan_staff_import,
    revise_staff_import,
    upload_staff_import,
)
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[1] / "data"
FIRST_LOAD_AT = datetime(2026, 10, 20, 9, tzinfo=UTC)
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def upload(name, *, at=AT, **options):
    options = {"takes_effect_on": TODAY} | options
    return upload_staff_import(
        file_name=name, content=(DATA / name).read_bytes(), by=None, at=at, **options
    )


def take_in(name, *, at=AT, **options):
    staff_import = upload(name, at=at, **options)
    plan = plan_staff_import(staff_import)
    return apply_staff_import(staff_import=staff_import, by=None, at=at, plan_digest=plan.digest())


@pytest.fixture
def northmoor():
    return take_in("staff_list.csv", at=FIRST_LOAD_AT, creates_groups=True)


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (StaffMember, Employment, Post, StaffGroup, Membership)
    ]


def test_looking_at_a_file_changes_nobody():
    plan = plan_staff_import(upload("staff_list.csv", creates_groups=True))

    assert plan.counts["joiner"] == 154
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


def test_the_same_file_twice_changes_nothing(northmoor):
    before = everything()

    again = take_in("staff_list.csv")

    assert again.counts["unchanged"] == 154
    assert everything() == before


def test_next_month_moves_people_and_keeps_their_past(northmoor):
    take_in("staff_list_next_month.csv")

    moved = StaffMember.objects.get(payroll_number="E010614")
    assert [group.name for group in groups_of(moved, on=date(2026, 11, 22))] == [
        "Revenues and benefits"
    ]
    assert [group.name for group in groups_of(moved, on=TODAY)] == ["Reception"]
    known_before = groups_of(moved, on=TODAY, known_at=datetime(2026, 11, 1, tzinfo=UTC))
    assert [group.name for group in known_before] == ["Revenues and benefits"]
    promoted = StaffMember.objects.get(payroll_number="E010636")
    assert list(
        promoted.posts.known().values_list("job_title", "from_on", "to_on", "hours_per_week")
    ) == [
        ("Benefits Officer", date(2021, 7, 22), date(2026, 11, 22), 37),
        ("Senior Benefits Officer", TODAY, None, 37),
    ]


def test_next_month_brings_back_a_returner_and_keeps_the_absent(northmoor):
    take_in("staff_list_next_month.csv")

    back = StaffMember.objects.get(payroll_number="E010511")
    spells = list(back.employments.known().values_list("from_on", "to_on"))
    assert spells == [
        (date(2017, 8, 24), date(2026, 8, 29)),
        (date(2026, 11, 9), None),
    ]
    assert StaffMember.objects.in_post_on(date(2026, 11, 8)).filter(pk=back.pk).count() == 0
    absent = StaffMember.objects.filter(payroll_number__in=["E010463", "E010569", "E010670"])
    assert absent.in_post_on(TODAY).count() == 3


def test_the_absent_leave_on_the_day_that_hr_confirms(northmoor):
    take_in("staff_list_next_month.csv", leavers_last_day_on=date(2026, 10, 31))

    gone = StaffMember.objects.filter(
        payroll_number__in=["E010463", "E010569", "E010670", "E011015", "E011125"]
    )
    assert gone.in_post_on(date(2026, 10, 31)).count() == 5
    assert gone.in_post_on(date(2026, 11, 1)).count() == 0
    memberships = Membership.objects.known().filter(staff_member__in=gone)
    assert set(memberships.values_list("to_on", flat=True)) == {date(2026, 10, 31)}


def test_somebody_on_a_broken_row_stays_as_they_are(northmoor):
    before = list(Post.objects.known().filter(staff_member__payroll_number="E010425").values())

    take_in("staff_list_next_month.csv", leavers_last_day_on=date(2026, 10, 31))

    after = list(Post.objects.known().filter(staff_member__payroll_number="E010425").values())
    assert after == before


def test_nothing_is_applied_that_hr_did_not_see(northmoor):
    staff_import = upload("staff_list_next_month.csv")
    digest = plan_staff_import(staff_import).digest()
    StaffMember.objects.filter(payroll_number="E010614").update(preferred_name="Jo")
    before = everything()

    with pytest.raises(StaffListChanged):
        apply_staff_import(staff_import=staff_import, by=None, at=AT, plan_digest=digest)

    assert everything() == before


def test_a_file_is_applied_once(northmoor):
    with pytest.raises(StaffListChanged):
        apply_staff_import(staff_import=northmoor, by=None, at=AT, plan_digest="")
    with pytest.raises(StaffListChanged):
        revise_staff_import(
            staff_import=northmoor,
            creates_groups=False,
            takes_effect_on=TODAY,
            leavers_last_day_on=None,
        )


@pytest.mark.parametrize("step", ["_change_details", "_supersede", "_write_facts"])
def test_a_failure_midway_leaves_nothing_behind(northmoor, monkeypatch, step):
    staff_import = upload("staff_list_next_month.csv")
    digest = plan_staff_import(staff_import).digest()
    before = everything()

    def fail(*args, **kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr(import_writing, step, fail)
    with pytest.raises(RuntimeError):
        apply_staff_import(staff_import=staff_import, by=None, at=AT, plan_digest=digest)

    assert everything() == before
    staff_import.refresh_from_db()
    assert not staff_import.is_applied


def test_people_may_swap_addresses_and_their_log_ins_follow():
    asha = StaffMemberFactory(first_name="Asha", last_name="A", email="a@x.example")
    ben = StaffMemberFactory(first_name="Ben", last_name="B", email="b@x.example")
    asha.user.email = "a@x.example"
    asha.user.save()
    rows = [
        "payroll number,first name,last name,email,job title,start date",
        f"{asha.payroll_number},Asha,A,b@x.example,Receptionist,2020-01-01",
        f"{ben.payroll_number},Ben,B,a@x.example,Receptionist,2020-01-01",
    ]
    staff_import = upload_staff_import(
        file_name="swap.csv",
        content="\n".join(rows).encode(),
        by=None,
        at=AT,
        takes_effect_on=TODAY,
    )
    digest = plan_staff_import(staff_import).digest()

    apply_staff_import(staff_import=staff_import, by=None, at=AT, plan_digest=digest)

    asha.refresh_from_db()
    ben.refresh_from_db()
    assert (asha.email, ben.email) == ("b@x.example", "a@x.example")
    assert (asha.user.email, ben.user.email) == ("b@x.example", "a@x.example")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"PK\x03\x04...", "spreadsheet", id="a spreadsheet"),
        pytest.param(b"number,name\n1,Asha\n", "payroll number", id="columns missing"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(content, words):
    with pytest.raises(StaffFileRefused, match=words):
        upload_staff_import(
            file_name="x.csv", content=content, by=None, at=AT, takes_effect_on=TODAY
        )

    assert StaffImport.objects.count() == 0


def test_a_file_is_kept_for_30_days_and_its_changes_for_ever(northmoor):
    forgotten = forget_staff_files(at=datetime(2026, 11, 20, 9, tzinfo=UTC))

    northmoor.refresh_from_db()
    assert forgotten == 1
    assert northmoor.content is None
    assert northmoor.counts["joiner"] == 154
    assert len(northmoor.changes) == 154


def test_an_import_takes_the_same_number_of_queries_whatever_its_size(
    northmoor, django_assert_max_num_queries
):
    staff_import = upload("staff_list_next_month.csv")
    digest = plan_staff_import(staff_import).digest()

    with django_assert_max_num_queries(40):
        apply_staff_import(staff_import=staff_import, by=UserFactory(), at=AT, plan_digest=digest)


def test_a_group_known_by_other_capitals_is_the_same_group(northmoor):
    StaffGroupFactory(name="Night desk")
    rows = [
        "payroll number,first name,last name,job title,start date,groups",
        "E1,Asha,Baker,Receptionist,2026-11-01,NIGHT DESK",
    ]
    staff_import = upload_staff_import(
        file_name="one.csv",
        content="\n".join(rows).encode(),
        by=None,
        at=AT,
        takes_effect_on=TODAY,
        creates_groups=True,
    )
    digest = plan_staff_import(staff_import).digest()

    apply_staff_import(staff_import=staff_import, by=None, at=AT, plan_digest=digest)

    assert StaffGroup.objects.filter(name__iexact="night desk").count() == 1
