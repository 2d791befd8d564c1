from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail import hooks
from wagtail.models import Page

from learning.people.selectors import staff_member_of

from .models import ModulePage
from .permissions import may_open


@hooks.register("before_serve_page")
def only_for_those_who_may_open(
    page: Page, request: HttpRequest, args: Sequence[object], kwargs: Mapping[str, object]
) -> HttpResponse | None:
    """The one place where a module's page, and every place below it, asks who may open it."""
    if not isinstance(page, ModulePage) or may_open(request.user, page):
        return None
    context = {"page": page, "staff_member": staff_member_of(request.user)}
    return TemplateResponse(request, "modules/not_for_you.html", context, status=403)
