"""An issue that comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.message import Choice, Choices, Day, Message, Own, Part
from core.names import SetId
from core.words._say import say
from core.words.actions import Item, with_status


@dataclass(frozen=True)
class TimeRound:
    """One time that the issue was before the set. Words that have gone by now are empty."""

    day: date | None
    line: Own
    became: Own
    planned: Sequence[Item] = ()


def is_it_again(set_id: SetId, earlier: Own) -> Message:
    of = f"set-{set_id}"
    back = Choice(say("It comes back"), "agenda again", of)
    return Message(
        "again.offer",
        (say("Last time you brought “{earlier}”. Is this the same one?", earlier=earlier), Choices((back,))),
    )


def history(cycle: int, line: Own, rounds: Sequence[TimeRound]) -> Message:
    """For its presenter alone."""
    parts: list[Part] = [
        say("“{line}” comes back, for the {n}. time round. Only you see this:", line=line, n=cycle)
    ]
    if cycle == 2:
        parts = [say("“{line}” comes back, a second time round. Only you see this:", line=line)]
    for r in rounds:
        if r.day is not None and r.line:
            parts.append(say("{day}: “{line}”", day=Day(r.day), line=r.line))
        if r.became:
            parts.append(say("By the end: “{became}”", became=r.became))
        parts += [with_status(item) for item in r.planned]
    return Message("again.history", tuple(parts))
