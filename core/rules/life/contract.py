"""A set's contract: its beginning, its sessions one by one, its pauses, its last date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from core.names import Mode, No, Phase
from core.rules.agenda.templates import TEMPLATES, Template
from core.rules.calendar.clock import instant
from core.rules.life.learning_set import LARGEST, SMALLEST, LearningSet
from core.rules.life.state import MEETS, Event, SetState, after
from core.rules.refused import Refused

VOTE_LASTS = timedelta(days=7)  # design.md §12
MORNING = time(9)


class Became(StrEnum):
    """What a session's end was for its set."""

    FIRST = "first"  # the first that was held: the set is active now
    ONE_MORE = "one more"
    LAST = "last"  # no date is left: the end review begins
    NO_MATTER = "no matter"  # the set was not meeting, or nobody came


def begin(s: LearningSet) -> LearningSet:
    """Forming becomes contracted: 4 to 8 in the rota have accepted (design.md §12). Where nobody was named to
    facilitate, a founder who does not present does.
    """
    state = after(s.state, Event.BEGIN)
    if len(s.rota) < SMALLEST:
        raise Refused(No.TOO_FEW, n=SMALLEST - len(s.rota))
    if len(s.rota) > LARGEST:
        raise Refused(No.SET_FULL, n=LARGEST)
    from_outside = s.lead == s.founder and not s.rotating and s.founder not in s.rota
    return replace(s, state=state, facilitator=s.founder if from_outside else s.facilitator)


def held(s: LearningSet, how: Phase, *, last: bool, now: datetime) -> tuple[LearningSet, Became]:
    """The set after a session ended as `how`; `last` says that no date is left."""
    if s.state not in MEETS:
        return s, Became.NO_MATTER
    met = how in (Phase.CLOSED, Phase.INTERRUPTED)
    became = Became.ONE_MORE if met else Became.NO_MATTER
    if met:
        became = Became.FIRST if s.state is SetState.CONTRACTED else Became.ONE_MORE
        s = replace(s, state=after(s.state, Event.HELD), held=s.held + 1)
    if not last:
        return s, became
    return review(s, now), Became.LAST


def review(s: LearningSet, now: datetime) -> LearningSet:
    """No date is left: seven days to say whether to go on."""
    return replace(s, state=after(s.state, Event.LAST), vote_until=now + VOTE_LASTS)


def pause(s: LearningSet, until: date | None) -> LearningSet:
    return replace(s, state=after(s.state, Event.PAUSE), paused_until=until)


def resume(s: LearningSet) -> LearningSet:
    event = Event.RESUME if s.held else Event.RESUME_BEFORE_ANY
    return replace(s, state=after(s.state, event), paused_until=None)


def pause_over(s: LearningSet) -> datetime | None:
    """When a pause ends by itself: at nine in the morning of its day."""
    if s.state is not SetState.PAUSED or s.paused_until is None:
        return None
    return instant(s.paused_until, MORNING, s.zone)


def session_plan(s: LearningSet) -> tuple[str, int, Mode, Template | None]:
    """Template, minutes, mode and own minutes of the next session. The first that a set holds is of the template
    `first`, unless the set chose otherwise or meets over days.
    """
    if s.first and not s.held and s.contract == 1 and s.mode is not Mode.DAYS:
        return "first", TEMPLATES["first"].minutes, s.mode, None
    if s.mode is Mode.DAYS:
        return "week", TEMPLATES["week"].minutes, s.mode, None
    return s.template, s.minutes, s.mode, s.adapted
