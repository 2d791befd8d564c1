from wagtail.snippets.models import register_snippet

from .viewsets import QuestionViewSet, QuizViewSet, ScenarioViewSet

register_snippet(QuestionViewSet)
register_snippet(QuizViewSet)
register_snippet(ScenarioViewSet)
