import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask
from wagtail.test.utils.form_data import nested_form_data, streamfield

from learning.people.permissions import Role
from quizzes.models import Question, QuestionVersion, Quiz
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import ONE_RIGHT, QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db

BANK = "wagtailsnippets_quizzes_question"
QUIZZES = "wagtailsnippets_quizzes_quiz"


def a_question(choices=ONE_RIGHT, kind="single", **fields):
    """What the editor sends."""
    rows = [
        {"text": text, "feedback": feedback} | ({"is_right": "on"} if is_right else {})
        for text, is_right, feedback in choices
    ]
    value = {"choices": streamfield([("item", row) for row in rows])}
    if kind == "multiple":
        value["scoring"] = "all_or_nothing"
    return nested_form_data(
        {
            "title": "The missed bin",
            "prompt": "The bins were missed again. What now?",
            "answer": streamfield([(kind, value)] if rows else []),
            "explanation": "",
            "difficulty": "medium",
            "tags": "bins, phone",
            "elements": [],
        }
        | fields
    )


def a_quiz(questions, **fields):
    return nested_form_data(
        {
            "title": "Check what you know",
            "introduction": "",
            "pass_mark": "80",
            "pause_minutes": "0",
            "review_shows": "answers",
            "review_from": "submitted",
            "questions": streamfield(
                [("question", {"question": str(question.pk)}) for question in questions]
            ),
        }
        | fields
    )


def text_of(response):
    return " ".join(response.content.decode().split())


# Writing


def test_a_trainer_writes_a_question_and_publishes_it(trainer):
    trainer.post(reverse(f"{BANK}:add"), a_question() | {"action-publish": "yes"})

    question = Question.objects.get()
    assert question.live
    assert [choice.is_right for choice in question.interaction().choices] == [True, False, False]
    assert sorted(tag.name for tag in question.tags.all()) == ["bins", "phone"]
    assert QuestionVersion.objects.get().question_key == question.key


def test_a_draft_may_be_unfinished(trainer):
    empty_choice = [("", False, ""), ("", False, "")]

    trainer.post(reverse(f"{BANK}:add"), a_question(empty_choice, prompt="", kind="multiple"))

    assert not Question.objects.get().live
    assert not QuestionVersion.objects.exists()


@pytest.mark.parametrize(
    ("kind", "ticks", "cure"),
    [
        pytest.param("single", "000", "for the one right choice", id="none right"),
        pytest.param("single", "110", "Leave one ticked, or use", id="two right"),
        pytest.param("multiple", "000", "for every right choice", id="none of several right"),
        pytest.param("multiple", "111", "Add a wrong one", id="nothing to decide"),
    ],
)
def test_publishing_says_what_is_unsound_and_its_cure(trainer, kind, ticks, cure):
    choices = [(f"Choice {n}", tick == "1", "") for n, tick in enumerate(ticks)]

    response = trainer.post(
        reverse(f"{BANK}:add"), a_question(choices, kind=kind) | {"action-publish": "yes"}
    )

    assert response.status_code == 200
    assert cure in text_of(response)
    assert not Question.objects.exists()


def test_two_choices_that_say_the_same_are_refused(trainer):
    choices = [("Say sorry", True, ""), ("say  sorry", False, "")]

    response = trainer.post(reverse(f"{BANK}:add"), a_question(choices) | {"action-publish": "yes"})

    assert "Two lines say the same." in text_of(response)


def test_a_quiz_without_questions_is_drafted_and_not_published(trainer):
    add = reverse(f"{QUIZZES}:add")

    shown = trainer.post(add, a_quiz([]) | {"action-publish": "yes"})

    assert "This field is required." in text_of(shown)
    assert not Quiz.objects.exists()
    trainer.post(add, a_quiz([]))
    assert not Quiz.objects.get().live


def test_a_quiz_with_a_draft_question_is_not_published_and_says_which(trainer):
    draft = QuestionFactory(title="Blue badge, counter", published=False)

    response = trainer.post(
        reverse(f"{QUIZZES}:add"),
        a_quiz([QuestionFactory(), draft]) | {"action-publish": "yes"},
    )

    [fault] = response.context["form"].errors["questions"]
    assert "“Blue badge, counter” is not published. Publish it first" in str(fault)
    assert not Quiz.objects.exists()


def test_a_quiz_with_a_draft_question_may_be_kept_as_a_draft(trainer):
    draft = QuestionFactory(published=False)

    trainer.post(reverse(f"{QUIZZES}:add"), a_quiz([draft]))

    assert not Quiz.objects.get().live


def test_a_copy_is_sent_as_a_new_question(trainer):
    question = QuestionFactory(title="The missed bin")

    page = text_of(trainer.get(reverse(f"{BANK}:copy", args=[question.pk])))

    assert "The missed bin" in page
    assert f'action="{reverse(f"{BANK}:add")}"' in page


# Approving


@pytest.fixture
def approver(client):
    """Somebody whose approval publishes questions."""
    user = UserFactory(roles=[Role.CONTENT_APPROVERS])
    workflow = Workflow.objects.create(name="A second pair of eyes")
    task = GroupApprovalTask.objects.create(name="Approve")
    task.groups.set(user.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(Question), defaults={"workflow": workflow}
    )
    client.force_login(user)
    return client


def approve(browser, question):
    state = question.current_workflow_task_state
    url = reverse(f"{BANK}:workflow_action", args=[question.pk, "approve", state.pk])
    return browser.post(url, {"comment": ""}, follow=True)


def submitted(**fields):
    question = QuestionFactory(published=False, **fields)
    question.get_workflow().start(question, UserFactory())
    return question


def test_an_approval_publishes_and_freezes(approver):
    question = submitted()

    approve(approver, question)

    question.refresh_from_db()
    assert question.live
    assert QuestionVersion.objects.count() == 1


def test_an_approver_is_told_what_is_unsound_and_nothing_is_published(approver):
    question = submitted(choices=[("Say sorry", False, ""), ("Say nothing", False, "")])

    response = approve(approver, question)

    assert response.status_code == 200
    assert "for the one right choice" in text_of(response)
    question.refresh_from_db()
    assert not question.live
    assert question.current_workflow_task_state.status == "in_progress"


# Finding and looking


def test_the_bank_is_found_by_kind_difficulty_status_tag_element_and_words(
    trainer, complaints_element
):
    bins = QuestionFactory(title="The missed bin", difficulty="hard")
    bins.tags.add("bins")
    bins.elements.set([complaints_element])
    bins.save()
    QuestionFactory(title="The blue badge", kind="multiple", published=False)

    for query in (
        "kind=single",
        "difficulty=hard",
        "live=True",
        f"tag={bins.tags.get().pk}",
        f"element={complaints_element.pk}",
        "q=missed",
        f"q=missed&element={complaints_element.pk}&kind=single",
    ):
        page = text_of(trainer.get(reverse(f"{BANK}:list") + "?" + query))
        assert "The missed bin" in page, query
        assert "The blue badge" not in page, query
    page = text_of(trainer.get(reverse(f"{BANK}:list") + "?live=False"))
    assert "The missed bin" not in page
    assert "The blue badge" in page


def test_a_page_of_the_bank_costs_the_same_however_big_the_bank(
    trainer, django_assert_max_num_queries
):
    url = reverse(f"{BANK}:list")
    QuestionFactory.create_batch(20)
    trainer.get(url)
    # Wagtail's own status column asks twice for each of the twenty rows.
    with django_assert_max_num_queries(60) as one_page:
        trainer.get(url)
    QuestionFactory.create_batch(5)
    with django_assert_max_num_queries(len(one_page)):
        trainer.get(url)


def test_inspecting_shows_every_published_version(trainer):
    question = QuestionFactory()
    [version] = QuestionVersion.objects.all()

    page = text_of(trainer.get(reverse(f"{BANK}:inspect", args=[question.pk])))

    assert version.sha256 in page
    assert "<dt>Scenario</dt> <dd> – </dd>" in page


def test_a_question_is_previewed_as_staff_meet_it_with_the_key_marked_for_trainers(trainer):
    question = QuestionFactory(kind="multiple", prompt="What do they need from you?")
    url = reverse(f"{BANK}:preview_on_edit", args=[question.pk])
    sent = a_question(prompt="What do they need from you?", kind="multiple")
    assert trainer.post(url, sent).json() == {"is_valid": True, "is_available": True}

    response = trainer.get(url)

    page = text_of(response)
    assert "What do they need from you?" in page
    assert page.count('type="checkbox"') == 3
    assert "For trainers only: the key" in page
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_an_empty_draft_can_be_previewed(trainer):
    url = reverse(f"{BANK}:preview_on_add")
    trainer.post(url, a_question([], title="", prompt=""))

    assert "No choices yet." in text_of(trainer.get(url))


def test_a_quiz_is_previewed_with_what_passes(trainer):
    quiz = QuizFactory(questions=QuestionFactory.create_batch(3))
    url = reverse(f"{QUIZZES}:preview_on_edit", args=[quiz.pk])
    trainer.post(url, a_quiz(quiz.chosen_questions()))

    page = text_of(trainer.get(url))

    assert "3 questions. The pass mark is 80%, which is 3 right." in page


# Who may


@pytest.mark.parametrize("role", [Role.HR_OFFICERS, Role.CSE_LEADS, Role.IT])
@pytest.mark.parametrize("name", [f"{BANK}:list", f"{BANK}:add", f"{QUIZZES}:list"])
def test_other_roles_do_not_open_the_bank(client, role, name):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(reverse(name)).status_code == 302
    assert "Question bank" not in text_of(client.get(reverse("wagtailadmin_home")))


def test_staff_do_not_open_the_bank(client):
    client.force_login(StaffMemberFactory().user)

    assert client.get(reverse(f"{BANK}:list")).status_code == 302


def test_an_approver_looks_but_does_not_write(client):
    client.force_login(UserFactory(roles=[Role.CONTENT_APPROVERS]))
    question = QuestionFactory()

    assert client.get(reverse(f"{BANK}:list")).status_code == 200
    assert client.get(reverse(f"{BANK}:add")).status_code == 302
    assert client.get(reverse(f"{BANK}:edit", args=[question.pk])).status_code == 302


def test_a_trainer_finds_the_bank_and_the_quizzes_in_the_training_menu(trainer):
    page = text_of(trainer.get(reverse("wagtailadmin_home")))

    assert "Question bank" in page
    assert reverse(f"{QUIZZES}:list") in page


def rows(*values):
    """What the editor sends of a list whose rows were never saved, and so have no ids."""
    return streamfield([("item", value) for value in values])


ENDS = {"leads_to": ""}
SORRY = {"text": "I am sorry.", "leads_to": "", "costs": "", "feedback": ""}
WHY = {"text": "Was it out?", "leads_to": "angry", "costs": "50", "feedback": ""}
NEW_ANSWERS = {
    "true_false": {"is_true": "true", "feedback_if_right": "", "feedback_if_wrong": ""},
    "matching": {
        "pairs": rows(
            {"left": "A missed bin", "right": "Waste", "feedback": ""},
            {"left": "A broken swing", "right": "Parks", "feedback": ""},
        ),
        "others": rows(),
    },
    "gaps": {
        "text": "Say [[1]].",
        "gaps": rows({"right": "sorry", "others": rows("no", "never"), "feedback": ""}),
    },
    "ordering": {
        "steps": rows(*({"text": step, "feedback": ""} for step in ("Hear", "Own", "Mend"))),
        "scoring": "all_or_nothing",
    },
    "numeric": {"value": "10", "tolerance": "0", "unit": "days", "feedback": ""},
    "short": {"accepted": rows("sorry"), "feedback": ""},
    "writing": {
        "marked_by": "self",
        "most_words": "100",
        "points": rows({"text": "Says sorry", "weight": "2", "description": ""}),
        "model_answer": "I am sorry.",
    },
    "conversation": {
        "customer": "Mrs Adair",
        "steps": rows(
            {"label": "Opening", "says": "Missed again.", "replies": rows(SORRY, WHY)},
            {"label": "Angry", "says": "Am I a liar?", "replies": rows(SORRY | ENDS, WHY | ENDS)},
        ),
    },
    "confidence": {},
}


@pytest.mark.parametrize("kind", NEW_ANSWERS)
def test_every_way_of_answering_is_previewed_before_it_is_saved(trainer, kind):
    url = reverse(f"{BANK}:preview_on_add")
    trainer.post(url, a_question([], answer=streamfield([(kind, NEW_ANSWERS[kind])])))

    page = text_of(trainer.get(url))

    assert "The bins were missed again. What now?" in page
    assert "For trainers only: the key" in page
    assert "No choices yet." not in page


@pytest.mark.parametrize("kind", NEW_ANSWERS)
def test_every_way_of_answering_is_published(trainer, kind):
    sent = a_question([], answer=streamfield([(kind, NEW_ANSWERS[kind])]))

    trainer.post(reverse(f"{BANK}:add"), sent | {"action-publish": "yes"})

    assert Question.objects.get().live
    assert Question.objects.get().kind == kind
    assert QuestionVersion.objects.exists()
