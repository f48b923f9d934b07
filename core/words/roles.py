"""Who facilitates, who stands in."""

from __future__ import annotations

from core.message import Message, Own, Who
from core.request import Ask, Field
from core.words._say import say


def form(of: str) -> Ask:
    options = (
        ("outside", say("Somebody facilitates, and does not present")),
        ("inside", say("Somebody facilitates, and presents too")),
        ("rotating", say("The part goes round")),
        ("self", say("We facilitate ourselves")),
        ("deputy", say("Somebody stands in when the facilitator is away")),
    )
    return Ask(
        "set role",
        say("Roles"),
        (
            Field("role", say("How is it to be?"), "choice", options=options),
            Field("person", say("Who?"), "person", required=False, hint=say("Only where it is somebody.")),
        ),
        "set role",
        of,
    )


def facilitates(who: Who, *, presents: bool) -> Message:
    if presents:
        line = say("{who} facilitates from now on, and presents like the rest of us.", who=who)
    else:
        line = say("{who} facilitates from now on, and does not present.", who=who)
    return Message("roles.facilitates", (line,))


def rotating() -> Message:
    return Message(
        "roles.rotating", (say("From now on the facilitator's part goes round, one of us each time."),)
    )


def ourselves() -> Message:
    return Message(
        "roles.ourselves", (say("From now on we facilitate ourselves. Dates and reminders stay with me."),)
    )


def deputy(who: Who) -> Message:
    return Message("roles.deputy", (say("{who} stands in when the facilitator is away.", who=who),))


def now_yours(name: Own) -> Message:
    return Message(
        "roles.now_yours",
        (
            say(
                "The facilitator's part in “{name}” is yours. /als help session has what belongs to it.",
                name=name,
            ),
        ),
    )
