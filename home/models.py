from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from modules.models import ModuleIndexPage, ModulePage


class HomePage(Page):
    """The front door. Signed in, it is My learning."""

    welcome = models.TextField(
        _("welcome"),
        blank=True,
        max_length=300,
        help_text=_("A sentence under the greeting, for example: Ten minutes is enough today."),
    )
    content_panels = [*Page.content_panels, "welcome"]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["modules.ModuleIndexPage"]
    max_count = 1
    private_page_options: list[str] = []

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a module, or the shelf, in one query. Walking down the tree takes two a step."""
        shelves = ModuleIndexPage.objects.all()
        for depth, pages in ((2, ModulePage.objects.select_related("quiz")), (1, shelves)):
            if len(path_components) >= depth:
                url_path = f"{self.url_path}{'/'.join(path_components[:depth])}/"
                page = pages.filter(url_path=url_path).first()
                if page is not None:
                    return page.route(request, path_components[depth:])
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # By name, because the view knows this model.
        return import_string("home.views.my_learning_page")(request, page=self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return self.serve(request)
