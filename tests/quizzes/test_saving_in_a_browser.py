"""No answer is lost: what a quiz does in a real browser, and says while it does it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import assert_accessible, sign_in
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import (
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    right_answer,
    wrong_answer,
)
from tests.quizzes.answers import ANSWERS, writing
from tests.quizzes.sitting_in_a_browser import (
    PASSWORD,
    SAVED,
    choose,
    go_on,
    open_question,
    right_answers,
    sat_by_somebody,
    sign_in_to_sit,
    status,
    which_question,
)


@pytest.fixture
def attempt(shared_site):
    return sat_by_somebody(*QuestionFactory.create_batch(3))


@pytest.fixture
def page(attempt, open_page):
    """The first question, with every other one at hand."""
    page = open_page()
    sign_in_to_sit(page, attempt)
    open_question(page, attempt)
    return page


def test_an_answer_is_saved_as_it_is_given(page, attempt):
    first, *_others = attempt.drawn.questions
    choose(page, wrong_answer(first))
    expect(status(page)).to_have_text(SAVED)

    choose(page, right_answer(first))
    expect(status(page)).to_have_text(SAVED)
    page.reload()

    assert attempt.responses() == {first.key: right_answer(first)}
    assert attempt.events.count() == 2
    expect(page.locator("input:checked")).to_have_value(right_answer(first)[0])


def test_the_quiz_goes_on_without_a_connection_and_sends_what_waits_once(page, attempt):
    page.context.set_offline(True)
    for number, question in enumerate(attempt.drawn.questions, start=1):
        choose(page, right_answer(question))
        noun = "answer" if number == 1 else "answers"
        expect(status(page)).to_have_text(f"You are offline: {number} {noun} waiting")
        if number < 3:
            go_on(page)
            expect(which_question(page)).to_contain_text(f"Question {number + 1} of 3")
    assert_accessible(page)
    assert attempt.responses() == {}

    page.context.set_offline(False)

    expect(status(page)).to_have_text(SAVED)
    assert attempt.responses() == right_answers(attempt)
    assert attempt.events.count() == 3


def test_on_a_question_without_an_answer_it_says_when_the_last_one_was_saved(page, attempt):
    choose(page, right_answer(attempt.drawn.questions[0]))
    expect(status(page)).to_have_text(SAVED)

    go_on(page)

    expect(which_question(page)).to_contain_text("Question 2 of 3")
    expect(status(page)).to_have_text(re.compile(r"^Last saved \d\d:\d\d$"))


def test_when_the_time_is_up_the_page_says_what_happens(shared_site, open_page):
    asha = StaffMemberFactory(user=UserFactory(real_password=PASSWORD))
    quiz = QuizFactory(minutes=1, minutes_reason="A caller hangs up.")
    page = open_page()
    sign_in(page, asha.user.username, PASSWORD)
    started_at = timezone.now() - timedelta(seconds=57)
    attempt = AttemptFactory(staff_member=asha, quiz=quiz, at=started_at)

    page.goto(f"/quizzes/{attempt.key}/1/")

    end = "The time is up. What is saved is being submitted."
    expect(page.locator("[data-time-left]")).to_have_text(end)
    expect(page.locator("[data-time-warning]")).to_have_text(end)


def test_words_are_counted_on_a_question_that_the_script_opens(shared_site, open_page):
    text = QuestionFactory(kind="writing", answer=writing())
    attempt = sat_by_somebody(QuestionFactory(), text)
    page = open_page()
    sign_in_to_sit(page, attempt)
    open_question(page, attempt)

    page.get_by_role("button", name="Leave this for now").click()
    page.locator("textarea").fill("word " * 62)

    expect(page.get_by_text("You have 2 words too many").first).to_be_visible()


def test_what_waits_outlives_a_closed_tab(page, attempt):
    page.context.set_offline(True)
    first, *_others = attempt.drawn.questions
    choose(page, right_answer(first))
    expect(status(page)).to_have_text("You are offline: 1 answer waiting")
    page.close()
    page.context.set_offline(False)

    again = page.context.new_page()
    open_question(again, attempt, 2)

    expect(status(again)).not_to_have_text(re.compile("offline|Saving"))
    open_question(again, attempt, 1)
    expect(status(again)).to_have_text(SAVED)
    assert attempt.responses() == {first.key: right_answer(first)}


def test_what_waits_outlives_a_restarted_browser(
    attempt, shared_site, browser_type, browser_type_launch_args, tmp_path
):
    first, *_others = attempt.drawn.questions
    options = {**browser_type_launch_args, "base_url": shared_site.url}
    with browser_type.launch_persistent_context(tmp_path, **options) as browser:
        page = browser.new_page()
        sign_in_to_sit(page, attempt)
        open_question(page, attempt)
        browser.set_offline(True)
        choose(page, right_answer(first))
        expect(status(page)).to_have_text("You are offline: 1 answer waiting")

    with browser_type.launch_persistent_context(tmp_path, **options) as browser:
        page = browser.new_page()
        sign_in_to_sit(page, attempt)
        open_question(page, attempt)

        expect(status(page)).to_have_text(SAVED)

    assert attempt.responses() == {first.key: right_answer(first)}


def test_a_reply_that_is_lost_is_asked_for_again_and_saves_once(page, attempt):
    first, *_others = attempt.drawn.questions
    lost = []

    def lose_the_first(route):
        response = route.fetch()
        if lost:
            route.fulfill(response=response)
        else:
            lost.append(response)
            route.abort()

    page.route("**/save/", lose_the_first)

    choose(page, right_answer(first))

    expect(status(page)).to_have_text(SAVED)
    assert attempt.events.count() == 1


def test_an_answer_changed_while_the_one_before_is_under_way_follows_it(page, attempt):
    first, *_others = attempt.drawn.questions
    held = []
    page.route("**/save/", lambda route: held.append(route) if not held else route.continue_())
    with page.expect_request("**/save/"):
        choose(page, wrong_answer(first))
    expect(status(page)).to_have_text("Saving…")
    choose(page, right_answer(first))

    held[0].continue_()

    expect(status(page)).to_have_text(SAVED)
    assert [event.response for event in attempt.events.order_by("pk")] == [
        wrong_answer(first),
        right_answer(first),
    ]


# Chooses once, in the moment between the word that an answer is saved and its being crossed out.
CHOOSE_WHILE_CROSSING_OUT = """
(value) => {
  const { delete: crossOut } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.delete = function (id) {
    IDBObjectStore.prototype.delete = crossOut;
    document.querySelector(`input[value="${value}"]`).click();
    return crossOut.call(this, id);
  };
}
"""


def test_an_answer_changed_as_the_one_before_is_crossed_out_follows_it(page, attempt):
    first, *_others = attempt.drawn.questions
    page.evaluate(CHOOSE_WHILE_CROSSING_OUT, right_answer(first)[0])
    choose(page, wrong_answer(first))

    expect(page.locator("input:checked")).to_have_value(right_answer(first)[0])
    expect(status(page)).to_have_text(SAVED)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert attempt.responses() == {first.key: right_answer(first)}
    assert attempt.events.count() == 2


def test_two_tabs_never_overwrite_each_other_unseen(page, attempt):
    first, *_others = attempt.drawn.questions
    other = page.context.new_page()
    open_question(other, attempt)
    choose(other, wrong_answer(first))
    expect(status(other)).to_have_text(SAVED)

    choose(page, right_answer(first))

    expect(page.get_by_role("alert")).to_contain_text("That answer stands:")
    assert_accessible(page)
    assert attempt.responses() == {first.key: wrong_answer(first)}
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("That answer stands:")
    expect(page.locator("input:checked")).to_have_value(right_answer(first)[0])

    go_on(page)

    expect(which_question(page)).to_contain_text("Question 2 of 3")
    page.get_by_role("button", name="Previous question").click()
    expect(status(page)).to_have_text(SAVED)
    assert attempt.responses() == {first.key: right_answer(first)}


def sign_out_elsewhere(page):
    """As an expired session does: the page knows nothing of it."""
    page.context.clear_cookies()


def test_an_answer_given_after_the_session_is_added_on_signing_in_again(page, attempt):
    first, *_others = attempt.drawn.questions
    sign_out_elsewhere(page)
    choose(page, right_answer(first))
    expect(status(page)).to_contain_text("You are signed out. Your answers are kept.")
    assert_accessible(page)
    assert attempt.responses() == {}
    assert attempt.unclaimed_saves.count() == 1

    page.get_by_role("link", name="Sign in").click()
    page.fill("input[name=login]", attempt.staff_member.user.username)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()

    expect(status(page)).to_have_text(SAVED)
    assert attempt.responses() == {first.key: right_answer(first)}
    assert attempt.events.count() == 1
    assert not attempt.unclaimed_saves.exists()


EVERYTHING_KEPT = """
async () => {
  const asked = indexedDB.open("cultivate");
  const database = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const all = database.transaction("unsent").objectStore("unsent").getAll();
  const records = await new Promise((done) => { all.onsuccess = () => done(all.result); });
  const text = (bytes) => new TextDecoder("latin1").decode(bytes);
  const kept = records.map((each) => JSON.stringify(each) + text(each.locked));
  return kept.join() + JSON.stringify(localStorage) + JSON.stringify(sessionStorage);
}
"""


def test_signing_out_counts_what_waits_by_then_whichever_page_one_is_on(page, attempt):
    first, *_others = attempt.drawn.questions
    earlier = page.context.new_page()
    earlier.goto("/")
    expect(earlier.locator("form[data-unsent-of]")).to_be_visible()
    earlier.wait_for_load_state("networkidle")
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()) }")
    choose(page, right_answer(first))
    expect(status(page)).to_contain_text("1 answer waiting")
    page.close()

    earlier.get_by_role("button", name="Sign out").click()

    expect(earlier.get_by_text("Answers that have not been sent yet: 1")).to_be_visible()


def test_on_a_shared_machine_nobody_else_reads_or_sends_what_waits(page, attempt):
    first, *_others = attempt.drawn.questions
    ben = StaffMemberFactory(user=UserFactory(real_password=PASSWORD))
    his = AttemptFactory(staff_member=ben, quiz=QuizFactory(questions=[QuestionFactory()]))
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()) }")
    choose(page, right_answer(first))
    expect(status(page)).to_contain_text("1 answer waiting")
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_text("Answers that have not been sent yet: 1")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login/**")
    other = page.context.new_page()
    sign_in(other, ben.user.username, PASSWORD)
    open_question(other, his)

    kept = other.evaluate(EVERYTHING_KEPT)
    assert "owner" in kept
    for secret in [right_answer(first)[0], str(attempt.key), "chosen", "token", "save/"]:
        assert secret not in kept
    assert attempt.responses() == {}
    assert not attempt.unclaimed_saves.exists()
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/login/**")

    sign_in_to_sit(other, attempt)
    open_question(other, attempt)
    expect(status(other)).to_have_text(SAVED)
    assert attempt.responses() == {first.key: right_answer(first)}


def test_what_still_waits_is_sent_before_submitting(page, attempt):
    page.context.set_offline(True)
    for question in attempt.drawn.questions:
        choose(page, right_answer(question))
        expect(status(page)).to_contain_text("waiting")
        go_on(page)
    page.context.set_offline(False)

    page.wait_for_url("**/check/")
    page.get_by_role("button", name="Submit your answers").click()

    expect(page.get_by_role("heading", name="You passed")).to_be_visible()


def test_every_way_of_answering_saves_itself(shared_site, open_page):
    questions = [QuestionFactory(kind=kind, answer=answer) for kind, answer in ANSWERS.items()]
    attempt = sat_by_somebody(*questions)
    page = open_page()
    sign_in_to_sit(page, attempt)
    open_question(page, attempt)

    for question in attempt.drawn.questions:
        expect(page.locator("h1")).to_have_text(question.prompt)
        answer = right_answer(question)
        match question.kind:
            case "single" | "true_false" | "multiple" | "confidence":
                for choice in answer:
                    page.locator(f"input[value='{choice}']").check()
            case "conversation":
                for reply in answer:
                    page.locator(f"input[value='{reply}']").check()
                    with page.expect_response("**/questions/"):
                        page.get_by_role("button", name="Reply").click()
            case "matching" | "gaps":
                for place, option in answer.items():
                    page.locator(f"select[name='{place}']").select_option(option)
            case "ordering":
                put_in_order(page, answer)
            case "writing":
                page.locator("textarea").fill(answer)
            case "numeric" | "short":
                page.locator("input[type=text]").fill(answer)
        expect(status(page)).to_have_text(SAVED)
        go_on(page)

    page.wait_for_url("**/check/")
    assert attempt.responses() == right_answers(attempt)


def put_in_order(page, steps):
    """With the buttons, from the keyboard."""
    for place, step in enumerate(steps):
        while page.locator(".steps input").nth(place).get_attribute("value") != step:
            button = page.locator(f"button[value='up:{step}']")
            button.focus()
            page.keyboard.press("Enter")
            expect(button).to_be_focused()
