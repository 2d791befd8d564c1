from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from .viewsets import QuestionBankViewSet, QuestionViewSet, QuizViewSet

register_snippet(QuestionViewSet)
register_snippet(QuizViewSet)

question_banks = QuestionBankViewSet()


@hooks.register("register_admin_viewset")
def question_bank_viewset() -> ViewSet:
    return question_banks


@hooks.register("register_training_menu_item")
def question_banks_menu_item() -> MenuItem:
    return question_banks.get_menu_item()
