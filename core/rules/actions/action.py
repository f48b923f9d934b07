"""An action: what somebody said they would do, by when, how they will know, and how it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.message import Own
from core.names import (
    ACTION_CAP,
    MOST_ACTIONS,
    SIGN_CAP,
    ActionId,
    ActionStatus,
    Asking,
    No,
    PersonId,
    Phrase,
    SessionId,
    SetId,
    Told,
    TurnId,
)
from core.rules.refused import Refused

CLOSED = (ActionStatus.DONE, ActionStatus.LET_GO)
OPEN = tuple(s for s in ActionStatus if s not in CLOSED)


@dataclass(frozen=True)
class Action:
    id: ActionId
    version: int
    set: SetId
    session: SessionId | None  # the one in which it was written; None: between sessions
    turn: TurnId | None
    person: PersonId  # whose it is: nobody else may change it
    words: Own
    by: date | None
    sign: Own  # how they will know; may be empty
    made: datetime
    last_reported: datetime  # when its owner last spoke of it; when it was written counts
    status: ActionStatus = ActionStatus.OPEN
    first: Own = Own("")  # the first wording, once there is another
    told: Told | None = None  # where its status was said
    asking: Asking | None = None  # where its owner would be asked; None: as they, or the set, chose
    on: int | None = None  # the weekday of being asked in private, Monday 0; None: the set's
    never: bool = False  # not to be asked about at all; it still comes up when the set meets
    snoozed_until: date | None = None
    asked: int = 0
    unanswered: int = 0  # private asks since its owner last spoke of it
    last_asked: datetime | None = None
    last_phrase: Phrase | None = None
    quiet: bool = False  # the bot has stopped asking, until the set meets

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def moment(self) -> str:
        return f"action-{self.id}"


@dataclass(frozen=True)
class CheckIn:
    """What an owner once said about an action. `line` is a note that only they see."""

    id: int
    version: int
    action: ActionId
    asked: int | None  # the asking it answers; None: told unasked
    answer: ActionStatus
    at: datetime
    told: Told
    line: Own = Own("")


def checked(words: str, cap: int = ACTION_CAP) -> Own:
    """Somebody's words within their cap. Raises Refused for none or too many."""
    text = " ".join(words.split())
    if not text:
        raise Refused(No.EMPTY)
    if len(text) > cap:
        raise Refused(No.TOO_LONG, cap=cap, n=len(text))
    return Own(text)


def sign_of(words: str) -> Own:
    return checked(words, SIGN_CAP) if words.strip() else Own("")


def must_have_room(others: int) -> None:
    """Another action beside `others`: three are plenty."""
    if others >= MOST_ACTIONS:
        raise Refused(No.ENOUGH_ACTIONS, n=MOST_ACTIONS)


def must_own(action: Action, person: PersonId) -> None:
    if action.person != person:
        raise Refused(No.ACTION_OF_ANOTHER)


def must_be_open(action: Action) -> None:
    """Raises Refused for one that is done or let go: nobody is asked about it again."""
    if not action.is_open:
        raise Refused(No.ACTION_CLOSED, words=action.words)


def report(action: Action, answer: ActionStatus, told: Told, now: datetime) -> Action:
    """The action after its owner has said how it goes."""
    must_be_open(action)
    fresh = replace(action, status=answer, told=told, last_reported=now)
    return replace(fresh, unanswered=0, quiet=False, snoozed_until=None)


def reopen(action: Action, before: ActionStatus, now: datetime) -> Action:
    """A slip taken back: the action as it stood before it was closed. Raises Refused for one that is open."""
    if action.is_open:
        raise Refused(No.MOMENT_PASSED)
    return replace(action, status=before, told=None, last_reported=now, unanswered=0, quiet=False)


def reword(action: Action, words: Own, by: date | None, sign: Own, told: Told, now: datetime) -> Action:
    """The action in other words, smaller perhaps. The first wording is kept for its owner to compare."""
    fresh = report(action, ActionStatus.CHANGED, told, now)
    first = action.first or action.words if words != action.words else action.first
    return replace(fresh, words=words, by=by, sign=sign, first=first)


def postpone(action: Action, by: date, told: Told, now: datetime) -> Action:
    """A new date, and the same words."""
    return replace(report(action, ActionStatus.OPEN, told, now), by=by)


def snooze(action: Action, until: date, now: datetime) -> Action:
    """Not now: not asked about before `until`."""
    must_be_open(action)
    return replace(action, snoozed_until=until, last_reported=now, unanswered=0)


def rest(action: Action, told: Told, now: datetime) -> Action:
    """Left alone until the set meets, when it comes up."""
    return report(action, ActionStatus.RESTING, told, now)


def met(action: Action, until: date) -> Action:
    """The action once its set has met: the bot may ask again, but in peace until then."""
    later = max(until, action.snoozed_until) if action.snoozed_until is not None else until
    return replace(action, quiet=False, unanswered=0, snoozed_until=later)
