from fractions import Fraction

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.forms import RubricForm

LONGEST_NOTE = 2000


class MarkForm(RubricForm):
    """The points that a trainer finds, and what they say to the person."""

    comment = forms.CharField(
        label=_("Comment to the person"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Optional. They read it with their result, for example: You saw at once what mattered "
            "to the customer. Say next time when they will hear from us."
        ),
    )


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Kept with the mark, and shown to whom it concerns. For example: The question was "
            "unclear, and this answer is as good."
        ),
    )


class OverrideForm(forms.Form):
    """Another mark, with a reason."""

    per_cent = forms.IntegerField(
        label=_("Mark, in per cent"),
        min_value=0,
        max_value=100,
        help_text=_("0 for nothing, 100 for the whole mark, or a part of it, for example 50."),
    )
    reason = reason_field()
    takes_pass_away = forms.BooleanField(
        label=_("Take the pass away"),
        required=False,
        help_text=_(
            "If the new mark is not enough to pass. The completion is voided, with your reason. "
            "Without the tick a pass stands."
        ),
    )

    def __init__(self, *args: object, may_take_away: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not may_take_away:
            del self.fields["takes_pass_away"]

    @property
    def share(self) -> Fraction:
        return Fraction(self.cleaned_data["per_cent"], 100)


class OtherWordsForm(forms.Form):
    """Whether to look at what was answered to other words, too."""

    marks_other_words = forms.BooleanField(
        label=_("Also mark answers that were given to other words"),
        required=False,
        help_text=_(
            "Tick it once you have compared the words, and they mean the same: for example, only a "
            "slip of the pen was mended. Whoever read something else answered something else."
        ),
    )


class RegradeForm(forms.Form):
    """Why answers are marked again, and what was looked at."""

    digest = forms.CharField(widget=forms.HiddenInput)
    reason = reason_field()
    takes_passes_away = forms.BooleanField(
        label=_("Also take passes away"),
        required=False,
        help_text=_(
            "From those whose new marks are not enough. Their completions are voided, with your "
            "reason. Without the tick their passes stand."
        ),
    )

    def __init__(self, *args: object, may_take_away: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "Kept with every mark, and shown to whom it concerns. For example: The rule changed "
            "on 1 April, and the answer that was marked wrong is now right."
        )
        if not may_take_away:
            del self.fields["takes_passes_away"]
