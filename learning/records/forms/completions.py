from django import forms
from django.utils.translation import gettext_lazy as _


class VoidForm(forms.Form):
    """Why a completion is voided."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What went wrong, for example: taken by a colleague under this log-in. "
            "The completion stays on record as voided, with this reason."
        ),
    )
