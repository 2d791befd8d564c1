from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.rules.interactions import Confidence, Interaction, Option

from .answer import AnswerBlock, Value


class ConfidenceBlock(AnswerBlock):
    """A scale that is the same for every question, so that answers can be set side by side."""

    class Meta:
        icon = "pick"
        label = _("How confident do you feel")
        description = _("Asked before the other questions and again after them. Never marked.")
        help_text = _(
            "There is nothing to fill in here. As the question, ask for example: How confident are "
            "you that you can put a complaint right on the spot? Staff answer on a scale of five, "
            "from “Not at all confident” to “Very confident”."
        )

    def interaction(self, value: Value, *, question: UUID) -> Interaction:
        levels = (
            gettext("Not at all confident"),
            gettext("Not very confident"),
            gettext("Fairly confident"),
            gettext("Confident"),
            gettext("Very confident"),
        )
        return Confidence(
            tuple(Option(str(number), text) for number, text in enumerate(levels, start=1))
        )
