"""A rule is written without scripts; with them, axe finds nothing on a narrow screen."""

from learning.people.models import GroupRule
from learning.people.permissions import Role
from tests.browser import assert_accessible, sign_in
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory

NARROW = {"width": 320, "height": 640}


def test_hr_writes_a_rule_without_scripts_and_axe_finds_nothing(site, open_page):
    UserFactory(username="HR1", real_password="three plain words", roles=[Role.HR_OFFICERS])
    crews = StaffGroupFactory(name="Crews")
    StaffMemberFactory(site="Depot", never_signed_in=True)
    address = f"/admin/staff_group/{crews.pk}/rule/"
    page = open_page(java_script_enabled=False)
    sign_in(page, "HR1", "three plain words")

    page.goto(address)
    page.get_by_label("Field of the post").select_option("site")
    page.get_by_role("button", name="Add this condition").click()
    page.get_by_label("Depot (1 person)").check()
    page.get_by_role("button", name="Look at what it changes").last.click()
    page.get_by_role("heading", name="Join today (1)").wait_for()
    page.get_by_role("button", name="Save the rule").click()

    page.get_by_text("1 person today").wait_for()
    assert GroupRule.objects.get().staff_group == crews
    scripted = open_page(viewport=NARROW)
    sign_in(scripted, "HR1", "three plain words")
    for path in (address, f"/admin/staff_group/inspect/{crews.pk}/"):
        scripted.goto(path)
        assert_accessible(scripted)
        assert scripted.locator("html").bounding_box()["width"] <= 320
