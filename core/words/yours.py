"""What the presenter, and whoever has a special part in a turn, reads in private."""

from __future__ import annotations

from datetime import datetime

from core.message import At, Choice, Choices, Message, Who
from core.names import TurnId
from core.words._say import say


def yours(turn: TurnId, *, paused: bool = False) -> Message:
    of = f"turn-{turn}"
    stop = Choice(say("Stop here"), "session stop", of)
    if paused:
        return Message(
            "turn.yours_paused",
            (
                say("The clock has stopped. Take the time you need."),
                Choices((Choice(say("Go on"), "session resume", of, main=True), stop)),
            ),
        )
    return Message(
        "turn.yours",
        (
            say("Your time now. These are yours at any moment, no reasons asked:"),
            Choices((Choice(say("Pause"), "session pause", of), stop)),
        ),
    )


def yours_over(*, stopped: bool, put_off: bool = False) -> Message:
    if put_off:
        line = say("Your turn is kept for another day.")
        return Message("turn.yours_put_off", (line,), mood="done")
    if stopped:
        line = say("We have stopped. Your sentence is hidden, and nobody is told why.")
        return Message("turn.yours_stopped", (line,), mood="done")
    return Message("turn.yours_over", (say("That was your time."),), mood="done")


def take_up_again(turn: TurnId) -> Message:
    of = f"turn-{turn}"
    return Message(
        "turn.take_up",
        (
            say("Your turn was cut short, and what you brought is kept. What would you like?"),
            Choices(
                (
                    Choice(say("Take it up next time"), "session again", of, (("how", "next"),), main=True),
                    Choice(say("Keep it for later"), "session again", of, (("how", "later"),)),
                )
            ),
        ),
    )


def taken_up(starts: datetime | None) -> Message:
    if starts is None:
        return Message("turn.kept", (say("Kept. /als present brings it back when you like."),))
    return Message("turn.taken_up", (say("You are down for {at}.", at=At(starts, "day time")),))


def reflectors_card(presenter: Who) -> Message:
    return Message(
        "turn.reflector",
        (
            say("In {who}'s turn you have the reflector's part.", who=presenter),
            say(
                "Ask nothing; watch how we ask and what it does. If {who} wants to hear, you begin.",
                who=presenter,
            ),
        ),
    )


def hosts_card(presenter: Who) -> Message:
    line = say("In {who}'s turn you keep an eye on how we go. The panel below is yours.", who=presenter)
    return Message("turn.host", (line,))
