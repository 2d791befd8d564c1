"""Reachable: the way in works at 320 pixels, by keyboard and without JavaScript."""

from home.services import plant_site_tree
from tests.browser import assert_accessible
from tests.factories.people import StaffMemberFactory, UserFactory

NARROW = {"width": 320, "height": 640}


def test_the_log_in_page_has_nothing_that_axe_finds_on_a_narrow_screen(site, open_page):
    UserFactory()
    page = open_page(viewport=NARROW)
    page.goto("/account/login/")

    assert_accessible(page)


def test_somebody_signs_in_by_keyboard_alone_without_scripts(site, open_page):
    plant_site_tree(hostname="127.0.0.1")
    StaffMemberFactory(
        first_name="Asha", user=UserFactory(username="E010454", real_password="three plain words")
    )
    page = open_page(java_script_enabled=False, viewport=NARROW)
    page.goto("/account/login/")

    page.locator("input[name=login]").focus()
    page.keyboard.type("E010454")
    page.keyboard.press("Tab")
    page.keyboard.type("three plain words")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Hello, Asha").wait_for()
    assert page.locator("html").bounding_box()["width"] <= 320
