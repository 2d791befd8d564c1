from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError

from learning.people.models import FirstLogIn, User
from learning.people.permissions import Role
from learning.people.rules.log_in_codes import ALPHABET, new_code, plain
from learning.people.services import issue_first_log_in, redeem_first_log_in
from tests.factories.people import StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
PASSWORD = "three kind words"


@pytest.fixture
def deepa():
    return StaffMemberFactory(never_signed_in=True, payroll_number="E010946", first_name="Deepa")


def redeem(number, code, *, at=AT, password=PASSWORD):
    return redeem_first_log_in(payroll_number=number, code=code, password=password, at=at)


def test_a_code_is_short_plain_and_read_in_any_case():
    code = new_code(lambda letters: letters[0])

    assert code == "AAAAA-AAAAA"
    assert plain(" aaaaa aaaaa ") == plain(code)
    assert not set("ILO01") & set(ALPHABET)


def test_a_code_opens_a_log_in_by_payroll_number_once(deepa):
    code = issue_first_log_in(staff_member=deepa, by=None, at=AT)

    user = redeem("e010946", code.lower().replace("-", " "))

    deepa.refresh_from_db()
    assert user == deepa.user
    assert user.username == "E010946"
    assert user.check_password(PASSWORD)
    assert redeem("E010946", code) is None


def test_only_the_hash_of_a_code_is_kept(deepa):
    code = issue_first_log_in(staff_member=deepa, by=None, at=AT)

    assert plain(code) not in FirstLogIn.objects.get().code_hash


def test_a_code_is_good_for_14_days(deepa):
    code = issue_first_log_in(staff_member=deepa, by=None, at=AT)

    assert redeem("E010946", code, at=AT + timedelta(days=14)) is None
    assert redeem("E010946", code, at=AT + timedelta(days=13, hours=23)) is not None


def test_five_wrong_tries_end_a_code(deepa):
    code = issue_first_log_in(staff_member=deepa, by=None, at=AT)

    assert [redeem("E010946", "WRONG-WRONG") for _ in range(5)] == [None] * 5

    assert redeem("E010946", code) is None


def test_a_new_code_replaces_the_old_one(deepa):
    old = issue_first_log_in(staff_member=deepa, by=None, at=AT)
    new = issue_first_log_in(staff_member=deepa, by=None, at=AT + timedelta(minutes=1))

    later = AT + timedelta(minutes=2)
    assert redeem("E010946", old, at=later) is None
    assert redeem("E010946", new, at=later) is not None


def test_a_password_that_is_too_easy_does_not_use_up_the_code(deepa):
    code = issue_first_log_in(staff_member=deepa, by=None, at=AT)

    with pytest.raises(ValidationError):
        redeem("E010946", code, password="12345678901")

    assert redeem("E010946", code) is not None


def test_somebody_who_has_left_gets_no_log_in():
    with pytest.raises(ValidationError, match="has left"):
        issue_first_log_in(staff_member=StaffMemberFactory(left=True), by=None, at=AT)


def test_a_log_in_with_a_role_is_not_opened_by_a_code():
    """Else HR could print itself the key to IT's log-in."""
    it = StaffMemberFactory(user=UserFactory(roles=[Role.IT]))
    root = StaffMemberFactory(user=UserFactory(is_superuser=True))
    odd = StaffMemberFactory()
    odd.user.user_permissions.add(Permission.objects.get(codename="import_staff"))

    for staff_member in (it, root, odd):
        with pytest.raises(ValidationError, match="role"):
            issue_first_log_in(staff_member=staff_member, by=None, at=AT)


def test_a_role_given_after_the_code_was_printed_closes_the_code(deepa):
    code = issue_first_log_in(staff_member=deepa, by=None, at=AT)
    deepa.refresh_from_db()
    deepa.user.groups.set(UserFactory(roles=[Role.IT]).groups.all())

    assert redeem("E010946", code) is None


def test_an_address_that_another_log_in_has_is_not_copied():
    UserFactory(email="shared@x.example")
    staff_member = StaffMemberFactory(never_signed_in=True, email="Shared@x.example")

    issue_first_log_in(staff_member=staff_member, by=None, at=AT)

    assert User.objects.get(staff_member=staff_member).email == ""


def test_a_payroll_number_that_somebody_else_signs_in_with_is_refused(deepa):
    UserFactory(username="e010946")

    with pytest.raises(ValidationError, match="rename"):
        issue_first_log_in(staff_member=deepa, by=None, at=AT)
