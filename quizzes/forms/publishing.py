"""What trainers save when they write."""

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm


class CheckedBeforePublishing(WagtailAdminModelForm):
    """A form of the CMS that lets a draft be unfinished, and checks all of it before publishing."""

    def _post_clean(self) -> None:
        super()._post_clean()
        # By now the instance has what was typed, which is what is to be sound.
        if self.is_deferred_validation or self.errors:
            return
        try:
            self.instance.check_it_is_sound()
        except ValidationError as error:
            self._update_errors(error)
