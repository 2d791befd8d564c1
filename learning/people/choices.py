"""The words HR uses for contact with customers, kinds of employment and time away."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomerContact(models.TextChoices):
    FRONT_LINE = "front line", _("Front line")
    BACK_OFFICE = "back office", _("Back office")
    LEADER = "leader", _("Leader")


class EmploymentType(models.TextChoices):
    EMPLOYEE = "employee", _("Employee")
    AGENCY = "agency", _("Agency")
    VOLUNTEER = "volunteer", _("Volunteer")
    CONTRACTOR = "contractor", _("Contractor")
    MEMBER = "member", _("Member")


class AbsenceReason(models.TextChoices):
    PARENTAL = "parental", _("Parental leave")
    SICKNESS = "sickness", _("Sickness")
    SECONDMENT = "secondment", _("Secondment")
    OTHER = "other", _("Other")
