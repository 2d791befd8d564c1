from django import template

from quizzes.forms import answer_form
from quizzes.rules.paper import FrozenQuestion

register = template.Library()


@register.inclusion_tag("quizzes/question_as_asked.html")
def question_as_asked(
    question: FrozenQuestion, number: int, *, legend_is_heading: bool = False
) -> dict[str, object]:
    """A drafted question as staff will meet it, among others on one page."""
    form = answer_form(question, prefix=f"question-{number}")
    form.show([])
    return {"form": form, "legend_is_heading": legend_is_heading}
