"""The points that somebody looks for in what was written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.rules.interactions import (
    Point,
    Writing,
)


class RubricForm(forms.Form):
    """Which points of a rubric a text has. None ticked is an answer too."""

    points = forms.MultipleChoiceField(
        label=_("Tick every point that it has"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the points on this page.")},
    )

    def __init__(self, *args: object, writing: Writing, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        total = sum(point.weight for point in writing.points)
        self.fields["points"].choices = [
            (point.id, _in_words(point, total)) for point in writing.points
        ]


def _in_words(point: Point, total: int) -> str:
    weight = _("(counts %(weight)s of %(total)s)") % {"weight": point.weight, "total": total}
    said = f"{point.text} {weight}"
    return f"{said} – {point.description}" if point.description else said
