"""How long, how often and what is told when: rules, without a database."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.policy import (
    GRACE,
    Adjustments,
    Policy,
    ReviewFrom,
    ReviewShows,
    Wait,
    attempts_left,
    is_late,
    shown_in_review,
    wait_before_next,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
AS_ANYBODY = Adjustments()


def later(**amount):
    return NOON + timedelta(**amount)


# Time


@pytest.mark.parametrize(
    ("policy", "adjustments", "deadline"),
    [
        pytest.param(Policy(), AS_ANYBODY, None, id="untimed"),
        pytest.param(Policy(minutes=20), AS_ANYBODY, later(minutes=20), id="twenty minutes"),
        pytest.param(
            Policy(minutes=20), Adjustments(extra_time=25), later(minutes=25), id="a quarter more"
        ),
        pytest.param(
            Policy(minutes=6), Adjustments(extra_time=25), later(minutes=8), id="rounded up"
        ),
        pytest.param(Policy(minutes=20), Adjustments(is_untimed=True), None, id="untimed for them"),
        pytest.param(Policy(), Adjustments(extra_time=50), None, id="more of no limit"),
    ],
)
def test_the_deadline_is_worked_out_once_at_the_start(policy, adjustments, deadline):
    assert policy.deadline(adjustments, started_at=NOON) == deadline


@pytest.mark.parametrize(
    ("deadline", "at", "late"),
    [
        pytest.param(None, later(days=9), False, id="untimed"),
        pytest.param(NOON, NOON, False, id="on the stroke"),
        pytest.param(NOON, NOON + GRACE, False, id="within the grace"),
        pytest.param(NOON, NOON + GRACE + timedelta(microseconds=1), True, id="past it"),
    ],
)
def test_what_comes_after_the_deadline_and_its_grace_is_late(deadline, at, late):
    assert is_late(deadline, at=at) is late


@given(
    minutes=st.integers(1, 10_000),
    extra=st.integers(0, 300),
    more=st.integers(0, 300),
)
def test_more_extra_time_never_means_less_time(minutes, extra, more):
    policy = Policy(minutes=minutes)

    plain = policy.deadline(AS_ANYBODY, started_at=NOON)
    some = policy.deadline(Adjustments(extra_time=extra), started_at=NOON)
    most = policy.deadline(Adjustments(extra_time=extra + more), started_at=NOON)

    assert NOON < plain <= some <= most


# Attempts


@pytest.mark.parametrize(
    ("policy", "adjustments", "ended", "wait"),
    [
        pytest.param(Policy(attempts=1), AS_ANYBODY, [], None, id="the first"),
        pytest.param(Policy(), AS_ANYBODY, [NOON] * 40, None, id="as often as one likes"),
        pytest.param(Policy(attempts=3), AS_ANYBODY, [NOON] * 2, None, id="one left"),
        pytest.param(Policy(attempts=2), AS_ANYBODY, [NOON] * 2, Wait(None), id="none left"),
        pytest.param(
            Policy(pause_minutes=60), AS_ANYBODY, [NOON], Wait(later(minutes=60)), id="a pause"
        ),
        pytest.param(
            Policy(pause_minutes=60), AS_ANYBODY, [later(hours=-1)], None, id="the pause is over"
        ),
        pytest.param(
            Policy(pause_minutes=60),
            AS_ANYBODY,
            [NOON, later(hours=-5)],
            Wait(later(minutes=60)),
            id="the latest counts, in any order",
        ),
        pytest.param(
            Policy(attempts=1, pause_minutes=60),
            Adjustments(has_unlimited_attempts=True),
            [NOON],
            None,
            id="adjusted for them",
        ),
    ],
)
def test_when_another_attempt_may_start(policy, adjustments, ended, wait):
    assert wait_before_next(policy, adjustments, ended=ended, at=NOON) == wait


@pytest.mark.parametrize(
    ("policy", "adjustments", "used", "left"),
    [
        pytest.param(Policy(), AS_ANYBODY, 9, None, id="no limit"),
        pytest.param(Policy(attempts=3), AS_ANYBODY, 1, 2, id="two of three"),
        pytest.param(Policy(attempts=3), AS_ANYBODY, 5, 0, id="the limit was lowered since"),
        pytest.param(
            Policy(attempts=3), Adjustments(has_unlimited_attempts=True), 3, None, id="adjusted"
        ),
    ],
)
def test_how_many_attempts_are_left(policy, adjustments, used, left):
    assert attempts_left(policy, adjustments, used=used) == left


# Review


@pytest.mark.parametrize("has_passed", [True, False])
@pytest.mark.parametrize("left", [None, 0, 2])
def test_the_outcome_alone_is_all_that_is_told_where_the_quiz_says_so(has_passed, left):
    policy = Policy(review_shows=ReviewShows.OUTCOME)

    assert shown_in_review(policy, has_passed=has_passed, left=left) is ReviewShows.OUTCOME


@pytest.mark.parametrize(
    ("shows", "review_from", "has_passed", "left", "seen"),
    [
        pytest.param("answers", "submitted", False, None, "answers", id="failed: no key"),
        pytest.param("answers", "submitted", True, None, "key", id="passed: with the key"),
        pytest.param("key", "submitted", False, None, "key", id="the key straight away"),
        pytest.param("key", "settled", False, 1, "outcome", id="one attempt is left"),
        pytest.param("key", "settled", False, None, "outcome", id="there is always another"),
        pytest.param("key", "settled", False, 0, "key", id="no attempt is left"),
        pytest.param("answers", "settled", True, 2, "key", id="passed with attempts left"),
    ],
)
def test_what_a_review_shows_and_when(shows, review_from, has_passed, left, seen):
    policy = Policy(review_shows=ReviewShows(shows), review_from=ReviewFrom(review_from))

    assert shown_in_review(policy, has_passed=has_passed, left=left) == seen


@given(
    st.builds(
        Policy,
        minutes=st.none() | st.integers(1, 600),
        attempts=st.none() | st.integers(1, 20),
        pause_minutes=st.integers(0, 10_000),
        has_feedback_at_once=st.booleans(),
        review_shows=st.sampled_from(ReviewShows),
        review_from=st.sampled_from(ReviewFrom),
    )
)
def test_a_policy_is_read_back_as_it_was_frozen(policy):
    assert Policy.from_json(asdict(policy)) == policy
