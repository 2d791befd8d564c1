from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

# Nothing is granted to a person alone, so the groups say it all.
OPENS_THE_CMS = models.Q(
    permissions__content_type__app_label="wagtailadmin", permissions__codename="access_admin"
)


class User(AbstractUser):
    """A log-in, by payroll number or e-mail. Who someone is at work is their `StaffMember`.

    Holds personal data: name, e-mail.
    """

    @cached_property
    def works_behind_the_scenes(self) -> bool:
        """Whether a role lets them into the CMS. Of whoever signed in it is known already."""
        return self.is_superuser or self.groups.filter(OPENS_THE_CMS).exists()

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
