from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own screens for log-ins and roles."""

    default_auto_field = "django.db.models.AutoField"
