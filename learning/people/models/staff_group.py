from typing import Any, Self
from uuid import uuid4

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .dated_fact import DatedFact
from .staff_member import StaffMember


class StaffGroupQuerySet(models.QuerySet):
    def telling_how_kept(self) -> Self:
        """Each with `is_by_rule`: whether a rule decides who is in it from now on."""
        rules = GroupRule.objects.known().filter(staff_group=OuterRef("pk"), to_on=None)
        return self.annotate(is_by_rule=Exists(rules))


class StaffGroup(models.Model):
    """Staff whose contact with customers is alike. Retired when no longer used, never deleted."""

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    name = models.CharField(
        _("name"),
        max_length=100,
        help_text=_("What staff call this group, for example Reception."),
        validators=[
            # Files list several groups in one cell, with semicolons between them.
            RegexValidator(r";", _("A group's name cannot hold a semicolon."), inverse_match=True)
        ],
    )
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("Who belongs here, for example: anyone who greets visitors at a desk."),
    )
    is_retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("A retired group keeps its past but is offered nowhere."),
    )

    objects = StaffGroupQuerySet.as_manager()
    is_by_rule: bool  # where `telling_how_kept` was asked

    class Meta:
        verbose_name = _("staff group")
        verbose_name_plural = _("staff groups")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="staff_group_name_is_used_once",
                violation_error_message=_("There is already a staff group with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(DatedFact):
    """That somebody belongs to a staff group, from one day to another."""

    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="memberships"
    )
    staff_group = models.ForeignKey(
        StaffGroup, on_delete=models.PROTECT, related_name="memberships"
    )

    class Meta(DatedFact.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["from_on", "pk"]
        constraints = [
            *DatedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["staff_member", "staff_group"],
                condition=models.Q(superseded_at=None, to_on=None),
                name="membership_is_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["staff_member", "from_on"]),
            models.Index(fields=["staff_group", "from_on"]),
        ]

    @property
    def says(self) -> str:
        return str(self.staff_group)


class GroupRule(DatedFact):
    """What decides who is in a staff group, from one day to another. No rule: kept by hand."""

    staff_group = models.ForeignKey(StaffGroup, on_delete=models.PROTECT, related_name="rules")
    rule: models.JSONField[Any, Any] = models.JSONField(_("rule"))

    class Meta(DatedFact.Meta):
        verbose_name = _("group rule")
        verbose_name_plural = _("group rules")
        ordering = ["from_on", "pk"]
        constraints = [
            *DatedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["staff_group"],
                condition=models.Q(superseded_at=None, to_on=None),
                name="group_has_one_rule",
            ),
        ]
