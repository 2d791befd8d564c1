from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from learning.organisation.fields import DayField
from learning.organisation.widgets import DayInput


class EndForm(forms.Form):
    """The last day on which something holds."""

    last_on = DayField(
        label=_("Last day"),
        initial=localdate,
        widget=DayInput,
        help_text=_("It still holds on this day, and not after it. What was before stays."),
    )


class AsAtForm(forms.Form):
    """The two dates of a figure: when it was true, and when we knew."""

    as_at = DayField(
        label=_("As at"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("How they stood that day. Today, if you leave it empty."),
    )
    known_on = DayField(
        label=_("As known on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("What was on record at the end of that day. Leave it empty for all we know."),
    )
