"""What a set may choose for itself, and within what bounds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from core.message import Own
from core.names import No
from core.rules.agenda.templates import Template, TurnMinutes
from core.rules.refused import Refused

KEPT = (1, 365)  # days that an issue's words are kept after its session
QUORUM = (2, 8)
_MINUTES = (0, 240)
_AROUND = ("opening", "progress", "bids", "review")
_TURN = ("present", "clarify", "explore", "reframe", "reflect", "plan")
_PART = re.compile(r"([a-z]+)\s*[:=]?\s*(\d{1,3})\b")


def stages_line(t: Template) -> str:
    """The minutes of a template as its set may type them."""
    parts = [(n, getattr(t, n)) for n in _AROUND[:3]] + [(n, getattr(t.turn, n)) for n in _TURN]
    parts += [("turns", t.turns), ("review", t.review)]
    return ", ".join(f"{name} {minutes}" for name, minutes in parts)


def adapted(t: Template, line: str, minutes: int) -> Template:
    """The template with the minutes that the line names; what is not named stays. What is over goes to the spare.
    Raises Refused for a part that there is not, or where the whole no longer fits `minutes`.
    """
    rest = _PART.sub("", line.lower()).strip(" ,;.\n\t")
    if rest:
        raise Refused(No.UNKNOWN_SETTING, what=Own(rest[:60]))
    around: dict[str, Any] = {}
    turn: dict[str, Any] = {}
    for name, typed in _PART.findall(line.lower()):
        if name in _AROUND:
            around[name] = number(typed, *_MINUTES)
        elif name in _TURN:
            turn[name] = number(typed, *_MINUTES)
        elif name == "turns":
            around["turns"] = number(typed, 1, 4)
        else:
            raise Refused(No.UNKNOWN_SETTING, what=Own(name[:60]))
    if turn.get("present") == 0 or turn.get("explore") == 0 or around.get("review") == 0:
        raise Refused(No.STAGE_NEEDS_TIME)
    fresh: TurnMinutes = replace(t.turn, **turn)
    new = replace(t, turn=fresh, spare=0, minutes=minutes, **around)
    breaks = new.breaks[: new.turns - 1]
    new = replace(new, breaks=breaks)
    if new.planned > minutes:
        raise Refused(No.MINUTES_DO_NOT_FIT, n=new.planned, of=minutes, over=new.planned - minutes)
    return replace(new, spare=minutes - new.planned)


def number(typed: str, least: int, most: int) -> int:
    if not typed.strip().isdecimal() or not least <= int(typed) <= most:
        raise Refused(No.NOT_A_NUMBER, what=Own(typed[:20]), least=least, most=most)
    return int(typed)
