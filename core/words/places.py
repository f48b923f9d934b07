"""When a platform does not let the bot open a room or a thread."""

from __future__ import annotations

from core.message import Message, Own, Quote, Who
from core.words._say import say


def no_thread(presenter: Who) -> Message:
    text = say(
        "I could not open a thread for {who}'s turn. You can hold it in the room or on a call: I keep the time, and "
        "/als session next goes on.",
        who=presenter,
    )
    return Message("place.no-thread", (text,))


def no_room(name: Own) -> Message:
    text = say("I could not open a room for your set. Whoever looks after this workspace may have to let me.")
    return Message("place.no-room", (text, Quote(name)))
