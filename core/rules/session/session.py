"""A session: one meeting of a set, and the phases around its turns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.message import Own
from core.names import Coming, Mode, No, PersonId, Phase, SessionId, SetId, TurnId
from core.rules.agenda.templates import TEMPLATES, Template
from core.rules.refused import Refused
from core.rules.session import days

AROUND = timedelta(minutes=15)  # a session's limit is its planned end plus this (design.md §12)
NOBODY_AFTER = timedelta(minutes=10)
CLOSES_AFTER = timedelta(minutes=20)  # with nobody there, and the facilitator asked
BREATH = timedelta(minutes=1)  # between a turn's end and what follows
MORE = timedelta(minutes=2)


@dataclass(frozen=True)
class Session:
    id: SessionId
    version: int
    set: SetId
    occurrence: date  # the day the rhythm gave it, wherever it was moved since
    starts: datetime
    minutes: int
    template: str
    mode: Mode
    phase: Phase = Phase.PLANNED
    phase_no: int = 0
    phase_until: datetime | None = None
    opened: datetime | None = None
    moved: int = 0  # the `r` of its keys
    was: datetime | None = (
        None  # the start that people know, where it was moved or cancelled and they are not told
    )
    tell_at: datetime | None = None  # when they are, or were, told
    untold: bool = False
    asked_about_holiday: bool = False
    turn: TurnId | None = None
    turns: tuple[TurnId, ...] = ()  # all that began, in order
    queue: tuple[PersonId, ...] = ()  # who is down to present
    coming: tuple[tuple[PersonId, Coming], ...] = ()
    present: tuple[PersonId, ...] = ()
    confirmed: bool = False  # the facilitator has looked at who was present
    facilitator: PersonId | None = None  # who has the part today, where it was handed over or goes round
    panel: PersonId | None = None  # who has the facilitator's panel just now
    parked: tuple[Own, ...] = ()
    asked_where_everybody_is: bool = False  # or the facilitator has gone on, which answers it
    unplanned: bool = False  # opened for one turn, on no date of the rhythm
    adapted: Template | None = None  # the template with the set's own minutes, where it has changed them
    step: int = 0  # of a first session: which of its steps, from 1

    @property
    def plan(self) -> Template:
        return self.adapted or TEMPLATES[self.template]

    @property
    def ends(self) -> datetime:
        """The planned end."""
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def limit(self) -> datetime:
        return self.ends + (days.AROUND if self.mode is Mode.DAYS else AROUND)

    @property
    def review_by(self) -> datetime:
        """When the learning review begins at the latest: nothing can eat its minutes."""
        return self.limit - timedelta(minutes=self.plan.review)

    @property
    def live(self) -> bool:
        return self.phase in LIVE

    @property
    def moment(self) -> str:
        return f"session-{self.id}@{self.phase_no}"

    def answers(self, person: PersonId, answer: Coming) -> Session:
        """Who comes may change their mind any time; the last word counts."""
        others = tuple(c for c in self.coming if c[0] != person)
        return replace(self, coming=(*others, (person, answer)))

    def arrives(self, person: PersonId) -> Session:
        """Present means any press, form or line (design.md §12)."""
        return self if person in self.present else replace(self, present=(*self.present, person))

    def answered(self, person: PersonId) -> Coming | None:
        return dict(self.coming).get(person)


LIVE = (Phase.STEPS, Phase.CHECK_IN, Phase.PROGRESS, Phase.BIDS, Phase.TURNS, Phase.BREAK, Phase.REVIEW)

# fmt: off
AFTER: dict[Phase, Phase] = {
    Phase.PLANNED:  Phase.CHECK_IN,
    Phase.CHECK_IN: Phase.PROGRESS,
    Phase.PROGRESS: Phase.BIDS,
    Phase.BIDS:     Phase.TURNS,
    Phase.TURNS:    Phase.REVIEW,  # once nobody is down whose turn still fits
    Phase.BREAK:    Phase.TURNS,
    Phase.REVIEW:   Phase.CLOSED,
}
# fmt: on


def enter(s: Session, phase: Phase, now: datetime) -> Session:
    """The session at the start of `phase`, which never reaches into the minutes of the review."""
    t = s.plan
    # fmt: off
    minutes = {
        Phase.STEPS:    t.steps[s.step - 1].minutes if s.step else None,
        Phase.CHECK_IN: t.opening,
        Phase.PROGRESS: t.progress,
        Phase.BIDS:     1 if s.queue else t.bids,  # where somebody has signed up, one line and a minute
        Phase.BREAK:    break_after(s, len(s.turns)),
        Phase.REVIEW:   t.review,
    }.get(phase)
    # fmt: on
    until = now + timedelta(minutes=minutes) if minutes is not None else None
    here = replace(s, phase=phase, phase_no=s.phase_no + 1, phase_until=until)
    return replace(here, phase_until=min(until, phase_latest(here))) if until is not None else here


def phase_latest(s: Session) -> datetime:
    """When this phase ends in any case."""
    return s.limit if s.phase in (Phase.REVIEW, Phase.STEPS) else s.review_by


def extend(s: Session, by: timedelta = MORE) -> Session:
    """The phase in hand, longer, up to where the review begins; Refused when that gives less than a minute."""
    if s.phase_until is None:
        raise Refused(No.MOMENT_PASSED)
    until = min(s.phase_until + by, phase_latest(s))
    if until < s.phase_until + timedelta(minutes=1):
        raise Refused(No.NO_TIME)
    return replace(s, phase_until=until)


def away(s: Session, gap: timedelta) -> Session:
    """The bot was away for `gap` while this phase ran."""
    if s.phase_until is None:
        return s
    return replace(s, phase_until=max(s.phase_until, min(s.phase_until + gap, phase_latest(s))))


def break_after(s: Session, turns: int) -> int:
    """Minutes of the break after so many turns; 0 for none."""
    return s.plan.breaks[turns - 1] if 0 < turns <= len(s.plan.breaks) else 0


def a_turn_fits(s: Session, now: datetime) -> bool:
    """Whether another turn can begin now: whole but for half of its questioning, with the review after it."""
    m = s.plan.turn
    return now + timedelta(minutes=m.total - m.explore // 2) <= s.review_by


def turn_limit(s: Session, now: datetime) -> datetime:
    """Where a turn that begins now must have ended: the review keeps its minutes, and of those who present after
    it as many keep their whole turns as fit at all. `s.queue` no longer holds the one who begins.
    """
    limit, done = s.review_by - BREATH, len(s.turns) + 1
    for after in range(len(s.queue), 0, -1):
        pauses = sum(break_after(s, done + i) for i in range(after))
        rest = after * timedelta(minutes=s.plan.turn.total) + after * BREATH + timedelta(minutes=pauses)
        if now + timedelta(minutes=s.plan.turn.total) + rest <= limit:
            return limit - rest
    return limit


def opens_too_late(s: Session, now: datetime) -> bool:
    """Whether so much of its time has passed unopened that no turn would fit after the check-in."""
    return not a_turn_fits(s, now + timedelta(minutes=s.plan.opening))
