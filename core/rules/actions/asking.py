"""When an owner is asked in private how an action goes, and with which sentence.

Dates here are the person's own. An ask has a day; its hour is the person's (`hour_of`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from core.names import ActionStatus, Asking, Due, Phrase, Told
from core.rules.actions.action import Action
from core.rules.calendar.clock import instant, wall
from core.rules.due import Moment
from core.rules.life.person import WINDOW_OPENS, Person, hour_of

DAY = timedelta(days=1)
PEACE = 4  # days after a report in which nobody is asked (AP4)
APART = 7  # days between two private asks about one action, at least
BEFORE_MEETING = 3  # days before the set meets in which nobody is asked: it comes up there
NEAR_ANY_MEETING = 2  # days before any of a person's sessions that are left to what is tied to it
UNANSWERED = 2  # asks without an answer, after which the bot says that it stops
SATURDAY = 5
LATEST = time(17)  # an ask that comes late is left out after this
PATIENT = 3  # asks after which [Let it rest] stands where [Not now] stood


@dataclass(frozen=True)
class InHand:
    """An open action with what its asking depends on."""

    action: Action
    asking: Asking  # the set's choice
    check_in_day: int
    meets: datetime | None = None  # when its set meets next, or began to, if that session is still open
    meets_until: datetime | None = None
    boarded: datetime | None = None  # when it last stood on the board of its set's channel


@dataclass(frozen=True)
class PersonView:
    """What a person's clock depends on, over all their sets."""

    person: Person
    zone: str
    in_hand: tuple[InHand, ...] = ()
    meets: tuple[datetime, ...] = ()  # the next session of each of their sets


def where(it: InHand) -> Asking:
    return it.action.asking or it.asking


def on_the_board(it: InHand) -> bool:
    """Whether the action stands on the set's board in its channel, this week and until something changes."""
    a = it.action
    resting = a.status is ActionStatus.RESTING
    return where(it) is not Asking.PRIVATE and not (a.never or a.quiet or resting or not a.is_open)


def ask_day(it: InHand, zone: str, after: date | None) -> date | None:
    """The day on which the owner is next asked in private, later than `after`; None where nothing asks.

    Asked privately alone: on the owner's weekday, else the set's. Both ways: on the working day after the
    channel's board, where that had no answer.
    """
    a = it.action
    if a.never or a.quiet or not a.is_open or a.status is ActionStatus.RESTING:
        return None
    first = _earliest(a, zone, after)
    match where(it):
        case Asking.CHANNEL:
            return None
        case Asking.PRIVATE:
            day = _weekday_from(first, a.on if a.on is not None else it.check_in_day)
            while _near(day, it, zone):
                day += timedelta(weeks=1)
            return day
        case Asking.BOTH:
            if it.boarded is None or a.last_reported >= it.boarded:
                return None
            day = _working_day(wall(it.boarded, zone)[0] + DAY)
            return day if day >= first and not _near(day, it, zone) else None


def next_ask(view: PersonView) -> date | None:
    """The next day on which this person is to be asked about anything."""
    days = (ask_day(it, view.zone, view.person.asked_through) for it in view.in_hand)
    return min((day for day in days if day is not None), default=None)


def ask_at(view: PersonView) -> datetime | None:
    """The instant of the next ask: their own hour of that day."""
    day = next_ask(view)
    return instant(day, hour_of(view.person.id), view.zone) if day is not None else None


def moments(view: PersonView) -> Iterator[Moment]:
    at = ask_at(view)
    if at is not None:
        yield Moment(at, Due.ASK, view.person.id, standing=True)


def in_window(clock: time) -> bool:
    """Whether this is a decent hour; a little after the window is late, and still today."""
    return WINDOW_OPENS <= clock <= LATEST


def seen_through(view: PersonView, now: datetime) -> date:
    """The last day that is seen to with a look at `now`: today, or yesterday where today's hour is to come."""
    today, clock = wall(now, view.zone)
    return today if clock >= hour_of(view.person.id) else today - DAY


def asked_today(view: PersonView, today: date) -> tuple[InHand, ...]:
    """Everything that goes into one message on a day when anything is due: what is due, and whatever else is asked
    privately, on no weekday of its owner's choice, and could be asked today.
    """
    if any(0 <= (wall(at, view.zone)[0] - today).days <= NEAR_ANY_MEETING for at in view.meets):
        return ()
    yesterday = today - DAY
    due = [it for it in view.in_hand if ask_day(it, view.zone, yesterday) == today]
    if not due:
        return ()
    return tuple(it for it in view.in_hand if it in due or _may_come_along(it, view.zone, today))


def _may_come_along(it: InHand, zone: str, today: date) -> bool:
    if where(it) is not Asking.PRIVATE or it.action.on is not None:
        return False
    as_of_today = replace(it, check_in_day=today.weekday())
    return ask_day(as_of_today, zone, today - DAY) == today


def _earliest(a: Action, zone: str, after: date | None) -> date:
    """The first day that leaves the owner in peace long enough."""
    days = [wall(a.last_reported, zone)[0] + timedelta(days=PEACE + 1)]
    if a.last_asked is not None:
        days.append(wall(a.last_asked, zone)[0] + timedelta(days=APART))
    if a.snoozed_until is not None:
        days.append(a.snoozed_until)
    if after is not None:
        days.append(after + DAY)
    return max(days)


def _near(day: date, it: InHand, zone: str) -> bool:
    """Whether the set meets on this day, or so soon after it that the action comes up there."""
    if it.meets is None:
        return False
    until = wall(it.meets_until or it.meets, zone)[0]
    return wall(it.meets, zone)[0] - timedelta(days=BEFORE_MEETING) <= day <= until


def _weekday_from(first: date, weekday: int) -> date:
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def _working_day(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += DAY
    return day


# --- with which sentence ---------------------------------------------------------------------------------------


class State(StrEnum):
    """How an action stands when its owner is asked."""

    TOLD_THE_SET = "moving when they met"
    SMALLER = "in other words"
    STUCK = "stuck"
    PASSED = "its day has gone by"
    MOVING = "moving"
    AHEAD = "its day is to come"
    NO_DAY = "without a day"


P = Phrase
# fmt: off
PHRASES: dict[State, tuple[Phrase, ...]] = {
    State.TOLD_THE_SET: (P.WHEN_YOU_MET, P.STILL_MOVING),
    State.SMALLER:      (P.NOTICED, P.SMALLER_NOW),
    State.STUCK:        (P.STUCK_STILL, P.LOOSER),
    State.PASSED:       (P.COME_AND_GONE, P.PAST_ITS_DAY),
    State.MOVING:       (P.STILL_MOVING, P.MOVED_ON),
    State.AHEAD:        (P.LOOKING, P.FIRST_STEP, P.IN_THE_WAY),
    State.NO_DAY:       (P.SINCE_THEN, P.FIRST_STEP, P.IN_THE_WAY),
}
# fmt: on


def state(a: Action, today: date) -> State:
    new = a.last_asked is None or a.last_reported > a.last_asked
    if new and a.status is ActionStatus.MOVING and a.told is Told.SESSION:
        return State.TOLD_THE_SET
    if a.status is ActionStatus.CHANGED and a.first:
        return State.SMALLER
    if a.status is ActionStatus.STUCK:
        return State.STUCK
    if a.by is not None and a.by < today:
        return State.PASSED
    if a.status is ActionStatus.MOVING:
        return State.MOVING
    return State.AHEAD if a.by is not None else State.NO_DAY


def phrase(a: Action, today: date) -> Phrase:
    """The sentence for today: after two without an answer the last one, and never that of the time before."""
    if a.unanswered >= UNANSWERED:
        return Phrase.LAST
    fitting = PHRASES[state(a, today)]
    following = fitting.index(a.last_phrase) + 1 if a.last_phrase in fitting else 0
    return fitting[following % len(fitting)]


def ask(a: Action, chosen: Phrase, now: datetime) -> Action:
    """The action once its owner has been asked; after the last sentence, nothing asks until the set meets."""
    fresh = replace(a, asked=a.asked + 1, last_asked=now)
    if chosen is Phrase.LAST:
        return replace(fresh, quiet=True)
    return replace(fresh, unanswered=a.unanswered + 1, last_phrase=chosen)
