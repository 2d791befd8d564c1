from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.people.choices import AbsenceReason

from .dated_fact import DatedFact
from .staff_member import StaffMember


class Absence(DatedFact):
    """Time away from work that pauses what is asked of somebody.

    Holds personal data: the reason someone is away.
    """

    staff_member = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="absences")
    reason = models.CharField(_("reason"), max_length=20, choices=AbsenceReason)

    class Meta(DatedFact.Meta):
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-from_on", "pk"]

    def __str__(self) -> str:
        return f"{self.staff_member} – {self.get_reason_display()}"

    @property
    def says(self) -> str:
        return self.get_reason_display()
