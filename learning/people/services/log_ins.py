"""The first log-in of somebody without e-mail: a code on paper, good once, for a password."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.people.models import FirstLogIn, StaffMember, User
from learning.people.rules.log_in_codes import new_code, plain

from .refusing import refuse_merged

TIME_A_CODE_IS_GOOD = timedelta(days=14)
WRONG_TRIES_ALLOWED = 5


@transaction.atomic
def issue_first_log_in(*, staff_member: StaffMember, by: User | None, at: datetime) -> str:
    """Make a log-in by payroll number and a code that opens it once. Only its hash is kept.

    The code is returned for printing and cannot be had again. Earlier codes stop working.
    """
    staff_member = StaffMember.objects.select_for_update().get(pk=staff_member.pk)
    refuse_merged(staff_member)
    today = timezone.localdate(at)
    if StaffMember.objects.left_by(today).filter(pk=staff_member.pk).exists():
        raise ValidationError(_("%(name)s has left.") % {"name": staff_member})
    user = staff_member.user or _make_log_in(staff_member)
    _refuse_if_not_ours(user)
    user.first_log_ins.filter(used_at=None, expires_at__gt=at).update(expires_at=at)
    code = new_code(secrets.choice)
    FirstLogIn.objects.create(
        user=user,
        code_hash=make_password(plain(code)),
        issued_at=at,
        issued_by_name=(by.get_full_name() or by.username) if by else _("command line"),
        expires_at=at + TIME_A_CODE_IS_GOOD,
    )
    log(staff_member, "people.first_log_in.issue", user=by)
    return code


def _make_log_in(staff_member: StaffMember) -> User:
    if User.objects.filter(username__iexact=staff_member.payroll_number).exists():
        raise ValidationError(
            _("Another log-in is already called %(number)s. Ask IT to rename it.")
            % {"number": staff_member.payroll_number}
        )
    email = staff_member.email
    if email and User.objects.filter(email__iexact=email).exists():
        email = ""
    user = User(
        username=staff_member.payroll_number,
        email=email,
        first_name=staff_member.called,
        last_name=staff_member.last_name,
    )
    user.set_unusable_password()
    user.save()
    staff_member.user = user
    staff_member.save(update_fields=["user"])
    return user


def _refuse_if_not_ours(user: User) -> None:
    """A code opens a log-in, so nobody may make one for a log-in that can do more than learn."""
    if not user.is_active:
        raise ValidationError(_("IT has closed this log-in. Ask IT to open it again."))
    if _can_do_more_than_learn(user):
        raise ValidationError(_("This log-in has a role. Ask IT to set its password."))


def _can_do_more_than_learn(user: User) -> bool:
    return user.is_superuser or user.groups.exists() or user.user_permissions.exists()


@transaction.atomic
def redeem_first_log_in(
    *, payroll_number: str, code: str, password: str, at: datetime
) -> User | None:
    """Exchange a code for a password. Nobody learns whether the number or the code was wrong."""
    user = User.objects.filter(username__iexact=payroll_number.strip(), is_active=True).first()
    first_log_in = (
        FirstLogIn.objects.select_for_update()
        .filter(user=user, used_at=None, expires_at__gt=at, wrong_tries__lt=WRONG_TRIES_ALLOWED)
        .first()
        if user
        else None
    )
    if user is None or first_log_in is None or _can_do_more_than_learn(user):
        make_password(plain(code))  # Takes as long as a wrong code does.
        return None
    if not check_password(plain(code), first_log_in.code_hash):
        first_log_in.wrong_tries += 1
        first_log_in.save(update_fields=["wrong_tries"])
        return None
    validate_password(password, user)
    first_log_in.used_at = at
    first_log_in.save(update_fields=["used_at"])
    user.set_password(password)
    user.save(update_fields=["password"])
    log(user, "people.first_log_in.redeem", user=user)
    return user
