"""A turn held over days: when each of its stages ends, on the wall clock of its set (domain.md §11, design.md §7).

Days are counted from the session's first, weekends left out where a week is meant to have passed: the template's
Monday to Friday are the first five working days, its second Monday the sixth.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from core.names import Phase, Stage
from core.rules.agenda.templates import Slot, Template
from core.rules.calendar.clock import instant, wall

WORKING = 5  # days in a week
AROUND = timedelta(hours=3)  # a week's limit is its planned end plus this: clocks may change within it
LOOK_AGAIN = time(9)  # when those who have not been heard from are told, on the last day of the questions


@dataclass(frozen=True)
class StageDay:
    """When a stage of this turn ends, and until when it may be finished: UTC instants."""

    stage: Stage
    ends: datetime
    grace: datetime


def the_day(first: date, offset: int) -> date:
    """The template's day `offset` in a session that begins on `first`: working days are counted, so that a week
    may begin on any of them.
    """
    working = offset - 2 * (offset // 7)
    day = first
    while working:
        day += timedelta(days=1)
        working -= day.weekday() < WORKING
    return day


def at(first: date, when: tuple[int, time], zone: str) -> datetime:
    return instant(the_day(first, when[0]), when[1], zone)


def laid_out(template: Template, first: date, zone: str) -> tuple[StageDay, ...]:
    """The stages of a turn in a session that begins on the day `first`; none in a template that takes an hour."""
    return tuple(
        StageDay(slot.stage, at(first, slot.ends, zone), at(first, slot.grace or slot.ends, zone))
        for slot in template.days
        if slot.stage is not None
    )


def phase_slot(template: Template, phase: Phase) -> Slot | None:
    """When a phase around the turns begins and ends; None in a template that takes an hour."""
    return next((slot for slot in template.days if slot.phase is phase and slot.stage is None), None)


def of(days: tuple[StageDay, ...], stage: Stage) -> StageDay:
    return next(d for d in days if d.stage is stage)


def tomorrow(days: tuple[StageDay, ...]) -> tuple[StageDay, ...]:
    """[Tomorrow is better]: presenting takes the time of the questions of fact, and those move to the evening."""
    clarifying = of(days, Stage.CLARIFYING)
    later = clarifying.ends + timedelta(hours=5)
    # fmt: off
    moved = {
        Stage.PRESENTING: (clarifying.ends, clarifying.ends),
        Stage.CLARIFYING: (later, later),
    }
    # fmt: on
    return tuple(
        replace(d, ends=moved[d.stage][0], grace=moved[d.stage][1]) if d.stage in moved else d for d in days
    )


def last_morning(days: tuple[StageDay, ...], zone: str) -> datetime:
    """The morning of the questions' last day, when those not heard from are told, once."""
    return instant(wall(of(days, Stage.QUESTIONING).ends, zone)[0], LOOK_AGAIN, zone)
