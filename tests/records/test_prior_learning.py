import hashlib
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from learning.records.choices import CertificateKind, ClaimState, Source
from learning.records.models import Completion, PriorLearning
from learning.records.models.prior_learning import private_files
from learning.records.selectors import verify_records
from learning.records.services import (
    accept_prior_learning,
    erase_certificate,
    refuse_prior_learning,
)
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.records import PDF, CompletionFactory, PriorLearningFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 2, 9, tzinfo=UTC)


def picture(kind, size=(40, 30)):
    file = BytesIO()
    Image.new("RGB", size).save(file, kind)
    return file.getvalue()


@pytest.fixture
def hr():
    return StaffMemberFactory(user__first_name="Priya", user__last_name="Shah").user


def test_what_waits_counts_for_nothing():
    claim = PriorLearningFactory()

    assert claim.is_waiting
    assert not Completion.objects.exists()


def test_what_is_accepted_counts_from_the_day_on_the_certificate(hr):
    claim = PriorLearningFactory(activity=ActivityFactory(yearly=True))

    accept_prior_learning(claim=claim, by=hr, at=NOW)

    completion = Completion.objects.by(claim.staff_member).get()
    assert (completion.source, completion.source_key) == (Source.PRIOR_LEARNING, claim.key)
    assert completion.completed_on == date(2024, 5, 4)
    assert completion.expires_on == date(2025, 5, 3)
    assert completion.recorded_by_key == hr.staff_member.key
    assert completion.content_sha256 == hashlib.sha256(PDF).hexdigest()
    assert PriorLearning.objects.get().state == ClaimState.ACCEPTED
    assert verify_records().is_whole


def test_what_is_refused_says_why_and_counts_for_nothing(hr):
    refuse_prior_learning(claim=PriorLearningFactory(), answer="It is not signed", by=hr, at=NOW)

    claim = PriorLearning.objects.get()
    assert (claim.state, claim.answer) == (ClaimState.REFUSED, "It is not signed")
    assert claim.answered_by_name == "Priya Shah"
    assert not Completion.objects.exists()


def test_what_was_refused_can_be_sent_in_again(hr):
    claim = PriorLearningFactory()
    refuse_prior_learning(claim=claim, answer="It is not signed", by=hr, at=NOW)

    PriorLearningFactory(staff_member=claim.staff_member, activity=claim.activity)

    assert PriorLearning.objects.waiting().count() == 1


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(PDF, CertificateKind.PDF, id="pdf"),
        pytest.param(picture("JPEG"), CertificateKind.JPEG, id="jpeg"),
        pytest.param(picture("PNG"), CertificateKind.PNG, id="png"),
    ],
)
def test_a_certificate_is_kept_as_it_was_sent(data, kind):
    claim = PriorLearningFactory(certificate=data)

    assert claim.certificate_kind == kind
    assert claim.certificate.read() == data
    assert claim.certificate.name.startswith("certificates/")
    assert "certificate." not in claim.certificate.name


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"certificate": b"<html></html>"}, "cannot be read", id="web-page"),
        pytest.param(
            {"certificate": b"\x89PNG\r\n\x1a\n" + b"no picture IEND\xae\x42\x60\x82"},
            "cannot be read",
            id="only-looks-like-a-picture",
        ),
        pytest.param(
            {"certificate": picture("PNG", size=(10_000, 4_001))},
            "cannot be read",
            id="picture-that-unfolds-without-end",
        ),
        pytest.param({"certificate": PDF + b" " * 5 * 1024 * 1024}, "larger than 5 MB", id="large"),
        pytest.param({"completed_on": date(2026, 6, 2)}, "still to come", id="tomorrow"),
        pytest.param({"provider": " "}, "with whom", id="with-nobody"),
    ],
)
def test_what_cannot_be_sent_in_says_why(changes, said):
    with pytest.raises(ValidationError, match=said):
        PriorLearningFactory(**changes)

    assert not PriorLearning.objects.exists()


def test_the_same_is_not_sent_in_twice_while_it_waits():
    claim = PriorLearningFactory()

    with pytest.raises(ValidationError, match="already waits"):
        PriorLearningFactory(staff_member=claim.staff_member, activity=claim.activity)


@pytest.mark.parametrize("answer", [accept_prior_learning, refuse_prior_learning])
def test_nobody_checks_their_own(answer, hr):
    words = {"answer": "No"} if answer is refuse_prior_learning else {}
    theirs = PriorLearningFactory(staff_member=hr.staff_member)
    sent_by_them = PriorLearningFactory(by=hr)
    sent_for_them = PriorLearningFactory(staff_member=hr.staff_member, by=UserFactory())

    for claim in (theirs, sent_by_them, sent_for_them):
        with pytest.raises(ValidationError, match="Somebody else"):
            answer(claim=claim, by=hr, at=NOW, **words)

    assert PriorLearning.objects.waiting().count() == 3
    assert not Completion.objects.exists()


def test_what_is_on_record_for_that_day_is_not_sent_in():
    whose = {"staff_member": StaffMemberFactory(), "activity": ActivityFactory()}
    CompletionFactory(**whose, completed_at=datetime(2024, 5, 4, 15, tzinfo=UTC))

    with pytest.raises(ValidationError, match="is on record for that day already"):
        PriorLearningFactory(**whose)


def test_what_was_put_on_record_meanwhile_is_not_recorded_twice(hr):
    claim = PriorLearningFactory()
    known = CompletionFactory(
        staff_member=claim.staff_member,
        activity=claim.activity,
        completed_at=datetime(2024, 5, 4, 15, tzinfo=UTC),
    )

    with pytest.raises(ValidationError, match="Refuse this certificate, and say so"):
        accept_prior_learning(claim=claim, by=hr, at=NOW)

    assert Completion.objects.get() == known
    assert PriorLearning.objects.get().is_waiting


def test_what_was_answered_is_not_answered_again(hr):
    claim = PriorLearningFactory()
    accept_prior_learning(claim=claim, by=hr, at=NOW)

    with pytest.raises(ValidationError, match="Priya Shah has already answered"):
        refuse_prior_learning(claim=claim, answer="No", by=UserFactory(), at=NOW)


def test_a_refusal_needs_its_reason(hr):
    with pytest.raises(ValidationError, match="Say why not"):
        refuse_prior_learning(claim=PriorLearningFactory(), answer=" ", by=hr, at=NOW)


def test_a_certificate_that_was_exchanged_is_not_accepted(hr):
    claim = PriorLearningFactory()
    with private_files().open(claim.certificate.name, "wb") as file:
        file.write(PDF + b"\n")

    with pytest.raises(ValidationError, match="not the one that was sent in"):
        accept_prior_learning(claim=claim, by=hr, at=NOW)


def test_erasing_a_certificate_leaves_its_digest_and_the_record(
    hr, django_capture_on_commit_callbacks
):
    claim = PriorLearningFactory()
    name = claim.certificate.name
    accept_prior_learning(claim=claim, by=hr, at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        erase_certificate(claim=claim, by=hr, at=NOW + timedelta(days=1))

    claim = PriorLearning.objects.get()
    assert not private_files().exists(name)
    assert not claim.certificate
    assert claim.certificate_sha256 == hashlib.sha256(PDF).hexdigest()
    assert Completion.objects.standing().exists()
    assert verify_records().is_whole


def test_a_certificate_is_erased_once_and_not_while_it_waits(hr):
    claim = PriorLearningFactory()
    with pytest.raises(ValidationError, match="waits to be checked"):
        erase_certificate(claim=claim, by=hr, at=NOW)
    refuse_prior_learning(claim=claim, answer="No", by=hr, at=NOW)
    erase_certificate(claim=claim, by=hr, at=NOW)

    with pytest.raises(ValidationError, match="erased already"):
        erase_certificate(claim=claim, by=hr, at=NOW)
