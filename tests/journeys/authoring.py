"""A trainer writes questions, a quiz and a module in the CMS; somebody else approves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.editor import (
    add_block,
    choose,
    open_tab,
    press_at_the_foot,
    upload_picture,
    write,
    write_paragraph,
)
from tests.journeys.looking_over import look_over
from tests.journeys.menu import open_training

PICTURE = Path(__file__).parents[2] / "home" / "demo" / "content" / "putting_it_right.png"
RIGHT, WRONG = True, False


@dataclass(frozen=True)
class Asked:
    """A question of the quiz: choices with whether each is right and what is said about it."""

    title: str
    prompt: str
    choices: Sequence[tuple[str, bool, str]]
    explanation: str
    kind: str = "Single choice"

    @property
    def right(self) -> list[str]:
        return [text for text, is_right, _feedback in self.choices if is_right]

    @property
    def wrong(self) -> list[str]:
        return [text for text, is_right, _feedback in self.choices if not is_right]


QUESTIONS = (
    Asked(
        "Missed bin, first words",
        "A resident stops you: her bin was missed. What do you say first?",
        (
            ("I am sorry. Let me see what I can do now.", RIGHT, "Yes: sorry first, then act."),
            ("You must ring the contact centre.", WRONG, "She found you. Do not send her away."),
        ),
        "Sorry costs nothing and settles most complaints on the spot.",
    ),
    Asked(
        "Missed bin, why",
        "The bin was behind a parked van. Do you explain that?",
        (
            ("Yes, after I have said when it will be emptied.", RIGHT, "The answer comes first."),
            ("Yes, at once, so that she knows it was not us.", WRONG, "It sounds like an excuse."),
        ),
        "People listen to a reason once they know what happens next.",
    ),
    Asked(
        "What to pass on",
        "Your round is full, so you cannot empty it today. What do you pass on?",
        (
            ("The address", RIGHT, "Yes: the crew must find it."),
            ("When she was told it would be emptied", RIGHT, "Yes: a promise binds us all."),
            ("That she was angry", WRONG, "It helps nobody to put it right."),
        ),
        "Pass on what the next person needs to keep our word.",
        kind="Choose all that apply",
    ),
    Asked(
        "Promise",
        "She asks for a time. You do not know it. What do you say?",
        (
            ("I will find out and tell you today.", RIGHT, "Yes, and then do it."),
            ("First thing tomorrow.", WRONG, "A guess becomes a second complaint."),
        ),
        "Promise only what you can keep.",
    ),
    Asked(
        "Afterwards",
        "It is emptied. Are you done?",
        (
            ("Not yet: I note why it was missed.", RIGHT, "Yes: so that it is not missed again."),
            ("Yes, it is emptied.", WRONG, "Next week the van may stand there again."),
        ),
        "What we note, we can put right for everybody.",
    ),
)
QUIZ = "Bins: check what you know"
MODULE = "Putting a missed bin right"
# Each element that the module serves, with what completing it shows.
CLAIMS = {
    "2.2.2": "Says sorry first, and knows what a missed bin means to the household.",
    "4.3.3": "Knows what a crew may put right on the spot, and what to pass on.",
}


def write_question(page: Page, asked: Asked) -> None:
    """Into the question bank, published."""
    open_training(page, "Question bank")
    page.get_by_role("link", name="Add question").click()
    write(page, "title", asked.title)
    write(page, "prompt", asked.prompt)
    answer = add_block(page, "answer", asked.kind)
    for number, (text, is_right, feedback) in enumerate(asked.choices):
        choice = f"{answer}-choices-{number}-value"
        if not page.locator(f"[name={choice}-text]").count():
            add_block(page, f"{answer}-choices")
        write(page, f"{choice}-text", text)
        page.locator(f"[name={choice}-is_right]").set_checked(is_right)
        write(page, f"{choice}-feedback", feedback)
    write(page, "explanation", asked.explanation)
    press_at_the_foot(page, "Publish")
    expect(page.get_by_text("published.")).to_be_visible()


def write_quiz(page: Page, title: str, questions: Sequence[Asked]) -> None:
    """Five questions from the bank and a pass mark."""
    open_training(page, "Quizzes")
    page.get_by_role("link", name="Add quiz").click()
    write(page, "title", title)
    write(page, "introduction", "Five short situations from the round. Take your time.")
    write(page, "pass_mark", "80")
    for asked in questions:
        question = add_block(page, "questions", "Question")
        chooser = page.locator(f"[name={question}-question]").locator("xpath=ancestor::*[1]")
        choose(page, chooser.get_by_role("button", name="Choose question"), asked.title)
    look_over(page)
    press_at_the_foot(page, "Publish")
    expect(page.get_by_text("published.")).to_be_visible()


def begin_module(page: Page) -> None:
    """A new page on the training shelf."""
    page.goto("/admin/")
    page.get_by_role("button", name="Pages", exact=True).click()
    page.get_by_role("link", name="Training", exact=True).last.click()
    page.get_by_role("link", name="Add child page").first.click()


def write_sections(page: Page) -> None:
    """Three sections, with every kind of block that a trainer has."""
    # Key by key, because the page's address is made from what is typed.
    page.locator("[name=title]").press_sequentially(MODULE)
    write(page, "summary", "What to say and do when a bin was missed, and what to pass on.")
    write(page, "minutes", "6")

    first = add_block(page, "sections")
    write(page, f"{first}-title", "Sorry first")
    text = add_block(page, f"{first}-body", "Text")
    write_paragraph(page, text, "A missed bin is a small thing to us and a smelly one to them.")
    picture = add_block(page, f"{first}-body", "Image")
    chooser = page.locator(f"[data-contentpath]:has([name={picture}-image-image])").last
    upload_picture(
        page,
        chooser.get_by_role("button", name="Choose an image"),
        title="Two people at a counter",
        file=PICTURE,
    )
    write(page, f"{picture}-image-alt_text", "Two people talk across a counter and smile.")

    second = add_block(page, "sections")
    write(page, f"{second}-title", "Put it right, or pass it on")
    callout = add_block(page, f"{second}-body", "Callout")
    write(page, f"{callout}-heading", "What you may do on the spot")
    write(page, f"{callout}-text", "Empty it now if there is room. You need nobody's leave.")
    advice = add_block(page, f"{second}-body", "Do and don't")
    write(page, f"{advice}-dos-0-value", "Say when it will be emptied.")
    write(page, f"{advice}-donts-0-value", "Blame the other shift.")

    third = add_block(page, "sections")
    write(page, f"{third}-title", "Keep our word")
    check = add_block(page, f"{third}-body", "Knowledge check")
    write(page, f"{check}-prompt", "Which of these is a promise you can keep?")
    add_block(page, f"{check}-choices")  # a new list begins with one
    for number, (words, is_right, why) in enumerate(
        (
            ("I will ring you before five.", RIGHT, "You decide that one yourself."),
            ("It never happens again.", WRONG, "Nobody can promise that."),
        )
    ):
        choice = f"{check}-choices-{number}-value"
        write(page, f"{choice}-text", words)
        page.locator(f"[name={choice}-is_right]").set_checked(is_right)
        write(page, f"{choice}-feedback", why)


def say_who_it_is_for(page: Page, staff_groups: Sequence[str]) -> None:
    """Audience, refresher, elements and tags."""
    open_tab(page, "Audience and elements")
    for name in staff_groups:
        page.get_by_label(name, exact=True).check()
    write(page, "refresher_months", "12")
    for number, statement in CLAIMS.items():
        claim = add_block(page, "claims")
        element = page.locator(f"[name={claim}-element]")
        [label] = [each for each in element.locator("option").all_inner_texts() if number in each]
        element.select_option(label=label)
        write(page, f"{claim}-statement", statement)
    page.locator("[data-contentpath=tags]").get_by_role("textbox").fill("bins, complaints,")


def choose_quiz(page: Page, title: str) -> None:
    open_tab(page, "Quiz")
    choose(page, page.get_by_role("button", name="Choose quiz"), title)


def save_and_preview(page: Page) -> None:
    """The draft as staff will see it, in a tab of its own."""
    press_at_the_foot(page, "Save draft")
    expect(page.get_by_text(f"Page '{MODULE}'")).to_be_visible()
    look_over(page)
    page.get_by_role("button", name="Toggle preview").click()
    frame = page.frame_locator("#w-preview-iframe")
    expect(frame.get_by_role("heading", name=MODULE)).to_be_visible()


def submit_for_approval(page: Page) -> None:
    press_at_the_foot(page, "Submit to Second pair of eyes")
    expect(page.get_by_text("has been submitted for moderation")).to_be_visible()


def approve(page: Page) -> None:
    """A content approver finds it on their front page, reads it and approves."""
    page.goto("/admin/")
    look_over(page)
    page.get_by_role("link", name=MODULE).first.click()
    press_at_the_foot(page, "Approve and publish")
    expect(page.get_by_role("link", name="Current page status: live")).to_be_visible()
