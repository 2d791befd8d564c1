from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learning.people.permissions import Role
from learning.records.choices import ClaimState
from learning.records.models import Completion, PriorLearning
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.records import PDF, PriorLearningFactory

pytestmark = pytest.mark.django_db

NOT_HR = [Role.TRAINERS, Role.CONTENT_APPROVERS, Role.CSE_LEADS, Role.IT]


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def activity(reception):
    return ActivityFactory(title="Putting it right", staff_groups=[reception])


@pytest.fixture
def asha(client, reception):
    person = StaffMemberFactory(staff_groups=[reception])
    client.force_login(person.user)
    return person


def claim_of(activity, **changes):
    return {
        "activity": activity.pk,
        "completed_on": "2024-05-04",
        "provider": "Northtown Council",
        "certificate": SimpleUploadedFile("../../evil.html", PDF, content_type="text/html"),
    } | changes


def certificate_of(claim):
    return reverse("prior_learning_certificate", args=[claim.key])


def test_staff_send_in_a_certificate_and_see_that_it_waits(client, asha, activity):
    page = client.post(reverse("claim_prior_learning"), claim_of(activity), follow=True)

    claim = PriorLearning.objects.get()
    assert (claim.staff_member, claim.activity) == (asha, activity)
    assert claim.sent_by == asha.user
    assert "Waits to be checked" in page.content.decode()
    assert "evil" not in claim.certificate.name
    assert ModelLogEntry.objects.filter(action="records.send_prior_learning").exists()


def test_my_learning_leads_to_it(client, asha):
    assert reverse("my_prior_learning") in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"activity": ""}, "Choose what it stands in for", id="nothing-chosen"),
        pytest.param({"completed_on": "2150-01-01"}, "still to come", id="to-come"),
        pytest.param({"completed_on": ""}, "Give the date", id="no-date"),
        pytest.param({"provider": ""}, "Say with whom", id="with-nobody"),
        pytest.param({"certificate": ""}, "Choose the file", id="no-file"),
        pytest.param(
            {"certificate": SimpleUploadedFile("certificate.pdf", b"<html></html>")},
            "cannot be read",
            id="not-what-it-is-called",
        ),
        pytest.param(
            {"certificate": SimpleUploadedFile("certificate.pdf", b"")}, "is empty", id="empty"
        ),
        pytest.param(
            {"certificate": SimpleUploadedFile("certificate.pdf", PDF + b" " * 5 * 1024 * 1024)},
            "larger than 5 MB",
            id="large",
        ),
    ],
)
def test_what_cannot_be_sent_in_says_the_cure(client, asha, activity, changes, said):
    page = client.post(reverse("claim_prior_learning"), claim_of(activity) | changes)

    assert said in page.content.decode()
    assert not PriorLearning.objects.exists()


def test_staff_claim_only_for_what_is_meant_for_them(client, asha):
    page = client.post(reverse("claim_prior_learning"), claim_of(ActivityFactory()))

    assert page.status_code == 200
    assert not PriorLearning.objects.exists()


def test_staff_see_hrs_answer(client, asha, activity):
    claim = PriorLearningFactory(staff_member=asha, activity=activity)
    PriorLearning.objects.filter(pk=claim.pk).update(
        state=ClaimState.REFUSED, answer="It is not signed"
    )

    assert "It is not signed" in client.get(reverse("my_prior_learning")).content.decode()


def test_staff_see_nobody_elses_prior_learning(client, asha, activity):
    other = PriorLearningFactory(activity=ActivityFactory(title="Not for Asha"))

    assert "Not for Asha" not in client.get(reverse("my_prior_learning")).content.decode()
    assert client.get(certificate_of(other)).status_code == 403


def test_whoever_is_not_on_the_staff_list_has_nothing_to_send_in(client):
    client.force_login(UserFactory())

    for name in ("my_prior_learning", "claim_prior_learning"):
        assert client.get(reverse(name)).status_code == 403


def test_a_certificate_is_handed_out_to_keep_and_never_to_run(client, asha, activity):
    claim = PriorLearningFactory(staff_member=asha, activity=activity)

    response = client.get(certificate_of(claim))

    assert b"".join(response) == PDF
    assert response["Content-Disposition"] == f'attachment; filename="certificate-{claim.pk}.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_nobody_sees_a_certificate_without_a_log_in(client):
    response = client.get(certificate_of(PriorLearningFactory()))

    assert response.status_code == 302
    assert response.url.startswith("/account/login/")


@pytest.mark.parametrize("role", NOT_HR)
def test_prior_learning_is_closed_to_everyone_but_hr(client, role):
    claim = PriorLearningFactory()
    client.force_login(UserFactory(roles=[role]))

    assert client.get(certificate_of(claim)).status_code == 403
    for address in (
        reverse("prior_learning:index"),
        reverse("prior_learning:inspect", args=[claim.pk]),
        reverse("prior_learning:send"),
        reverse("prior_learning:erase", args=[claim.pk]),
    ):
        for response in (client.get(address), client.post(address, {"accept": "yes"})):
            assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
    assert PriorLearning.objects.get().is_waiting
    assert not Completion.objects.exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("prior_learning:index", "No certificate was sent in yet."),
        ("correction:index", "Nothing was corrected yet."),
        ("history_import:index", "No file was uploaded yet."),
        ("absence:index", "Nobody is away."),
    ],
)
def test_an_empty_list_says_what_fills_it(client, hr, address, said):
    assert said in client.get(reverse(address)).content.decode()


def test_hr_looks_at_the_certificate_and_accepts(client, hr):
    claim = PriorLearningFactory()
    assert "Waits to be checked" in client.get(reverse("prior_learning:index")).content.decode()
    assert client.get(certificate_of(claim)).status_code == 200
    address = reverse("prior_learning:inspect", args=[claim.pk])
    assert certificate_of(claim) in client.get(address).content.decode()

    client.post(address, {"accept": "yes"})

    completion = Completion.objects.by(claim.staff_member).get()
    assert completion.get_source_display() == "Prior learning"
    assert completion.completed_on == date(2024, 5, 4)
    logged = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {"records.open_certificate", "records.accept_prior_learning"} <= logged


def test_hr_says_why_not(client, hr):
    claim = PriorLearningFactory()
    address = reverse("prior_learning:inspect", args=[claim.pk])

    assert "Say why not" in client.post(address, {"answer": ""}, follow=True).content.decode()
    client.post(address, {"answer": "It is not signed"})

    assert PriorLearning.objects.get().answer == "It is not signed"


def test_hr_sends_in_for_somebody_and_leaves_the_check_to_another(client, hr, activity):
    asha = StaffMemberFactory(payroll_number="E010454")

    client.post(reverse("prior_learning:send"), claim_of(activity, payroll_number="E010454"))

    claim = PriorLearning.objects.get()
    assert (claim.staff_member, claim.sent_by) == (asha, hr)
    address = reverse("prior_learning:inspect", args=[claim.pk])
    assert 'name="accept"' not in client.get(address).content.decode()
    page = client.post(address, {"accept": "yes"}, follow=True).content.decode()
    assert "Somebody else has to check it" in page
    assert not Completion.objects.exists()


def test_hr_erases_a_certificate(client, hr, django_capture_on_commit_callbacks):
    claim = PriorLearningFactory()
    client.post(reverse("prior_learning:inspect", args=[claim.pk]), {"accept": "yes"})

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("prior_learning:erase", args=[claim.pk]))

    assert client.get(certificate_of(claim)).status_code == 404
    page = client.get(reverse("prior_learning:inspect", args=[claim.pk])).content.decode()
    assert "Erased on" in page
    assert claim.certificate_sha256 in page
