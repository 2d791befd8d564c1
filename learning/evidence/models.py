from django.db import models


class Coverage(models.Model):  # noqa: DJ008 - it has no rows to name
    """No table: coverage is computed. This only names who may see it."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("view_coverage", "Can see coverage by staff group"),
            ("view_named_coverage", "Can see coverage with names"),
        ]
