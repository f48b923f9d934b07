"""Preparing a turn: a private board that asks one thing after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers import quiet
from core.handlers.agenda import whose
from core.handlers.agenda.bringing import brought_by, waiting
from core.handlers.call import Call
from core.message import Message, Own, Private, Revise
from core.names import ISSUE_CAP, WORDS_CAP, Coming, Level, No, PersonId, Phase
from core.ports import Work
from core.request import Ask, Reply
from core.rules.agenda.due import may_ask
from core.rules.agenda.issue import Issue, Shared
from core.rules.due import Moment, SetView
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.refused import Refused, about
from core.rules.session.session import Session
from core.words import prepare as words


def remind(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """Ask whoever is down and was not asked, if this is a good time for them."""
    del moment
    s, session = view.set, view.session
    if session is None or session.plan.steps:
        return  # what a first session needs is said in it
    for person in work.of(Person).where(id=whose.down(work, s, session)):
        if work.was_said(board(session, person.id)) or not quiet.may_nudge(
            work, person.id, now, of_a_session=True
        ):
            continue
        if may_ask(session.starts, person.zone or s.zone, now):
            quiet.nudged(work, person.id, now)
            issue, days = waiting(work, s, person.id), bool(session.plan.days)
            asked = words.asked(session.id, session.starts, issue.line if issue else Own(""), days=days)
            show(work, session, person.id, asked)


def board(session: Session, person: PersonId) -> str:
    """The key of the private board on which somebody prepares for a session."""
    return f"session-{session.id}/r{session.moved}/prepare-{person}"


def show(work: Work, session: Session, person: PersonId, message: Message) -> None:
    work.say(Revise(board(session, person), Private(person), message, expires=session.starts))


def put_away(work: Work, session: Session, person: PersonId) -> None:
    """The turn goes to another day: the board loses its buttons."""
    work.say(Revise(board(session, person), Private(person), words.given_up(), only_edit=True))


def refresh(work: Work, session: Session, issue: Issue) -> None:
    """The sentence has changed: a board that stands shows it."""
    if work.was_said(board(session, issue.presenter)):
        show(work, session, issue.presenter, ready(session, issue))


def ready(session: Session, issue: Issue) -> Message:
    return words.ready(
        session.id,
        session.starts,
        issue.line,
        issue.level,
        issue.shared.value,
        hear=issue.wants_reflection,
        ideas=issue.wants_ideas,
    )


# --- asked for -------------------------------------------------------------------------------------------------


def form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    s, session = whose.about(work, call)
    issue = waiting(work, s, call.actor.id)
    if issue is None:
        return words.form(session.id, Own(""), Own(""), Own(""), Own(""))
    return words.form(session.id, issue.line, issue.why, issue.tried, issue.wanted)


def write(work: Work, call: Call, now: datetime) -> Reply:
    """What somebody wrote for their turn, private until they share it. Then the taps."""
    del now
    s, session = whose.about(work, call)
    own = {name: Own(call.arg(name)) for name in ("line", "why", "tried", "wanted")}
    for name, words_ in own.items():
        cap = ISSUE_CAP if name == "line" else WORDS_CAP
        if len(words_.words) > cap:
            with about(name):
                raise Refused(No.TOO_LONG, cap=cap, n=len(words_.words))
    issue = brought_by(work, s, call.actor.id)
    issue = work.of(Issue).save(
        replace(issue, line=own["line"], why=own["why"], tried=own["tried"], wanted=own["wanted"])
    )
    whose.confirm(work, s, session, call.actor.id)
    show(work, session, call.actor.id, words.level(session.id, issue.line))
    return Reply.quiet() if call.request.at.private else Reply.say(words.in_private())


def level(work: Work, call: Call, now: datetime) -> Reply:
    del now
    session, issue = _mine(work, call)
    if call.arg("level") not in set(Level):
        raise Refused(No.MOMENT_PASSED)
    issue = work.of(Issue).save(replace(issue, level=Level(call.arg("level"))))
    show(work, session, call.actor.id, words.hear(session.id, issue.line))
    return Reply.quiet()


def hear(work: Work, call: Call, now: datetime) -> Reply:
    del now
    session, issue = _mine(work, call)
    yes = call.arg("yes") == "1"
    issue = work.of(Issue).save(replace(issue, wants_reflection=yes, wants_ideas=issue.wants_ideas and yes))
    message = words.ideas(session.id, issue.line) if yes else _share(session, issue)
    show(work, session, call.actor.id, message)
    return Reply.quiet()


def ideas(work: Work, call: Call, now: datetime) -> Reply:
    del now
    session, issue = _mine(work, call)
    issue = work.of(Issue).save(replace(issue, wants_ideas=call.arg("yes") == "1"))
    show(work, session, call.actor.id, _share(session, issue))
    return Reply.quiet()


def _share(session: Session, issue: Issue) -> Message:
    """Where nothing was written there is nothing to share."""
    more = bool(issue.why or issue.tried or issue.wanted)
    return words.share(session.id, issue.line, more=more) if issue.line or more else ready(session, issue)


def share(work: Work, call: Call, now: datetime) -> Reply:
    del now
    session, issue = _mine(work, call)
    if call.arg("what") not in set(Shared):
        raise Refused(No.MOMENT_PASSED)
    issue = work.of(Issue).save(replace(issue, shared=Shared(call.arg("what"))))
    show(work, session, call.actor.id, ready(session, issue))
    return Reply.quiet()


def check(work: Work, call: Call, now: datetime) -> Reply:
    """The issue check: three questions, no answer kept."""
    del now
    _, session = whose.about(work, call)
    return Reply.say(words.check(session.id))


def _mine(work: Work, call: Call) -> tuple[Session, Issue]:
    s, session = whose.about(work, call)
    return session, brought_by(work, s, call.actor.id)


# --- the day before ----------------------------------------------------------------------------------------------


def day_before(work: Work, s: LearningSet, session: Session, person: PersonId) -> Message | None:
    """What whoever is down hears the day before, for the calendar's reminders; None for anybody else."""
    if person not in whose.down(work, s, session):
        return None
    issue = waiting(work, s, person)
    return words.tomorrow(session.id, session.starts, issue.line if issue else Own(""))


def still(work: Work, call: Call, now: datetime) -> Reply:
    """[Yes], the day before."""
    del now
    s, session = whose.about(work, call)
    if call.actor.id not in whose.down(work, s, session):
        raise Refused(No.NOT_DOWN)
    session = whose.confirm(work, s, session, call.actor.id)
    if session.phase is Phase.PLANNED:
        work.of(Session).save(session.answers(call.actor.id, Coming.YES))
    return Reply.say(words.still(session.starts))
