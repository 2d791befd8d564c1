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
    "ordering": {
        "steps": as_items(
            [
                {"text": "Hear", "feedback": FEEDBACK},
                {"text": "Own", "feedback": ""},
                {"text": "Mend", "feedback": ""},
                {"text": "Note", "feedback": ""},
            ]
        ),
        "scoring": "neighbours",
    },
    "numeric": {"value": "10", "tolerance": "0.5", "unit": "days", "feedback": FEEDBACK},
    "short": {
        "accepted": as_items(["sorry", "I am sorry"]),
        "is_case_strict": False,
        "is_spelling_strict": False,
        "feedback": FEEDBACK,
    },
    "conversation": {
        "customer": "Mrs Adair",
        "steps": as_items(
            [
                {
                    "label": "Opening",
                    "says": "That is the third bin you have missed.",
                    "replies": as_items(
                        [
                            {
                                "text": "I am sorry. Tell me what happened.",
                                "leads_to": " calmer",
                                "costs": None,
                                "feedback": "",
                            },
                            {
                                "text": "Are you sure that it was out?",
                                "leads_to": "Angry",
                                "costs": 50,
                                "feedback": FEEDBACK,
                            },
                        ]
                    ),
                },
                {
                    "label": "Calmer",
                    "says": "Thank you. When will it be emptied?",
                    "replies": as_items(
                        [
                            {
                                "text": "Today. I will ring you by four.",
                                "leads_to": "",
                                "costs": 0,
                                "feedback": "",
                            },
                            {"text": "Soon.", "leads_to": "", "costs": 25, "feedback": ""},
                        ]
                    ),
                },
                {
                    "label": "Angry",
                    "says": "Do you take me for a liar?",
                    "replies": as_items(
                        [
                            {
                                "text": "No. I am sorry.",
                                "leads_to": "CALMER",
                                "costs": 0,
                                "feedback": "",
                            },
                            {"text": "No need to shout.", "leads_to": "", "costs": 50},
                        ]
                    ),
                },
            ]
        ),
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
