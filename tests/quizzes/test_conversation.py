"""A conversation with a customer: the rules, what makes it sound, and its pages."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.models import Attempt, Question
from quizzes.models.question import what_to_do_about
from quizzes.rules.interactions import Answered, Conversation, NotAnAnswer, Reply, Turn
from quizzes.rules.soundness import Fault, FaultAt, faults_of
from tests.factories.quizzes import AttemptFactory, QuestionFactory, QuizFactory
from tests.quizzes.answers import ANSWERS, FEEDBACK
from tests.quizzes.conversations import MISSED_BIN, conversations, every_way, with_reply
from tests.quizzes.sitting import submit, text_of, url

# What a path earns


@pytest.mark.parametrize(
    ("path", "score"),
    [
        pytest.param("ax", 1, id="the best way"),
        pytest.param("ay", Fraction(3, 4), id="one reply that costs a quarter"),
        pytest.param("bcx", Fraction(1, 2), id="a mistake costs the same, however it is mended"),
        pytest.param("bcy", Fraction(1, 4), id="two mistakes cost both"),
        pytest.param("bd", 0, id="never under nought"),
        pytest.param("a", 0, id="not brought to its end"),
        pytest.param("", 0, id="not begun"),
    ],
)
def test_every_reply_on_the_path_takes_off_what_it_costs(path, score):
    assert MISSED_BIN.score(MISSED_BIN.read(list(path))) == score


@given(conversations())
def test_the_best_way_is_the_shortest_of_those_that_earn_the_whole_mark(conversation):
    whole = [path for path in every_way(conversation) if conversation.score(path) == 1]
    best = [reply.id for reply in conversation.best_path]

    assert best in whole
    assert len(best) == min(map(len, whole))


@given(conversations(), st.data())
def test_a_reply_that_costs_more_never_earns_more(conversation, data):
    path = data.draw(st.sampled_from(list(every_way(conversation))))
    dearer = replace(
        conversation,
        turns=tuple(
            replace(
                turn,
                replies=tuple(
                    replace(each, costs=min(each.costs + 10, 100)) for each in turn.replies
                ),
            )
            for turn in conversation.turns
        ),
    )

    assert dearer.score(path) <= conversation.score(path)


@given(conversations())
def test_every_way_through_comes_to_an_end_and_only_then_is_complete(conversation):
    for path in every_way(conversation):
        assert conversation.is_complete(path)
        assert not any(conversation.is_complete(path[:cut]) for cut in range(len(path)))


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(["x"], id="a reply to a step that was not reached"),
        pytest.param(["a", "c"], id="a reply to another step"),
        pytest.param(["a", "x", "y"], id="a reply after the end"),
        pytest.param(["a", "a"], id="a reply twice"),
        pytest.param("a", id="a reply that is not in a list"),
        pytest.param([["a"]], id="a list in a list"),
        pytest.param({"a": "x"}, id="pairs"),
    ],
)
def test_replies_that_do_not_follow_from_each_other_are_refused(sent):
    with pytest.raises(NotAnAnswer):
        MISSED_BIN.read(sent)


def test_a_path_is_given_back_with_what_each_reply_was_said_to():
    assert MISSED_BIN.answered(["b", "c"]) == (
        Answered("Are you sure?", False, "She was there.", "That is the third bin."),
        Answered("No. I am sorry.", True, "", "Am I a liar?"),
    )


def test_the_key_is_the_best_way_in_words():
    assert MISSED_BIN.key == ("I am sorry.", "Today.")


def test_the_best_way_is_found_at_once_however_many_ways_there_are():
    # Five replies to each of twelve steps: 244 million ways.
    turns = tuple(
        Turn(
            str(number),
            f"Step {number}",
            "Well?",
            tuple(
                Reply(f"{number}.{n}", f"{n}", str(number + 1 if number < 11 else ""))
                for n in range(5)
            ),
        )
        for number in range(12)
    )

    assert len(Conversation("She", turns).best_path) == 12


# What makes it sound

OPENING, CALMER, ANGRY = MISSED_BIN.turns


@pytest.mark.parametrize(
    ("turns", "fault"),
    [
        pytest.param((), Fault.NO_CONVERSATION, id="no step"),
        pytest.param(
            (replace(OPENING, label=" "), CALMER, ANGRY), Fault.TURN_WITHOUT_LABEL, id="no name"
        ),
        pytest.param(
            (OPENING, CALMER, replace(ANGRY, label="calmer ")),
            FaultAt(Fault.LABEL_TWICE, "Calmer"),
            id="two steps with one name",
        ),
        pytest.param(
            (OPENING, replace(CALMER, says=""), ANGRY),
            FaultAt(Fault.CUSTOMER_IS_SILENT, "Calmer"),
            id="nothing to reply to",
        ),
        pytest.param(
            (OPENING, replace(CALMER, replies=CALMER.replies[:1]), ANGRY),
            FaultAt(Fault.TOO_FEW_REPLIES, "Calmer"),
            id="one reply",
        ),
        pytest.param(
            (OPENING, with_reply(CALMER, text=" "), ANGRY),
            FaultAt(Fault.REPLY_WITHOUT_TEXT, "Calmer"),
            id="an empty reply",
        ),
        pytest.param(
            (OPENING, with_reply(CALMER, text="soon. "), ANGRY),
            FaultAt(Fault.SAME_REPLY_TWICE, "Calmer", "soon. "),
            id="two replies alike",
        ),
        pytest.param(
            (
                OPENING,
                replace(CALMER, replies=tuple(replace(each, costs=0) for each in CALMER.replies)),
                ANGRY,
            ),
            FaultAt(Fault.NOTHING_TO_DECIDE, "Calmer"),
            id="every reply free",
        ),
        pytest.param(
            (OPENING, CALMER, with_reply(ANGRY, leads_to="Clamer")),
            FaultAt(Fault.LEADS_NOWHERE, "Angry", "Clamer"),
            id="a name that no step has",
        ),
        pytest.param(
            (OPENING, with_reply(CALMER, leads_to="3"), ANGRY),
            FaultAt(Fault.GOES_ROUND, "Calmer"),
            id="round and round",
        ),
        pytest.param(
            (OPENING, with_reply(CALMER, leads_to="2"), ANGRY),
            FaultAt(Fault.GOES_ROUND, "Calmer"),
            id="a step that leads to itself",
        ),
        pytest.param(
            (OPENING, CALMER, ANGRY, replace(CALMER, id="4", label="Later")),
            FaultAt(Fault.NEVER_REACHED, "Later"),
            id="a step to which nothing leads",
        ),
        pytest.param(
            (OPENING, with_reply(CALMER, costs=5), ANGRY), Fault.NO_BEST_WAY, id="no free way"
        ),
    ],
)
def test_a_fault_of_a_conversation_names_its_step(turns, fault):
    assert fault in faults_of(Conversation("Mrs Adair", turns))


def test_a_sound_conversation_has_no_fault():
    assert faults_of(MISSED_BIN) == []


@given(conversations())
def test_a_conversation_that_only_leads_on_never_goes_round(conversation):
    faults = {each.fault for each in faults_of(conversation) if isinstance(each, FaultAt)}

    assert not faults & {Fault.GOES_ROUND, Fault.LEADS_NOWHERE}


def test_the_sentence_about_a_fault_says_the_step_and_the_cure():
    sentence = what_to_do_about(FaultAt(Fault.LEADS_NOWHERE, "Angry", "Clamer"))

    assert "In the step “Angry”, a reply leads to “Clamer”" in sentence
    assert "Type the name as the step has it" in sentence


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_its_sentence(fault):
    assert what_to_do_about(FaultAt(fault, "Angry", "Clamer"))


# In the browser


@pytest.fixture
def attempt(db):
    question = QuestionFactory(kind="conversation", answer=ANSWERS["conversation"])
    return AttemptFactory(quiz=QuizFactory(questions=[question], pass_mark=50))


@pytest.fixture
def mrs_adair(attempt):
    [question] = attempt.drawn.questions
    return question.interaction


def page_of(browser, attempt):
    return text_of(browser.get(url("attempt_question", attempt)))


def reply_with(browser, attempt, text):
    """Choose a reply on the page as it is now, and press the button."""
    page = page_of(browser, attempt)
    sent = {
        name: re.findall(f'name="{name}" value="([^"]*)"', page)
        for name in ("path", "idempotency_key", "after")
    }
    [chosen] = re.findall(f'value="([^"]*)"> <label [^>]*>{re.escape(text)}</label>', page)
    return browser.post(url("attempt_question", attempt), sent | {"reply": chosen, "move": "reply"})


def test_a_conversation_is_held_step_by_step_and_each_reply_is_saved(asha, attempt):
    page = page_of(asha, attempt)
    assert "Mrs Adair:" in page
    assert "That is the third bin you have missed." in page
    assert "Save and continue" not in page

    answered = reply_with(asha, attempt, "Are you sure that it was out?")
    assert answered.url == url("attempt_question", attempt) + "#now"
    page = page_of(asha, attempt)
    assert "Saved" in page
    assert page.index("Are you sure that it was out?") < page.index("Do you take me for a liar?")

    reply_with(asha, attempt, "No. I am sorry.")
    reply_with(asha, attempt, "Soon.")
    page = page_of(asha, attempt)
    assert "The conversation has come to its end." in page
    assert "Save and continue" in page
    assert 'name="reply"' not in page


def test_nothing_of_a_step_that_was_not_reached_is_on_the_page(asha, attempt, mrs_adair):
    page = page_of(asha, attempt)

    _opening, calmer, angry = mrs_adair.turns
    for unseen in (calmer, angry):
        assert unseen.says not in page
        assert not [each.text for each in unseen.replies if each.text in page]
        assert not [each.id for each in (unseen, *unseen.replies) if each.id in page]
    assert not [turn.label for turn in mrs_adair.turns if turn.label in page]
    assert FEEDBACK not in page
    reply_with(asha, attempt, "Are you sure that it was out?")
    assert FEEDBACK not in page_of(asha, attempt)


def test_a_conversation_is_begun_again(asha, attempt):
    reply_with(asha, attempt, "Are you sure that it was out?")
    [path] = attempt.responses().values()

    again = asha.post(url("attempt_question", attempt), {"path": path, "move": "again"})

    assert again.url == url("attempt_question", attempt) + "#now"
    assert list(attempt.responses().values()) == [[]]
    assert "Do you take me for a liar?" not in page_of(asha, attempt)
    assert "No answer yet" in text_of(asha.get(url("attempt_check", attempt)))


def test_pressing_reply_without_choosing_one_says_so_and_keeps_the_conversation(asha, attempt):
    reply_with(asha, attempt, "Are you sure that it was out?")
    [path] = attempt.responses().values()

    page = text_of(asha.post(url("attempt_question", attempt), {"path": path, "move": "reply"}))

    assert "Choose a reply, or leave this question for now." in page
    assert "Do you take me for a liar?" in page
    assert list(attempt.responses().values()) == [path]


def test_a_reply_to_a_step_that_was_not_reached_is_not_kept(asha, attempt, mrs_adair):
    [_opening, calmer, _angry] = mrs_adair.turns
    sent = {"reply": calmer.replies[0].id, "move": "reply"}

    page = text_of(asha.post(url("attempt_question", attempt), sent))

    assert "Choose from the answers on this page." in page
    assert attempt.responses() == {}


def test_a_conversation_left_halfway_is_said_before_submitting_and_earns_nothing(asha, attempt):
    reply_with(asha, attempt, "I am sorry. Tell me what happened.")

    check = text_of(asha.get(url("attempt_check", attempt)))
    assert "Partly answered" in check
    assert "It earns marks only once it has come to its end." in check

    page = text_of(submit(asha, attempt))
    assert "The conversation was not brought to its end, so it earned nothing." in page
    assert not Attempt.objects.get().has_passed


def test_the_review_tells_the_path_with_feedback_at_each_reply_and_the_better_way(asha, attempt):
    for text in (
        "Are you sure that it was out?",
        "No. I am sorry.",
        "Today. I will ring you by four.",
    ):
        reply_with(asha, attempt, text)

    page = text_of(submit(asha, attempt))

    assert "You earned 0.5 of 1 marks." in page
    assert "There was a better way through." in page
    assert page.index("Do you take me for a liar?") < page.index("No. I am sorry.")
    assert FEEDBACK in page
    assert "The best way through" in page


def test_the_best_way_is_told_as_such(asha, attempt):
    reply_with(asha, attempt, "I am sorry. Tell me what happened.")
    reply_with(asha, attempt, "Today. I will ring you by four.")

    assert "This was the best way through." in text_of(submit(asha, attempt))


def test_beginning_again_where_another_device_went_on_is_not_done_unseen(asha, attempt):
    reply_with(asha, attempt, "Are you sure that it was out?")
    [path] = attempt.responses().values()
    stale = {"path": path, "move": "again", "after": attempt.events.get().pk}
    reply_with(asha, attempt, "No. I am sorry.")

    response = asha.post(url("attempt_question", attempt), stale)

    assert response.status_code == 409
    assert "You answered this somewhere else in the meantime" in text_of(response)
    assert len(attempt.events.all()) == 2


def test_names_of_steps_are_matched_whatever_their_capitals_and_spaces(attempt):
    [question] = Question.objects.all()

    opening, calmer, angry = question.interaction().turns
    assert [reply.leads_to for reply in opening.replies] == [calmer.id, angry.id]
    assert angry.replies[0].leads_to == calmer.id
