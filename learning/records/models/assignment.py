from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.people.models import DatedFact, StaffGroup, StaffMember


class Assignment(DatedFact):
    """That a staff group, or one person, must or should complete an activity by a day.

    It holds for those in the group now and for those who join later. Without a fixed day, the due
    day is `due_days` after joining the group, or after the assignment began if that is later.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="assignments")
    staff_group = models.ForeignKey(
        StaffGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    staff_member = models.ForeignKey(
        StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    is_mandatory = models.BooleanField(_("mandatory"), default=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_days = models.PositiveSmallIntegerField(_("days to complete it"), null=True, blank=True)

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
                condition=Q(due_on=None) | Q(due_days=None),
                name="assignment_has_one_due_rule",
            ),
            models.UniqueConstraint(
                fields=["activity", "staff_group"],
                condition=Q(superseded_at=None, to_on=None, staff_group__isnull=False),
                name="assignment_to_a_group_is_open_once",
            ),
            models.UniqueConstraint(
                fields=["activity", "staff_member"],
                condition=Q(superseded_at=None, to_on=None, staff_member__isnull=False),
                name="assignment_to_a_person_is_open_once",
            ),
        ]
        permissions = [("assign_activity", _("Can assign activities"))]

    def __str__(self) -> str:
        return f"{self.activity} – {self.staff_group or self.staff_member}"


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
