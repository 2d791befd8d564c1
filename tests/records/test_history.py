import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from openpyxl import Workbook

from learning.jobs.choices import JobState
from learning.jobs.models import Job
from learning.jobs.services import reap_jobs, run_job, stop_job
from learning.jobs.working import Work
from learning.records.choices import Source
from learning.records.models import Completion, HistoryImport, HistoryRow
from learning.records.selectors import verify_records
from learning.records.selectors.history_rows import history_to_correct, wrong_in
from learning.records.services import (
    forget_history_files,
    give_history_columns,
    start_applying_history,
    start_history_check,
    upload_history,
    void_completions,
)
from learning.records.services.history import apply_history
from learning.records.services.history_checking import known_facts
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.records import PDF, CompletionFactory
from tests.records.merging import merge

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
HEADER = "Payroll number,Activity,Completed on,Marks awarded,Marks available,Note"


@pytest.fixture
def hr():
    return StaffMemberFactory(user__first_name="Priya", user__last_name="Shah").user


@pytest.fixture
def colleague():
    return StaffMemberFactory(user__first_name="Tom", user__last_name="Reed").user


@pytest.fixture
def asha():
    reception = StaffGroupFactory(name="Reception")
    return StaffMemberFactory(payroll_number="E010454", staff_groups=[reception])


@pytest.fixture
def activity():
    return ActivityFactory(title="Putting it right", yearly=True, listed_on=date(2026, 5, 1))


def csv(*rows, header=HEADER):
    return "\n".join([header, *rows]).encode()


SOUND = csv(
    "E010454,Putting it right,04/05/2024,8,10,LearnWell", "E010454,putting IT right,2023-05-04,,,"
)


def checked(content, hr, name="history.csv"):
    made = upload_history(
        file_name=name, content=content, reason="Exported from LearnWell", by=hr, at=NOW
    )
    return check(made, hr)


def check(history_import, hr):
    job = start_history_check(history_import=history_import, where="/", by=hr, at=NOW)
    assert run_job(job).state == JobState.DONE
    history_import.refresh_from_db()
    return history_import


def start_applying(history_import, by):
    return start_applying_history(
        history_import=history_import,
        where="/",
        by=by,
        at=NOW,
        check_key=history_import.check_key,
    )


def apply(history_import, by):
    return run_job(start_applying(history_import, by))


def test_looking_at_a_file_records_nothing(hr, asha, activity):
    history_import = checked(SOUND, hr)

    assert history_import.counts == {"new": 2, "known": 0, "bad": 0}
    assert history_import.state == "Waits for a second person"
    assert not Completion.objects.exists()


def test_a_second_person_has_it_recorded_as_imported(hr, colleague, asha, activity):
    job = apply(checked(SOUND, hr), colleague)

    assert job.state == JobState.DONE
    earlier, later = Completion.objects.standing().by(asha).order_by("completed_on")
    assert {earlier.source, later.source} == {Source.IMPORT}
    assert later.completed_on == date(2024, 5, 4)
    assert later.expires_on == date(2025, 5, 3)
    assert (later.marks_awarded, later.marks_available) == (Decimal(8), Decimal(10))
    assert later.staff_groups == "Reception"
    assert earlier.reason.text == "Exported from LearnWell"
    assert later.reason.text == "Exported from LearnWell\nLearnWell"
    assert later.recorded_by_key == hr.staff_member.key
    assert HistoryImport.objects.get().applied_by_name == "Tom Reed"
    assert verify_records().is_whole


def test_the_same_file_twice_changes_nothing(hr, colleague, asha, activity):
    apply(checked(SOUND, hr), colleague)

    again = checked(SOUND, hr)

    assert again.counts == {"new": 0, "known": 2, "bad": 0}
    assert again.state == "Changes nothing"
    with pytest.raises(ValidationError, match="nothing to apply"):
        start_applying(again, colleague)


def test_what_was_voided_does_not_come_back_with_the_same_file(hr, colleague, asha, activity):
    apply(checked(SOUND, hr), colleague)
    void_completions(completions=Completion.objects.all(), reason="Somebody else's", by=hr, at=NOW)

    assert checked(SOUND, hr).counts["new"] == 0


def test_a_file_of_another_system_is_taken_as_it_comes(hr, asha, activity):
    rows = csv("e010454,Putting it right,3-2-2024", header="Employee No,Course,Date completed")

    history_import = checked(rows, hr)

    assert history_import.counts == {"new": 1, "known": 0, "bad": 0}
    assert history_import.rows.get().completed_on == date(2024, 2, 3)


def test_which_column_is_which_is_said_once_and_remembered(hr, asha, activity):
    rows = csv("E010454,Putting it right,04/05/2024", header="Worker,Course,Ended")
    with pytest.raises(ValidationError, match="given as: payroll number, completed on"):
        checked(rows, hr)
    history_import = HistoryImport.objects.get()
    assert history_import.state == "Not checked"
    mapping = history_import.mapping | {"Worker": "payroll number", "Ended": "completed on"}

    check(give_history_columns(history_import=history_import, mapping=mapping, by=hr), hr)

    again = checked(csv("Putting it right,04/05/2023,E010454", header="Course,Ended,Worker"), hr)
    assert again.mapping_is_remembered
    assert again.counts == {"new": 1, "known": 0, "bad": 0}


def test_two_columns_cannot_be_the_same(hr, asha, activity):
    history_import = checked(SOUND, hr)
    mapping = history_import.mapping | {"Note": "completed on"}

    with pytest.raises(ValidationError, match="Two columns are given as completed on"):
        give_history_columns(history_import=history_import, mapping=mapping, by=hr)

    history_import.refresh_from_db()
    assert history_import.counts["new"] == 2


def test_whoever_agrees_does_not_say_which_column_is_which(hr, colleague, asha, activity):
    history_import = checked(SOUND, hr)

    with pytest.raises(ValidationError, match="Only whoever uploaded"):
        give_history_columns(
            history_import=history_import, mapping=history_import.mapping, by=colleague
        )


def test_what_was_checked_anew_has_to_be_looked_at_anew(hr, colleague, asha, activity):
    seen = checked(SOUND, hr)
    waiting = start_applying(seen, colleague)
    check(HistoryImport.objects.get(), hr)

    with pytest.raises(ValidationError, match="checked again since you looked"):
        start_applying_history(
            history_import=HistoryImport.objects.get(),
            where="/",
            by=colleague,
            at=NOW,
            check_key=seen.check_key,
        )
    assert run_job(waiting).state == JobState.FAILED
    assert not Completion.objects.exists()


def test_a_check_that_another_overtook_writes_nothing_more(hr, asha, activity, monkeypatch):
    history_import = upload_history(
        file_name="history.csv", content=SOUND, reason="Exported", by=hr, at=NOW
    )
    job = start_history_check(history_import=history_import, where="/", by=hr, at=NOW)

    def overtaken(*args, **kwargs):
        HistoryImport.objects.update(check_key=uuid4())
        return known_facts(*args, **kwargs)

    monkeypatch.setattr("learning.records.services.history_checking.known_facts", overtaken)

    assert run_job(job).state == JobState.FAILED
    assert "begun again" in job.told
    assert not HistoryRow.objects.exists()


def test_a_merged_number_means_whoever_stays(hr, asha, activity):
    StaffMemberFactory(payroll_number="E999", merged_into=asha, merged_at=NOW, user=None)

    history_import = checked(csv("e999,Putting it right,04/05/2024,,,"), hr)

    assert history_import.rows.get().staff_member == asha


def test_what_is_on_record_from_elsewhere_is_known(hr, asha, activity):
    CompletionFactory(
        staff_member=asha, activity=activity, completed_at=datetime(2024, 5, 4, 12, tzinfo=UTC)
    )

    assert checked(SOUND, hr).counts == {"new": 1, "known": 1, "bad": 0}


def test_a_row_that_stands_twice_is_recorded_once(hr, asha, activity):
    row = "E010454,Putting it right,04/05/2024,,,"

    assert checked(csv(row, row), hr).counts == {"new": 1, "known": 1, "bad": 0}


def test_a_workbook_is_read_as_well(hr, asha, activity):
    book = Workbook()
    book.active.append(["Payroll number", "Activity", "Completed on"])
    book.active.append(["E010454", str(activity.key), datetime(2024, 5, 4)])
    file = io.BytesIO()
    book.save(file)

    assert checked(file.getvalue(), hr, "history.xlsx").counts["new"] == 1


def test_rows_to_correct_say_where_what_and_how_and_leave_as_a_file(hr, colleague, asha, activity):
    history_import = checked(
        csv("E999,Putting it right,04/05/2024,,,", "E010454,Putting it right,04/05/2024,,,"), hr
    )

    [wrong] = wrong_in(history_import, history_import.rows.filter(outcome="bad"))
    assert (wrong.row, wrong.column, wrong.value) == (2, "Payroll number", "E999")
    assert wrong.cure == "Correct it, or add the person to the staff list first."
    columns, rows = history_to_correct(history_import)
    assert columns[-1].name == "What to correct"
    [row] = rows
    assert row[:3] == ("E999", "Putting it right", "04/05/2024")
    apply(history_import, colleague)
    assert Completion.objects.count() == 1


def test_a_file_has_a_size_that_can_be_written_at_once(hr, asha, activity, monkeypatch):
    most = {connection.vendor: 1}
    monkeypatch.setattr("learning.records.services.history_checking.MOST_ROWS", most)

    history_import = checked(SOUND, hr)

    assert "more than 1 rows" in history_import.refused
    assert not history_import.rows.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"content": b""}, "empty", id="empty"),
        pytest.param({"content": PDF}, "This is a PDF. Upload a CSV", id="no-table"),
        pytest.param({"content": b" " * (10 * 1024 * 1024 + 1)}, "larger than 10 MB", id="large"),
        pytest.param({"reason": " "}, "Say why", id="no-reason"),
    ],
)
def test_what_cannot_be_uploaded_says_why(hr, changes, said):
    usual = {"file_name": "a.csv", "content": SOUND, "reason": "LearnWell"}

    with pytest.raises(ValidationError, match=said):
        upload_history(**(usual | changes), by=hr, at=NOW)

    assert not HistoryImport.objects.exists()


def test_nobody_applies_what_they_uploaded(hr, asha, activity):
    with pytest.raises(ValidationError, match="Somebody else"):
        apply(checked(SOUND, hr), hr)

    assert not Completion.objects.exists()


def test_what_somebody_without_a_log_in_uploaded_is_not_applied(hr, colleague, asha, activity):
    history_import = checked(SOUND, hr)
    hr.delete()
    history_import.refresh_from_db()

    with pytest.raises(ValidationError, match="no log-in"):
        apply(history_import, colleague)


def test_what_was_applied_is_not_applied_again(hr, colleague, asha, activity):
    history_import = checked(SOUND, hr)
    first, second = (start_applying(history_import, colleague) for _each in range(2))
    run_job(first)

    assert run_job(second).state == JobState.FAILED
    assert second.told == "This file has been applied already."
    assert Completion.objects.count() == 2


def test_what_changed_since_it_was_looked_at_is_not_applied(hr, colleague, asha, activity):
    history_import = checked(SOUND, hr)
    CompletionFactory(
        staff_member=asha, activity=activity, completed_at=datetime(2023, 5, 4, 12, tzinfo=UTC)
    )

    job = apply(history_import, colleague)

    assert job.state == JobState.FAILED
    assert "Check it again" in job.told
    assert Completion.objects.count() == 1
    assert apply(check(history_import, hr), colleague).state == JobState.DONE
    assert Completion.objects.count() == 2


def test_a_file_is_forgotten_after_30_days_and_what_it_recorded_is_not(
    hr, colleague, asha, activity
):
    applied = checked(SOUND, hr)
    apply(applied, colleague)
    waiting = checked(csv("E010454,Putting it right,04/05/2022,,,"), hr)

    assert forget_history_files(at=NOW + timedelta(days=30)) == 0
    assert forget_history_files(at=NOW + timedelta(days=31)) == 2

    for each in (applied, waiting):
        each.refresh_from_db()
    assert (applied.state, waiting.state) == ("Applied", "Cannot be used")
    assert waiting.content is None
    assert not waiting.rows.exists()
    assert Completion.objects.count() == 2
    with pytest.raises(ValidationError, match="deleted"):
        apply(waiting, colleague)


def test_two_records_merged_since_the_check_say_one_thing_once(hr, colleague, asha, activity):
    twin = StaffMemberFactory(payroll_number="E999", user=None)
    row = "Putting it right,04/05/2024,,,"
    history_import = checked(csv(f"E010454,{row}", f"E999,{row}"), hr)
    merge(twin, asha, hr)

    job = start_applying(history_import, colleague)

    assert run_job(job).state == JobState.FAILED
    assert job.told == "Some of it was put on record since it was checked. Check it again."
    assert not Completion.objects.exists()
    apply(check(history_import, hr), colleague)
    assert Completion.objects.count() == 1


def test_what_was_imported_of_a_duplicate_and_then_voided_stays_known(
    hr, colleague, asha, activity
):
    twin = StaffMemberFactory(payroll_number="E999", user=None)
    content = csv("E999,Putting it right,04/05/2024,,,")
    apply(checked(content, hr), colleague)
    merge(twin, asha, hr)
    void_completions(
        completions=Completion.objects.standing(), reason="Never took it", by=hr, at=NOW
    )

    assert checked(content, hr).counts == {"new": 0, "known": 1, "bad": 0}


def test_a_worker_killed_once_all_is_recorded_has_done_it(hr, colleague, asha, activity):
    """What was recorded, and that it was, are committed together: nobody tells that it failed."""
    job = start_applying(checked(SOUND, hr), colleague)
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, token=uuid4(), heard_at=now)
    job.refresh_from_db()

    apply_history(Work(job, job.token), **job.arguments)
    reap_jobs(at=now + timedelta(hours=1))

    assert run_job(job).state == JobState.DONE
    assert stop_job(job=job, at=now).state == JobState.DONE
    assert Completion.objects.count() == 2
