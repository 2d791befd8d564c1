from wagtail.snippets.models import register_snippet

from .viewsets import QuestionViewSet, QuizViewSet

register_snippet(QuestionViewSet)
register_snippet(QuizViewSet)
