"""How the page editor is laid out: what staff read, who it is for, its quiz, and where it lives."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page


def module_tabs() -> TabbedInterface:
    """The tabs of a module, in the order in which a trainer thinks of them."""
    content = [
        # Makes the page's address from what is typed.
        TitleFieldPanel(
            "title",
            help_text=_("What staff see in their list, for example: Putting a complaint right."),
        ),
        FieldPanel("summary"),
        FieldPanel("minutes"),
        FieldPanel("sections"),
    ]
    audience = [
        FieldPanel("staff_groups", widget=CheckboxSelectMultiple, required_on_save=False),
        FieldPanel("refresher_months"),
        FieldPanel("claims"),
        FieldPanel("tags"),
    ]
    quiz = [
        FieldPanel("quiz"),
        FieldPanel("tests_first"),
        HelpPanel(
            content=_(
                "<p>With a quiz, staff complete the module by passing it. Write the questions in "
                "the question bank, put them in a quiz, publish that, then choose it here.</p>"
            )
        ),
    ]
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Content")),
            ObjectList(audience, heading=_("Audience and elements")),
            ObjectList(quiz, heading=_("Quiz")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
        ]
    )
