from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _


class ColumnsForm(forms.Form):
    """Which column of a file is which. `words` are the fields that it can be, by their names."""

    def __init__(
        self,
        *args: object,
        header: Sequence[str],
        mapping: Mapping[str, str],
        words: Mapping[str, str],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.header = header
        for place, name in enumerate(header):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=name,
                choices=[("", _("not used")), *words.items()],
                required=False,
                initial=mapping.get(name, ""),
            )

    @property
    def columns(self) -> list[forms.BoundField]:
        """A field for each column of the file."""
        return [self[f"column_{place}"] for place in range(len(self.header))]

    @property
    def mapping(self) -> dict[str, str]:
        return {
            name: self.cleaned_data[f"column_{place}"] for place, name in enumerate(self.header)
        }
