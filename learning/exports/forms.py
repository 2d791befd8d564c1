from django import forms
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.exports.rules.filters import CompletionFilters
from learning.organisation.fields import RowsField
from learning.people.models import StaffGroup
from learning.standards.models import Element

WAYS_TO_WRITE_A_DAY = ["%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"]


class DayField(forms.DateField):
    """A day, typed as people here write one.

    Without a calendar: the CMS's own turns 31/02/2026 into another day without saying so.
    """

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            required=False,
            input_formats=WAYS_TO_WRITE_A_DAY,
            widget=forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "off"}),
            error_messages={
                "invalid": _("Write a real date as day, month and year, for example 31/03/2026.")
            },
            **kwargs,
        )


class CompletionsForm(forms.Form):
    """Which completions to export. Left empty, it means all of them."""

    from_on = DayField(
        label=_("Completed from"),
        help_text=_("The first day that counts, for example 01/04/2025. Empty: from the start."),
    )
    to_on = DayField(
        label=_("Completed up to"),
        help_text=_("The last day that counts, for example 31/03/2026. Empty: until now."),
    )
    staff_groups = RowsField(
        StaffGroup.objects.all(),
        label=_("Staff groups"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Who was in any of these groups on the day they completed it. Tick none for everybody. "
            "Older records keep the name that a group had that day."
        ),
    )
    activity = forms.ModelChoiceField(
        Activity.objects.all(),
        label=_("Module"),
        required=False,
        empty_label=_("All modules"),
    )
    element = forms.ModelChoiceField(
        Element.objects.order_by(
            "sub_criterion__criterion__position", "sub_criterion__position", "position"
        ),
        label=_("Element"),
        required=False,
        empty_label=_("All elements"),
        help_text=_("Completions of what served this element on the day."),
    )
    with_voided = forms.BooleanField(
        label=_("Include voided completions"),
        required=False,
        initial=True,
        help_text=_(
            "Recorded by mistake and no longer counted. Each says when it was voided, "
            "so that nothing seems to vanish between two exports."
        ),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("The last day is before the first. Swap the two."))
        return cleaned

    def filters(self) -> CompletionFilters:
        """What was asked for."""
        asked = self.cleaned_data
        activity, element = asked["activity"], asked["element"]
        return CompletionFilters(
            from_on=asked["from_on"],
            to_on=asked["to_on"],
            staff_groups=tuple(group.name for group in asked["staff_groups"]),
            activity_key=activity.key if activity else None,
            activity=activity.title if activity else "",
            element=element.number if element else "",
            with_voided=asked["with_voided"],
        )
