"""Merging works without scripts; with them, axe finds nothing on a narrow screen."""

from playwright.sync_api import expect

from learning.people.models import StaffMember
from learning.people.permissions import Role
from tests.browser import assert_accessible, sign_in
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.records import CompletionFactory

NARROW = {"width": 320, "height": 640}


def test_hr_merges_two_records_without_scripts_and_axe_finds_nothing(site, open_page):
    UserFactory(username="HR1", real_password="three plain words", roles=[Role.HR_OFFICERS])
    survivor = StaffMemberFactory(payroll_number="E1", last_name="Rahman", never_signed_in=True)
    duplicate = StaffMemberFactory(
        payroll_number="E2", last_name="Rahman", staff_groups=[StaffGroupFactory()]
    )
    activity = ActivityFactory(title="Putting a complaint right, and saying so")
    for person in (duplicate, survivor):
        CompletionFactory(staff_member=person, activity=activity)
    addresses = [
        f"/admin/staff/{duplicate.pk}/merge/",
        f"/admin/staff/{duplicate.pk}/merge/{survivor.pk}/",
        f"/admin/staff/inspect/{duplicate.pk}/",
    ]
    scripted = open_page(viewport=NARROW)
    sign_in(scripted, "HR1", "three plain words")
    for address in addresses[:2]:
        scripted.goto(address)
        assert_accessible(scripted)
        assert scripted.locator("html").bounding_box()["width"] <= 320
    scripted.goto("/admin/staff/")
    last = scripted.get_by_role("columnheader", name="State")
    last.locator("xpath=ancestor::table").hover(position={"x": 50, "y": 50})
    scripted.mouse.wheel(2000, 0)
    expect(last).to_be_in_viewport()
    page = open_page(java_script_enabled=False)
    sign_in(page, "HR1", "three plain words")

    page.goto(addresses[2])
    page.goto(addresses[0])
    page.get_by_label("Payroll number or name").fill("E1")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Look at what it does").click()
    page.get_by_label("Reason").fill("Entered twice")
    page.get_by_role("button", name="Merge for good").click()

    page.get_by_text("E2 was merged into Asha Rahman").wait_for()
    assert StaffMember.objects.get(pk=duplicate.pk).merged_into == survivor
    scripted.goto(addresses[2])
    scripted.get_by_text("nothing is changed here any more").wait_for()
    assert_accessible(scripted)
