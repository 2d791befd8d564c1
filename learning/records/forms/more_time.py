"""More time: given by HR, asked for by staff, and the answer."""

from datetime import date, timedelta

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from learning.organisation.fields import DayField
from learning.organisation.widgets import DayInput

from .people import PersonForm


def in_two_weeks() -> date:
    return localdate() + timedelta(days=14)


class ExtendForm(PersonForm):
    """Who has until when for what, and why."""

    due_on = DayField(
        label=_("New due date"),
        initial=in_two_weeks,
        widget=DayInput,
        help_text=_("A day after today, later than the day it is due, within a year."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Shown wherever it counts, for example: The counter was short of staff."),
    )


class AnswerForm(forms.Form):
    """What HR says to somebody who asked for more time."""

    due_on = DayField(
        label=_("New due date"),
        widget=DayInput,
        help_text=_(
            "A day after today, later than the day it is due, within a year. "
            "It matters only if you grant it."
        ),
    )
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=300,
        help_text=_(
            "They read it. If you grant it, it is shown as the reason too, for example: "
            "You were covering for two colleagues."
        ),
    )


class MoreTimeForm(forms.Form):
    """What somebody says who needs more time."""

    wanted_on = DayField(
        label=_("By which day can you complete it?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("A day after today, later than the day it is due, within a year."),
    )
    why = forms.CharField(
        label=_("Why do you need more time?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "A few words for HR, for example: I am covering the counter alone this month. "
            "Leave out anything about your health."
        ),
    )
