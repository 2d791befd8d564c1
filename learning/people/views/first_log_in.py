"""The one screen that a person with a code on paper meets before they have a password."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from learning.people.forms import FirstLogInForm
from learning.people.services import redeem_first_log_in

# For each network address. A whole depot may share one, and most people get it right.
WRONG_TRIES_ALLOWED = 20
SECONDS_TO_WAIT = 15 * 60


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class FirstLogInView(FormView):
    """Payroll number, code and a new password, twice."""

    template_name = "people/first_log_in.html"
    form_class = FirstLogInForm
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: FirstLogInForm) -> HttpResponse:
        wrong_tries = f"first-log-in:{get_adapter().get_client_ip(self.request)}"
        if cache.get(wrong_tries, 0) >= WRONG_TRIES_ALLOWED:
            form.add_error(
                None, _("Too many wrong tries from here. Wait 15 minutes, then try again.")
            )
            return self.form_invalid(form)
        answers = form.cleaned_data
        try:
            user = redeem_first_log_in(
                payroll_number=answers["payroll_number"],
                code=answers["code"],
                password=answers["password"],
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error("password", error)
            return self.form_invalid(form)
        if user is None:
            _count(wrong_tries)
            form.add_error(
                None,
                _(
                    "That payroll number and code do not fit together, or the code is no longer "
                    "good. Check both against the slip. HR can print a new one."
                ),
            )
            return self.form_invalid(form)
        messages.success(
            self.request, _("Your password is set. Sign in with your payroll number and password.")
        )
        return super().form_valid(form)


def _count(key: str) -> None:
    if not cache.add(key, 1, SECONDS_TO_WAIT):
        try:
            cache.incr(key)
        except ValueError:  # it has expired this very moment
            cache.set(key, 1, SECONDS_TO_WAIT)
