"""Who arranges a session, what they were offered, and who they see coming."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.handlers.call import Call, facilitators, names
from core.message import Line, Who
from core.names import Coming, No, PersonId, Phase
from core.ports import Work
from core.rules.life.learning_set import LearningSet, leads
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.words import calendar as words


def offered(work: Work, call: Call, now: datetime) -> Session:
    """The session of a choice that was offered to whoever facilitates, at the time that it had then."""
    kind, _, number = call.request.of.partition("-")
    session = work.of(Session).get(int(number)) if kind == "session" and number.isdigit() else None
    if session is None or session.set != call.the_set.id:
        raise Refused(No.MOMENT_PASSED)
    must_steer(call.the_set, session, call.actor.id)
    r = call.arg("r")
    if (r and r != str(session.moved)) or session.phase is not Phase.PLANNED or session.starts <= now:
        raise Refused(No.MOMENT_PASSED)
    return session


def must_steer(s: LearningSet, session: Session | None, person: PersonId) -> None:
    """Dates are moved and cancelled by whoever facilitates, or hosts the session. Raises Refused."""
    if not steers(s, session, person):
        raise Refused(No.ONLY_FACILITATOR)


def steers(s: LearningSet, session: Session | None, person: PersonId) -> bool:
    return leads(s, person) or (session is not None and person in facilitators(s, session, None))


def who_comes(work: Work, s: LearningSet, session: Session, reader: PersonId) -> list[Line]:
    """Who is coming, by name, for whoever facilitates; nothing for anybody else."""
    if not steers(s, session, reader):
        return []
    found = names(work, s.people)

    def those(answer: Coming | None) -> Sequence[Who]:
        return [found[p] for p in s.people if session.answered(p) is answer and p in found]

    return words.who_comes(those(Coming.YES), those(Coming.LATE), those(Coming.NO), those(None))
