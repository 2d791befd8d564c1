import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learning.jobs.models import Job
from learning.jobs.services import run_job
from learning.people.permissions import Role
from learning.records.models import Completion, HistoryImport
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db

NOT_HR = [Role.TRAINERS, Role.CONTENT_APPROVERS, Role.CSE_LEADS, Role.IT]
TABLE = (
    b"payroll number,activity,completed on\n"
    b"E010454,Putting it right,04/05/2024\n"
    b"E999,=Putting it right,04/05/2024\n"
)


@pytest.fixture
def history_import(client, hr):
    """Uploaded by Priya and checked: one row is sound, one is to be corrected."""
    StaffMemberFactory(payroll_number="E010454")
    ActivityFactory(title="Putting it right")
    file = SimpleUploadedFile("history.csv", TABLE)
    answers = {"file": file, "reason": "Exported from LearnWell"}
    response = client.post(reverse("history_import:upload"), answers)
    job = Job.objects.get()
    assert response.url == reverse("jobs:job", args=[job.key])
    run_job(job)
    return HistoryImport.objects.get()


def address_of(name, history_import):
    return reverse(f"history_import:{name}", args=[history_import.pk])


def test_what_a_file_would_record_is_shown_first(client, hr, history_import):
    page = client.get(address_of("inspect", history_import)).content.decode()

    assert "Exported from LearnWell" in page
    assert "Asha Baker" in page
    assert "Nobody on the staff list has this payroll number." in page
    assert '<td class="people-problems__value">E999</td>' in page
    assert "another HR officer has to look at it" in page
    assert "I agree: record them" not in page
    assert not Completion.objects.exists()


def test_a_colleague_looks_and_has_it_recorded(client, hr, colleague, history_import):
    client.force_login(colleague)
    address = address_of("inspect", history_import)
    assert "I agree: record them" in client.get(address).content.decode()

    answer = {"check_key": str(history_import.check_key)}
    client.post(address_of("apply", history_import), answer)
    run_job(Job.objects.filter(wanted_by=colleague).get())

    assert Completion.objects.get().get_source_display() == "Imported"
    page = client.get(address).content.decode()
    assert "Tom Reed" in page
    assert "I agree: record them" not in page
    assert ModelLogEntry.objects.filter(action="records.apply_history", user=colleague).exists()
    assert "Applied" in client.get(reverse("history_import:index")).content.decode()


def test_whoever_uploaded_it_cannot_apply_it(client, hr, history_import):
    page = client.post(address_of("apply", history_import), follow=True).content.decode()

    assert "Somebody else has to apply it" in page
    assert Job.objects.count() == 1


def test_rows_to_correct_leave_as_a_table_without_formulas(client, hr, history_import):
    response = client.get(address_of("to_correct", history_import))
    table = b"".join(response).decode("utf-8-sig")

    assert "history-to correct.csv" in response["Content-Disposition"]
    assert table.splitlines()[0] == "payroll number,activity,completed on,What to correct"
    assert "E999,'=Putting it right" in table
    assert ModelLogEntry.objects.filter(action="records.download_history", user=hr).exists()


def test_whoever_uploaded_it_says_which_column_is_which(client, hr):
    StaffMemberFactory(payroll_number="E010454")
    ActivityFactory(title="Putting it right")
    table = b"Worker,Course,Ended\nE010454,Putting it right,04/05/2024\n"
    answers = {"file": SimpleUploadedFile("old.csv", table), "reason": "Exported from LearnWell"}

    page = client.post(reverse("history_import:upload"), answers, follow=True).content.decode()

    assert "No column of the file is taken as: payroll number, completed on." in page
    history_import = HistoryImport.objects.get()
    columns = {"column_0": "payroll number", "column_1": "activity"}
    page = client.post(address_of("inspect", history_import), columns).content.decode()
    assert "No column of the file is given as: completed on" in page

    client.post(address_of("inspect", history_import), columns | {"column_2": "completed on"})
    run_job(Job.objects.get())

    history_import.refresh_from_db()
    assert history_import.counts == {"new": 1, "known": 0, "bad": 0}


def test_a_colleague_sees_which_column_is_which_and_cannot_change_it(
    client, hr, colleague, history_import
):
    client.force_login(colleague)
    address = address_of("inspect", history_import)
    page = client.get(address).content.decode()
    assert "“completed on” taken as completed on" in page
    assert 'name="column_0"' not in page

    columns = {"column_0": "payroll number", "column_1": "activity", "column_2": "completed on"}
    client.post(address, columns)

    assert Job.objects.count() == 1


def test_a_file_is_checked_again(client, hr, history_import):
    StaffMemberFactory(payroll_number="E999")
    client.post(address_of("check", history_import))
    run_job(Job.objects.latest("pk"))

    history_import.refresh_from_db()
    assert history_import.counts == {"new": 1, "known": 0, "bad": 1}


@pytest.mark.parametrize("role", NOT_HR)
def test_imports_of_completions_are_closed_to_everyone_but_hr(client, history_import, role):
    client.force_login(UserFactory(roles=[role]))

    addresses = [reverse("history_import:index"), reverse("history_import:upload")]
    addresses += [
        address_of(name, history_import) for name in ("inspect", "apply", "check", "to_correct")
    ]
    for address in addresses:
        for response in (client.get(address), client.post(address)):
            assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
    assert Job.objects.count() == 1


def test_an_upload_without_a_file_or_a_reason_says_so(client, hr):
    page = client.post(reverse("history_import:upload"), {}).content.decode()

    assert "Nothing was saved" in page
    assert not HistoryImport.objects.exists()
