"""A standard's file, uploaded or the one that comes with the product."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .selectors import presets

LARGEST = 1024 * 1024


def read_json(text: str) -> Any:
    """What the text says. Raises ValueError, also for letters that no database keeps."""
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise ValueError("Lists within lists without end.") from error
    written = json.dumps(data, ensure_ascii=False)
    written.encode()  # which half a letter cannot be
    if "\\u0000" in written:
        raise ValueError("The character NUL is in no text.")
    return data


class StandardFileForm(forms.Form):
    """Which file to read."""

    preset = forms.ChoiceField(label=gettext_lazy("Standard"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("A JSON file with criteria, sub-criteria and elements."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        ours = [
            (preset.key, _("%(title)s, which comes with us") % {"title": preset.title})
            for preset in presets()
        ]
        self.fields["preset"].choices = [*ours, ("", _("A file of yours"))]
        self.fields["preset"].required = False
        self.fields["preset"].initial = ours[0][0] if ours else ""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "preset" not in said or "file" not in said:
            return said
        if said["preset"]:
            [chosen] = [preset for preset in presets() if preset.key == said["preset"]]
            self.data_in_file = chosen.data()
        elif said["file"] is None:
            self.add_error("file", _("Choose a file."))
        elif said["file"].size > LARGEST:
            self.add_error("file", _("This file is too large to be a standard. Check it."))
        else:
            self.data_in_file = self._read(said["file"].read())
        return said

    def _read(self, content: bytes) -> Any:
        try:
            return read_json(content.decode("utf-8-sig"))
        except ValueError:
            self.add_error(
                "file", _("This is not a JSON file. Check that you chose the right one.")
            )
            return None


class ShownField(forms.JSONField):
    """A standard's data, as the page sends back what it showed."""

    def to_python(self, value: str) -> Any:
        try:
            return read_json(value)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"]) from error


class ConfirmForm(forms.Form):
    """What was shown, to be loaded if it would still do the same."""

    content = ShownField(widget=forms.HiddenInput)
    digest = forms.CharField(widget=forms.HiddenInput)
