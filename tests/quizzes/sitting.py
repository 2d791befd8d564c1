"""What somebody does in a browser while they sit a quiz."""

from uuid import uuid4

from django.urls import reverse

from quizzes.services import save_token

PAGES = [
    "attempt",
    "attempt_question",
    "attempt_questions",
    "attempt_check",
    "attempt_submit",
    "attempt_result",
]
OF_A_QUESTION = ["attempt_question", "attempt_save"]


def url(name, attempt, number=1):
    return reverse(name, args=[attempt.key, *([number] if name in OF_A_QUESTION else [])])


def send(browser, attempt, number, chosen, *, query="", **data):
    return browser.post(
        url("attempt_question", attempt, number) + query,
        {"chosen": chosen, "idempotency_key": str(uuid4())} | data,
    )


def save(browser, attempt, chosen, *, number=1, **data):
    """What the script of a question's page sends when an answer is given."""
    sent = {"chosen": chosen, "idempotency_key": str(uuid4()), "after": 0}
    return browser.post(
        url("attempt_save", attempt, number), sent | {"token": save_token(attempt)} | data
    )


def answer_all(browser, attempt, choose):
    for number, question in enumerate(attempt.drawn.questions, start=1):
        send(browser, attempt, number, choose(question))


def submit(browser, attempt):
    return browser.post(url("attempt_submit", attempt), follow=True)


def text_of(response):
    return " ".join(response.content.decode().split())
