from django import forms
from django.utils.translation import gettext_lazy as _

from .corrections import ReasonField


class HistoryFileForm(forms.Form):
    """A table of completions from before, and where it comes from."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV or Excel (XLSX), up to 5,000 rows, with the columns: payroll number, activity "
            "(its title or key), completed on; and if you like: marks awarded, marks available, "
            "note."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    reason = ReasonField(
        _("Where it comes from, for example: exported from LearnWell on 3 May, before it closed.")
    )
