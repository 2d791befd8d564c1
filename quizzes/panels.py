"""How the editors of a question, a scenario and a quiz are laid out."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList

from quizzes.forms import CheckedBeforePublishing


def question_panels() -> ObjectList:
    """First what staff meet, then how trainers find it again."""
    return ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("scenario"),
            FieldPanel("prompt"),
            FieldPanel("answer"),
            FieldPanel("explanation"),
            MultiFieldPanel(
                [
                    FieldPanel(
                        "difficulty",
                        help_text=_(
                            "How hard you expect it to be. Used to find questions and to draw them."
                        ),
                    ),
                    FieldPanel("bank"),
                    FieldPanel("tags"),
                    FieldPanel(
                        "elements",
                        widget=CheckboxSelectMultiple,
                        help_text=_(
                            "What the question is about, for example 4.3.3. To find it by: "
                            "the module says what counts as evidence."
                        ),
                    ),
                ],
                heading=_("Finding it again"),
                classname="collapsed",
            ),
            FieldPanel("change_note"),
        ],
        base_form_class=CheckedBeforePublishing,
    )


def scenario_panels() -> ObjectList:
    """What the situation is called, and what staff read."""
    return ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("text"),
            HelpPanel(
                content=_(
                    "<p>Publish it, then choose it on each question about it. When you publish "
                    "other words later, every question about it gets a new version.</p>"
                )
            ),
        ],
        base_form_class=CheckedBeforePublishing,
    )


def quiz_panels() -> ObjectList:
    """What a quiz is called, its questions and what passes."""
    return ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("introduction"),
            FieldPanel("pass_mark"),
            FieldPanel("questions"),
            MultiFieldPanel(
                [FieldPanel("shuffles_questions"), FieldPanel("shuffles_choices")],
                heading=_("Order"),
                classname="collapsed",
            ),
            MultiFieldPanel(
                [
                    FieldPanel("has_feedback_at_once"),
                    FieldPanel("review_shows"),
                    FieldPanel("review_from"),
                ],
                heading=_("What staff are told"),
                classname="collapsed",
            ),
            MultiFieldPanel(
                [
                    FieldPanel("attempts"),
                    FieldPanel("pause_minutes"),
                    FieldPanel("minutes"),
                    FieldPanel("minutes_reason"),
                ],
                heading=_("How often and how long"),
                classname="collapsed",
            ),
            FieldPanel("change_note"),
            HelpPanel(
                content=_(
                    "<p>Each question is worth one mark, and some can earn part of it. Unless you "
                    "say otherwise, staff take their time and try again as often as they like. "
                    "Once the quiz is published, choose it on a module.</p>"
                )
            ),
        ],
        base_form_class=CheckedBeforePublishing,
    )
