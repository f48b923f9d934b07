"""The agenda and the rota, shown; and what of both is on somebody's home."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers.agenda import whose
from core.handlers.agenda.bringing import waiting
from core.handlers.calendar.steering import who_comes
from core.handlers.call import Call, current_session, facilitators, names
from core.message import Message, Part
from core.names import Item, PersonId, Phase, Stage
from core.ports import Work
from core.request import Reply
from core.rules.agenda import budget as budgets
from core.rules.agenda.budget import Budget
from core.rules.agenda.issue import Shared
from core.rules.agenda.rota import cycle
from core.rules.calendar.clock import instant, wall
from core.rules.calendar.schedule import dates
from core.rules.life.learning_set import LearningSet
from core.rules.life.state import SetState
from core.rules.session.session import Session
from core.words import agenda as words
from core.words import rota as rota_words


def agenda(work: Work, call: Call, now: datetime) -> Reply:
    """The agenda of the session that is live, else of the next."""
    del now
    s = call.the_set
    session = current_session(work, s.id)
    if session is None:
        return Reply.say(words.no_session(forming=s.state is SetState.FORMING))
    today = _all_of_today(work, s, session)
    to_come = dates(s, work.of(Session).where(set=s.id), session.starts)
    then = next((p.starts for p in to_come if not p.cancelled), None)
    coming = who_comes(work, s, session, call.actor.id) if session.phase is Phase.PLANNED else ()
    more = (*_too_much(call, s, session, today), *coming, *_for_me(work, call, s, session))
    fit = _that_fit(session, today)
    slots, over = slots_of(work, s, session, fit), today[len(fit) :]
    people = names(work, over)
    if_time = [people[p] for p in over if p in people]
    return Reply.say(words.agenda(session.starts, session.minutes, slots, if_time, then, more))


def _all_of_today(work: Work, s: LearningSet, session: Session) -> tuple[PersonId, ...]:
    """Who has presented or presents, and who is down."""
    began = tuple(t.presenter for t in whose.turns_of(work, session))
    return (*began, *(p for p in whose.down(work, s, session) if p not in began))


def _that_fit(session: Session, today: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
    """Those of `today` whose whole turn has room, the first in any case; a time is promised to nobody else."""
    if session.plan.steps or session.plan.days:
        return today
    signed = bool(session.queue or session.turns)
    return today[: max(1, budgets.fits(session.plan, session.minutes, len(today), signed=signed))]


def slots_of(work: Work, s: LearningSet, session: Session, today: tuple[PersonId, ...]) -> list[words.Slot]:
    """The lines of the agenda with their times; issues only as far as their presenters share them."""
    if session.plan.steps:
        return _steps(session)
    if session.plan.days:
        return _days(work, s, session, today)
    people, at = names(work, today), session.starts
    slots = []
    for slot in _budget(session, len(today) or 1).slots:
        one = words.Slot(slot.item, at, slot.minutes)
        if slot.item is Item.TURN and today:
            one = _theirs(work, s, replace(one, who=people[today[slot.n]]))
        slots.append(one)
        at += timedelta(minutes=slot.minutes)
    return slots


def _steps(session: Session) -> list[words.Slot]:
    at, slots = session.starts, []
    for step in session.plan.steps:
        slots.append(words.Slot(step.step, at, step.minutes))
        at += timedelta(minutes=step.minutes)
    return slots


def _days(work: Work, s: LearningSet, session: Session, today: tuple[PersonId, ...]) -> list[words.Slot]:
    first = wall(session.starts, s.zone)[0]
    people = names(work, today)
    slots = []
    for part in session.plan.days:
        day, at = part.begins
        begins = instant(first + timedelta(days=day), at, s.zone)
        one = words.Slot(part.stage or part.phase, begins, 0)
        if part.stage is Stage.PRESENTING and today:
            one = _theirs(work, s, replace(one, who=people[today[0]]))
        slots.append(one)
    return slots


def _theirs(work: Work, s: LearningSet, slot: words.Slot) -> words.Slot:
    """With what its presenter shares beforehand: nothing, the one sentence, or all."""
    assert slot.who is not None
    issue = waiting(work, s, slot.who.id)
    if issue is None or issue.shared is Shared.NOTHING:
        return slot
    if issue.shared is Shared.LINE:
        return replace(slot, issue=issue.line)
    return replace(slot, issue=issue.line, why=issue.why, tried=issue.tried, wanted=issue.wanted)


def _budget(session: Session, presenters: int) -> Budget:
    return budgets.budget(
        session.plan, session.minutes, presenters, signed=bool(session.queue or session.turns)
    )


def _too_much(call: Call, s: LearningSet, session: Session, today: tuple[PersonId, ...]) -> tuple[Part, ...]:
    """By how much it does not fit, and what could give."""
    if session.plan.steps or session.plan.days or session.phase is not Phase.PLANNED:
        return ()
    over = _budget(session, max(1, len(today))).over
    if not over:
        return ()
    found = budgets.offers(session.plan, session.minutes, max(1, len(today)), signed=bool(session.queue))
    until = session.starts + timedelta(minutes=found.minutes) if found.minutes else None
    questioning = found.turn.explore if found.turn else None
    mine = call.actor.id in facilitators(s, session, None)
    return words.does_not_fit(session.id, over, found.presenters, questioning, until, mine=mine)


def _for_me(work: Work, call: Call, s: LearningSet, session: Session) -> tuple[Part, ...]:
    """What the reader may do: prepare or put off; sign up; and for whoever facilitates, who comes first."""
    down = whose.down(work, s, session)
    parts: list[Part] = []
    if session.phase is Phase.PLANNED and call.actor.id in s.rota:
        parts.append(words.for_me(session.id, s.id, down=call.actor.id in down))
    if len(down) > 1 and call.actor.id in facilitators(s, session, None):
        people = names(work, down)
        parts.append(words.order(session.id, [people[p] for p in down[1:]]))
    return tuple(parts)


# --- the rota ----------------------------------------------------------------------------------------------------


def rota(work: Work, call: Call, now: datetime) -> Reply:
    """Whose turn it is, who has presented, and where the set is in its cycle."""
    del now
    s = call.the_set
    session = whose.next_planned(work, s)
    down = whose.down(work, s, session) if session else ()
    more: tuple[Part, ...] = (rota_words.how_it_goes(),)
    if session is not None and call.actor.id in s.rota:
        more = (*more, rota_words.for_me(session.id, s.id, down=call.actor.id in down))
    return Reply.say(rota_message(work, s, session, down, more))


def rota_message(
    work: Work, s: LearningSet, session: Session | None, down: tuple[PersonId, ...], more: tuple[Part, ...]
) -> Message:
    ranked, people = whose.ranked(work, s), names(work, s.people)
    last = {t.presenter: t.at for t in whose.history(work, s)}
    found = cycle(ranked)
    waits = [p.person for p in ranked if p.person not in down]
    first = [p for p in down if p in s.rota]
    had = {p.person: p.had for p in ranked}
    entries = [
        rota_words.Entry(
            people[p],
            had[p],
            last.get(p),
            session.starts if session and p in down else None,
            waits.index(p) + 1 if p in waits else 0,
        )
        for p in (*first, *waits)
    ]
    return rota_words.rota(found.number, len(found.presented), entries, more)


# --- home --------------------------------------------------------------------------------------------------------
