"""The main job, from the staff upload to the exported row, through the screens of each person."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from learning.people.permissions import Role
from tests.browser import sign_in
from tests.factories.quizzes import QuestionFactory
from tests.journeys import (
    authoring,
    evidence,
    exporting,
    learning,
    records,
    setting_up,
    staff_list,
)
from tests.journeys.authoring import MODULE, QUESTIONS, QUIZ, Asked
from tests.journeys.setting_up import APPROVER, CSE_LEAD, HR, IT, PASSWORD, TRAINER, Colleague
from tests.journeys.staff_list import EILIDH

WASTE, RECEPTION, DEPOT = "Waste and street crews", "Reception", "Depot office"
MANAGERS = "Managers and supervisors"


@pytest.fixture
def open_as(open_page):
    """A signed-in page for a colleague, on a desk with a large screen."""

    def open_as(colleague: Colleague) -> Page:
        page = open_page(viewport={"width": 1400, "height": 1000})
        sign_in(page, colleague.username, PASSWORD)
        return page

    return open_as


@pytest.fixture
def tablet(open_page):
    """Eilidh's page, signed in, on a shared tablet without scripts."""

    def tablet() -> Page:
        page = open_page(java_script_enabled=False, viewport={"width": 768, "height": 1024})
        sign_in(page, EILIDH.payroll_number, EILIDH.password)
        return page

    return tablet


def test_the_main_job(site, open_page, open_as, tablet, tmp_path):
    set_the_site_up(site, open_page(), open_as)
    hr = open_as(HR)
    take_the_staff_list_in(hr)
    give_eilidh_a_log_in(hr, open_page)
    author_a_module(open_as)
    records.assign(hr, MODULE, WASTE, due_days=30)
    learn_without_scripts(tablet)
    put_the_records_right(site, hr)
    show_what_it_proves(open_as(CSE_LEAD), hr)
    take_the_records_out(hr, tmp_path)
    assert_the_ledger_is_whole(site)


def set_the_site_up(site, page: Page, open_as) -> None:
    setting_up.set_up_the_site(page, site.manage("first_run_code").stdout.strip())
    it = open_as(IT)
    setting_up.make_log_in(it, TRAINER, Role.TRAINERS)
    setting_up.make_log_in(it, APPROVER, Role.CONTENT_APPROVERS)
    setting_up.make_log_in(it, CSE_LEAD, Role.CSE_LEADS)
    setting_up.see_the_standard(open_as(CSE_LEAD))


def take_the_staff_list_in(hr: Page) -> None:
    staff_list.upload_the_staff_list(hr, "staff_list.csv")
    staff_list.choose(hr, creates_groups=True)
    assert staff_list.total(hr, "Joiners") == 154
    assert staff_list.new_groups(hr) == 12
    staff_list.apply(hr)

    staff_list.upload_the_staff_list(hr, "staff_list_next_month.csv")
    assert staff_list.total(hr, "Joiners") == 4
    assert staff_list.total(hr, "Returners") == 1
    assert staff_list.total(hr, "Not in the file") == 5
    assert staff_list.total(hr, "Rows to correct") == 12
    broken = staff_list.broken_rows(hr)
    assert len(broken) == 12
    assert all(reason and cure for _column, reason, cure in broken.values())
    assert broken[52] == (
        "Start",
        "There is no such date.",
        "Write it like 31/12/2026 or 2026-12-31.",
    )
    assert len(staff_list.download_the_rows_to_correct(hr)) == 12
    staff_list.choose(hr, leavers_last_day_on=date.today())
    assert staff_list.total(hr, "Leavers") == 5
    staff_list.apply(hr)
    staff_list.make_a_staff_group(hr, DEPOT, of="E010928")


def give_eilidh_a_log_in(hr: Page, open_page) -> None:
    code = staff_list.give_a_first_log_in(hr, EILIDH)
    staff_list.use_the_first_log_in(open_page(java_script_enabled=False), EILIDH, code)


def author_a_module(open_as) -> None:
    trainer = open_as(TRAINER)
    # Two by hand, one of each kind; the others have been in the bank for a while.
    by_hand, in_the_bank = (QUESTIONS[0], QUESTIONS[2]), (*QUESTIONS[1:2], *QUESTIONS[3:])
    for asked in in_the_bank:
        put_in_the_bank(asked)
    for asked in by_hand:
        authoring.write_question(trainer, asked)
    authoring.write_quiz(trainer, QUIZ, QUESTIONS)
    authoring.begin_module(trainer)
    authoring.write_sections(trainer)
    authoring.say_who_it_is_for(trainer, [WASTE, RECEPTION, DEPOT])
    authoring.choose_quiz(trainer, QUIZ)
    authoring.save_and_preview(trainer)
    authoring.submit_for_approval(trainer)
    authoring.approve(open_as(APPROVER))


def put_in_the_bank(asked: Asked) -> None:
    QuestionFactory(
        title=asked.title,
        prompt=asked.prompt,
        choices=asked.choices,
        explanation=asked.explanation,
    )


def learn_without_scripts(tablet) -> None:
    page = tablet()
    learning.find_what_to_do(page)
    learning.read_and_leave(page)

    page = tablet()
    learning.resume_and_finish_reading(page)
    right = {asked: asked.right for asked in QUESTIONS}
    wrong = {asked: asked.wrong[:1] for asked in QUESTIONS[:2]}
    learning.take_the_quiz(page, "Start the quiz", right | wrong)
    learning.submit(page)
    learning.is_told_kindly(page, missed=QUESTIONS[0])
    learning.take_the_quiz(page, "Try again", right)
    learning.submit(page)
    learning.is_told_what_was_recorded(page)

    # The tablet is left signed in, and a colleague has a go.
    learning.open_the_quiz_again(page)
    learning.take_the_quiz(page, "Take the quiz again", right)
    learning.submit(page)
    expect(page.get_by_role("heading", name="You passed")).to_be_visible()


def put_the_records_right(site, hr: Page) -> None:
    records.see_completions(hr, "Eilidh Morgan", ["Stands", "Stands"])
    assert_the_ledger_is_whole(site)
    records.void_the_newest(hr, "Eilidh Morgan", "Taken by a colleague under her log-in.")
    records.see_completions(hr, "Eilidh Morgan", ["Voided", "Stands"])


def show_what_it_proves(lead: Page, hr: Page) -> None:
    evidence.see_coverage(lead)
    waste = evidence.figure(lead, "2.2.2", WASTE)
    expect(waste).to_contain_text("1 of ")
    expect(waste.get_by_role("link")).to_have_count(0)
    # One person is too few to show, and so are the managers of these crews.
    expect(evidence.figure(lead, "2.2.2", DEPOT)).to_contain_text("withheld")
    expect(evidence.figure(lead, "2.2.2", MANAGERS)).to_contain_text("withheld")
    expect(evidence.figure(lead, "2.2.2", "Libraries")).to_contain_text("nobody expected")

    evidence.see_coverage(hr)
    expect(evidence.figure(hr, "2.2.2", DEPOT)).to_contain_text("0 of 1")
    evidence.see_names(hr, evidence.figure(hr, "2.2.2", WASTE), "2.2.2")
    assert evidence.why(hr, "Eilidh Morgan").startswith("Current")


def take_the_records_out(hr: Page, tmp_path) -> None:
    folder = exporting.download_the_zip(hr, tmp_path)
    exporting.check_with_common_tools(folder)
    stands, voided = exporting.rows_in(folder)
    assert (stands["first_name"], stands["last_name"]) == ("Eilidh", "Morgan")
    assert stands["payroll_number"] == EILIDH.payroll_number
    assert stands["activity"] == MODULE
    assert stands["elements"] == "2.2.2; 4.3.3"
    assert stands["staff_groups"] == WASTE
    assert stands["completed_on"] == date.today().isoformat()
    assert not stands["voided_at"]
    assert voided["voided_at"]
    exporting.is_listed_as_whole(hr, by=f"{HR.first_name} {HR.last_name}")


def assert_the_ledger_is_whole(site) -> None:
    verified = site.manage("verify_records")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "The ledger is whole" in verified.stdout
