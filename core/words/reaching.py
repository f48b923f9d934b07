"""Whether somebody may be written to in private, and what is said where they may not."""

from __future__ import annotations

from core.message import Choice, Choices, Heading, Message, Name, Own, Who
from core.names import SetId
from core.words._say import say

YES = Choice(say("Yes, you may"), "private", args=(("answer", "yes"),))
NO = Choice(say("Only in the channel"), "private", args=(("answer", "no"),))


def hello(zone: str) -> Message:
    """Said once, to one person: who can read along, and two things that their platform leaves to them."""
    return Message(
        "reaching.hello",
        (
            Heading(say("Three things, once.")),
            say("Whoever runs or moderates this server can read our channel and its threads."),
            say("I do not know your time zone, and take {zone} until you tell me.", zone=Name(zone)),
            say(
                "May I write to you in private when something of yours comes up? At most once a day, and three times a "
                "week."
            ),
            Choices((YES, NO, Choice(say("My time zone"), "zone"))),
        ),
    )


def stands(*, may: bool) -> Message:
    line = (
        say("I may write to you in private: at most once a day, and three times a week.")
        if may
        else say("Nothing comes to you in private unasked. A line in the channel says when something waits.")
    )
    return Message("reaching.stands", (line, Choices((NO if may else YES,))))


def chosen(*, may: bool) -> Message:
    line = (
        say("Good. /als private changes that whenever you like.")
        if may
        else say(
            "Then a line in the channel says when something waits for you, and no more than that. "
            "/als private changes it."
        )
    )
    return Message("reaching.chosen", (line,))


def waits(person: Who) -> Message:
    """In the set's room, instead of what somebody is not written to: nothing of what it is about."""
    line = say("{who}, something is waiting for you. /als home shows it to you alone.", who=person)
    return Message("reaching.waits", (line,))


def tell_them_yourself(person: Who, name: Own) -> Message:
    """To whoever invited somebody whom the platform lets nobody's bot write to."""
    line = say(
        "I cannot write to {who} in private. Would you tell them yourself? Their invitation to “{name}” stands at "
        "/als home.",
        who=person,
        name=name,
    )
    return Message("reaching.tell_them", (line,))


def is_gone(person: Who, of: SetId, name: Own) -> Message:
    """To whoever facilitates: an account is closed."""
    line = say(
        "{who} has no account here any more. “{name}” goes on as it is; if they are not coming back, take them out, and "
        "the order and the count go on without them.",
        who=person,
        name=name,
    )
    out = Choice(say("Take them out"), "set take-out", f"set-{of}", (("person", str(person.id)),))
    return Message("reaching.gone", (line, Choices((out,))))


def leader_is_gone(person: Who, now: Who | None) -> Message:
    """In the set's room."""
    if now is not None:
        line = say("{who} has no account here any more. {now} facilitates from now on.", who=person, now=now)
    else:
        line = say(
            "{who} has no account here any more, so nobody facilitates. Whoever would like to takes the part: "
            "/als set role",
            who=person,
        )
    return Message("reaching.leader_gone", (line,))


def taken_out(person: Who) -> Message:
    return Message("reaching.taken_out", (say("{who} is out. What they wrote stays theirs.", who=person),))
