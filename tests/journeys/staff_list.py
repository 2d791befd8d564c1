"""HR takes the staff list in, month by month, and gives somebody without e-mail a first log-in."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Download, Page, expect

from tests.browser.server import Site
from tests.journeys.looking_over import look_over
from tests.journeys.menu import open_training

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Crew:
    """Somebody on a waste crew: no e-mail, no desk, a shared tablet."""

    first_name: str
    last_name: str
    payroll_number: str
    staff_group: str
    password: str


EILIDH = Crew(
    "Eilidh", "Morgan", "E010971", "Waste and street crews", "early rounds and strong tea"
)


def upload_the_staff_list(page: Page, file: str) -> None:
    """HR uploads a file and sees what it would do. Nothing has changed yet."""
    open_training(page, "Staff list imports")
    page.get_by_role("link", name="Upload a staff list").click()
    page.get_by_label("Staff list").set_input_files(DATA / file)
    page.get_by_role("button", name="Upload and look").click()
    expect(page.get_by_text("Nothing has changed yet")).to_be_visible()


def total(page: Page, label: str) -> int:
    """The number beside a word, as the screen shows it."""
    item = page.locator(".people-totals li").filter(has_text=label)
    return int(item.locator(".people-totals__count").inner_text())


def new_groups(page: Page) -> int:
    return page.locator("#new-groups-section li").count()


def choose(
    page: Page,
    site: Site,
    *,
    creates_groups: bool = False,
    leavers_last_day_on: date | None = None,
) -> None:
    """HR says what the file cannot, and has it checked; a worker does so meanwhile."""
    page.get_by_label("The whole staff list").check()
    page.get_by_label("Create the staff groups that are new").set_checked(creates_groups)
    if leavers_last_day_on:
        field = page.get_by_label("Last day of those not in the file")
        field.fill(leavers_last_day_on.isoformat())
        field.press("Escape")
    # From the keyboard: the calendar that has just closed may still be in a click's way.
    page.get_by_role("button", name="Check").press("Enter")
    page.wait_for_url("**/jobs/**")
    site.manage("db_worker", "--backend", "jobs", "--batch", "--no-startup-delay")
    expect(page.get_by_role("button", name="Apply these changes")).to_be_visible()


def apply(page: Page) -> None:
    page.get_by_role("button", name="Apply these changes").click()
    expect(page.get_by_text("The staff list is up to date with this file.")).to_be_visible()


def broken_rows(page: Page) -> dict[int, tuple[str, str, str]]:
    """For each broken row: the column, the reason and the cure, as the screen has them."""
    rows = {}
    for line in page.locator("#broken-section tbody tr").all():
        row, column, _value, reason, cure = line.locator("th, td").all_inner_texts()
        rows[int(row)] = (column, reason, cure)
    return rows


def download_the_rows_to_correct(page: Page) -> list[dict[str, str]]:
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download the rows to correct").click()
    file: Download = downloading.value
    text = Path(file.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def open_staff_member(page: Page, payroll_number: str) -> None:
    page.goto(f"/admin/staff/?q={payroll_number}")
    page.locator("main table td.title a").first.click()
    expect(page.get_by_text(payroll_number, exact=True)).to_be_visible()


def act(page: Page, action: str) -> None:
    """Choose from the menu beside the name."""
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name=action).click()


def give_a_first_log_in(page: Page, crew: Crew) -> str:
    """HR makes a one-time code; returns what stands on the printed slip."""
    open_staff_member(page, crew.payroll_number)
    look_over(page)
    act(page, "Give a log-in")
    page.get_by_role("button", name="Make the code").click()
    expect(
        page.get_by_role("heading", name=f"First log-in for {crew.first_name} {crew.last_name}")
    ).to_be_visible()
    look_over(page)
    return page.locator(".code-slip").inner_text()


def use_the_first_log_in(page: Page, crew: Crew, code: str) -> None:
    """On a shared tablet without scripts, a code on paper becomes a password of one's own."""
    page.goto("/account/login/")
    page.get_by_role("link", name="I have a first log-in code").click()
    page.get_by_label("Payroll number").fill(crew.payroll_number.lower())
    page.get_by_label("One-time code").fill(code.lower())
    page.get_by_label("New password", exact=True).fill(crew.password)
    page.get_by_label("New password again").fill(crew.password)
    page.get_by_role("button", name="Set my password").click()
    expect(page.get_by_text("Your password is set.")).to_be_visible()


def make_a_staff_group(page: Page, name: str, *, of: str) -> None:
    """HR makes a group that the payroll does not know, and puts one person in it."""
    page.goto("/admin/staff_group/")
    page.get_by_role("link", name="Add staff group").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("link", name=name)).to_be_visible()
    open_staff_member(page, of)
    act(page, "Add to a staff group")
    page.get_by_label("Staff group").select_option(label=name)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text(f"is in {name}.")).to_be_visible()
