from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from modules.models import ModulePage


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
        """Find a module in one query. Walking down the tree takes two for each step."""
        if len(path_components) >= 2:
            url_path = f"{self.url_path}{path_components[0]}/{path_components[1]}/"
            module = ModulePage.objects.select_related("quiz").filter(url_path=url_path).first()
            if module is not None:
                return module.route(request, path_components[2:])
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # By name, because the view knows this model.
        return import_string("home.views.my_learning_page")(request, page=self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return self.serve(request)
