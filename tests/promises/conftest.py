from tests.quizzes.conftest import asha, attempt

__all__ = ["asha", "attempt"]
