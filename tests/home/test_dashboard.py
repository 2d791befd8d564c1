"""What each role meets first in the admin."""

import pytest

from learning.people.permissions import Role
from tests.factories.modules import ModulePageFactory, shelf
from tests.factories.people import StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def dashboard(client, role):
    client.force_login(UserFactory(roles=[role]))
    return client.get("/admin/").text


def test_it_carries_the_products_name_and_leads_nobody_outside(client):
    shown = dashboard(client, Role.TRAINERS)

    assert 'aria-label="Cultivate"' in shown
    assert "<title>" in shown
    assert "Wagtail</title>" not in shown
    assert "editor guide" not in shown.lower()
    assert "guide.wagtail.org" not in shown
    assert "What's new in Wagtail" not in shown


def test_a_trainer_sees_how_much_is_live_and_where_to_write(client):
    ModulePageFactory()
    ModulePageFactory(draft=True)

    shown = dashboard(client, Role.TRAINERS)

    assert "module is live" in shown
    assert "has changes that are not published" in shown
    assert "wait for a second pair of eyes" in shown
    assert f"/admin/pages/add/modules/modulepage/{shelf().pk}/" in shown


def test_an_hr_officer_sees_staff_and_nothing_of_writing(client):
    shelf()
    StaffMemberFactory()

    shown = dashboard(client, Role.HR_OFFICERS)

    assert "in post today" in shown
    assert "Write a new module" not in shown
    assert "Search all pages" not in shown


def test_a_cse_lead_sees_how_much_of_the_standard_is_served(client):
    shown = dashboard(client, Role.CSE_LEADS)

    assert "elements of the standard are served by training" in shown
    assert "in post today" not in shown


def test_it_sees_where_to_look_after_log_ins(client):
    shown = dashboard(client, Role.IT)

    assert "/admin/users/" in shown
    assert "modules are live" not in shown


def test_before_the_site_is_planted_the_dashboard_still_opens(client):
    assert "Cultivate" in dashboard(client, Role.TRAINERS)
