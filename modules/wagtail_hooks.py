from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from learning.people.selectors import staff_member_of

from . import views
from .models import ModulePage
from .permissions import may_open, may_write


@hooks.register("before_serve_page")
def only_for_those_who_may_open(
    page: Page, request: HttpRequest, args: Sequence[object], kwargs: Mapping[str, object]
) -> HttpResponse | None:
    """The one place where a module's page, and every place below it, asks who may open it."""
    if not isinstance(page, ModulePage) or may_open(request.user, page):
        return None
    context = {"page": page, "staff_member": staff_member_of(request.user)}
    return TemplateResponse(request, "modules/not_for_you.html", context, status=403)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("modules/", views.shelf_in_admin, name="modules")]


class ModulesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_write(request.user)


@hooks.register("register_training_menu_item")
def modules_menu_item() -> MenuItem:
    return ModulesMenuItem(
        _("Modules"), reverse("modules"), icon_name="doc-full-inverse", order=100
    )
