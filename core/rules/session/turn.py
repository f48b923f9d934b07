"""One member's turn: who holds the floor, and what may happen next.

Read MOVES aloud, row by row: it is the whole of the rules. `docs/turn.md` is made from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.message import Own
from core.names import Act, Level, Mode, No, PersonId, SessionId, SetId, Stage, TurnId
from core.rules.agenda.templates import TurnMinutes
from core.rules.refused import Refused


class By(StrEnum):
    PRESENTER = "the presenter"
    FACILITATOR = "the facilitator"
    MEMBER = "anybody in the set"
    CLOCK = "the clock"


@dataclass(frozen=True)
class Move:
    during: Stage
    when: Act
    by: By
    then: Stage


S, A, B = Stage, Act, By
LIVE = (S.PRESENTING, S.CLARIFYING, S.QUESTIONING, S.REFRAMING, S.REFLECTING, S.PLANNING)


def _anywhere(when: Act, by: By) -> tuple[Move, ...]:
    return tuple(Move(stage, when, by, stage) for stage in LIVE)


# fmt: off
MOVES: tuple[Move, ...] = (
    #    during          when            is said by     then we are
    Move(S.PRESENTING,   A.SAID_ENOUGH,  B.PRESENTER,   S.CLARIFYING),
    Move(S.PRESENTING,   A.NEXT,         B.FACILITATOR, S.CLARIFYING),
    Move(S.PRESENTING,   A.TIME_UP,      B.CLOCK,       S.CLARIFYING),
    Move(S.CLARIFYING,   A.NEXT,         B.FACILITATOR, S.QUESTIONING),
    Move(S.CLARIFYING,   A.BACK,         B.FACILITATOR, S.PRESENTING),
    Move(S.CLARIFYING,   A.TIME_UP,      B.CLOCK,       S.QUESTIONING),
    Move(S.QUESTIONING,  A.NEXT,         B.FACILITATOR, S.REFRAMING),
    Move(S.QUESTIONING,  A.ENOUGH,       B.PRESENTER,   S.REFRAMING),
    Move(S.QUESTIONING,  A.BACK,         B.FACILITATOR, S.CLARIFYING),
    Move(S.QUESTIONING,  A.TIME_UP,      B.CLOCK,       S.QUESTIONING),  # the last answer
    Move(S.QUESTIONING,  A.GRACE_OVER,   B.CLOCK,       S.REFRAMING),
    Move(S.REFRAMING,    A.SAY_AGAIN,    B.PRESENTER,   S.REFLECTING),
    Move(S.REFRAMING,    A.STILL_SAME,   B.PRESENTER,   S.REFLECTING),
    Move(S.REFRAMING,    A.NEXT,         B.FACILITATOR, S.REFLECTING),
    Move(S.REFRAMING,    A.BACK,         B.FACILITATOR, S.QUESTIONING),
    Move(S.REFRAMING,    A.TIME_UP,      B.CLOCK,       S.REFLECTING),
    Move(S.REFLECTING,   A.ENOUGH,       B.PRESENTER,   S.PLANNING),
    Move(S.REFLECTING,   A.NEXT,         B.FACILITATOR, S.PLANNING),
    Move(S.REFLECTING,   A.BACK,         B.FACILITATOR, S.REFRAMING),
    Move(S.REFLECTING,   A.TIME_UP,      B.CLOCK,       S.PLANNING),
    Move(S.PLANNING,     A.PLANNED,      B.PRESENTER,   S.OVER),
    Move(S.PLANNING,     A.NEXT,         B.FACILITATOR, S.OVER),
    Move(S.PLANNING,     A.TIME_UP,      B.CLOCK,       S.OVER),
    # at any time
    Move(S.REFRAMING,    A.HEAR,         B.PRESENTER,   S.REFRAMING),
    Move(S.REFLECTING,   A.IDEAS,        B.PRESENTER,   S.REFLECTING),
    *_anywhere(A.EXTEND,       B.FACILITATOR),
    *_anywhere(A.MIND,         B.MEMBER),
    *_anywhere(A.PAUSE,        B.PRESENTER),
    *_anywhere(A.PAUSE,        B.FACILITATOR),
    *_anywhere(A.STEP_IN,      B.FACILITATOR),
    *_anywhere(A.RESUME,       B.PRESENTER),
    *_anywhere(A.RESUME,       B.FACILITATOR),
    *_anywhere(A.BOT_WAS_AWAY, B.CLOCK),
    *(Move(stage, A.STOP, B.PRESENTER, S.OVER) for stage in LIVE),
)
# fmt: on

EXTENSION = timedelta(minutes=2)
GRACE = timedelta(minutes=2)  # live; in `days` the next morning (design.md §7)


@dataclass(frozen=True)
class Turn:
    """Always somebody's, always about something, always with an end in sight."""

    id: TurnId
    version: int
    set: SetId
    session: SessionId
    presenter: PersonId
    issue: Own
    mode: Mode
    minutes: TurnMinutes
    stage: Stage
    stage_no: int  # goes up with every change of stage: the moment that a choice is offered in
    began: datetime
    stage_until: datetime
    ends: datetime  # the end that was said; questioning gives way to it
    limit: datetime  # what comes after this turn begins here at the latest
    order: tuple[PersonId, ...]  # of the questioners
    brought: int | None = None  # the id of the Issue it comes from
    asked: int = 0  # how many places of the go-round have passed
    last_answer: bool = False  # time is up for questions, the one in hand may finish
    paused_at: datetime | None = None
    stepped_in: bool = False
    stopped: bool = False
    new_issue: Own = Own("")  # the presenter's own new wording
    wants_reflection: bool = False
    wants_ideas: bool = False
    level: Level = Level.STRAIGHT
    strict: bool = False
    host: PersonId | None = None
    reflector: PersonId | None = None
    extended: bool = False  # in this stage, and nobody has minded
    hinted: tuple[PersonId, ...] = ()  # one hint a turn for each person
    redirected: tuple[PersonId, ...] = ()  # one word about whose turn it is, a turn and person
    scribe: PersonId | None = None  # notes questions for the presenter alone
    addressed: tuple[PersonId, ...] = ()  # who was asked last, where statements are for whoever was (QU5)

    @property
    def live(self) -> bool:
        return self.stage is not Stage.OVER

    @property
    def moment(self) -> str:
        """The token of this turn at this stage."""
        return f"turn-{self.id}@{self.stage_no}"


def begin(turn: Turn, now: datetime) -> Turn:
    """`turn` from its first minute: it ends after its minutes, or at its limit where that is earlier."""
    ends = min(now + timedelta(minutes=turn.minutes.total), turn.limit)
    fresh = replace(turn, began=now, ends=ends, stage=Stage.PRESENTING, stage_no=1, stage_until=ends)
    return replace(fresh, stage_until=_until(fresh, Stage.PRESENTING, now))


def move(turn: Turn, act: Act, by: Iterable[By], now: datetime) -> Turn:
    """The turn after `act`, or Refused when no row of the table allows it to any of `by`."""
    said_by = frozenset(by)
    row = next((m for m in MOVES if (m.during, m.when) == (turn.stage, act) and m.by in said_by), None)
    if row is None:
        wrong_person = any((m.during, m.when) == (turn.stage, act) for m in MOVES)
        raise Refused(No.NOT_YOURS if wrong_person else No.MOMENT_PASSED)
    if row.then is not turn.stage:
        return enter(turn, row.then, now, stopped=act is Act.STOP)
    return _stay(turn, act, now)


def enter(turn: Turn, stage: Stage, now: datetime, *, stopped: bool = False) -> Turn:
    """The turn at the start of `stage`, or of the one after it where nobody asked for a reflection."""
    if stage is Stage.REFLECTING and not turn.wants_reflection:
        stage = Stage.PLANNING
    fresh = replace(
        turn,
        stage=stage,
        stage_no=turn.stage_no + 1,
        last_answer=False,
        extended=False,
        paused_at=None,
        stepped_in=False,
        stopped=stopped,
    )
    return replace(fresh, stage_until=_until(fresh, stage, now))


def _stay(turn: Turn, act: Act, now: datetime) -> Turn:
    """The turn after an act that leaves it in its stage."""
    match act:
        case Act.TIME_UP:
            return replace(turn, last_answer=True, stage_until=now + GRACE)
        case Act.EXTEND:
            return _lengthen(replace(turn, extended=True), EXTENSION)
        case Act.MIND:
            return _lengthen(replace(turn, extended=False), -EXTENSION) if turn.extended else turn
        case Act.PAUSE | Act.STEP_IN:
            return replace(turn, paused_at=turn.paused_at or now, stepped_in=act is Act.STEP_IN)
        case Act.RESUME:
            return resume(turn, now)
        case Act.HEAR:
            return replace(turn, wants_reflection=True)
        case Act.IDEAS:
            return replace(turn, wants_ideas=True)
        case _:
            return turn


def resume(turn: Turn, now: datetime) -> Turn:
    """The clock goes on from where it stopped; what was lost moves the end, up to the limit."""
    if turn.paused_at is None:
        raise Refused(No.MOMENT_PASSED)
    return _lengthen(replace(turn, paused_at=None, stepped_in=False), now - turn.paused_at)


def away(turn: Turn, gap: timedelta) -> Turn:
    """The bot was away for `gap` while this stage ran: the stage is extended by it, up to the limit."""
    return _lengthen(turn, gap) if turn.paused_at is None else turn


def _lengthen(turn: Turn, by: timedelta) -> Turn:
    ends = min(turn.ends + by, turn.limit)
    longer = replace(turn, ends=ends)
    return replace(longer, stage_until=min(turn.stage_until + by, latest(longer, turn.stage)))


def latest(turn: Turn, stage: Stage) -> datetime:
    """When `stage` must end, so that the presenter's last words keep their minutes."""
    m = turn.minutes
    reflect = m.reflect if turn.wants_reflection else 0
    # fmt: off
    after = {
        Stage.PRESENTING:  m.reframe + reflect + m.plan + 2,
        Stage.CLARIFYING:  m.reframe + reflect + m.plan + 1,
        Stage.QUESTIONING: m.reframe + reflect + m.plan,
        Stage.REFRAMING:   reflect + m.plan,
        Stage.REFLECTING:  m.plan,
        Stage.PLANNING:    0,
        Stage.OVER:        0,
    }
    # fmt: on
    return turn.ends - timedelta(minutes=after[stage])


def _until(turn: Turn, stage: Stage, now: datetime) -> datetime:
    """When `stage`, begun now, ends: after its minutes, but questioning takes what there is."""
    m = turn.minutes
    # fmt: off
    own = {
        Stage.PRESENTING:  m.present,
        Stage.CLARIFYING:  m.clarify,
        Stage.QUESTIONING: None,
        Stage.REFRAMING:   m.reframe,
        Stage.REFLECTING:  None,  # until the presenter's last word is due
        Stage.PLANNING:    m.plan,
        Stage.OVER:        0,
    }[stage]
    # fmt: on
    end = latest(turn, stage)
    if own is not None:
        end = min(end, now + timedelta(minutes=own)) if stage is not Stage.PLANNING else end
    return max(end, now + timedelta(minutes=1)) if stage is not Stage.OVER else now
