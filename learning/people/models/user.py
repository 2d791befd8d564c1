from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A log-in, by payroll number or e-mail. Who someone is at work is their `StaffMember`.

    Holds personal data: name, e-mail.
    """

    @cached_property
    def works_behind_the_scenes(self) -> bool:
        """Whether a role lets them into the CMS. Every page asks, so it is looked up once.

        Roles are groups and nothing is granted to a person alone, so the groups say it all.
        """
        return (
            self.is_superuser
            or self.groups.filter(
                permissions__content_type__app_label="wagtailadmin",
                permissions__codename="access_admin",
            ).exists()
        )

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="user_email_is_used_once",
                violation_error_message=_("Another log-in already uses this e-mail address."),
            ),
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_is_used_once",
                violation_error_message=_("Another log-in already uses this name."),
            ),
        ]
