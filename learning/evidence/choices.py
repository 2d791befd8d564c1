"""The words HR uses for how somebody stands for an element."""

from django.utils.translation import gettext_lazy as _

from .rules.coverage import Status

STATUS_LABELS = {
    Status.CURRENT: _("Current"),
    Status.LAPSED: _("Lapsed"),
    Status.NOT_YET: _("Not yet"),
    Status.EXCUSED: _("Excused"),
}
