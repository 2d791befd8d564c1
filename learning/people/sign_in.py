import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.core.mail import EmailMessage
from django.db.models import F, FilteredRelation, Q
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from learning.organisation.models import OrganisationSettings
from learning.people.models import StaffMember, User
from learning.people.selectors import staff_member_of

logger = logging.getLogger(__name__)

NO_MATCH = _(
    "We cannot sign you in with that. Check the e-mail address or payroll number, then type the "
    "password again."
)


class ClosedSignUp(DefaultAccountAdapter):
    """Log-ins are made by HR and IT; nobody signs themselves up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NO_MATCH,
        "email_password_mismatch": NO_MATCH,
        "too_many_login_attempts": _(
            "That did not work several times in a row. Wait five minutes, then try again."
        ),
        "enter_current_password": _("That is not your password. Type it again."),
        "incorrect_password": _("That is not your password. Type it again."),
        "incorrect_code": _("That code is not right, or too old. Type the one shown now."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """With whose site it is: a mail has not what every page is given."""
        context = context | {"organisation": OrganisationSettings.load()}
        return super().render_mail(template_prefix, email, context, headers)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Where no mail can be sent, the page stays the same: it says what else to do.

        An error would tell that the address is somebody's, and lead nowhere.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # SMTP's own errors are of that kind
            logger.exception("The mail %s could not be sent.", template_prefix)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Every way of signing in comes through here: it ends for whoever has left."""
        if has_left(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)


class SignInWithStaffMember(AuthenticationBackend):
    """Finds who signed in together with who they are at work: every page asks for both.

    A log-in ends with the last day at work, whether or not anybody switched it off.
    """

    def get_user(self, user_id: int | str) -> User | None:
        # What `left_by` says, by way of the last day: every request asks, and a join costs least.
        known = Q(staff_member__employments__superseded_at=None)
        user = (
            User.objects.select_related("staff_member")
            .annotate(
                spell=FilteredRelation("staff_member__employments", condition=known),
                last_day=F("spell__to_on"),
            )
            .filter(pk=user_id)
            .order_by(F("last_day").desc(nulls_first=True))
            .first()
        )
        if user is None or not super().user_can_authenticate(user):
            return None
        staff_member = staff_member_of(user)
        is_merged = staff_member is not None and staff_member.merged_into_id is not None
        has_ended = user.last_day is not None and user.last_day < localdate()
        return None if is_merged or has_ended else user

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and not has_left(user)


def has_left(user: User) -> bool:
    """Whether the person behind the log-in no longer works here."""
    return StaffMember.objects.left_by(localdate()).filter(user=user).exists()
