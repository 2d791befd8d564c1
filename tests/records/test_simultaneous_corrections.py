"""Two requests at the same moment: nothing is corrected twice, and nobody slips under the limit."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime

import pytest

from learning.jobs.services import run_job
from learning.records.choices import CorrectionState
from learning.records.models import Completion, Correction
from learning.records.selectors import verify_records
from learning.records.services import (
    accept_prior_learning,
    add_completion,
    approve_correction,
    redate_completions,
    refuse_correction,
    start_applying_history,
    start_history_check,
    upload_history,
    void_completions,
)
from learning.records.services.writing import write_completions
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.records import CompletionFactory, PriorLearningFactory
from tests.records.at_once import at_once
from tests.records.merging import merge

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
DAY = datetime(2026, 2, 2, tzinfo=UTC).date()


@pytest.fixture
def many(fresh_database):
    asha, activity = StaffMemberFactory(), ActivityFactory()
    return [CompletionFactory(staff_member=asha, activity=activity) for _each in range(21)]


def void(completions, by):
    return void_completions(completions=completions, reason="Wrong person", by=by, at=NOW)


def test_two_officers_who_correct_the_same_completion_correct_it_once(many):
    first, second = UserFactory(), UserFactory()

    outcomes = at_once(
        lambda: void(many[:1], first),
        lambda: redate_completions(
            completions=many[:1], completed_on=DAY, reason="Misread", by=second, at=NOW
        ),
    )

    assert outcomes == ["done", "refused"]
    assert Completion.objects.filter(void__isnull=False).count() == 1
    assert verify_records().is_whole


def test_one_officer_with_two_windows_does_not_slip_under_the_twenty(many):
    officer = UserFactory()

    at_once(lambda: void(many[:15], officer), lambda: void(many[15:], officer))

    states = sorted(Correction.objects.values_list("state", flat=True))
    assert states == [CorrectionState.DONE, CorrectionState.WAITING]


def test_one_who_agrees_and_one_who_does_not_leave_one_answer(many):
    correction = void(many, UserFactory())
    first, second = UserFactory(), UserFactory()

    outcomes = at_once(
        lambda: approve_correction(correction=correction, by=first, at=NOW),
        lambda: refuse_correction(correction=correction, answer="No", by=second, at=NOW),
    )

    assert outcomes == ["done", "refused"]
    done = Correction.objects.get().state == CorrectionState.DONE
    assert Completion.objects.standing().count() == (0 if done else 21)


def test_an_addition_that_is_sent_twice_is_added_once(fresh_database):
    asha, activity = StaffMemberFactory(), ActivityFactory()
    officers = [UserFactory(), UserFactory()]

    outcomes = at_once(
        *(
            lambda by=by: add_completion(
                staff_member=asha,
                activity=activity,
                completed_on=DAY,
                reason="Signed on paper",
                by=by,
                at=NOW,
            )
            for by in officers
        )
    )

    assert outcomes == ["done", "refused"]
    assert Completion.objects.count() == 1


def test_prior_learning_that_two_accept_is_recorded_once(fresh_database):
    claim, officers = PriorLearningFactory(), [UserFactory(), UserFactory()]

    outcomes = at_once(
        *(lambda by=by: accept_prior_learning(claim=claim, by=by, at=NOW) for by in officers)
    )

    assert outcomes == ["done", "refused"]
    assert Completion.objects.count() == 1


def test_nothing_imported_is_left_with_a_record_that_is_merged_meanwhile(
    fresh_database, monkeypatch
):
    officer, colleague, survivor = UserFactory(), UserFactory(), StaffMemberFactory()
    duplicate = StaffMemberFactory(payroll_number="E2", user=None)
    activity = ActivityFactory(title="Putting it right")
    content = b"payroll number,activity,completed on\nE2,Putting it right,2026-02-02\n"
    history = upload_history(
        file_name="a.csv", content=content, reason="LearnWell", by=officer, at=NOW
    )
    run_job(start_history_check(history_import=history, where="", by=officer, at=NOW))
    history.refresh_from_db()
    applying = start_applying_history(
        history_import=history, where="", by=colleague, at=NOW, check_key=history.check_key
    )

    with ThreadPoolExecutor(1) as pool:

        def written_meanwhile(completions):
            merging = pool.submit(at_once, lambda: merge(duplicate, survivor, officer))
            wait([merging], timeout=1)
            return write_completions(completions)

        monkeypatch.setattr(
            "learning.records.services.history.write_completions", written_meanwhile
        )
        run_job(applying)

    duplicate.refresh_from_db()
    assert Completion.objects.standing().filter(activity_key=activity.key).count() == 1
    left = Completion.objects.standing().by(duplicate)
    assert not (duplicate.is_merged and left.exists())
