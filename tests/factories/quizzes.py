"""Questions, quizzes and attempts, published and started by the services that always do."""

from datetime import UTC, datetime
from uuid import uuid4

import factory

from quizzes.models import Attempt, Question, QuestionBank, Quiz, Scenario
from quizzes.services import save_answer, start_attempt
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffMemberFactory

STARTED_AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)

RIGHT, WRONG = True, False
ONE_RIGHT = (
    ("Apologise and put it right now.", RIGHT, "Yes: the customer leaves with it settled."),
    ("Ask them to write in.", WRONG, "They came to you, and you can settle it."),
    ("Explain whose fault it was.", WRONG, "It matters less to them than what happens next."),
)
TWO_RIGHT = (
    ("Your name", RIGHT, "Yes: they can ask for you again."),
    ("When they will hear", RIGHT, "Yes: it saves them a second call."),
    ("Who made the mistake", WRONG, "That is for us to sort out among ourselves."),
)


class DraftFactory(factory.django.DjangoModelFactory):
    """Something that is drafted, and published as a trainer would publish it unless told not to."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, published=True, **kwargs):
        draft = super()._create(model_class, *args, live=False, **kwargs)
        draft.save_revision(clean=False)
        if published:
            draft.latest_revision.publish()
            draft = model_class.objects.get(pk=draft.pk)
        return draft


class QuestionBankFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QuestionBank

    name = factory.Sequence(lambda n: f"Bank {n}")


class QuestionFactory(DraftFactory):
    """A question with three choices. `kind="multiple"` has two right ones, `"single"` one.

    `choices` lists (text, is it right, feedback). Any other kind takes `answer`, the value of its
    block as Wagtail stores it. `tagged` lists its tags.
    """

    class Meta:
        model = Question

    title = factory.Sequence(lambda n: f"Question {n} in the bank")
    kind = "single"
    prompt = factory.Sequence(lambda n: f"Situation {n}: what do you do?")
    choices = factory.LazyAttribute(
        lambda question: TWO_RIGHT if question.kind == "multiple" else ONE_RIGHT
    )
    explanation = "Put it right where it was noticed, and say what happens next."
    answer = None
    tagged = ()

    @classmethod
    def _create(cls, model_class, *args, kind, choices, answer, tagged, **kwargs):
        rows = [
            {"text": text, "is_right": is_right, "feedback": feedback}
            for text, is_right, feedback in choices
        ]
        blocks = [{"type": kind, "value": answer or {"choices": as_items(rows)}}]
        question = super()._create(model_class, *args, answer=blocks, **kwargs)
        if tagged:
            question.tags.add(*tagged)
            question.save()
        return question


def as_items(values):
    """Values as Wagtail stores those of a list, each with an id of its own."""
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


class ScenarioFactory(DraftFactory):
    """A situation that several questions may share."""

    class Meta:
        model = Scenario

    title = factory.Sequence(lambda n: f"Scenario {n} in the bank")
    text = "Mr Doyle’s boiler went off on Tuesday. He is eighty-one."


class QuizFactory(DraftFactory):
    """A quiz of `questions`, or of one question of its own. Those in `must_pass` must be right.

    `draws` lists what the block of each draw says; they come after the questions.
    """

    class Meta:
        model = Quiz

    title = "Check what you know"
    introduction = "Five short situations. Take your time."
    pass_mark = 80
    questions = factory.LazyFunction(lambda: [QuestionFactory()])
    must_pass = ()
    draws = ()
    shuffles_choices = False

    @classmethod
    def _create(cls, model_class, *args, questions, must_pass, draws, **kwargs):
        rows = [
            {"question": question.pk, "must_pass": question in must_pass} for question in questions
        ]
        blocks = [{"type": "question", "id": str(uuid4()), "value": row} for row in rows]
        blocks += [{"type": "draw", "id": str(uuid4()), "value": draw} for draw in draws]
        return super()._create(model_class, *args, questions=blocks, **kwargs)


class AttemptFactory(factory.Factory):
    """An open attempt. `answered="right"` or `"wrong"` saves an answer to every question."""

    class Meta:
        model = Attempt

    staff_member = factory.SubFactory(StaffMemberFactory)
    quiz = factory.SubFactory(QuizFactory)
    activity = factory.SubFactory(ActivityFactory)
    content_version = 1
    content_sha256 = "a" * 64
    at = STARTED_AT
    answered = None

    @classmethod
    def _create(cls, model_class, *args, answered, **kwargs):
        attempt = start_attempt(*args, **kwargs)
        for question in attempt.drawn.questions if answered else ():
            save_answer(
                attempt=attempt,
                question_key=question.key,
                answer=right_answer(question) if answered == "right" else wrong_answer(question),
                idempotency_key=uuid4(),
                at=kwargs["at"],
            )
        return attempt


def right_answer(question):
    """What earns the mark, of a question on a paper."""
    interaction = question.interaction
    match interaction.kind:
        case "single" | "true_false" | "multiple":
            return [choice.id for choice in interaction.choices if choice.is_right]
        case "matching" | "gaps":
            return {place.id: place.right for place in interaction.places}
        case "ordering":
            return interaction.right_order
        case "numeric":
            return interaction.value
        case "short":
            return interaction.accepted[0]
        case "conversation":
            return [reply.id for reply in interaction.best_path]
        case "confidence":
            return [interaction.levels[-1].id]


def wrong_answer(question):
    """One choice that is not right."""
    choices = question.interaction.choices
    return [next(choice.id for choice in choices if not choice.is_right)]
