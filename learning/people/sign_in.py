from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from learning.people.models import StaffMember, User
from learning.people.models.user import OPENS_THE_CMS

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

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Every way of signing in comes through here: it ends for whoever has left."""
        if has_left(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)


class SignInWithStaffMember(AuthenticationBackend):
    """Finds who signed in, who they are at work and whether they work behind the scenes.

    Every page asks for all three.

    A log-in ends with the last day at work, whether or not anybody switched it off.
    """

    def get_user(self, user_id: int | str) -> User | None:
        left = StaffMember.objects.left_by(localdate()).filter(user=OuterRef("pk"))
        roles = Exists(Group.objects.filter(OPENS_THE_CMS, user=OuterRef("pk")))
        user = (
            User.objects.select_related("staff_member")
            .annotate(has_left=Exists(left), opens_the_cms=Q(is_superuser=True) | roles)
            .filter(pk=user_id)
            .first()
        )
        if user is None or user.has_left or not super().user_can_authenticate(user):
            return None
        user.works_behind_the_scenes = user.opens_the_cms
        return user

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and not has_left(user)


def has_left(user: User) -> bool:
    """Whether the person behind the log-in no longer works here."""
    return StaffMember.objects.left_by(localdate()).filter(user=user).exists()
