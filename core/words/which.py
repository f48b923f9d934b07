"""Asking which set is meant."""

from collections.abc import Sequence

from core.message import Choice, Choices, Message, Own
from core.names import SetId
from core.words._say import say


def ask(command: str, args: tuple[tuple[str, str], ...], sets: Sequence[tuple[SetId, Own]]) -> Message:
    choices = tuple(Choice(say("{name}", name=name), command, f"set-{of}", args) for of, name in sets)
    return Message(
        "which.set", (say("You are in more than one set. Which one is it about?"), Choices(choices))
    )
