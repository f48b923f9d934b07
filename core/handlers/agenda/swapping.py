"""A swap: one member asks another, privately."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.agenda import whose
from core.handlers.agenda.preparing import put_away
from core.handlers.agenda.signing import member_meant
from core.handlers.call import Call, who
from core.message import Private, Room, Say
from core.names import No, PersonId, Phase
from core.ports import Work
from core.request import Ask, Reply
from core.rules.agenda.swap import Swap, SwapState
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.words import rota as words


def form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    _, session = _mine(work, call)
    return words.swap_form(session.id, session.starts)


def ask(work: Work, call: Call, now: datetime) -> Reply:
    """Ask somebody for a swap. An earlier one that waits for its answer is taken back."""
    s, session = _mine(work, call)
    other = member_meant(work, call, s, call.arg("with") or call.words)
    if other.id == call.actor.id or other.id not in s.rota:
        raise Refused(No.WHO)
    mine = work.of(Swap).where(set=s.id, session=session.id, asker=call.actor.id, state=SwapState.ASKED.value)
    for earlier in mine:
        work.of(Swap).save(replace(earlier, state=SwapState.DECLINED, at=now))
    swap = work.of(Swap).add(Swap(0, 0, s.id, session.id, call.actor.id, other.id, SwapState.ASKED, now))
    offer = words.swap_offer(swap.id, s.id, call.actor.who, session.starts)
    work.say(Say(f"swap-{swap.id}/asked", Private(other.id), offer, expires=session.starts))
    return Reply.say(words.swap_asked(other.who))


def agree(work: Work, call: Call, now: datetime) -> Reply:
    swap, s, session = _offered(work, call)
    today = whose.down(work, s, session)
    if session.phase is not Phase.PLANNED or swap.asker not in today:
        raise Refused(No.MOMENT_PASSED)
    work.of(Swap).save(replace(swap, state=SwapState.AGREED, at=now))
    _exchange(work, session, swap, today)
    put_away(work, session, swap.asker)
    one, other = who(work, swap.asker), call.actor.who
    work.say(
        Say(
            f"swap-{swap.id}/room",
            Room(s.id),
            words.swapped(session.starts, one, other),
            expires=session.starts,
        )
    )
    work.say(Say(f"swap-{swap.id}/agreed", Private(swap.asker), words.swap_agreed(other, session.starts)))
    return Reply.say(words.swap_agreed_other(session.id, session.starts))


def _exchange(work: Work, session: Session, swap: Swap, today: tuple[PersonId, ...]) -> None:
    """Who was down stays so, but for the two. The asker is not put down again for the same day."""
    other_of = {swap.asker: swap.other, swap.other: swap.asker}
    queue = tuple(other_of.get(p, p) for p in today)
    lineup = whose.lineup_of(work, session).is_back(swap.other)
    if swap.other not in today:
        lineup = lineup.is_away(swap.asker)
    whose.keep(work, lineup)
    work.of(Session).save(replace(session, queue=queue))


def decline(work: Work, call: Call, now: datetime) -> Reply:
    swap, _, session = _offered(work, call)
    work.of(Swap).save(replace(swap, state=SwapState.DECLINED, at=now))
    if session.phase is Phase.PLANNED:
        said = words.swap_declined(session.id, session.starts)
        work.say(Say(f"swap-{swap.id}/declined", Private(swap.asker), said, expires=session.starts))
    return Reply.say(words.swap_declined_other())


def _mine(work: Work, call: Call) -> tuple[LearningSet, Session]:
    """The session whose place the actor has. Raises Refused for somebody who is not down."""
    s, session = whose.about(work, call)
    if session.phase is not Phase.PLANNED:
        raise Refused(No.MOMENT_PASSED)
    if call.actor.id not in whose.down(work, s, session):
        raise Refused(No.NOT_DOWN)
    return s, session


def _offered(work: Work, call: Call) -> tuple[Swap, LearningSet, Session]:
    s, number = call.the_set, call.arg("swap")
    swap = work.of(Swap).get(int(number)) if number.isdigit() else None
    if swap is None or swap.set != s.id or swap.other != call.actor.id:
        raise Refused(No.NOT_YOURS)
    session = work.of(Session).get(swap.session)
    if session is None or swap.state is not SwapState.ASKED:
        raise Refused(No.MOMENT_PASSED)
    return swap, s, session
