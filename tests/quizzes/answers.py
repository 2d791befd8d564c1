"""One question of each way of answering, as Wagtail stores its block."""

from tests.factories.quizzes import as_items

FEEDBACK = "Say it before anything else."
ANSWERS = {
    "true_false": {
        "is_true": "true",
        "feedback_if_right": "",
        "feedback_if_wrong": FEEDBACK,
    },
    "matching": {
        "pairs": as_items(
            [
                {"left": "A missed bin", "right": "Waste", "feedback": FEEDBACK},
                {"left": "A broken swing", "right": "Parks", "feedback": ""},
            ]
        ),
        "others": as_items(["Planning"]),
    },
    "gaps": {
        "text": "First say [[1]], then [[2]] it.",
        "gaps": as_items(
            [
                {"right": "sorry", "others": as_items(["no"]), "feedback": FEEDBACK},
                {"right": "mend", "others": as_items(["deny"]), "feedback": ""},
            ]
        ),
    },
    "ordering": {"steps": as_items(["Hear", "Own", "Mend", "Note"]), "scoring": "neighbours"},
    "numeric": {"value": "10", "tolerance": "0.5", "unit": "days", "feedback": FEEDBACK},
    "short": {
        "accepted": as_items(["sorry", "I am sorry"]),
        "is_case_strict": False,
        "is_spelling_strict": False,
        "feedback": FEEDBACK,
    },
}

MODEL_ANSWER = "I am sorry. You will hear from me by Friday."


def writing(*, marked_by="trainer"):
    """Reflective writing with two points: to say sorry weighs twice as much as to say when."""
    return {
        "marked_by": marked_by,
        "most_words": 60,
        "points": as_items(
            [
                {"text": "Says sorry first", "weight": 2, "description": "In so many words."},
                {"text": "Says when they will hear", "weight": 1, "description": ""},
            ]
        ),
        "model_answer": MODEL_ANSWER,
    }
