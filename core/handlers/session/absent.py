"""Who is not there: nobody, too few, or the bot itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.handlers import agenda
from core.handlers.call import Call, current_session, leader
from core.handlers.session import panel, phases, running
from core.message import Message
from core.names import Act, No, Phase
from core.ports import Work
from core.request import Reply
from core.rules.due import Moment, SetView
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused
from core.rules.session import session as sessions
from core.rules.session import turn as turns
from core.rules.session.session import Session
from core.rules.session.turn import By, Turn
from core.words import session as words


def nobody(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """Ten minutes in, and nobody has pressed or said anything: the facilitator is asked, once."""
    del moment
    assert view.session is not None
    _ask(work, view.set, view.session, words.is_anybody_there(view.session.id), now)


def quorum(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """Ten minutes in, with fewer than the set agreed: the facilitator is asked, once. Unanswered, it goes on."""
    del moment
    assert view.session is not None
    here = len(set(view.session.present) & set(view.set.rota))
    _ask(work, view.set, view.session, words.too_few(view.session.id, here, view.set.needed), now)


def _ask(work: Work, s: LearningSet, session: Session, message: Message, now: datetime) -> None:
    session = work.of(Session).save(replace(session, asked_where_everybody_is=True))
    panel.ask_who_is_there(work, s, session, message, now)


def _kept(work: Work, s: LearningSet, session: Session) -> bool:
    """Whether somebody was down to present, and stays so."""
    return bool(agenda.down(work, s, session))


def not_met(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    del moment
    assert view.session is not None
    panel.settled(
        work,
        view.set,
        view.session,
        words.closing_for_today(move=False, kept=_kept(work, view.set, view.session)),
    )
    phases.close(work, view.set, view.session, Phase.NOT_MET, now)


def close(work: Work, call: Call, now: datetime) -> Reply:
    """[Another day] and [Close for today], while too few are there."""
    s = call.the_set
    session = current_session(work, s.id)
    if session is None or not session.live or session.turn is not None or session.turns:
        raise Refused(No.MOMENT_PASSED)
    if call.actor.id != leader(s, session, None):
        raise Refused(No.ONLY_FACILITATOR)
    panel.settled(
        work,
        s,
        session,
        words.closing_for_today(move=call.arg("how") == "move", kept=_kept(work, s, session)),
    )
    phases.close(work, s, session, Phase.NOT_MET, now)
    return Reply.quiet()


def limit_reached(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """Past its limit a session ends, whatever it is in."""
    del moment
    s, session, turn = view.set, view.session, view.turn
    assert session is not None
    if turn is not None:
        after = work.of(Turn).save(turns.move(turn, Act.OUT_OF_TIME, {By.CLOCK}, now))
        running.show_change(work, s, session, turn, after, now)
        session = work.of(Session).get(session.id)
        assert session is not None
    how = Phase.CLOSED if session.phase is Phase.REVIEW else Phase.INTERRUPTED
    phases.close(work, s, session, how, now)


def gives_out(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """A pause has lasted until what must follow no longer fits."""
    del moment
    assert view.session is not None
    assert view.turn is not None
    running.make(work, view.set, view.session, view.turn, Act.OUT_OF_TIME, {By.CLOCK}, now)


def quiet(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """Two minutes without a line: whoever facilitates reads that it may be work."""
    del moment
    assert view.session is not None
    panel.show(work, view.set, view.session, view.turn, now)


def bot_was_away(work: Work, view: SetView, away: timedelta, now: datetime) -> None:
    """A live stage or phase gets back the time that the bot was gone, up to the session's limit."""
    s, session, turn = view.set, view.session, view.turn
    if session is None or not session.live:
        return
    if turn is None:
        later = sessions.away(session, min(away, now - (session.opened or now)))
        panel.show(work, s, later, None, now)
        return
    after = work.of(Turn).save(turns.away(turn, away, now))
    running.show_change(work, s, session, turn, after, now)
