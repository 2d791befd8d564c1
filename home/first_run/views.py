from allauth.account.views import LoginView
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from learning.people.permissions import may_enter_admin

from . import services
from .forms import FirstRunForm

all_log_ins = LoginView.as_view()


def log_in(request: HttpRequest) -> HttpResponse:
    """The log-in page; on an empty site there is nobody to log in, so the first run instead.

    The CMS sends whoever has no role there to log in. They are logged in, so tell them instead.
    """
    if request.method == "GET" and services.is_empty():
        return redirect("first_run")
    wants_admin = request.GET.get("next", "").startswith(reverse("wagtailadmin_home"))
    if request.user.is_authenticated and wants_admin and not may_enter_admin(request.user):
        raise PermissionDenied
    return all_log_ins(request)


@sensitive_post_parameters()
def first_run(request: HttpRequest) -> HttpResponse:
    """Set an empty site up. Once there is a log-in, this page is gone."""
    if not services.is_empty():
        raise Http404
    form = FirstRunForm(request.POST or None)
    if form.is_valid():
        services.set_up(
            organisation=form.cleaned_data["organisation"],
            contact_email=form.cleaned_data["contact_email"],
            hostname=request.get_host().partition(":")[0],
            it=form.log_in("it"),
            hr=form.log_in("hr"),
            preset="cse" if form.cleaned_data["loads_cse"] else None,
            at=timezone.now(),
        )
        messages.success(
            request,
            _("Your site is ready. Sign in, and ask the HR officer to upload the staff list next."),
        )
        return redirect("account_login")
    return render(request, "home/first_run.html", {"form": form})
