"""The standard in the CMS admin: its elements to look up, and the little that is ours to change."""

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import EditView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from .choices import TrainingRelevance
from .models import Criterion, Element, SubCriterion
from .permissions import NeitherAddedNorDeleted, may_load_standard


class ElementFilters(WagtailFilterSet):
    criterion = django_filters.ModelChoiceFilter(
        field_name="sub_criterion__criterion",
        queryset=Criterion.objects.order_by("standard", "position"),
        label=gettext_lazy("Criterion"),
    )
    training_relevance = django_filters.ChoiceFilter(
        choices=TrainingRelevance.choices, label=gettext_lazy("What training shows")
    )
    is_retired = django_filters.BooleanFilter(label=gettext_lazy("Retired"))

    class Meta:
        model = Element
        fields = ["criterion", "training_relevance", "is_retired"]


class ElementIndex(IndexView):
    """Elements in printed order, with the ways to what else there is of a standard."""

    page_title = gettext_lazy("Standard")

    def get_base_queryset(self) -> QuerySet[Element]:
        return super().get_base_queryset().select_related("sub_criterion")

    def get_header_buttons(self) -> list[HeaderButton]:
        if not may_load_standard(self.request.user):
            return []
        return [
            HeaderButton(_("Load a standard"), reverse("standard_load"), icon_name="upload"),
            HeaderButton(
                _("Skills evidence"), reverse("standard_sub_criteria:index"), icon_name="check"
            ),
        ]


class KeptInPlace(EditView):
    """A screen that says what it is about, since the name itself cannot be changed."""

    def get_page_subtitle(self) -> str:
        return str(self.object)


class ElementInspectView(InspectView):
    def get_is_retired_display_value(self) -> str:
        return _("Yes") if self.object.is_retired else _("No")

    def get_official_wording_display_value(self) -> str:
        return self.object.official_wording or "–"


class ElementViewSet(ModelViewSet):
    """Elements: all to see, the official wording to paste in."""

    model = Element
    name = "standard_elements"
    url_prefix = "standard/elements"
    icon = "list-ol"
    menu_label = gettext_lazy("Standard")
    menu_order = 700
    index_view_class = ElementIndex
    edit_view_class = KeptInPlace
    list_display = [
        TitleColumn(
            "__str__",
            label=gettext_lazy("Element"),
            accessor=str,
            get_url=lambda element: reverse("standard_elements:inspect", args=[element.pk]),
        ),
        Column("sub_criterion", label=gettext_lazy("Sub-criterion")),
        Column("get_training_relevance_display", label=gettext_lazy("What training shows")),
        Column(
            "is_retired",
            label=gettext_lazy("State"),
            accessor=lambda element: _("Retired") if element.is_retired else _("In force"),
        ),
    ]
    list_per_page = 100
    filterset_class = ElementFilters
    search_fields = ["number", "title", "summary", "official_wording"]
    form_fields = ["official_wording"]
    inspect_view_enabled = True
    inspect_view_class = ElementInspectView
    inspect_view_fields = [
        "number",
        "title",
        "sub_criterion",
        "summary",
        "official_wording",
        "training_relevance",
        "is_retired",
    ]
    copy_view_enabled = False
    add_to_reference_index = False

    @property
    def permission_policy(self) -> NeitherAddedNorDeleted:
        return NeitherAddedNorDeleted(self.model)


class SubCriterionViewSet(ModelViewSet):
    """Sub-criteria: which of them count as skills evidence."""

    model = SubCriterion
    name = "standard_sub_criteria"
    url_prefix = "standard/sub-criteria"
    icon = "list-ol"
    edit_view_class = KeptInPlace
    list_display = [
        TitleColumn(
            "__str__",
            label=gettext_lazy("Sub-criterion"),
            accessor=str,
            get_url=lambda part: reverse("standard_sub_criteria:edit", args=[part.pk]),
        ),
        BooleanColumn("is_skills_evidence", label=gettext_lazy("Counts as skills evidence")),
    ]
    list_per_page = 100
    search_fields = ["number", "title"]
    form_fields = ["is_skills_evidence"]
    copy_view_enabled = False
    add_to_reference_index = False

    @property
    def permission_policy(self) -> NeitherAddedNorDeleted:
        return NeitherAddedNorDeleted(self.model)
