from django import forms
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.organisation.fields import DayField
from learning.organisation.widgets import DayInput
from learning.people.fields import StaffMemberField


class ReasonField(forms.CharField):
    """Why a record is corrected. The words can be erased; that there were some stays."""

    def __init__(self, help_text: str) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(label=_("Reason"), max_length=1000, widget=widget, help_text=help_text)


class ChosenForm(forms.Form):
    """What is done to the completions that were chosen, when they are still the same ones."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class VoidForm(ChosenForm):
    """Why completions are voided."""

    reason = ReasonField(
        _(
            "What went wrong, for example: taken by a colleague under this log-in. "
            "What is voided stays on record as voided, with this reason."
        )
    )


class RedateForm(ChosenForm):
    """The day on which it was really completed, and how the mistake came about."""

    completed_on = DayField(
        label=_("Completed on"),
        widget=DayInput,
        help_text=_("The right day. Staff groups and elements of the standard become that day's."),
    )
    reason = ReasonField(
        _(
            "How the mistake came about, for example: the register was read wrongly. What was "
            "recorded stays as voided; what replaces it names it."
        )
    )


class FindForm(forms.Form):
    """Words that find somebody on the staff list."""

    q = forms.CharField(label=_("Payroll number or name"), required=False)


class MergeForm(forms.Form):
    """Why two records are of one person, when what merging does is still what was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = ReasonField(
        _(
            "How you know that they are one person, for example: entered again under her married "
            "name. The reason stays with every completion that moves."
        )
    )


class AddForm(forms.Form):
    """What somebody completed and no screen saw."""

    payroll_number = StaffMemberField()
    activity = forms.ModelChoiceField(
        label=_("Activity"),
        queryset=Activity.objects.all(),
        help_text=_("What they completed, for example: Putting a complaint right."),
    )
    completed_on = DayField(label=_("Completed on"), widget=DayInput)
    reason = ReasonField(
        _("How it is known, for example: signed the paper register while the site was down.")
    )


class RefuseForm(forms.Form):
    """Why something is not agreed to."""

    answer = forms.CharField(
        label=_("Why not"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
