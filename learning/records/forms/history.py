from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from learning.records.services import most_history_rows

from .corrections import ReasonField

HELP = _(
    "CSV or Excel (XLSX), up to %(most)s rows. It needs columns for payroll number, activity (its "
    "title or key) and the day of completion; marks awarded, marks available and a note are used "
    "if they are there. You will see what it would record before anything is recorded."
)


class HistoryFileForm(forms.Form):
    """A table of completions from before, and where it comes from."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    reason = ReasonField(
        _("Where it comes from, for example: exported from LearnWell on 3 May, before it closed.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = number_format(most_history_rows(), force_grouping=True)
        self.fields["file"].help_text = HELP % {"most": most}
