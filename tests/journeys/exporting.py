"""HR takes the records out, and anybody can read and check them without our software."""

import csv
import subprocess
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from tests.journeys.looking_over import look_over
from tests.journeys.menu import open_training


def download_the_zip(page: Page, folder: Path) -> Path:
    """HR counts what matches, takes the zip and unpacks it; returns the folder."""
    open_training(page, "Export records")
    page.get_by_role("button", name="Show how many match").click()
    expect(page.get_by_role("status").filter(has_text="match")).to_contain_text("2 completions")
    look_over(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download CSV in a zip").click()
    with ZipFile(downloading.value.path()) as files:
        files.extractall(folder)
    return folder


def check_with_common_tools(folder: Path) -> None:
    """`sha256sum`, as the README beside the table says."""
    checked = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def rows_in(folder: Path) -> list[dict[str, str]]:
    with (folder / "completions.csv").open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


def is_listed_as_whole(page: Page, by: str) -> None:
    """The log of exports says that the last byte was handed over."""
    open_training(page, "Export records")
    expect(page.get_by_role("row").filter(has_text=by)).to_contain_text("Whole")
