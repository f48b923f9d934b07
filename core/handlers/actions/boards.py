"""What stands where the bot has asked: the week's board, a session's look back, a private message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from core.handlers.actions.reading import items, shown
from core.handlers.call import current_session
from core.message import Day, Message, Own, Private, Revise, Room
from core.names import ActionStatus, AskStep, PersonId, SetId
from core.ports import Work
from core.rules.actions import weekly
from core.rules.actions.action import OPEN, Action, CheckIn
from core.rules.actions.asked import Asked, AskedLine
from core.rules.actions.asking import PATIENT, PEACE, InHand, PersonView, ask_day, on_the_board
from core.rules.calendar.clock import wall
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.session.session import Session
from core.words import asking as words

SHOWN = 70  # characters of each action on a set's board (design.md §5)
WORTH_ASKING = timedelta(hours=20)  # an undelivered ask or board is not said later than this
SOON = timedelta(days=14)


def show(work: Work, asked: Asked, now: datetime) -> None:
    """Post it, or bring it up to date."""
    expires = asked.at + WORTH_ASKING if now == asked.at else None  # an answer is shown however late it comes
    if asked.person is not None:
        work.say(Revise(asked.key, Private(asked.person), _private(work, asked, now), expires))
    elif asked.set is not None:
        session = work.of(Session).get(asked.session) if asked.session is not None else None
        if session is not None:
            work.say(Revise(asked.key, Room(asked.set), _look_back(work, asked), expires and session.limit))
        else:
            work.say(Revise(asked.key, Room(asked.set), _week(work, asked), expires))


def _week(work: Work, asked: Asked) -> Message:
    rows = _rows(work, asked)
    assert asked.set is not None
    session = current_session(work, asked.set)
    soon = session is not None and asked.at < session.starts <= asked.at + SOON
    meets = shown(day_of(work, asked.set, session.starts), asked.at, long=True) if session and soon else None
    more = any(row.item.words.words.endswith("…") for row in rows)
    return words.week(rows, asked.moment, meets, asked.n, more=more)


def _look_back(work: Work, asked: Asked) -> Message:
    return words.since_last_time(_rows(work, asked), asked.moment)


def _rows(work: Work, asked: Asked) -> tuple[words.OnBoard, ...]:
    pairs = _pairs(work, asked)
    assert asked.set is not None
    today = day_of(work, asked.set, asked.at)
    seen = items(work, (a for a, _ in pairs), asked.at, cut=SHOWN)
    return tuple(
        words.OnBoard(item, line.answer, passed=_just_passed(a, today))
        for item, (a, line) in zip(seen, pairs, strict=True)
    )


def _just_passed(action: Action, today: date) -> bool:
    """Whether its day has gone by since the last board: that is asked once."""
    return action.by is not None and timedelta() < today - action.by <= timedelta(days=7)


def _pairs(work: Work, asked: Asked) -> tuple[tuple[Action, AskedLine], ...]:
    """The actions of an asking in its order; without those that have been taken out since."""
    wanted = tuple(line.action for line in asked.lines)
    found = {a.id: a for a in work.of(Action).where(id=wanted)} if wanted else {}
    return tuple((found[line.action], line) for line in asked.lines if line.action in found)


def day_of(work: Work, set_id: SetId, at: datetime) -> date:
    s = work.of(LearningSet).get(set_id)
    return wall(at, s.zone if s is not None else "UTC")[0]


# --- in private ------------------------------------------------------------------------------------------------


def _private(work: Work, asked: Asked, now: datetime) -> Message:
    talks = tuple(talk_of(work, a, line, now, asked.id) for a, line in _pairs(work, asked))
    return words.private(talks)


def talk_of(work: Work, action: Action, line: AskedLine, now: datetime, asked: int = 0) -> words.Talk:
    """One action as its owner reads of it in private."""
    it = in_hand(work, (action,))[0]
    zone = zone_of(work, action.person)
    return words.Talk(
        item=items(work, (action,), now, long=True)[0],
        phrase=line.phrase,
        answer=line.answer,
        step=line.step,
        line=_last_line(work, action) if line.step in (AskStep.NOTED, AskStep.LEARNED) else Own(""),
        following=_following(work, it, zone, now),
        meets=shown(wall(it.meets, zone)[0], now, long=True) if it.meets and it.meets > now else None,
        asked=asked,
        may_rest=action.asked > PATIENT,
    )


def _last_line(work: Work, action: Action) -> Own:
    lines = [c.line for c in work.of(CheckIn).where(action=action.id) if c.line]
    return lines[-1] if lines else Own("")


def _following(work: Work, it: InHand, zone: str, now: datetime) -> Day | None:
    """The day on which this action is next asked about, here or on the board, where that is before the set meets."""
    day = ask_day(it, zone, wall(now, zone)[0])
    if day is None and on_the_board(it):
        s = work.of(LearningSet).get(it.action.set)
        assert s is not None
        first = max(wall(now, zone)[0] + timedelta(days=PEACE + 1), it.action.snoozed_until or date.min)
        day = wall(weekly.on_or_after(s, first), zone)[0]
    if day is None or (
        it.meets is not None and it.meets > now and day >= wall(it.meets, zone)[0] - timedelta(3)
    ):
        return None
    return shown(day, now, long=True)


# --- what asking depends on ------------------------------------------------------------------------------------


def view_of(work: Work, person: PersonId) -> PersonView | None:
    """A person's clock over all their sets; None for somebody with nothing in hand."""
    mine = work.of(Action).where(person=person, status=tuple(s.value for s in OPEN))
    found = work.of(Person).get(person)
    if not mine or found is None:
        return None
    sets = {i: s for i in work.sets_of(person) if (s := work.of(LearningSet).get(i)) is not None}
    ours = tuple(a for a in mine if a.set in sets and sets[a.set].state in weekly.ASKS)
    coming = (current_session(work, i) for i, s in sets.items() if s.here(person))
    zone = found.zone or next((s.zone for s in sets.values()), "UTC")
    return PersonView(found, zone, in_hand(work, ours), tuple(s.starts for s in coming if s is not None))


def zone_of(work: Work, person: PersonId) -> str:
    found = work.of(Person).get(person)
    return found.zone or "UTC" if found is not None else "UTC"


def in_hand(work: Work, actions: Sequence[Action]) -> tuple[InHand, ...]:
    """Actions with the choices of their sets, the next sessions, and the boards on which they last stood."""
    wanted = tuple(dict.fromkeys(a.set for a in actions))
    sets = {i: s for i in wanted if (s := work.of(LearningSet).get(i)) is not None}
    sessions = {i: current_session(work, i) for i in wanted}
    boards = {i: last_board(work, i) for i in wanted}
    return tuple(_in_hand(a, sets[a.set], sessions[a.set], boards[a.set]) for a in actions)


def _in_hand(a: Action, s: LearningSet, session: Session | None, board: Asked | None) -> InHand:
    stood = board is not None and board.session is None and board.holds(a.id)
    return InHand(
        action=a,
        asking=s.asking,
        check_in_day=s.check_in_day,
        meets=session.starts if session is not None else None,
        meets_until=session.limit if session is not None else None,
        boarded=board.at if board is not None and stood else None,
    )


def last_board(work: Work, set_id: SetId) -> Asked | None:
    """What was last asked in front of the set."""
    return max(work.of(Asked).where(set=set_id), key=lambda a: a.id, default=None)


def answered_privately(action: Action, answer: ActionStatus, step: AskStep) -> AskedLine:
    """A line for something told unasked."""
    return AskedLine(action.id, answer=answer, step=step)
