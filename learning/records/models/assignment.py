from collections.abc import Mapping
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.people.models import DatedFact, StaffGroup, StaffMember
from learning.records.choices import DueChoice

from .programme import Programme

MONTHS = [MinValueValidator(1), MaxValueValidator(12)]


class Assignment(DatedFact):
    """That a staff group, or one person, must or should complete an activity, by when, how often.

    It holds for those in the group now and for those who join later. What its terms mean for a
    person on a day is said in `records.rules`. Days are counted from `counted_from_on` at the
    earliest, which outlives a change of the terms. One that came with a programme names it.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="assignments")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    staff_group = models.ForeignKey(
        StaffGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    staff_member = models.ForeignKey(
        StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    is_mandatory = models.BooleanField(_("mandatory"), default=True)
    counted_from_on = models.DateField(_("days are counted from"))
    due = models.CharField(_("due"), max_length=30, choices=DueChoice, default=DueChoice.BY_NO_DAY)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_days = models.PositiveSmallIntegerField(_("days to complete it"), default=0)
    again_months = models.PositiveSmallIntegerField(
        _("months until it is asked again"), null=True, blank=True
    )
    season_from_month = models.PositiveSmallIntegerField(
        _("first month of the season"), null=True, blank=True, validators=MONTHS
    )
    season_to_month = models.PositiveSmallIntegerField(
        _("last month of the season"), null=True, blank=True, validators=MONTHS
    )
    window_days = models.PositiveSmallIntegerField(
        _("days in which an early refresher counts"), null=True, blank=True
    )

    class Meta(DatedFact.Meta):
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["activity__title", "pk"]
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(staff_group=None, staff_member__isnull=False)
                | Q(staff_group__isnull=False, staff_member=None),
                name="assignment_is_for_a_group_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(due=DueChoice.ON_A_DAY, due_on__isnull=False)
                | (~Q(due=DueChoice.ON_A_DAY) & Q(due_on=None)),
                name="assignment_on_a_day_has_its_day",
                violation_error_message=_("Give the day, or choose another way to say when."),
            ),
            models.CheckConstraint(
                condition=~Q(due=DueChoice.AFTER_COMPLETION) | Q(due_days__gt=0),
                name="assignment_after_completion_has_its_days",
                violation_error_message=_("Give the number of days after the last completion."),
            ),
            models.CheckConstraint(
                condition=Q(season_from_month=None, season_to_month=None)
                | Q(season_from_month__range=(1, 12), season_to_month__range=(1, 12)),
                name="assignment_season_has_two_months",
                violation_error_message=_("A season has a first month and a last one."),
            ),
            models.CheckConstraint(
                condition=Q(season_from_month=None, again_months=None)
                | (
                    ~Q(due=DueChoice.AFTER_COMPLETION)
                    & (Q(season_from_month=None) | Q(again_months=None))
                ),
                name="assignment_asks_again_in_one_way",
                violation_error_message=_(
                    "Choose one way to ask again: days after the last completion, "
                    "every so many months, or a season."
                ),
            ),
            models.CheckConstraint(
                condition=Q(again_months=None) | Q(again_months__gt=0),
                name="assignment_again_after_a_month_or_more",
            ),
            models.CheckConstraint(
                condition=Q(window_days=None) | Q(window_days__gt=0),
                name="assignment_window_is_a_day_or_more",
            ),
            models.UniqueConstraint(
                fields=["activity", "staff_group"],
                condition=Q(superseded_at=None, to_on=None, programme=None),
                name="assignment_to_a_group_is_open_once",
            ),
            models.UniqueConstraint(
                fields=["activity", "staff_member"],
                condition=Q(superseded_at=None, to_on=None, programme=None),
                name="assignment_to_a_person_is_open_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "activity", "staff_group"],
                condition=Q(superseded_at=None, to_on=None),
                name="step_for_a_group_is_open_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "activity", "staff_member"],
                condition=Q(superseded_at=None, to_on=None),
                name="step_for_a_person_is_open_once",
            ),
        ]
        permissions = [("assign_activity", _("Can assign activities"))]

    @classmethod
    def of_values(cls, values: Mapping[str, Any]) -> Self:
        """One from values as JSON has them, by the names of their columns; not saved."""
        return cls(**{name: COLUMNS[name].to_python(value) for name, value in values.items()})

    def __str__(self) -> str:
        return f"{self.activity} – {self.staff_group or self.staff_member}"

    @property
    def says(self) -> str:
        return str(self.activity)

    @property
    def step(self) -> tuple[int, int] | None:
        """Which step of how many in its programme, where the query asked for that."""
        number, count = (getattr(self, name, None) for name in ("step_number", "step_count"))
        return None if number is None or count is None else (number, count)


COLUMNS = {field.attname: field for field in Assignment._meta.concrete_fields}


class Waiver(DatedFact):
    """That somebody is excused from an activity, with a reason and an end.

    Holds personal data: the reason, in free text.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="waivers")
    staff_member = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="waivers")
    reason = models.CharField(_("reason"), max_length=300)

    class Meta(DatedFact.Meta):
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["-from_on", "pk"]

    def __str__(self) -> str:
        return f"{self.staff_member} – {self.activity}"

    @property
    def says(self) -> str:
        return f"{self.activity}: {self.reason}"


class Extension(DatedFact):
    """That somebody was given until a later day for an activity, granted on the first day.

    Holds personal data: the reason, in free text.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="extensions")
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="extensions"
    )
    due_on = models.DateField(_("due on"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta(DatedFact.Meta):
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-from_on", "pk"]

    def __str__(self) -> str:
        return f"{self.staff_member} – {self.activity}"

    @property
    def says(self) -> str:
        said = {"activity": self.activity, "day": date_format(self.due_on)}
        return gettext("%(activity)s until %(day)s") % said


class ExtensionRequest(models.Model):
    """That somebody asked HR for more time, and what HR said.

    Holds personal data: why they asked, and the answer, in free text.
    """

    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="extension_requests"
    )
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="extension_requests"
    )
    wanted_on = models.DateField(_("wanted until"))
    why = models.CharField(_("why"), max_length=300)
    asked_at = models.DateTimeField(_("asked at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by_name = models.CharField(_("answered by"), max_length=150, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    extension = models.OneToOneField(
        Extension, null=True, blank=True, on_delete=models.PROTECT, related_name="request"
    )

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request for more time")
        verbose_name_plural = _("requests for more time")
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "staff_member"],
                condition=Q(answered_at=None),
                name="extension_is_asked_for_once",
            ),
            models.CheckConstraint(
                condition=Q(extension=None) | Q(answered_at__isnull=False),
                name="extension_is_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_member} – {self.activity}"


class Start(models.Model):
    """That somebody began an activity, or went on with it, that day."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="starts")
    staff_member = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="starts")
    begun_on = models.DateField(_("begun on"))
    recorded_at = models.DateTimeField(_("recorded at"))

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("start")
        verbose_name_plural = _("starts")
        ordering = ["begun_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff_member", "activity", "begun_on"], name="start_is_noted_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_member} – {self.activity}"
