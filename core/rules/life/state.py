"""The states of a set, from its forming to its end, as one table."""

from dataclasses import dataclass
from enum import StrEnum

from core.names import No
from core.rules.refused import Refused


class SetState(StrEnum):
    FORMING = "forming"
    CONTRACTED = "contracted"
    ACTIVE = "active"
    PAUSED = "paused"
    REVIEWING = "reviewing"
    RENEWED = "renewed"  # goes on; its new dates are still to be chosen
    CLOSED = "closed"


class Event(StrEnum):
    """What befalls a set."""

    BEGIN = "begin"
    HELD = "a session was held"
    LAST = "the last session is over"
    PAUSE = "pause"
    RESUME_BEFORE_ANY = "resume, none held yet"
    RESUME = "resume"
    VOTED_RENEW = "voted to go on"
    VOTED_END = "voted to end"
    NEW_DATES = "new dates"


@dataclass(frozen=True)
class Change:
    during: SetState
    when: Event
    then: SetState


S, E = SetState, Event
# fmt: off
CHANGES: tuple[Change, ...] = (
    #      during         when                 then it is
    Change(S.FORMING,     E.BEGIN,             S.CONTRACTED),
    Change(S.CONTRACTED,  E.HELD,              S.ACTIVE),
    Change(S.ACTIVE,      E.HELD,              S.ACTIVE),
    Change(S.CONTRACTED,  E.LAST,              S.REVIEWING),
    Change(S.ACTIVE,      E.LAST,              S.REVIEWING),
    Change(S.CONTRACTED,  E.PAUSE,             S.PAUSED),
    Change(S.ACTIVE,      E.PAUSE,             S.PAUSED),
    Change(S.PAUSED,      E.RESUME_BEFORE_ANY, S.CONTRACTED),
    Change(S.PAUSED,      E.RESUME,            S.ACTIVE),
    Change(S.REVIEWING,   E.VOTED_RENEW,       S.RENEWED),
    Change(S.REVIEWING,   E.VOTED_END,         S.CLOSED),
    Change(S.RENEWED,     E.NEW_DATES,         S.CONTRACTED),
)
# fmt: on
MEETS = frozenset((S.CONTRACTED, S.ACTIVE))


def after(state: SetState, event: Event) -> SetState:
    """The state that `event` leads to. Refused where the table has no such row."""
    for change in CHANGES:
        if (change.during, change.when) == (state, event):
            return change.then
    raise Refused(No.SET_PAUSED if state is S.PAUSED else No.NOT_IN_THIS_STATE)
