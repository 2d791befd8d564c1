"""The main job, from the staff upload to the exported row, through the screens of each person.

One journey on one site: each test goes on where the one before it stopped.
"""

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
from tests.journeys.authoring import MODULE, QUESTIONS, QUIZ
from tests.journeys.looking_over import look_over
from tests.journeys.setting_up import APPROVER, CSE_LEAD, HR, IT, PASSWORD, TRAINER
from tests.journeys.staff_list import EILIDH

WASTE, RECEPTION, DEPOT = "Waste and street crews", "Reception", "Depot office"
MANAGERS = "Managers and supervisors"


@pytest.fixture(scope="module")
def site(django_db_setup, databases, django_db_blocker):
    """One site for the whole journey."""
    from tests.browser.server import served
    from tests.databases.copies import committed

    with django_db_blocker.unblock(), committed(databases, "empty") as copy, served(copy) as site:
        yield site


@pytest.fixture(scope="module")
def stopped_at():
    """The step that went wrong, for which the later ones need not wait."""
    return []


@pytest.fixture(autouse=True)
def goes_on(request, stopped_at):
    if stopped_at:
        pytest.skip(f"The journey stopped at {stopped_at[0]}.")
    failed_before = request.session.testsfailed
    yield
    if request.session.testsfailed > failed_before:
        stopped_at.append(request.node.name)


@pytest.fixture
def open_as(open_page):
    """A signed-in page for a colleague, on a desk with a large screen."""

    def open_as(colleague) -> Page:
        page = open_page(viewport={"width": 1400, "height": 1000})
        sign_in(page, colleague.username, PASSWORD)
        return page

    return open_as


@pytest.fixture
def open_tablet(open_page):
    """Eilidh's page, signed in, on a shared tablet without scripts."""

    def open_tablet() -> Page:
        page = open_page(java_script_enabled=False, viewport={"width": 768, "height": 1024})
        sign_in(page, EILIDH.payroll_number, EILIDH.password)
        return page

    return open_tablet


def test_an_empty_site_is_set_up_with_its_standard_and_its_log_ins(site, page, open_as):
    setting_up.set_up_the_site(page, site.manage("first_run_code").stdout.strip())
    it = open_as(IT)
    setting_up.make_log_in(it, TRAINER, Role.TRAINERS)
    setting_up.make_log_in(it, APPROVER, Role.CONTENT_APPROVERS)
    setting_up.make_log_in(it, CSE_LEAD, Role.CSE_LEADS)
    setting_up.see_the_standard(open_as(CSE_LEAD))


def test_hr_takes_the_staff_list_in(site, open_as):
    hr = open_as(HR)
    staff_list.upload_the_staff_list(hr, "staff_list.csv")
    staff_list.choose(hr, site, creates_groups=True)
    assert staff_list.total(hr, "Joiners") == 154
    assert staff_list.new_groups(hr) == 12
    staff_list.apply(hr)


def test_hr_takes_in_next_months_list_and_confirms_who_left(site, open_as):
    hr = open_as(HR)
    staff_list.upload_the_staff_list(hr, "staff_list_next_month.csv")
    staff_list.choose(hr, site)
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
    look_over(hr)
    assert len(staff_list.download_the_rows_to_correct(hr)) == 12

    staff_list.choose(hr, site, leavers_last_day_on=date.today())
    assert staff_list.total(hr, "Leavers") == 5
    staff_list.apply(hr)
    look_over(hr)
    staff_list.make_a_staff_group(hr, DEPOT, of="E010928")


def test_hr_gives_a_first_log_in_to_somebody_without_e_mail(site, open_as, open_page):
    code = staff_list.give_a_first_log_in(open_as(HR), EILIDH)
    staff_list.use_the_first_log_in(open_page(java_script_enabled=False), EILIDH, code)


def test_a_trainer_writes_a_quiz_from_the_question_bank(site, open_as):
    trainer = open_as(TRAINER)
    # One of each kind by hand; the others have been in the bank for a while.
    for asked in (QUESTIONS[1], QUESTIONS[3], QUESTIONS[4]):
        QuestionFactory(
            title=asked.title,
            prompt=asked.prompt,
            choices=asked.choices,
            explanation=asked.explanation,
        )
    for asked in (QUESTIONS[0], QUESTIONS[2]):
        authoring.write_question(trainer, asked)
    authoring.write_quiz(trainer, QUIZ, QUESTIONS)


def test_a_trainer_writes_a_module_and_an_approver_publishes_it(site, open_as):
    trainer = open_as(TRAINER)
    authoring.begin_module(trainer)
    authoring.write_sections(trainer)
    authoring.say_who_it_is_for(trainer, [WASTE, RECEPTION, DEPOT])
    authoring.choose_quiz(trainer, QUIZ)
    authoring.save_and_preview(trainer)
    authoring.submit_for_approval(trainer)
    authoring.approve(open_as(APPROVER))


def test_hr_assigns_the_module(site, open_as):
    records.assign(open_as(HR), MODULE, WASTE, due_days=30)


def test_a_staff_member_reads_leaves_and_resumes_without_scripts(site, open_tablet):
    page = open_tablet()
    learning.find_what_to_do(page)
    learning.read_and_leave(page)
    learning.resume_and_finish_reading(open_tablet())


def test_a_staff_member_fails_tries_again_and_passes_without_scripts(site, open_tablet):
    page = open_tablet()
    learning.open_the_quiz(page)
    right = {asked: asked.right for asked in QUESTIONS}
    wrong = {asked: asked.wrong[:1] for asked in QUESTIONS[:2]}
    learning.take_the_quiz(page, "Start the quiz", right | wrong, looking=True)
    learning.is_told_kindly(page, missed=QUESTIONS[0])
    learning.take_the_quiz(page, "Try again", right)
    learning.is_told_what_was_recorded(page)

    # The tablet is left signed in, and a colleague has a go.
    learning.open_the_quiz(page)
    learning.take_the_quiz(page, "Take the quiz again", right)
    expect(page.get_by_role("heading", name="You passed")).to_be_visible()


def test_hr_sees_the_completions_and_voids_the_mistaken_one(site, open_as):
    hr = open_as(HR)
    records.see_completions(hr, "Eilidh Morgan", ["Stands", "Stands"])
    assert_the_ledger_is_whole(site)
    records.void_the_newest(hr, "Eilidh Morgan", "Taken by a colleague under her log-in.")
    records.see_completions(hr, "Eilidh Morgan", ["Voided", "Stands"])


def test_the_cse_lead_sees_groups_and_hr_the_names_behind_a_figure(site, open_as):
    lead = open_as(CSE_LEAD)
    evidence.see_coverage(lead)
    waste = evidence.figure(lead, "2.2.2", WASTE)
    expect(waste).to_contain_text("1 of ")
    expect(waste.get_by_role("link")).to_have_count(0)
    # One person is too few to show, and so are the managers of these crews.
    expect(evidence.figure(lead, "2.2.2", DEPOT)).to_contain_text("withheld")
    expect(evidence.figure(lead, "2.2.2", MANAGERS)).to_contain_text("withheld")
    expect(evidence.figure(lead, "2.2.2", "Libraries")).to_contain_text("nobody expected")

    hr = open_as(HR)
    evidence.see_coverage(hr)
    expect(evidence.figure(hr, "2.2.2", DEPOT)).to_contain_text("0 of 1")
    evidence.see_names(hr, evidence.figure(hr, "2.2.2", WASTE), "2.2.2")
    assert evidence.why(hr, "Eilidh Morgan").startswith("Current")


def test_hr_takes_the_records_out_and_anybody_can_check_them(site, open_as, tmp_path):
    hr = open_as(HR)
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
    assert_the_ledger_is_whole(site)


def assert_the_ledger_is_whole(site) -> None:
    verified = site.manage("verify_records")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "The ledger is whole" in verified.stdout
