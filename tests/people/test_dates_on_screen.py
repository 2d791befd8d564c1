"""A day that does not exist, typed in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from learning.people.permissions import Role
from tests.browser import sign_in
from tests.factories.people import StaffMemberFactory, UserFactory

PASSWORD = "three kind words"


@pytest.fixture
def hr(site, open_page):
    user = UserFactory(username="E011010", real_password=PASSWORD, roles=[Role.HR_OFFICERS])
    StaffMemberFactory(user=user, payroll_number="E011010")
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, "E011010", PASSWORD)
    return page


def test_a_day_that_does_not_exist_is_said_and_never_turned_into_another(hr):
    hr.goto(reverse("absence:record"))
    first_day = hr.get_by_label("First day away")

    first_day.fill("2026-02-31")
    first_day.press("Escape")
    hr.get_by_label("Payroll number").click()

    expect(first_day).to_have_value("2026-02-31")
    hr.get_by_role("button", name="Save").click()
    expect(hr.get_by_text("Enter a valid date.")).to_be_visible()
