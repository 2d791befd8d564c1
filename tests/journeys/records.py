"""HR asks for learning, sees what was completed and voids what should not stand."""

from playwright.sync_api import Page, expect

from tests.journeys.looking_over import look_over
from tests.journeys.menu import open_training


def assign(page: Page, activity: str, staff_group: str, *, due_days: int) -> None:
    """HR says who must complete what, and by when."""
    open_training(page, "Assignments")
    page.get_by_role("link", name="Assign an activity").first.click()
    look_over(page)
    page.get_by_label("Activity", exact=True).select_option(label=activity)
    page.get_by_label(staff_group, exact=True).check()
    page.get_by_label("Days to complete it").fill(str(due_days))
    page.get_by_role("button", name="Look at the effect").click()
    expect(page.get_by_text("Nothing has changed yet")).to_be_visible()
    look_over(page)
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_text("Assigned to 1 group or person.")).to_be_visible()
    look_over(page)


def see_completions(page: Page, name: str, states: list[str]) -> None:
    """The list names whoever completed something, the newest first, and whether it stands."""
    open_training(page, "Completions")
    rows = page.get_by_role("row").filter(has_text=name)
    expect(rows).to_have_count(len(states))
    for number, state in enumerate(states):
        expect(rows.nth(number)).to_contain_text(state)
    look_over(page)


def void_the_newest(page: Page, name: str, reason: str) -> None:
    """Both stay on record: the completion, and that it no longer counts."""
    page.get_by_role("link", name=name).first.click()
    look_over(page)
    page.get_by_role("button", name="Actions").click()
    page.get_by_role("link", name="Void").click()
    look_over(page)
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name="Void", exact=True).click()
    expect(page.get_by_text("Corrected: 1 completion.")).to_be_visible()
