from collections.abc import Collection
from datetime import date, datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from learning.people.choices import CustomerContact, EmploymentType
from learning.people.rules.staff_import import key_of

from .dated_fact import DatedFact


class StaffMemberQuerySet(models.QuerySet):
    def on_list(self) -> Self:
        """Everybody but the records that were merged into others."""
        return self.filter(merged_into=None)

    def numbered(self, numbers: Collection[str]) -> Self:
        """Those with one of these payroll numbers, in capitals or not."""
        # SQLite lowers ASCII only: a number with other letters is found as it is written.
        is_theirs = Q(lower__in={key_of(number) for number in numbers})
        is_theirs |= Q(payroll_number__in=set(numbers))
        return self.alias(lower=Lower("payroll_number")).filter(is_theirs)

    def in_post_on(self, day: date, *, known_at: datetime | None = None) -> Self:
        """Staff with a spell of employment that covers the day. The last day is a day worked."""
        spells = Employment.objects.known(known_at).on(day)
        return self.filter(pk__in=spells.values("staff_member"))

    def left_by(self, day: date) -> Self:
        """Whoever worked here, does not on the day, and is not known to come back.

        A record that was merged is nobody's any more, and is counted among them.
        """
        spells = Employment.objects.known().filter(staff_member=OuterRef("pk"))
        to_come = spells.filter(Q(to_on=None) | Q(to_on__gte=day))
        was_here = Exists(spells) | Q(merged_into__isnull=False)
        return self.filter(was_here).exclude(Exists(to_come))


class StaffMember(models.Model):
    """A person on the staff list, whether or not they have ever signed in.

    Records name them by `key`, which outlives a changed payroll number or surname.
    One that was `merged_into` another holds nothing known now; its payroll number means the other.
    That other is itself merged into none.
    Holds personal data: name, payroll number, e-mail.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="staff_member",
    )
    payroll_number = models.CharField(_("payroll number"), max_length=32, unique=True)
    first_name = models.CharField(_("first name"), max_length=100)
    last_name = models.CharField(_("last name"), max_length=100)
    preferred_name = models.CharField(_("preferred name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged_from", editable=False
    )
    merged_at = models.DateTimeField(_("merged at"), null=True, editable=False)
    merged_by_name = models.CharField(_("merged by"), max_length=150, blank=True, editable=False)

    objects = StaffMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff members")
        ordering = ["last_name", "first_name", "payroll_number"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email="") & models.Q(merged_into=None),
                name="staff_member_email_is_used_once",
            ),
            models.UniqueConstraint(
                Lower("payroll_number"),
                name="staff_member_payroll_number_is_used_once",
                violation_error_message=_("Somebody else has this payroll number."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("pk")),
                name="staff_member_is_merged_into_another",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_at=None)
                | Q(merged_into__isnull=False, merged_at__isnull=False),
                name="staff_member_is_merged_at_a_moment",
            ),
        ]
        permissions = [
            ("import_staff", _("Can import the staff list")),
            ("issue_first_log_in", _("Can give somebody a first log-in")),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.called} {self.last_name}"

    @property
    def is_merged(self) -> bool:
        return self.merged_into_id is not None

    @property
    def called(self) -> str:
        """What they like to be called."""
        return self.preferred_name or self.first_name


class Employment(DatedFact):
    """A spell of employment. People who come back have several."""

    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="employments"
    )

    class Meta(DatedFact.Meta):
        verbose_name = _("spell of employment")
        verbose_name_plural = _("spells of employment")
        ordering = ["from_on", "pk"]
        indexes = [models.Index(fields=["staff_member", "from_on"])]


class Post(DatedFact):
    """A job somebody holds from one day to another. Two at once are common."""

    staff_member = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="posts")
    job_title = models.CharField(_("job title"), max_length=200)
    department = models.CharField(_("department"), max_length=200, blank=True)
    site = models.CharField(_("site"), max_length=200, blank=True)
    line_manager = models.ForeignKey(
        StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    customer_contact = models.CharField(
        _("customer contact"), max_length=20, choices=CustomerContact, blank=True
    )
    employment_type = models.CharField(
        _("employment type"), max_length=20, choices=EmploymentType, blank=True
    )
    hours_per_week = models.DecimalField(
        _("hours a week"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta(DatedFact.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["from_on", "pk"]
        indexes = [models.Index(fields=["staff_member", "from_on"])]

    def __str__(self) -> str:
        return self.job_title

    @property
    def says(self) -> str:
        return ", ".join(filter(None, (self.job_title, self.department, self.site)))
