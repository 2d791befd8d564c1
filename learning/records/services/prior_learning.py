"""Sending in what was learnt before or elsewhere, and HR's answer to it."""

import hashlib
from datetime import date, datetime
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from learning.catalogue.models import Activity
from learning.people.models import StaffMember, User
from learning.people.services import refuse_merged
from learning.records.choices import CertificateKind, ClaimState, Source
from learning.records.models import Completion, PriorLearning
from learning.records.models.prior_learning import private_files
from learning.records.rules.certificates import MOST_BYTES, FileKind, kind_of

from .completions import name_of, record_completion
from .writing import start_of

MOST_PIXELS = 40_000_000


@transaction.atomic
def send_prior_learning(
    *,
    staff_member: StaffMember,
    activity: Activity,
    completed_on: date,
    provider: str,
    certificate: bytes,
    by: User,
    at: datetime,
) -> PriorLearning:
    """Keep the claim and its certificate for HR to check. It counts for nothing yet."""
    if not provider.strip():
        raise ValidationError(_("Say with whom it was learnt."))
    if completed_on > localdate(at):
        raise ValidationError(_("The date on the certificate is still to come."))
    kind = certificate_kind(certificate)
    # The person is locked, so that sending the form twice keeps one certificate.
    refuse_merged(StaffMember.objects.select_for_update(of=("self",)).get(pk=staff_member.pk))
    waiting = PriorLearning.objects.waiting().filter(staff_member=staff_member, activity=activity)
    if waiting.exists():
        raise ValidationError(
            _("A certificate for %(activity)s already waits to be checked.")
            % {"activity": activity}
        )
    if _is_on_record(staff_member, activity, completed_on):
        raise ValidationError(
            _("%(activity)s is on record for that day already, so there is nothing to send in.")
            % {"activity": activity}
        )
    return PriorLearning.objects.create(
        staff_member=staff_member,
        activity=activity,
        completed_on=completed_on,
        provider=provider.strip(),
        certificate=ContentFile(certificate, name="certificate"),
        certificate_kind=kind,
        certificate_sha256=hashlib.sha256(certificate).hexdigest(),
        certificate_size=len(certificate),
        sent_by=by,
        sent_by_name=name_of(by),
        sent_at=at,
    )


def certificate_kind(certificate: bytes) -> CertificateKind:
    """What the file is, told from its bytes; refused when it is nothing we take."""
    if len(certificate) > MOST_BYTES:
        raise ValidationError(_("The certificate is larger than 5 MB. Send a smaller copy."))
    kind = kind_of(certificate)
    if kind is None or (kind is not FileKind.PDF and not _is_picture(certificate, kind)):
        raise ValidationError(
            _("The certificate cannot be read as a PDF, JPEG or PNG file. Scan it or take a photo.")
        )
    return CertificateKind(kind.value)


def _is_picture(data: bytes, kind: FileKind) -> bool:
    try:
        with Image.open(BytesIO(data), formats=[kind.name]) as picture:
            width, height = picture.size
            picture.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return False
    return width * height <= MOST_PIXELS


@transaction.atomic
def accept_prior_learning(*, claim: PriorLearning, by: User, at: datetime) -> Completion:
    """Agree that the certificate shows it: from now on it counts, from the certificate's day."""
    claim = _to_answer(claim, by=by)
    if not _is_as_sent(claim):
        raise ValidationError(
            _("The certificate's file is not the one that was sent in. Refuse it and ask again.")
        )
    if _is_on_record(claim.staff_member, claim.activity, claim.completed_on):
        raise ValidationError(
            _("It is on record for that day already. Refuse this certificate, and say so.")
        )
    completion = record_completion(
        staff_member=claim.staff_member,
        activity=claim.activity,
        source=Source.PRIOR_LEARNING,
        source_key=claim.key,
        completed_at=start_of(claim.completed_on),
        content_sha256=claim.certificate_sha256,
        recorded_by=StaffMember.objects.filter(user=by).first(),
        recorded_at=at,
    )
    _answer(claim, ClaimState.ACCEPTED, by=by, at=at)
    return completion


@transaction.atomic
def refuse_prior_learning(
    *, claim: PriorLearning, answer: str, by: User, at: datetime
) -> PriorLearning:
    """Say that it does not count, and why, in words that the person sees."""
    if not answer.strip():
        raise ValidationError(_("Say why not. The person sees it."))
    claim = _to_answer(claim, by=by)
    claim.answer = answer.strip()
    return _answer(claim, ClaimState.REFUSED, by=by, at=at)


@transaction.atomic
def erase_certificate(*, claim: PriorLearning, by: User, at: datetime) -> PriorLearning:
    """Delete the file for good. Its SHA-256 stays, and so does what it was accepted for."""
    claim = PriorLearning.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if claim.is_waiting:
        raise ValidationError(_("It waits to be checked. Accept or refuse it first."))
    if not claim.certificate.name:
        raise ValidationError(_("The certificate has been erased already."))
    name = claim.certificate.name
    claim.certificate, claim.erased_at = "", at
    claim.save()
    transaction.on_commit(lambda: private_files().delete(name))
    return claim


def _to_answer(claim: PriorLearning, *, by: User) -> PriorLearning:
    """The claim, locked, if it waits and is somebody else's."""
    claim = PriorLearning.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if not claim.is_waiting:
        raise ValidationError(
            _("%(name)s has already answered this.") % {"name": claim.answered_by_name}
        )
    if by in (claim.sent_by, claim.staff_member.user):
        raise ValidationError(_("This is your own. Somebody else has to check it."))
    return claim


def _is_on_record(staff_member: StaffMember, activity: Activity, on: date) -> bool:
    """Whether it stands on record for that day, however it is known."""
    standing = Completion.objects.standing().by(staff_member)
    return standing.filter(activity_key=activity.key, completed_on=on).exists()


def _is_as_sent(claim: PriorLearning) -> bool:
    try:
        with claim.certificate.open() as file:
            return hashlib.sha256(file.read()).hexdigest() == claim.certificate_sha256
    except OSError:
        return False


def _answer(claim: PriorLearning, state: ClaimState, *, by: User, at: datetime) -> PriorLearning:
    claim.state, claim.answered_by_name, claim.answered_at = state, name_of(by), at
    claim.save()
    return claim
