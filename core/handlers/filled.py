"""One field of a form by itself: what is wrong with it, for platforms that ask one question after another."""

from __future__ import annotations

from datetime import date

from core.handlers import misread
from core.message import Message, Own
from core.names import No
from core.request import Field
from core.rules.calendar.clock import nearest_zones, zone_named
from core.rules.calendar.day import read_day
from core.rules.calendar.misread import Misread, Why
from core.rules.calendar.moment import read_time
from core.rules.refused import Refused
from core.words import refusals


def amiss(field: Field, typed: str, today: date) -> Message | None:
    """What nobody could take at this field; None where it is left to those who take the whole form. `today` is that
    of whoever fills it in.
    """
    no = _refused(field, typed.strip(), today)
    return refusals.sentence(no.no, no.facts) if no is not None else None


def _refused(field: Field, typed: str, today: date) -> Refused | None:
    if not typed:
        return Refused(No.EMPTY) if field.required else None
    if len(typed) > field.cap:
        return Refused(No.TOO_LONG, cap=field.cap, n=len(typed))
    match field.kind:
        case "choice":
            return None if typed in dict(field.options) else Refused(No.NO_SUCH_CHOICE)
        case "number":
            return None if typed.isdecimal() else Refused(No.NOT_A_COUNT, what=Own(typed[:20]))
        case "date":
            return _misread(read_day(typed, today))
        case "time":
            return _misread(read_time(typed))
        case "zone":
            known = zone_named(typed) is not None
            return (
                None
                if known
                else misread.refused(Misread(Why.UNKNOWN_ZONE, typed[:60], nearest_zones(typed)))
            )
        case _:
            return None


def _misread(read: object) -> Refused | None:
    return misread.refused(read) if isinstance(read, Misread) else None
