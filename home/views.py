"""The front door."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from home.models import HomePage
from home.selectors import my_learning, welcome
from learning.people.selectors import staff_member_of


@require_safe
def my_learning_page(request: HttpRequest, *, page: HomePage | None = None) -> HttpResponse:
    """One next thing, and then everything else that somebody has to do, may do and has done."""
    staff_member = staff_member_of(request.user)
    context: dict[str, object] = {
        "staff_member": staff_member,
        "welcome": page.welcome if page else welcome(),
    }
    if staff_member is not None:
        context["learning"] = my_learning(request.user, staff_member, on=localdate())
    return TemplateResponse(request, "home/my_learning.html", context)
