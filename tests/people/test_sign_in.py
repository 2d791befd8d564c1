"""A log-in ends with the last day at work."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.core.cache import cache
from django.urls import reverse

from learning.people.models import Employment
from learning.people.permissions import Role
from learning.people.sign_in import has_left
from tests.factories.people import EmploymentFactory, StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "three kind words"
NOW = datetime(2026, 6, 15, 8, tzinfo=UTC)
OWN_PAGE = "/account/password/change/"


def sign_in(client, username):
    form = {"login": username, "password": PASSWORD}
    return client.post(reverse("account_login"), form, follow=True)


@pytest.fixture
def asha():
    user = UserFactory(username="E010454", password=PASSWORD, roles=[Role.HR_OFFICERS])
    return StaffMemberFactory(user=user, payroll_number="E010454", last_day_on=date(2026, 5, 29))


def test_on_the_last_day_at_work_one_signs_in_as_ever(client, asha, time_machine):
    time_machine.move_to("2026-05-29 16:00+01:00")

    assert sign_in(client, "E010454").context["user"] == asha.user


def test_after_the_last_day_the_log_in_is_closed_and_the_page_says_why(client, asha, time_machine):
    time_machine.move_to("2026-05-30 08:00+01:00")

    page = sign_in(client, "E010454")

    assert page.redirect_chain[-1][0] == reverse("account_inactive")
    assert "HR switches a log-in off when somebody leaves" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_whoever_is_signed_in_on_the_last_day_is_signed_out_the_day_after(
    client, asha, time_machine
):
    time_machine.move_to("2026-05-29 16:00+01:00")
    client.force_login(asha.user)
    assert client.get(OWN_PAGE).status_code == 200

    time_machine.move_to("2026-05-30 08:00+01:00")

    assert reverse("account_login") in client.get(OWN_PAGE).url


def test_what_was_left_empty_is_named_as_on_the_page(client):
    shown = client.post(reverse("account_login"), {}).content.decode()

    assert "E-mail address or payroll number: This field is required." in shown


def test_who_may_not_open_the_cms_reads_it_once_and_in_our_words(client):
    client.force_login(UserFactory())

    page = client.get("/admin/", follow=True)

    assert page.status_code == 403
    assert "This page is not open to you" in page.text
    assert "There is a problem" not in page.text
    assert "There is a problem" not in client.get(OWN_PAGE).text


def test_nobody_gives_themselves_another_address(client):
    client.force_login(UserFactory(email="asha@northmoor.example"))

    answer = client.post(
        reverse("account_email"), {"action_add": "", "email": "somebody.else@northmoor.example"}
    )

    assert answer.url == OWN_PAGE
    assert not EmailAddress.objects.filter(email__startswith="somebody").exists()


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_there_is_one_door_which_counts_wrong_tries_and_asks_for_the_second_step(
    client, asha, door
):
    nobody_in_particular = UserFactory()
    client.force_login(nobody_in_particular)

    answer = client.post(door, {"username": "E010454", "password": PASSWORD})

    assert answer.url.startswith(reverse("account_login"))
    assert client.session["_auth_user_id"] == str(nobody_in_particular.pk)
    assert client.get("/admin/password_reset/").status_code == 404


def test_wrong_passwords_are_counted_however_much_else_is_remembered(client, asha):
    def guess():
        return client.post(reverse("account_login"), {"login": "E010454", "password": "a guess"})

    for _number in range(5):
        guess()
    cache.set_many({f"of-somebody-{number}": True for number in range(5_000)})

    assert "several times in a row" in guess().text


def test_nobody_gives_themselves_another_name_or_address_in_the_cms(client):
    hr_officer = UserFactory(first_name="Helen", email="hr@it.example", roles=[Role.HR_OFFICERS])
    client.force_login(hr_officer)
    form = {
        "name_email-first_name": "Somebody",
        "name_email-last_name": "Else",
        "name_email-email": "somebody.else@northmoor.example",
        "password-old_password": "",
        "locale-preferred_language": "cy",
        "theme-theme": "dark",
        "theme-density": "default",
        "theme-contrast": "system",
    }

    assert client.post("/admin/account/", form).status_code == 302

    hr_officer.refresh_from_db()
    assert (hr_officer.first_name, hr_officer.email) == ("Helen", "hr@it.example")
    assert hr_officer.wagtail_userprofile.theme == "dark"
    client.post("/admin/account/", form | {"locale-preferred_language": "en-gb"})
    assert "Change your password" in client.get("/admin/account/").text


def test_a_wrong_password_does_not_tell_that_somebody_has_left(client, asha, time_machine):
    time_machine.move_to("2026-05-30 08:00+01:00")

    page = client.post(reverse("account_login"), {"login": "E010454", "password": "a guess"})

    assert "cannot sign you in" in page.content.decode()


def test_somebody_who_comes_back_signs_in_again(client, asha, time_machine):
    EmploymentFactory(staff_member=asha, from_on=date(2026, 9, 1))
    time_machine.move_to("2026-06-15 08:00+01:00")

    assert sign_in(client, "E010454").context["user"] == asha.user


EARLIER, LATER = date(2026, 1, 5), date(2026, 9, 1)


@pytest.mark.parametrize(
    ("spells", "is_in"),
    [
        pytest.param([], False, id="left"),
        pytest.param([{"from_on": LATER}], True, id="comes-back"),
        pytest.param([{"from_on": LATER, "to_on": date(2026, 9, 30)}], True, id="for-a-while"),
        pytest.param([{"from_on": EARLIER, "to_on": date(2026, 6, 15)}], True, id="last-day"),
        pytest.param([{"from_on": EARLIER, "to_on": date(2026, 6, 14)}], False, id="left-twice"),
        pytest.param([{"from_on": LATER, "superseded_at": NOW}], False, id="a-mistake"),
        pytest.param(
            [{"from_on": EARLIER}, {"from_on": LATER, "to_on": date(2026, 9, 30)}],
            True,
            id="no-end-among-several",
        ),
    ],
)
def test_every_request_judges_who_has_left_as_signing_in_does(rf, client, asha, spells, is_in):
    with time_machine.travel(NOW, tick=False):
        for spell in spells:
            EmploymentFactory(staff_member=asha, **spell)
        client.force_login(asha.user)
        request = rf.get("/")
        request.session = client.session

        assert get_user(request).is_authenticated is is_in
        assert has_left(asha.user) is not is_in


def test_whoever_is_known_to_have_worked_nowhere_keeps_their_log_in(rf, client, asha):
    Employment.objects.update(superseded_at=NOW)
    client.force_login(asha.user)
    request = rf.get("/")
    request.session = client.session

    assert get_user(request) == asha.user
    assert not has_left(asha.user)


def test_a_log_in_without_a_place_on_the_staff_list_is_nobodys_to_close(client):
    it = UserFactory(username="it", password=PASSWORD, is_superuser=True)

    assert sign_in(client, "it").context["user"] == it
