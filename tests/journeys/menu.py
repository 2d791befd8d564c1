"""Finding one's way in the admin."""

from playwright.sync_api import Page


def open_training(page: Page, label: str) -> None:
    """Open a screen from the Training menu, as anybody would."""
    page.goto("/admin/")
    page.get_by_role("button", name="Training", exact=True).click()
    menu = page.get_by_role("list", name="Training")
    menu.get_by_role("link", name=label, exact=True).click()
