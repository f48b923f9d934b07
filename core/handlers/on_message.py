"""What can be done with a message that stands somewhere: make it my action, park it, be helped to ask it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers.actions import adding
from core.handlers.call import Call, current_session, who
from core.handlers.questions import held
from core.handlers.questions.helping import beginnings
from core.handlers.questions.state import Now, going_on
from core.handlers.session import beside
from core.message import Own
from core.names import ACTION_CAP, ISSUE_CAP, QUESTION_CAP, No, Phase
from core.ports import Work
from core.request import Ask, Reply
from core.rules.questions.check import check
from core.rules.questions.kept import For
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.words import hints as hint_words
from core.words import session as words

MINE = "mine"  # the argument that says "yes" where whoever asks has written the message themselves


def action_form(work: Work, call: Call, now: datetime) -> Ask | None:
    """The form for an action with the message in it: its owner makes of it what they will do."""
    ask = adding.form(work, call, now)
    if ask is None:
        return None
    what = clipped(call.words, ACTION_CAP)
    fields = tuple(replace(f, initial=what) if f.name == "what" else f for f in ask.fields)
    return replace(ask, form="message-action", command="message action", fields=fields)


def park_form(work: Work, call: Call, now: datetime) -> Ask | None:
    """Where the message has no text that can be read."""
    del now
    return words.park_form(f"session-{_to_come(work, call).id}", command="message park")


def park(work: Work, call: Call, now: datetime) -> Reply:
    """Put aside for the review: of the session that is running, else of the next one."""
    session = _to_come(work, call)
    if session.live:
        return beside.park(work, replace(call, request=replace(call.request, words=_line(call))), now)
    line = _line(call)
    if not line:
        raise Refused(No.EMPTY)
    beside.put_aside(work, session, Own(line))
    return Reply.say(words.parked_until(session.starts))


def ask(work: Work, call: Call, now: datetime) -> Reply:
    """Beginnings for a question about this message. What they wrote themselves waits behind [Ask] for them."""
    going = going_on(work, call)
    text = Own(clipped(call.words, QUESTION_CAP))
    mine = call.arg(MINE) == "yes" and bool(text) and _may_ask(going, call)
    if mine:
        held.hold(work, going.turn, call.actor.id, For.UNDECIDED, text, now)
    turn = going.turn
    if mine and check(text.words).sure:
        return Reply.say(hint_words.idea_inside(turn.moment, text, who(work, turn.presenter)))
    starts = beginnings(work, turn, call.actor.id)
    return Reply.say(hint_words.help_with(turn.moment, turn.stage, text, starts, mine=mine))


def clipped(text: str, cap: int) -> str:
    """At most `cap` characters, ended between two words where it is cut."""
    whole = text.strip()
    if len(whole) <= cap:
        return whole
    head = whole[: cap - 1]
    return (head.rsplit(None, 1)[0] if " " in head[cap // 2 :] else head) + "…"


def _line(call: Call) -> str:
    return clipped(call.arg("words") or call.words, ISSUE_CAP)


def _to_come(work: Work, call: Call) -> Session:
    """The session that is running, else the next one. Raises Refused where none is planned, or its review is on."""
    session = current_session(work, call.the_set.id)
    if session is None:
        raise Refused(No.NOTHING_OPEN)
    if session.phase is Phase.REVIEW:
        raise Refused(No.REVIEWING)
    return session


def _may_ask(going: Now, call: Call) -> bool:
    return call.actor.id in going.turn.order and call.actor.id != going.turn.presenter
