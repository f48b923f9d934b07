"""An issue comes back in the next cycle (AP9): with its earlier wording, and what became of it, for its presenter."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers import agenda
from core.handlers.actions import kept
from core.handlers.actions.reading import items
from core.handlers.call import Call, current_session
from core.handlers.session import present as presenting
from core.message import Message, Own
from core.names import No, PersonId
from core.ports import Work
from core.request import Reply
from core.rules.agenda.issue import Issue, IssueState
from core.rules.calendar.clock import wall
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused
from core.rules.session.turn import Turn
from core.words import again as words


def present(work: Work, call: Call, now: datetime) -> Reply:
    """`/als present`; who has presented here before is asked whether this is the same issue again."""
    reply = presenting.present(work, call, now)
    s = call.the_set
    waiting = agenda.waiting(work, s, call.actor.id)
    earlier = last_presented(work, s, call.actor.id)
    if waiting is None or earlier is None or waiting.again is not None or not earlier.line:
        return reply
    session = current_session(work, s.id)
    if session is not None and earlier.session == session.id:
        return reply  # what was brought an hour ago has not come back
    return replace(reply, messages=(*reply.messages, words.is_it_again(s.id, earlier.line)))


def again(work: Work, call: Call, now: datetime) -> Reply:
    """[It comes back]: what waits is the next cycle of what its presenter brought last."""
    s = call.the_set
    waiting = agenda.waiting(work, s, call.actor.id)
    earlier = last_presented(work, s, call.actor.id)
    if waiting is None or earlier is None:
        raise Refused(No.MOMENT_PASSED)
    issue = come_back(work, waiting, earlier)
    return Reply.say(history(work, s, issue, now))


def come_back(work: Work, issue: Issue, earlier: Issue) -> Issue:
    if issue.again is not None:
        return issue
    return work.of(Issue).save(replace(issue, again=earlier.id, cycle=earlier.cycle + 1))


def last_presented(work: Work, s: LearningSet, person: PersonId) -> Issue | None:
    done = work.of(Issue).where(set=s.id, presenter=person, state=IssueState.PRESENTED.value)
    return done[-1] if done else None


def history(work: Work, s: LearningSet, issue: Issue, now: datetime) -> Message:
    """Each time round so far, oldest first: its words while they are kept, what it became, and what was planned."""
    rounds: list[words.TimeRound] = []
    earlier = work.of(Issue).get(issue.again) if issue.again is not None else None
    while earlier is not None:
        turns = work.of(Turn).where(brought=earlier.id)
        planned = [a for t in turns for a in kept.of_turn(work, t.id)]
        rounds.append(
            words.TimeRound(
                day=wall(turns[-1].began, s.zone)[0] if turns else None,
                line=earlier.line,
                became=turns[-1].new_issue if turns else Own(""),
                planned=items(work, planned, now),
            )
        )
        earlier = work.of(Issue).get(earlier.again) if earlier.again is not None else None
    return words.history(issue.cycle, issue.line, tuple(reversed(rounds)))
