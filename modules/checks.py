"""A live module must have been listed and frozen, or its records could not name what was taken."""

from collections.abc import Iterator, Sequence

from django.core import checks
from django.db import connections
from django.db.models import Exists, OuterRef, Q

from learning.catalogue.models import Activity
from modules.models import ModulePage, ModuleVersion


@checks.register(checks.Tags.database)
def live_modules_are_listed_and_frozen(
    *, databases: Sequence[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """Name each live module that publishing did not get to the end of."""
    return [message for database in databases or () for message in _missing_in(database)]


def _missing_in(database: str) -> Iterator[checks.CheckMessage]:
    # Checks also run before the very first migration.
    needed = {model._meta.db_table for model in (Activity, ModulePage, ModuleVersion)}
    if not needed <= set(connections[database].introspection.table_names()):
        return
    listed = Activity.objects.filter(key=OuterRef("activity_key"), withdrawn_on=None)
    frozen = ModuleVersion.objects.filter(activity_key=OuterRef("activity_key"))
    missing = ModulePage.objects.using(database).live()
    missing = missing.filter(~Q(Exists(listed)) | ~Q(Exists(frozen)))
    for title in missing.values_list("title", flat=True):
        yield checks.Warning(
            f"The module “{title}” is live, but is not listed or was never frozen.",
            hint="Publish it again. Starting its quiz also puts it right.",
            id="modules.W001",
        )
