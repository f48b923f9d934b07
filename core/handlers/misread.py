"""What could not be read, as a refusal that says what would do; the form it came from keeps its words."""

from __future__ import annotations

from datetime import date

from core.message import Day, Name, Own, Value
from core.names import No
from core.rules.calendar.misread import Misread, Why
from core.rules.refused import Refused


def refused(read: Misread) -> Refused:
    facts: dict[str, Value] = {"why": Name(read.why.value), "what": Own(read.what)}
    near = () if read.why is Why.PAST_DATE else read.near  # the same day next year is hardly what was meant
    facts |= {f"near{n}": _shown(each) for n, each in enumerate(near, 1)}
    return Refused(No.MISREAD, **facts)


def _shown(near: str) -> Value:
    """A date as one says it, anything else as one would type it."""
    try:
        return Day(date.fromisoformat(near), "full")
    except ValueError:
        return Name(near)
