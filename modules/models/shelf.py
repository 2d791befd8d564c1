from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction


class ModuleIndexPage(Page):
    """The shelf that modules stand on. Staff see those meant for them."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["modules.ModulePage"]
    max_count = 1
    # Who may see what is one rule, in `permissions`. Wagtail's own would be a second one.
    private_page_options: list[str] = []

    class Meta:
        verbose_name = _("training shelf")
        verbose_name_plural = _("training shelves")

    def get_view_restrictions(self) -> models.QuerySet:
        return PageViewRestriction.objects.none()

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return import_string("modules.views.shelf")(request, page=self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return self.serve(request)
