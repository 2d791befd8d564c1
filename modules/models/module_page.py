from collections.abc import Callable, Mapping
from datetime import date
from typing import Self
from urllib.parse import urljoin
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLResolver
from django.urls.resolvers import RegexPattern
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction
from wagtail.permissions import page_permission_policy
from wagtail.search import index
from wagtail.url_routing import RouteResult

from learning.catalogue.models import Activity
from learning.people.models import Membership, StaffGroup
from learning.people.permissions import AnyUser, may_enter_admin
from learning.people.selectors import staff_member_of
from learning.records.models import Assignment
from modules.blocks import ClaimsBlock, SectionBlock
from modules.forms import ModuleCopyForm, ModulePageForm
from modules.panels import module_tabs
from modules.rules.content import Section, claims_in, sections_of
from quizzes.models import Quiz

from .tags import TaggedModule

# The places below a module's own address, found as Django finds any address. Named by a string,
# because the views behind them know this model.
PLACES = URLResolver(RegexPattern(r"^"), "modules.urls")


class ModulePageQuerySet(PageQuerySet):
    def visible_to(self, user: AnyUser, on: date | None = None) -> Self:
        """The one audience rule: live modules that the person may open, today unless told.

        They are meant for a staff group the person is in, or assigned to them or their group.
        Those who may edit a module may open it too.
        """
        on = on or localdate()
        may_open = Q(pk__in=())
        if may_enter_admin(user):
            editable = page_permission_policy.instances_user_has_permission_for(user, "change")
            may_open |= Q(pk__in=editable.values("pk"))
        staff_member = staff_member_of(user)
        if staff_member is not None:
            meant = Activity.objects.for_staff(staff_member, on)
            groups = Membership.objects.known().on(on).filter(staff_member=staff_member)
            asked = (
                Assignment.objects.known()
                .on(on)
                .filter(
                    Q(staff_member=staff_member) | Q(staff_group__in=groups.values("staff_group"))
                )
            )
            may_open |= Q(activity_key__in=meant.values("key"))
            may_open |= Q(activity_key__in=asked.values("activity__key"))
        return self.live().filter(may_open)


class ModulePage(Page):
    """An online training page: sections to read and, if it has one, a quiz to pass.

    `activity_key` is its identity in the catalogue and in every record. A copy gets its own.
    """

    activity_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    summary = models.TextField(
        _("summary"),
        max_length=250,
        help_text=_("One or two sentences: what staff will be able to do afterwards."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(480)],
        help_text=_("How long it honestly takes, with the quiz, for example 10."),
    )
    refresher_months = models.PositiveSmallIntegerField(
        _("again after (months)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("When it must be done again, for example 12. Leave empty for never."),
    )
    sections = StreamField(
        [("section", SectionBlock())],
        verbose_name=_("sections"),
        help_text=_("Each section is a page of its own. Three to five short ones work well."),
    )
    quiz = models.ForeignKey(
        Quiz,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="module_pages",
        verbose_name=_("quiz"),
        help_text=_("A published quiz. Without one, staff confirm that they read every section."),
    )
    tests_first = models.BooleanField(
        _("offer the quiz first"),
        default=False,
        help_text=_(
            "Whoever passes it need not read the module, and the record says so. Whoever does not "
            "is led to the sections that their wrong answers point to: say on each section which "
            "questions it prepares for."
        ),
    )
    staff_groups = ParentalManyToManyField(
        StaffGroup,
        related_name="+",
        verbose_name=_("staff groups"),
        help_text=_("Who this is meant for. They can take it, and count towards its elements."),
    )
    claims = StreamField(
        ClaimsBlock(),
        blank=True,
        verbose_name=_("elements served"),
        help_text=_("Each element of the standard that this serves, with what it shows."),
    )
    tags = ClusterTaggableManager(
        through=TaggedModule,
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Free words to find it by, with commas between them."),
    )

    objects = PageManager.from_queryset(ModulePageQuerySet)()

    base_form_class = ModulePageForm
    copy_form_class = ModuleCopyForm
    edit_handler = module_tabs()
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    parent_page_types = ["modules.ModuleIndexPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["activity_key"]
    private_page_options: list[str] = []
    preview_modes = [("", _("Overview")), ("all_sections", _("All sections"))]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    @property
    def section_list(self) -> list[Section]:
        """The sections as stored, without the blocks that they become."""
        return sections_of(self.sections.get_prep_value())

    @property
    def claim_statements(self) -> dict[int, str]:
        """What completing it shows, by the id of each element."""
        return claims_in(self.claims.get_prep_value())

    @property
    def has_quiz(self) -> bool:
        return self.quiz_id is not None

    @property
    def path_on_site(self) -> str:
        """Where staff open it, for example /training/putting-it-right/. Empty where nowhere."""
        parts = self.get_url_parts()
        return (parts[2] or "") if parts else ""

    def get_full_url(self, request: HttpRequest | None = None) -> str:
        """For mails. Wagtail would make it of its `Site`, which knows neither port nor https."""
        return urljoin(settings.WAGTAILADMIN_BASE_URL, self.path_on_site)

    full_url = property(get_full_url)

    def place(self, name: str, **kwargs: object) -> str:
        """The address of a place within the module."""
        return self.path_on_site + PLACES.reverse(name, **kwargs)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not self.live:
            raise Http404
        match = PLACES.resolve("".join(f"{component}/" for component in path_components))
        return RouteResult(self, (match.func, match.kwargs))

    def serve(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse] | None = None,
        kwargs: Mapping[str, object] | None = None,
    ) -> HttpResponse:
        view = view or PLACES.resolve("").func
        return view(request, page=self, **(kwargs or {}))

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        place = PLACES.reverse("all_sections") if mode_name == "all_sections" else ""
        return PLACES.resolve(place).func(request, page=self)

    def get_view_restrictions(self) -> models.QuerySet:
        """None: who may open a module is one rule, asked once, in `permissions`."""
        return PageViewRestriction.objects.none()
