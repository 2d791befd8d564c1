"""A scenario that several questions share."""

import json
from dataclasses import replace
from itertools import groupby
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.log_actions import LogContext

from learning.people.permissions import Role
from quizzes.models import Question, QuestionVersion, Scenario
from quizzes.rules.changes import Change, changes_of_question
from quizzes.rules.paper import FrozenQuiz, FrozenScenario, Paper, mixed_by
from quizzes.services.drawing import draw_paper
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    ScenarioFactory,
    right_answer,
)
from tests.quizzes.papers import a_paper, a_question
from tests.quizzes.sitting import answer_all, submit, text_of, url

BOILER = FrozenScenario(UUID(int=1), "The boiler is off.")
WALL = FrozenScenario(UUID(int=2), "The wall is down.")
BANK = "wagtailsnippets_quizzes_question"
SCENARIOS = "wagtailsnippets_quizzes_scenario"

# On the paper


def test_a_paper_holds_the_scenario_of_a_question_whole():
    paper = a_paper(a_question(scenario=BOILER), a_question())

    assert Paper.from_json(paper.as_json()) == paper
    assert "The boiler is off." in paper.as_json()


@given(
    st.lists(st.sampled_from([BOILER, WALL, None]), max_size=12),
    st.text(alphabet="0123456789abcdef", min_size=1),
)
def test_questions_of_one_scenario_stay_together_in_the_order_they_were_written(about, seed):
    asked = [a_question(scenario=scenario) for scenario in about]

    mixed = mixed_by(seed, asked)

    assert sorted(map(id, mixed)) == sorted(map(id, asked))
    for scenario in (BOILER, WALL):
        assert [each for each in mixed if each.scenario == scenario] == [
            each for each in asked if each.scenario == scenario
        ]
    together = [scenario for scenario, _group in groupby(mixed, lambda each: each.scenario)]
    assert together.count(BOILER) <= 1
    assert together.count(WALL) <= 1


@given(st.lists(st.sampled_from([BOILER, None]), min_size=2, max_size=9))
def test_they_come_where_the_first_of_them_would_by_itself(about):
    asked = [a_question(scenario=scenario) for scenario in about]
    alone = mixed_by("s", [replace(each, scenario=None) for each in asked])

    def first_of_each(questions):
        """The others, and of those with the scenario only that they are here."""
        with_scenario = {each.key for each in asked if each.scenario}
        return list(
            dict.fromkeys("boiler" if each.key in with_scenario else each.key for each in questions)
        )

    assert first_of_each(mixed_by("s", asked)) == first_of_each(alone)


def test_a_quiz_that_is_not_shuffled_keeps_its_order():
    asked = [a_question(scenario=BOILER), a_question(), a_question(scenario=BOILER)]
    quiz = FrozenQuiz(uuid4(), "Check", "", 80, tuple(each.key for each in asked))

    assert list(Paper.of(quiz, asked, seed="s").questions) == asked


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(BOILER, replace(BOILER, text="The boiler is on."), id="other words"),
        pytest.param(BOILER, WALL, id="another scenario"),
        pytest.param(None, BOILER, id="a scenario where there was none"),
        pytest.param(BOILER, None, id="none where there was one"),
    ],
)
def test_another_scenario_is_a_change_of_wording(before, after):
    question = a_question(scenario=before)
    frozen = [json.loads(each.as_json()) for each in (question, replace(question, scenario=after))]

    assert changes_of_question(*frozen) == [Change.WORDING]


# Published


def versions_of(question):
    return list(QuestionVersion.objects.filter(question_key=question.key).order_by("number"))


@pytest.mark.django_db
def test_publishing_other_words_makes_a_version_of_every_live_question_about_it():
    scenario = ScenarioFactory(text="Before")
    first, second = QuestionFactory.create_batch(2, scenario=scenario)
    draft = QuestionFactory(scenario=scenario, published=False)
    other = QuestionFactory()

    scenario.text = "After"
    with LogContext(user=UserFactory(first_name="Tom", last_name="Ray")):
        scenario.save_revision().publish()

    for question in (first, second):
        _before, after = versions_of(question)
        assert '"After"' in after.body
        assert after.changes == ["wording"]
        assert after.published_by_name == "Tom Ray"
    assert versions_of(draft) == []
    assert len(versions_of(other)) == 1


@pytest.mark.django_db
def test_a_draft_of_a_scenario_changes_no_question():
    scenario = ScenarioFactory(text="Before")
    question = QuestionFactory(scenario=scenario)

    scenario.text = "Not yet"
    scenario.save_revision()

    assert len(versions_of(question)) == 1
    assert '"Before"' in draw(question).as_json()


@pytest.mark.django_db
def test_a_scenario_changed_without_its_publishing_is_made_good_when_a_paper_is_drawn():
    scenario = ScenarioFactory(text="Before")
    question = QuestionFactory(scenario=scenario)
    Scenario.objects.update(text="After")

    assert '"After"' in draw(Question.objects.get()).as_json()
    assert len(versions_of(question)) == 2


@pytest.mark.django_db
def test_a_question_about_a_draft_scenario_is_not_published_and_names_it():
    with pytest.raises(ValidationError, match="“The boiler” is not published"):
        QuestionFactory(scenario=ScenarioFactory(title="The boiler", published=False))


@pytest.mark.django_db
def test_a_scenario_without_words_is_not_published():
    with pytest.raises(ValidationError, match="text"):
        ScenarioFactory(text="")


@pytest.mark.django_db
def test_drawing_costs_the_same_however_many_scenarios_there_are(django_assert_max_num_queries):
    def quiz_about(number):
        questions = [QuestionFactory(scenario=ScenarioFactory()) for _each in range(number)]
        return QuizFactory(questions=questions)

    one, six, person = quiz_about(1), quiz_about(6), StaffMemberFactory()
    with django_assert_max_num_queries(10) as queries:
        draw_paper(quiz=one, staff_member=person, seed="s", at=STARTED_AT)
    with django_assert_max_num_queries(len(queries)):
        draw_paper(quiz=six, staff_member=person, seed="s", at=STARTED_AT)


def draw(question):
    quiz = QuizFactory(questions=[question])
    return draw_paper(quiz=quiz, staff_member=StaffMemberFactory(), seed="s", at=STARTED_AT)


# In the browser


@pytest.fixture
def attempt(db):
    scenario = ScenarioFactory(text="Mr Doyle’s boiler is off.")
    questions = [QuestionFactory(scenario=scenario), QuestionFactory(scenario=scenario)]
    return AttemptFactory(quiz=QuizFactory(questions=questions))


def test_the_scenario_stands_open_above_every_question_about_it(asha, attempt):
    for number, question in enumerate(attempt.drawn.questions, start=1):
        page = text_of(asha.get(url("attempt_question", attempt, number)))
        assert page.index("Mr Doyle’s boiler is off.") < page.index(question.prompt)
        assert '<details class="govuk-details scenario" open>' in page


def test_the_review_shows_it_once_open_and_folded_after_that(asha, attempt):
    answer_all(asha, attempt, right_answer)

    page = text_of(submit(asha, attempt))

    assert page.count("Mr Doyle’s boiler is off.") == 2
    assert page.count('<details class="govuk-details scenario" open>') == 1


def test_somebody_in_the_middle_of_a_quiz_goes_on_with_the_words_they_began_with(asha, attempt):
    scenario = Scenario.objects.get()
    scenario.text = "Mr Doyle’s boiler is on."
    scenario.save_revision().publish()

    assert "boiler is off." in text_of(asha.get(url("attempt_question", attempt, 2)))


# In the CMS


def test_a_trainer_writes_a_scenario_publishes_it_and_previews_it(trainer):
    sent = {"title": "The boiler", "text": "It is off."}
    trainer.post(reverse(f"{SCENARIOS}:add"), sent | {"action-publish": "yes"})

    scenario = Scenario.objects.get()
    assert scenario.live
    preview = reverse(f"{SCENARIOS}:preview_on_edit", args=[scenario.pk])
    trainer.post(preview, sent)
    assert "It is off." in text_of(trainer.get(preview))


def test_the_bank_is_filtered_by_scenario(trainer):
    scenario = ScenarioFactory()
    QuestionFactory(title="The missed bin", scenario=scenario)
    QuestionFactory(title="The blue badge")

    page = text_of(trainer.get(reverse(f"{BANK}:list") + f"?scenario={scenario.pk}"))

    assert "The missed bin" in page
    assert "The blue badge" not in page


def test_scenarios_are_found_by_their_words_and_status(trainer):
    ScenarioFactory(title="The boiler", text="It has gone off.")
    ScenarioFactory(title="The wall", published=False)

    page = text_of(trainer.get(reverse(f"{SCENARIOS}:list") + "?live=True&q=gone"))

    assert "The boiler" in page
    assert "The wall" not in page


@pytest.mark.parametrize("role", [Role.HR_OFFICERS, Role.CSE_LEADS, Role.IT])
@pytest.mark.django_db
def test_other_roles_do_not_open_the_scenarios(client, role):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(reverse(f"{SCENARIOS}:list")).status_code == 302


@pytest.mark.django_db
def test_an_approver_looks_at_scenarios_but_does_not_write_them(client):
    client.force_login(UserFactory(roles=[Role.CONTENT_APPROVERS]))
    scenario = ScenarioFactory()

    assert client.get(reverse(f"{SCENARIOS}:list")).status_code == 200
    assert client.get(reverse(f"{SCENARIOS}:add")).status_code == 302
    assert client.get(reverse(f"{SCENARIOS}:edit", args=[scenario.pk])).status_code == 302


@pytest.fixture
def deleter(client, db):
    """The browser of somebody who may delete scenarios, which trainers may not."""
    client.force_login(UserFactory(is_superuser=True))
    return client


def ways_to_delete(scenario):
    together = reverse("wagtail_bulk_action", args=["quizzes", "scenario", "delete"])
    return [reverse(f"{SCENARIOS}:delete", args=[scenario.pk]), f"{together}?id={scenario.pk}"]


@pytest.mark.parametrize("way", [0, 1], ids=["by itself", "among others"])
def test_a_scenario_of_published_questions_is_not_deleted_and_they_are_named(deleter, way):
    scenario = ScenarioFactory(title="The boiler")
    question = QuestionFactory(title="A cold morning", scenario=scenario)
    QuestionFactory(title="Still a draft", scenario=scenario, published=False)
    address = ways_to_delete(scenario)[way]

    for page in (deleter.get(address, follow=True), deleter.post(address, follow=True)):
        assert "“The boiler” is part of published questions: “A cold morning”." in text_of(page)
        assert "Still a draft" not in text_of(page)
    assert draw(question).questions[0].scenario.text == scenario.text
    assert len(versions_of(question)) == 1


@pytest.mark.parametrize("way", [0, 1], ids=["by itself", "among others"])
def test_a_scenario_that_no_published_question_needs_is_deleted(deleter, way):
    scenario = ScenarioFactory()
    draft = QuestionFactory(scenario=scenario)
    draft.unpublish()

    deleter.post(ways_to_delete(scenario)[way])

    assert not Scenario.objects.exists()
    assert Question.objects.get().scenario is None


def test_deleting_a_scenario_leaves_the_versions_that_hold_its_words(trainer):
    scenario = ScenarioFactory(text="It is off.")
    question = QuestionFactory(scenario=scenario)

    Scenario.objects.get().delete()

    assert '"It is off."' in versions_of(question)[0].body
