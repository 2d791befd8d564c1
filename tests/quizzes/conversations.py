"""Conversations: one to mark by hand, and any that could be published."""

from dataclasses import replace

from hypothesis import strategies as st

from quizzes.rules.interactions import Conversation, Reply, Turn

# How it may go: ax ends well, ay ends ill; b leads to the angry customer, who can be calmed (c).
MISSED_BIN = Conversation(
    "Mrs Adair",
    (
        Turn(
            "1",
            "Opening",
            "That is the third bin.",
            (
                Reply("a", "I am sorry.", leads_to="2"),
                Reply("b", "Are you sure?", leads_to="3", costs=50, feedback="She was there."),
            ),
        ),
        Turn(
            "2",
            "Calmer",
            "When will it be emptied?",
            (Reply("x", "Today.", leads_to=""), Reply("y", "Soon.", leads_to="", costs=25)),
        ),
        Turn(
            "3",
            "Angry",
            "Am I a liar?",
            (Reply("c", "No. I am sorry.", leads_to="2"), Reply("d", "Calm down.", "", costs=60)),
        ),
    ),
)


def with_reply(turn, **fields):
    """The step with its first reply changed."""
    first, *others = turn.replies
    return replace(turn, replies=(replace(first, **fields), *others))


@st.composite
def conversations(draw):
    """Steps that lead only to later ones, so that every way ends, and the first reply to each is
    free, so that there is a best way."""
    ids = [f"t{number}" for number in range(draw(st.integers(1, 5)))]
    turns = []
    for number, each in enumerate(ids):
        replies = tuple(
            Reply(
                f"{each}r{place}",
                f"Reply {number}.{place}",
                draw(st.sampled_from(["", *ids[number + 1 :]])),
                draw(st.integers(0, 100)) if place else 0,
            )
            for place in range(draw(st.integers(2, 4)))
        )
        turns.append(Turn(each, f"Step {number}", f"Words {number}", replies))
    return Conversation("The customer", tuple(turns))


@st.composite
def ways_through(draw, conversation):
    """What somebody might answer: nothing, some of the way or all of it."""
    path = []
    while (now := conversation.now(path)) is not None and draw(st.booleans() | st.just(True)):
        path.append(draw(st.sampled_from([reply.id for reply in now.replies])))
    return path


def every_way(conversation, so_far=()):
    """Every way from the start to an end, by trying them all."""
    now = conversation.now(list(so_far))
    if now is None:
        yield list(so_far)
        return
    for reply in now.replies:
        yield from every_way(conversation, (*so_far, reply.id))
