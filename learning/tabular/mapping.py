"""Which column of an uploaded file is which: as it was the last time, and what cannot be used."""

from collections.abc import Callable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from learning.tabular.rules.headings import Columns, FieldT, Layout


def remembered_mapping(imports: type[Model], header_key: str) -> Mapping[str, str] | None:
    """Which column was which the last time that a file with these columns was checked."""
    last = imports._default_manager.filter(header_key=header_key).exclude(checked_at=None)
    return last.order_by("-checked_at").values_list("mapping", flat=True).first()


def checked_columns(
    layout: Layout[FieldT],
    header: Sequence[str],
    mapping: Mapping[str, str],
    word_for: Callable[[str], str],
) -> Columns[FieldT]:
    """Which column is which, refused where a field has two columns, or none and needs one."""
    fields = [mapping.get(name, "") for name in header]
    if twice := {field for field in fields if field and fields.count(field) > 1}:
        raise ValidationError(
            _("Two columns are given as %(fields)s. Choose one of them.")
            % {"fields": ", ".join(sorted(word_for(field) for field in twice))}
        )
    columns = layout.columns(header, mapping)
    if columns.missing:
        raise ValidationError(
            _(
                "No column of the file is given as: %(fields)s. Its columns are: %(columns)s. "
                "Say which of them it is, or add what is missing and upload the file again."
            )
            % {
                "fields": ", ".join(word_for(field) for field in columns.missing),
                "columns": ", ".join(header),
            }
        )
    return columns
