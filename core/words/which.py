"""Asking which set is meant."""

from collections.abc import Sequence

from core.message import Choice, Choices, Facts, Message, Own
from core.names import SetId
from core.words._say import say


def ask(command: str, args: tuple[tuple[str, str], ...], sets: Sequence[tuple[SetId, Own]]) -> Message:
    """The names stand above the buttons, which bear numbers: a name is somebody's own words."""
    names = Facts(tuple((say("{n}", n=n), say("“{name}”", name=name)) for n, (_, name) in enumerate(sets, 1)))
    choices = tuple(Choice(say("{n}", n=n), command, f"set-{of}", args) for n, (of, _) in enumerate(sets, 1))
    head = say("You are in more than one set. Which one is it about?")
    return Message("which.set", (head, names, Choices(choices)))
