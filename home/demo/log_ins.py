"""A log-in for each role, two for HR, with a password that everybody may know."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learning.people.models import StaffMember, User
from learning.people.permissions import Role

PASSWORD = "cultivate-demo"  # noqa: S105 - printed for whoever tries the demonstration


@dataclass(frozen=True, slots=True)
class LogIn:
    """Whom to sign in as, and what they show."""

    payroll_number: str
    role: Role | None
    shows: str | Promise


ASHA = "E010454"
LOG_INS = (
    LogIn(ASHA, None, _("Staff member: My learning")),
    LogIn("E010439", Role.TRAINERS, _("Trainer: modules and questions")),
    LogIn("E010554", Role.CONTENT_APPROVERS, _("Content approver: a module waits for approval")),
    LogIn("E011010", Role.HR_OFFICERS, _("HR officer: staff list, assignments, records, exports")),
    LogIn("E011022", Role.HR_OFFICERS, _("Another HR officer: agrees where two are needed")),
    LogIn("E010434", Role.CSE_LEADS, _("CSE lead: coverage of the standard")),
    LogIn("E011049", Role.IT, _("IT: log-ins, roles and settings")),
)


def make_log_ins() -> dict[str, User]:
    """Make the log-ins; returns each by its payroll number."""
    made = {}
    for log_in in LOG_INS:
        person = StaffMember.objects.get(payroll_number=log_in.payroll_number)
        user = User(
            username=person.payroll_number,
            email=person.email,
            first_name=person.called,
            last_name=person.last_name,
        )
        user.set_password(PASSWORD)
        user.save()
        if log_in.role is not None:
            user.groups.add(Group.objects.get(name=log_in.role.value))
        person.user = user
        person.save(update_fields=["user"])
        made[log_in.payroll_number] = user
    return made
