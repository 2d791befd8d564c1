"""What the learning proves: the CSE lead sees groups, HR sees the names behind a figure."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking_over import look_over
from tests.journeys.menu import open_training

CRITERION = "2 The Culture of the Organisation"


def see_coverage(page: Page) -> None:
    open_training(page, "Coverage")
    expect(page.get_by_role("heading", name=CRITERION)).to_be_visible()
    look_over(page)


def figure(page: Page, element: str, staff_group: str) -> Locator:
    """The cell of the table for an element and a staff group, or for "Everyone"."""
    table = page.get_by_role("table", name="Coverage of each element by staff group")
    columns = table.get_by_role("columnheader").all_inner_texts()
    column = [heading.strip() for heading in columns].index(staff_group)
    row = table.get_by_role("row").filter(has=page.get_by_role("link", name=element))
    return row.locator("th, td").nth(column)


def see_names(page: Page, cell: Locator, element: str) -> None:
    """HR opens the named list behind a figure; each name has its reason."""
    cell.get_by_role("link").click()
    expect(page.get_by_role("heading", name=element).first).to_be_visible()
    look_over(page)


def why(page: Page, name: str) -> str:
    """What the named list says of a person: the status and the reason."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))
    return " ".join(row.locator("td").all_inner_texts()[-2:])
