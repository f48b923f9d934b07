"""The clock of a turn: soft inside, hard around.

A turn has an end that was said (`ends`) and a `limit`, where what comes after it begins at the latest. Questioning
takes what there is; reflecting gives way to what ran over; reframing and planning have their minutes in any case.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar, assert_never

from core.names import Stage
from core.rules.agenda.templates import TurnMinutes
from core.rules.session import days as over_days
from core.rules.session.days import StageDay

EXTENSION = timedelta(minutes=2)
GRACE = timedelta(minutes=2)  # live; in `days` the next morning (design.md §7)
LEAST_REFLECTION = 2  # minutes: below that there is no round of it


class Timed(Protocol):
    """What the clock needs of a turn."""

    @property
    def minutes(self) -> TurnMinutes: ...
    @property
    def stage(self) -> Stage: ...
    @property
    def stage_until(self) -> datetime: ...
    @property
    def ends(self) -> datetime: ...
    @property
    def limit(self) -> datetime: ...
    @property
    def days(self) -> tuple[StageDay, ...]: ...


T = TypeVar("T", bound=Timed)


def must_follow(m: TurnMinutes, stage: Stage) -> int:
    """Minutes that are out of reach of `stage`: those of what must come after it."""
    # fmt: off
    return {
        Stage.PRESENTING:  m.reframe + m.plan + 2,  # one for each kind of question
        Stage.CLARIFYING:  m.reframe + m.plan + 1,
        Stage.QUESTIONING: m.reframe + m.plan,
        Stage.REFRAMING:   m.plan,
        Stage.REFLECTING:  m.plan,
        Stage.PLANNING:    0,
        Stage.OVER:        0,
    }[stage]
    # fmt: on


def latest(turn: Timed, stage: Stage) -> datetime:
    """When `stage` ends in any case, so that what must follow keeps its minutes before the limit."""
    if turn.days and stage is not Stage.OVER:
        return over_days.of(turn.days, stage).grace
    return turn.limit - timedelta(minutes=must_follow(turn.minutes, stage))


def gives_out(turn: Timed) -> datetime:
    """After this, a turn that has not gone on by itself (a pause, the bot away) cannot be ended well."""
    return latest(turn, turn.stage)


def fits(turn: Timed, stage: Stage, now: datetime) -> bool:
    """Whether `stage` could still be begun: for reframing and planning with all of their minutes."""
    if turn.days:
        return now < latest(turn, stage)
    m = turn.minutes
    needs = {Stage.REFRAMING: m.reframe, Stage.PLANNING: m.plan}.get(stage, 1)
    return now + timedelta(minutes=needs) <= latest(turn, stage)


def reflection_fits(turn: Timed, now: datetime) -> bool:
    return not turn.days and now + timedelta(minutes=LEAST_REFLECTION) <= _before_planning(turn)


def until(turn: Timed, stage: Stage, now: datetime) -> datetime:
    """When `stage`, begun now, ends."""
    if turn.days and stage is not Stage.OVER:
        slot = over_days.of(turn.days, stage)
        return max(slot.grace if stage is Stage.PRESENTING else slot.ends, now)  # five o'clock is soft
    m, hard = turn.minutes, latest(turn, stage)
    reserved = timedelta(minutes=m.reframe + m.reflect + m.plan)
    match stage:
        case Stage.PRESENTING:
            return min(now + timedelta(minutes=m.present), hard)
        case Stage.CLARIFYING:
            return min(now + timedelta(minutes=m.clarify), hard)
        case Stage.QUESTIONING:
            return min(max(turn.ends - reserved, now + EXTENSION), hard)
        case Stage.REFRAMING:
            return min(now + timedelta(minutes=m.reframe), hard)
        case Stage.REFLECTING:
            return _before_planning(turn)
        case Stage.PLANNING:
            return min(max(now + timedelta(minutes=m.plan), turn.ends), turn.limit)
        case Stage.OVER:
            return now
        case _:
            assert_never(stage)


def _before_planning(turn: Timed) -> datetime:
    return turn.ends - timedelta(minutes=turn.minutes.plan)


def lengthen(turn: T, by: timedelta) -> T:
    """The stage and the turn's end, later by what was lost, up to the limit."""
    ends = min(turn.ends + by, turn.limit)
    stage_until = max(min(turn.stage_until + by, latest(turn, turn.stage)), turn.stage_until)
    changed: Any = turn
    longer: T = replace(changed, ends=ends, stage_until=stage_until)
    return longer
