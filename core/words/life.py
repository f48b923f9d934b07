"""Founding a set, joining it, leaving it."""

from datetime import datetime

from core.message import At, Choice, Choices, Message, Name, Own, Who
from core.names import SetId
from core.words._say import say, say_n


def founded(set_id: SetId, name: Own) -> Message:
    return Message(
        "life.founded",
        (say("“{name}” has a place. Next: /als invite, with four to eight names.", name=name),
         Choices((Choice(say("Begin"), "set begin", f"set-{set_id}"),))),
    )  # fmt: skip


def misread(why: str, what: Own, near: tuple[str, ...]) -> Message:
    del near
    return Message("life.misread", (say("I could not read “{what}” ({why}).", what=what, why=Name(why)),))


def invitation(set_id: SetId, name: Own, by: Who) -> Message:
    return Message(
        "life.invitation",
        (say("{by} invites you to the action learning set “{name}”.", by=by, name=name),
         say("You need no reason for either answer."),
         Choices((Choice(say("Accept"), "set accept", f"set-{set_id}", main=True),
                  Choice(say("Decline"), "set decline", f"set-{set_id}")))),
    )  # fmt: skip


def invited(n: int) -> Message:
    return Message(
        "life.invited", (say_n("One invitation is on its way.", "{n} invitations are on their way.", n),)
    )


def accepted(name: Own) -> Message:
    return Message("life.accepted", (say("You are in “{name}”.", name=name),))


def declined() -> Message:
    return Message("life.declined", (say("That is fine. Nobody is told why."),))


def begun(starts: datetime) -> Message:
    return Message(
        "life.begun", (say("We begin. The first session is on {starts}.", starts=At(starts, "day time")),)
    )
