"""Driving the editor of the CMS: blocks, choosers and what stands at the foot of the page."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

ADD = ":scope > div > button.c-sf-add-button, :scope > button.c-sf-add-button"


def add_block(page: Page, stream: str, label: str = "") -> str:
    """Add a block at the end of a stream or list; returns what its fields' names begin with.

    `stream` is what the names in it begin with, for example `sections` or `sections-0-value-body`.
    Where there is one kind of block only, it needs no label.
    """
    count = page.locator(f"[name={stream}-count]")
    number = int(count.input_value())
    container = count.locator("xpath=following-sibling::*[1]")
    container.locator(ADD).last.click()
    if label:
        page.get_by_role("option", name=label, exact=True).click()
        expect(page.get_by_role("option", name=label, exact=True)).to_have_count(0)
    expect(count).to_have_value(str(number + 1))
    return f"{stream}-{number}-value"


def write(page: Page, name: str, text: str) -> None:
    """Type into a field, as a person does."""
    page.locator(f"[name={name}]").fill(text)


def write_paragraph(page: Page, name: str, text: str) -> None:
    """Type into the rich text editor whose hidden field has the name."""
    area = page.locator(f"[data-contentpath]:has(> * [name={name}])").last
    area.get_by_role("textbox").click()
    page.keyboard.type(text)


def upload_picture(page: Page, opener: Locator, *, title: str, file: Path) -> None:
    """Choose a picture that is not in the library yet."""
    opener.press("Enter")  # a new block still moves while it slides in
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Upload").click()
    dialog.get_by_label("Title").fill(title)
    dialog.locator("input[type=file]").set_input_files(file)
    dialog.get_by_role("button", name="Upload").click()
    expect(dialog).to_have_count(0)


def choose(page: Page, opener: Locator, title: str) -> None:
    """Choose something from the list that a chooser opens."""
    opener.press("Enter")  # a new block still moves while it slides in
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name=title, exact=True).click()
    expect(dialog).to_have_count(0)


def open_tab(page: Page, label: str) -> None:
    page.get_by_role("tablist").get_by_role("tab", name=label).click()


def press_at_the_foot(page: Page, action: str) -> None:
    """Press a button of the editor's footer, behind its menu if need be."""
    button = page.locator("form").get_by_role("button", name=action)
    if not button.first.is_visible():
        page.get_by_role("button", name="More actions").click()
    button.first.click()
