"""One member's turn: who holds the floor, and what may happen next.

Read MOVES aloud, row by row: it is the whole of the rules. `docs/turn.md` is made from it. How long each stage
may take is in `minutes.py`.
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
from core.rules.session import days as over_days
from core.rules.session import minutes as clock
from core.rules.session.days import StageDay


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


def _anywhere(when: Act, by: By, then: Stage | None = None) -> tuple[Move, ...]:
    return tuple(Move(stage, when, by, then or stage) for stage in LIVE)


# fmt: off
MOVES: tuple[Move, ...] = (
    #    during          when            is said by     then we are
    Move(S.PRESENTING,   A.SAID_ENOUGH,  B.PRESENTER,   S.CLARIFYING),
    Move(S.PRESENTING,   A.NEXT,         B.FACILITATOR, S.CLARIFYING),
    Move(S.PRESENTING,   A.TIME_UP,      B.CLOCK,       S.CLARIFYING),
    Move(S.PRESENTING,   A.ABSENT,       B.FACILITATOR, S.OVER),
    Move(S.PRESENTING,   A.ABSENT,       B.CLOCK,       S.OVER),  # over days: nothing was brought
    Move(S.PRESENTING,   A.TOMORROW,     B.PRESENTER,   S.PRESENTING),  # over days
    Move(S.CLARIFYING,   A.NEXT,         B.FACILITATOR, S.QUESTIONING),
    Move(S.CLARIFYING,   A.BACK,         B.FACILITATOR, S.PRESENTING),
    Move(S.CLARIFYING,   A.TIME_UP,      B.CLOCK,       S.QUESTIONING),
    Move(S.QUESTIONING,  A.NEXT,         B.FACILITATOR, S.REFRAMING),
    Move(S.QUESTIONING,  A.ENOUGH,       B.PRESENTER,   S.REFRAMING),
    Move(S.QUESTIONING,  A.BACK,         B.FACILITATOR, S.CLARIFYING),
    Move(S.QUESTIONING,  A.LAST_ANSWER,  B.CLOCK,       S.QUESTIONING),
    Move(S.QUESTIONING,  A.GRACE_OVER,   B.CLOCK,       S.REFRAMING),
    Move(S.QUESTIONING,  A.TIME_UP,      B.CLOCK,       S.REFRAMING),
    Move(S.REFRAMING,    A.SAY_AGAIN,    B.PRESENTER,   S.REFLECTING),
    Move(S.REFRAMING,    A.STILL_SAME,   B.PRESENTER,   S.REFLECTING),
    Move(S.REFRAMING,    A.NEXT,         B.FACILITATOR, S.REFLECTING),
    Move(S.REFRAMING,    A.BACK,         B.FACILITATOR, S.QUESTIONING),
    Move(S.REFRAMING,    A.HEAR,         B.PRESENTER,   S.REFRAMING),
    Move(S.REFRAMING,    A.TIME_UP,      B.CLOCK,       S.REFLECTING),
    Move(S.REFLECTING,   A.IDEAS,        B.PRESENTER,   S.REFLECTING),
    Move(S.REFLECTING,   A.ENOUGH,       B.PRESENTER,   S.PLANNING),
    Move(S.REFLECTING,   A.NEXT,         B.FACILITATOR, S.PLANNING),
    Move(S.REFLECTING,   A.BACK,         B.FACILITATOR, S.REFRAMING),
    Move(S.REFLECTING,   A.TIME_UP,      B.CLOCK,       S.PLANNING),
    Move(S.PLANNING,     A.SAY_AGAIN,    B.PRESENTER,   S.PLANNING),  # over days both belong together
    Move(S.PLANNING,     A.WEEKEND,      B.PRESENTER,   S.PLANNING),  # over days
    Move(S.PLANNING,     A.PLANNED,      B.PRESENTER,   S.OVER),
    Move(S.PLANNING,     A.NEXT,         B.FACILITATOR, S.OVER),
    Move(S.PLANNING,     A.BACK,         B.FACILITATOR, S.REFRAMING),
    Move(S.PLANNING,     A.TIME_UP,      B.CLOCK,       S.OVER),
    # at any time
    *_anywhere(A.EXTEND,       B.FACILITATOR),
    *_anywhere(A.MIND,         B.MEMBER),
    *_anywhere(A.PAUSE,        B.PRESENTER),
    *_anywhere(A.PAUSE,        B.FACILITATOR),
    *_anywhere(A.STEP_IN,      B.FACILITATOR),
    *_anywhere(A.RESUME,       B.PRESENTER),
    *_anywhere(A.RESUME,       B.FACILITATOR),
    *_anywhere(A.BOT_WAS_AWAY, B.CLOCK),
    *_anywhere(A.STOP,         B.PRESENTER, S.OVER),
    *_anywhere(A.OUT_OF_TIME,  B.CLOCK,     S.OVER),
)
# fmt: on

WHILE_PAUSED = (A.RESUME, A.STOP, A.BOT_WAS_AWAY, A.OUT_OF_TIME)


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
    stage_began: datetime
    stage_until: datetime
    ends: datetime  # the end that was said; only a pause or an absence of the bot moves it
    limit: datetime  # what comes after this turn begins here at the latest
    order: tuple[PersonId, ...]  # of the questioners
    path: tuple[Stage, ...] = ()  # the stages so far: the one numbered n is path[n - 1]
    brought: int | None = None  # the id of the Issue it comes from
    asked: int = 0  # how many places of the go-round have passed
    last_answer: bool = False  # time is up for questions, the one in hand may finish
    lent_from: datetime | None = None  # when this stage was to end before the last two more minutes
    minded: bool = False  # somebody would rather keep to the time of this stage
    paused_at: datetime | None = None
    pauses: int = 0
    stepped_in: bool = False
    stopped: bool = False  # by its presenter: the issue is shown no longer
    interrupted: bool = False  # there was no time left to end it well
    put_off: bool = False  # its presenter was not here: it does not count as a turn
    new_issue: Own = Own("")  # the presenter's own new wording
    wants_reflection: bool = False
    wants_ideas: bool = False
    level: Level = Level.STRAIGHT
    strict: bool = False
    host: PersonId | None = None  # has the facilitator's part in this turn, where another has it otherwise
    reflector: PersonId | None = None
    spoke: tuple[PersonId, ...] = ()  # who has pressed or said anything in it
    heard_at: datetime | None = None  # the last line, while questions are asked
    hinted: tuple[PersonId, ...] = ()  # one hint a turn for each person
    redirected: tuple[PersonId, ...] = ()  # one word about whose turn it is, a turn and person
    scribe: PersonId | None = None  # notes questions for the presenter alone
    days: tuple[StageDay, ...] = ()  # over days: when each stage ends
    told: Own = Own("")  # over days: what the presenter wrote beside the one sentence
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
    if turn.days:
        ends = over_days.of(turn.days, Stage.PLANNING).ends
    return _at_start_of(replace(turn, began=now, ends=ends, stage_no=0), Stage.PRESENTING, now)


def move(turn: Turn, act: Act, by: Iterable[By], now: datetime) -> Turn:
    """The turn after `act`, or Refused when no row of the table allows it to any of `by`."""
    said_by = frozenset(by)
    rows = [m for m in MOVES if (m.during, m.when) == (turn.stage, act)]
    row = next((m for m in rows if m.by in said_by), None)
    if row is None:
        raise Refused(No.NOT_YOURS if rows else No.MOMENT_PASSED)
    if turn.paused_at is not None and act not in WHILE_PAUSED:
        raise Refused(No.PAUSED)
    if row.then is turn.stage:
        return _stay(turn, act, now)
    if act is Act.BACK and not clock.fits(turn, row.then, now):
        raise Refused(No.NO_TIME)
    done = replace(
        turn, stopped=act is Act.STOP, interrupted=act is Act.OUT_OF_TIME, put_off=act is Act.ABSENT
    )
    return _at_start_of(done, row.then, now)


def _at_start_of(turn: Turn, stage: Stage, now: datetime) -> Turn:
    """The turn at the start of `stage`, or of the one after it where a reflection is not wanted or not possible.
    Over days the presenter takes stock once: the new wording and the actions belong together.
    """
    if stage is Stage.REFRAMING and turn.days:
        stage = Stage.PLANNING
    if stage is Stage.REFLECTING and not (turn.wants_reflection and clock.reflection_fits(turn, now)):
        stage = Stage.PLANNING
    fresh = replace(
        turn,
        stage=stage,
        stage_no=turn.stage_no + 1,
        path=(*turn.path, stage),
        stage_began=now,
        stage_until=clock.until(turn, stage, now),
        last_answer=False,
        lent_from=None,
        minded=False,
        paused_at=None,
        stepped_in=False,
    )
    return replace(fresh, heard_at=now if stage is Stage.QUESTIONING else None)


def _stay(turn: Turn, act: Act, now: datetime) -> Turn:
    """The turn after an act that leaves it in its stage."""
    match act:
        case Act.LAST_ANSWER:
            hard = clock.latest(turn, turn.stage)
            until = hard if turn.days else min(now + clock.GRACE, hard)
            return replace(turn, last_answer=True, lent_from=None, heard_at=None, stage_until=until)
        case Act.EXTEND:
            return _extend(turn)
        case Act.TOMORROW:
            return _tomorrow(turn)
        case Act.WEEKEND:
            return replace(
                turn, stage_until=clock.latest(turn, turn.stage), ends=clock.latest(turn, turn.stage)
            )
        case Act.MIND:
            return _mind(turn, now)
        case Act.PAUSE | Act.STEP_IN:
            return replace(turn, paused_at=now, stepped_in=act is Act.STEP_IN, pauses=turn.pauses + 1)
        case Act.RESUME:
            return _resume(turn, now)
        case Act.HEAR:
            return replace(turn, wants_reflection=True)
        case Act.IDEAS:
            return replace(turn, wants_ideas=True)
        case _:
            return turn


def _tomorrow(turn: Turn) -> Turn:
    """Presenting a day later, once; the questions end when they were to end."""
    moved = over_days.tomorrow(turn.days) if turn.days else ()
    if not moved or over_days.of(moved, Stage.PRESENTING).ends <= turn.stage_until:
        raise Refused(No.MOMENT_PASSED)
    return replace(turn, days=moved, stage_until=over_days.of(moved, Stage.PRESENTING).ends)


def _extend(turn: Turn) -> Turn:
    """Two more minutes, off what is elastic afterwards and then off the session's limit; a minute at the least."""
    if turn.days:
        raise Refused(No.NO_TIME)
    if turn.minded:
        raise Refused(No.MINDED)
    until = min(turn.stage_until + clock.EXTENSION, clock.latest(turn, turn.stage))
    if until < turn.stage_until + timedelta(minutes=1):
        raise Refused(No.NO_TIME)
    return replace(turn, stage_until=until, lent_from=turn.stage_until)


def _mind(turn: Turn, now: datetime) -> Turn:
    """The last two more minutes are taken back, and no more are given in this stage."""
    if turn.lent_from is None:
        raise Refused(No.MOMENT_PASSED)
    return replace(turn, stage_until=max(turn.lent_from, now), lent_from=None, minded=True)


def _resume(turn: Turn, now: datetime) -> Turn:
    """The clock goes on from where it stopped; what was lost moves the end, up to the limit."""
    if turn.paused_at is None:
        raise Refused(No.MOMENT_PASSED)
    return clock.lengthen(replace(turn, paused_at=None, stepped_in=False), now - turn.paused_at)


def away(turn: Turn, gap: timedelta, now: datetime) -> Turn:
    """The bot was away for `gap` up to `now`: a stage that ran is extended by what it missed, up to the limit. Where
    what must follow does not fit any more, the turn is over.
    """
    turn = move(turn, Act.BOT_WAS_AWAY, {By.CLOCK}, now)
    if now > clock.gives_out(turn):
        return move(turn, Act.OUT_OF_TIME, {By.CLOCK}, now)
    if turn.paused_at is not None:
        return turn  # the pause counts it already
    return clock.lengthen(turn, min(gap, now - turn.stage_began))
