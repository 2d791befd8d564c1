"""Somebody learns, without scripts, in the gaps of a working day."""

from playwright.sync_api import Page, expect

from tests.journeys.authoring import CLAIMS, MODULE, Asked
from tests.journeys.looking_over import look_over


def find_what_to_do(page: Page) -> None:
    """My learning shows one next thing, why it is asked, and how long it honestly takes."""
    page.goto("/")
    card = page.locator(".card--next")
    expect(card.get_by_role("heading", name=MODULE)).to_be_visible()
    expect(card).to_contain_text("6 minutes")
    expect(card).to_contain_text("Waste and street crews")
    look_over(page)
    card.get_by_role("link", name=MODULE, exact=True).click()
    expect(page.get_by_role("heading", name=MODULE)).to_be_visible()
    look_over(page)


def read_and_leave(page: Page) -> None:
    """Read the first section and half of the second, then shut the tablet."""
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="Sorry first")).to_be_visible()
    expect(page.get_by_alt_text("Two people talk across a counter and smile.")).to_be_visible()
    look_over(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Put it right, or pass it on")).to_be_visible()
    look_over(page)


def resume_and_finish_reading(page: Page) -> None:
    """Come back, on another device: it goes on where it was left."""
    page.goto("/")
    page.locator(".card--next").get_by_role("button").click()
    expect(page.get_by_role("heading", name="Put it right, or pass it on")).to_be_visible()
    expect(page.get_by_text("Say when it will be emptied.")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Keep our word")).to_be_visible()
    page.get_by_label("It never happens again.").check()
    page.get_by_role("button", name="Check my answer").click()
    expect(page.get_by_text("Nobody can promise that.")).to_be_visible()
    look_over(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("You need 80% to pass.")).to_be_visible()
    look_over(page)


def take_the_quiz(
    page: Page, start: str, answers: dict[Asked, list[str]], *, looking: bool = False
) -> None:
    """Answer question by question, and submit. `looking` is for the first time."""
    page.get_by_role("button", name=start).first.click()
    for number, (asked, chosen) in enumerate(answers.items(), 1):
        expect(page.get_by_text(f"Question {number} of {len(answers)}")).to_be_visible()
        if looking and asked.kind != "Single choice":
            look_over(page)
        assert asked.explanation not in page.content(), "The key went out with the question."
        for text in chosen:
            page.get_by_label(text, exact=True).check()
        page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    if looking:
        look_over(page)
    page.get_by_role("button", name="Submit").click()


def open_the_quiz(page: Page) -> None:
    """Straight to the quiz, past the sections that were read."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=MODULE).first.click()
    page.get_by_role("link", name="Take the quiz").click()


def is_told_kindly(page: Page, missed: Asked) -> None:
    """A fail says what to do next, and what about each answer."""
    expect(page.get_by_role("heading", name="Not passed yet")).to_be_visible()
    expect(page.get_by_text("you can try again now")).to_be_visible()
    expect(page.get_by_text("Nothing has been recorded against your name.")).to_be_visible()
    expect(page.get_by_text(missed.explanation)).to_be_visible()
    look_over(page)


def is_told_what_was_recorded(page: Page) -> None:
    expect(page.get_by_role("heading", name="You passed")).to_be_visible()
    recorded = page.locator("main")
    expect(recorded).to_contain_text("What was recorded")
    for element, statement in CLAIMS.items():
        expect(recorded).to_contain_text(element)
        expect(recorded).to_contain_text(statement)
    expect(recorded).to_contain_text("so that you stay up to date")
    look_over(page)
    page.get_by_role("button", name="Back to My learning").click()
    expect(page.get_by_text("You are up to date")).to_be_visible()
