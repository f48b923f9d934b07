"""A session: one meeting of a set, and the phases around its turns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.message import Own
from core.names import Mode, PersonId, Phase, SessionId, SetId, TurnId
from core.rules.agenda.templates import TEMPLATES, Template

AROUND = timedelta(minutes=15)  # a session's limit is its planned end plus this (design.md §12)
NOBODY_AFTER = timedelta(minutes=10)


class Coming(StrEnum):
    """What somebody answered about a session."""

    YES = "yes"
    NO = "no"
    LATE = "late"


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
    moved: int = 0  # the `r` of its keys
    turn: TurnId | None = None
    turns: tuple[TurnId, ...] = ()  # all that began, in order
    queue: tuple[PersonId, ...] = ()  # who is down to present
    coming: tuple[tuple[PersonId, Coming], ...] = ()
    present: tuple[PersonId, ...] = ()
    facilitator: PersonId | None = None  # who has the part today
    parked: tuple[Own, ...] = ()
    asked_where_everybody_is: bool = False
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
        return self.ends + AROUND

    @property
    def live(self) -> bool:
        return self.phase in (
            Phase.STEPS,
            Phase.CHECK_IN,
            Phase.PROGRESS,
            Phase.BIDS,
            Phase.TURNS,
            Phase.REVIEW,
        )

    @property
    def moment(self) -> str:
        return f"session-{self.id}@{self.phase_no}"

    def arrives(self, person: PersonId) -> Session:
        """Present means any press, form or line (design.md §12)."""
        return self if person in self.present else replace(self, present=(*self.present, person))


# fmt: off
AFTER: dict[Phase, Phase] = {
    Phase.PLANNED:  Phase.CHECK_IN,
    Phase.CHECK_IN: Phase.PROGRESS,
    Phase.PROGRESS: Phase.BIDS,
    Phase.BIDS:     Phase.TURNS,
    Phase.TURNS:    Phase.REVIEW,
    Phase.REVIEW:   Phase.CLOSED,
}
# fmt: on


def enter(s: Session, phase: Phase, now: datetime) -> Session:
    """The session at the start of `phase`. The turns and the review have their ends from elsewhere."""
    t = s.plan
    # fmt: off
    minutes = {
        Phase.STEPS:    t.steps[s.step - 1].minutes if s.step else None,
        Phase.CHECK_IN: t.opening,
        Phase.PROGRESS: t.progress,
        Phase.BIDS:     1 if s.queue else t.bids,  # where somebody has signed up, one line and a minute
        Phase.REVIEW:   t.review,
    }.get(phase)
    # fmt: on
    until = now + timedelta(minutes=minutes) if minutes is not None else None
    return replace(s, phase=phase, phase_no=s.phase_no + 1, phase_until=until)


def review_by(s: Session) -> datetime:
    """When the learning review begins at the latest: nothing can eat its minutes."""
    return s.limit - timedelta(minutes=s.plan.review)
