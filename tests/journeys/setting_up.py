"""An empty site is set up, and IT makes the log-ins of those with a role."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from learning.people.permissions import Role
from tests.journeys.looking_over import look_over
from tests.journeys.menu import open_training

PASSWORD = "three unrelated words"


@dataclass(frozen=True)
class Colleague:
    """Somebody with a role, and how they sign in."""

    first_name: str
    last_name: str
    username: str


IT = Colleague("Eleri", "Hughes", "eleri@northmoor.example")
HR = Colleague("Priya", "Shah", "priya@northmoor.example")
TRAINER = Colleague("Wen", "Price", "wen@northmoor.example")
APPROVER = Colleague("Tom", "Okafor", "tom@northmoor.example")
CSE_LEAD = Colleague("Francesca", "Jones", "francesca@northmoor.example")


def set_up_the_site(page: Page, code: str) -> None:
    """Whoever holds the code from the server names the organisation, IT and the HR officer."""
    page.goto("/")
    expect(page.get_by_role("heading", name="Set up your site")).to_be_visible()
    look_over(page)
    page.get_by_label("Set-up code").fill(code)
    page.get_by_label("Name of your organisation").fill("Northmoor Council")
    for prefix, colleague in (("it", IT), ("hr", HR)):
        page.fill(f"input[name={prefix}_first_name]", colleague.first_name)
        page.fill(f"input[name={prefix}_last_name]", colleague.last_name)
        page.fill(f"input[name={prefix}_email]", colleague.username)
        page.fill(f"input[name={prefix}_password]", PASSWORD)
    expect(page.get_by_label("Load Customer Service Excellence")).to_be_checked()
    page.get_by_role("button", name="Set up the site").click()
    expect(page.get_by_text("Your site is ready.")).to_be_visible()


def make_log_in(page: Page, colleague: Colleague, role: Role) -> None:
    """IT makes a log-in with one role, in the admin's own screen for users."""
    page.goto("/admin/users/")
    page.get_by_role("link", name="Add a user").click()
    page.get_by_label("Username").fill(colleague.username)
    page.get_by_label("Email").fill(colleague.username)
    page.get_by_label("First Name").fill(colleague.first_name)
    page.get_by_label("Last Name").fill(colleague.last_name)
    page.get_by_label("Password*", exact=True).fill(PASSWORD)
    page.get_by_label("Password confirmation").fill(PASSWORD)
    page.get_by_role("tablist").get_by_role("tab", name="Roles").click()
    page.get_by_label(role.value, exact=True).check()
    page.get_by_role("button", name="Create").click()
    name = f"{colleague.first_name} {colleague.last_name}"
    expect(page.get_by_role("link", name=name)).to_be_visible()


def see_the_standard(page: Page) -> None:
    """The CSE lead finds all of it: 57 elements, by their numbers."""
    open_training(page, "Standard")
    elements = page.locator("main table tbody tr")
    expect(elements).to_have_count(57)
    expect(elements.first).to_contain_text("1.1.1")
    look_over(page)
