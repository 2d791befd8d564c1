from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.people.services import issue_first_log_in
from tests.factories.people import StaffMemberFactory

pytestmark = pytest.mark.django_db
PASSWORD = "three kind words"


@pytest.fixture
def slip():
    deepa = StaffMemberFactory(
        never_signed_in=True, payroll_number="E010946", last_name="Bartholomewson"
    )
    code = issue_first_log_in(staff_member=deepa, by=None, at=timezone.now() - timedelta(minutes=5))
    return {
        "payroll_number": "E010946",
        "code": code,
        "password": PASSWORD,
        "password_again": PASSWORD,
    }


def send(client, slip, **changes):
    return client.post(reverse("first_log_in"), slip | changes, follow=True)


def errors_of(response):
    return str(response.context["form"].errors)


def test_a_code_becomes_a_password_and_opens_the_site(client, slip):
    assert client.get(reverse("first_log_in")).status_code == 200

    page = send(client, slip)

    assert "Your password is set" in page.content.decode()
    assert client.login(username="E010946", password=PASSWORD)


def test_nobody_learns_whether_the_number_or_the_code_was_wrong(client, slip):
    wrong_code = errors_of(send(client, slip, code="WRONG-WRONG"))
    wrong_number = errors_of(send(client, slip, payroll_number="E999999"))

    assert "do not fit together" in wrong_code
    assert wrong_code == wrong_number


def test_two_different_passwords_do_not_use_up_the_code(client, slip):
    assert "not the same" in errors_of(send(client, slip, password_again="three other words"))

    assert "Your password is set" in send(client, slip).content.decode()


def test_a_password_like_ones_own_name_is_explained_and_does_not_use_up_the_code(client, slip):
    easy = {"password": "bartholomewson1", "password_again": "bartholomewson1"}

    assert "too similar" in errors_of(send(client, slip, **easy))
    assert "Your password is set" in send(client, slip).content.decode()


def test_twenty_wrong_tries_from_one_place_have_to_wait(client, slip):
    for number in range(20):
        send(client, slip, payroll_number=f"E9{number:05}")

    assert "Wait 15 minutes" in errors_of(send(client, slip))


def test_the_page_is_kept_by_no_cache(client):
    assert "no-store" in client.get(reverse("first_log_in"))["Cache-Control"]
