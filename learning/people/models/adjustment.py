from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .dated_fact import DatedFact
from .staff_member import StaffMember

MOST_EXTRA_TIME = 300


class Adjustment(DatedFact):
    """A reasonable adjustment, which belongs to the person and applies everywhere.

    `extra_time` is in whole per cent, added to any time limit; `is_untimed` lifts every time
    limit; `has_unlimited_attempts` lifts limits on the number of attempts and pauses between them.
    Holds personal data: that somebody has an adjustment. The reason is asked for nowhere.
    """

    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="adjustments"
    )
    extra_time = models.PositiveSmallIntegerField(_("extra time"), default=0)
    is_untimed = models.BooleanField(_("no time limit"), default=False)
    has_unlimited_attempts = models.BooleanField(_("unlimited attempts"), default=False)

    class Meta(DatedFact.Meta):
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        ordering = ["-from_on", "pk"]
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(extra_time__gt=0) | Q(is_untimed=True) | Q(has_unlimited_attempts=True),
                name="adjustment_says_something",
                violation_error_message=_(
                    "Say what the adjustment is: extra time, no time limit or unlimited attempts."
                ),
            ),
            models.CheckConstraint(
                condition=Q(extra_time=0) | Q(is_untimed=False),
                name="adjustment_gives_extra_time_or_no_limit",
                violation_error_message=_("Choose extra time or no time limit, not both."),
            ),
            models.CheckConstraint(
                condition=Q(extra_time__lte=MOST_EXTRA_TIME),
                name="adjustment_extra_time_is_at_most_300",
                violation_error_message=_("Extra time is at most 300 per cent."),
            ),
        ]

    def __str__(self) -> str:
        says = []
        if self.extra_time:
            says.append(gettext("%(percentage)s%% extra time") % {"percentage": self.extra_time})
        if self.is_untimed:
            says.append(gettext("no time limit"))
        if self.has_unlimited_attempts:
            says.append(gettext("unlimited attempts"))
        return capfirst(", ".join(says))

    @property
    def says(self) -> str:
        return str(self)
