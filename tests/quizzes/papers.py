"""Papers to mark, made of plain values."""

from uuid import UUID, uuid4

from quizzes.rules.interactions import Choice, MultipleChoice, SingleChoice
from quizzes.rules.paper import Paper, PaperQuestion, PaperQuiz


def a_question(*, kind="single", right="a", of="abc", key=None, interaction=None, scenario=None):
    """A question whose choices are letters: those in `right` are right. Or any interaction."""
    choices = tuple(Choice(letter, letter.upper(), letter in right) for letter in of)
    return PaperQuestion(
        key=key or uuid4(),
        prompt="What do you do?",
        interaction=interaction
        or (MultipleChoice if kind == "multiple" else SingleChoice)(choices),
        explanation="",
        version=1,
        sha256="0" * 64,
        scenario=scenario,
    )


def a_paper(*questions, pass_mark=80, must_pass=()):
    quiz = PaperQuiz(
        key=UUID(int=1),
        title="Check what you know",
        introduction="",
        pass_mark=pass_mark,
        must_pass=tuple(must_pass),
    )
    return Paper(quiz=quiz, questions=questions)


def a_writing(writing, *, key=None):
    """A question to be answered in writing."""
    return PaperQuestion(
        key=key or uuid4(),
        prompt="What do you write to them?",
        interaction=writing,
        explanation="",
        version=1,
        sha256="0" * 64,
    )
