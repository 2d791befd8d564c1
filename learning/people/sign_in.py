from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from learning.people.models import User

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


class SignInWithStaffMember(AuthenticationBackend):
    """Finds who signed in together with who they are at work: every page asks for both."""

    def get_user(self, user_id: int | str) -> User | None:
        user = User.objects.select_related("staff_member").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
