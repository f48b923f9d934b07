"""Dates: what comes, who comes, what was moved or cancelled, and the reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from core.message import (
    Aside,
    At,
    Choice,
    Choices,
    Clock,
    Heading,
    Lasting,
    Line,
    Message,
    Name,
    Part,
    People,
    Who,
)
from core.names import Coming, SessionId
from core.request import Ask, Field
from core.words._say import say, say_n

EVENT_PLACE = say("In the set's own channel")  # of such an event: it names no channel, for others read it
TITLE = say("Action learning session")  # of an event in a platform's calendar: no names, no issue

_ANSWERS = ((Coming.YES, say("Yes")), (Coming.NO, say("No")), (Coming.LATE, say("Late")))


def _of(session: SessionId) -> str:
    return f"session-{session}"


def _at(starts: datetime, place: str = "") -> At:
    return At(starts, "day time", place)


# --- who comes --------------------------------------------------------------------------------------------------


def answers(session: SessionId, given: Coming | None = None) -> Choices:
    """The answers there are; once one is given, the others."""
    return Choices(
        tuple(
            Choice(label, "rsvp", _of(session), (("answer", answer.value),))
            for answer, label in _ANSWERS
            if answer is not given
        )
    )


def will_you_come(session: SessionId, starts: datetime, given: Coming | None) -> Message:
    line = say("We meet on {starts}. Will you be there?", starts=_at(starts))
    if given is not None:
        line = _given(given, starts)
    return Message("calendar.will_you_come", (line, answers(session, given)))


def answered(session: SessionId, starts: datetime, given: Coming, *, presents: bool) -> Message:
    parts: list[Part] = [_given(given, starts)]
    if presents and given is Coming.NO:
        parts.append(say("You were down to present; your turn stays yours."))
    parts.append(say("You can change your mind until we begin."))
    return Message("calendar.answered", (*parts, answers(session, given)))


def _given(given: Coming, starts: datetime) -> Line:
    lines = {
        Coming.YES: say("You are coming on {starts}.", starts=_at(starts)),
        Coming.NO: say("You are not coming on {starts}. Nobody needs a reason.", starts=_at(starts)),
        Coming.LATE: say("You come late on {starts}. We begin, and you join us.", starts=_at(starts)),
    }
    return lines[given]


def who_comes(yes: Sequence[Who], late: Sequence[Who], no: Sequence[Who], open_: Sequence[Who]) -> list[Line]:
    """Names alone, for whoever facilitates; a group with nobody in it is left out."""
    lines = (
        (yes, say("Coming: {people}.", people=People(tuple(yes)))),
        (late, say("Coming late: {people}.", people=People(tuple(late)))),
        (no, say("Not coming: {people}.", people=People(tuple(no)))),
        (open_, say("Not heard from yet: {people}.", people=People(tuple(open_)))),
    )
    return [line for people, line in lines if people]


# --- too few ------------------------------------------------------------------------------------------------------


def too_few(session: SessionId, moved: int, starts: datetime, left: int, needed: int) -> Message:
    """To whoever facilitates, once. The choices are of this time of the session alone."""
    of, r = _of(session), (("r", str(moved)),)
    return Message(
        "calendar.too_few",
        (say_n("One of you could be there on {starts}; you agreed on {needed}. What would you like to do?",
               "{n} of you could be there on {starts}; you agreed on {needed}. What would you like to do?",
               left, starts=_at(starts), needed=needed),
         Choices((Choice(say("Move it"), "set move", of, r),
                  Choice(say("Hold it anyway"), "calendar hold", of, r),
                  Choice(say("Cancel it"), "calendar skip", of, r)))),
    )  # fmt: skip


def enough_again(starts: datetime) -> Message:
    return Message(
        "calendar.enough_again", (say("On {starts} there are enough of you again.", starts=_at(starts)),)
    )


def held_anyway(starts: datetime, place: str) -> Message:
    line = say("We meet on {starts}, even if only some of us can.", starts=_at(starts, place))
    return Message("calendar.held_anyway", (line,))


def holding() -> Message:
    return Message("calendar.holding", (say("It stays. The set knows."),))


# --- moved, cancelled ---------------------------------------------------------------------------------------------


def move_form(of: str, which: Sequence[tuple[str, datetime]], day: str, at: str, place: str) -> Ask:
    """`which` is empty where it is clear which session is meant."""
    fields = (
        *_which(which, say("Which session?")),
        Field("day", say("To which day?"), "date", initial=day, cap=60),
        Field("at", say("At what time? ({place})", place=Name(place)), "time", initial=at, cap=20),
    )
    return Ask("move", say("Move a session"), fields, "set move", of)


def cancel_form(which: Sequence[tuple[str, datetime]]) -> Ask:
    return Ask("cancel", say("Cancel a session"), _which(which, say("Which session?")), "set cancel")


def _which(which: Sequence[tuple[str, datetime]], label: Line) -> tuple[Field, ...]:
    if not which:
        return ()
    options = tuple((value, say("{starts}", starts=_at(starts))) for value, starts in which)
    return (Field("which", label, "choice", initial=which[0][0], options=options),)


@dataclass(frozen=True)
class Elsewhere:
    """The wall clock of the set, for somebody who lives by another."""

    at: time
    place: str


def moved(
    session: SessionId, r: int, was: datetime, starts: datetime, there: Elsewhere | None, *, told: bool
) -> Message:
    """To the one who moved it. While nobody else knows, it can be put back."""
    parts: list[Part] = [
        say("The session of {was} is now on {starts}.", was=_at(was), starts=_at(starts)),
        *_elsewhere(there),
    ]
    return Message("calendar.moved", (*parts, *_slip(session, r, told=told)))


def cancelled(session: SessionId, r: int, was: datetime, *, told: bool) -> Message:
    line = say("The session of {was} is cancelled.", was=_at(was))
    return Message("calendar.cancelled", (line, *_slip(session, r, told=told)))


def _elsewhere(there: Elsewhere | None) -> tuple[Line, ...]:
    if there is None:
        return ()
    return (say("That is your time; in {place} it is {at}.", place=Name(there.place), at=Clock(there.at)),)


def _slip(session: SessionId, r: int, *, told: bool) -> tuple[Part, ...]:
    if told:
        return (say("Everybody knows."),)
    of, args = _of(session), (("r", str(r)),)
    return (
        say("I tell everybody in {n}, in case it was a slip.", n=Lasting(10)),
        Choices((Choice(say("Undo"), "calendar undo", of, args), Choice(say("Tell them now"), "calendar tell", of, args))),
    )  # fmt: skip


def undone(starts: datetime) -> Message:
    return Message("calendar.undone", (say("As it was: {starts}.", starts=_at(starts)),))


def all_told() -> Message:
    return Message("calendar.all_told", (say("Everybody knows."),))


def has_moved(session: SessionId, was: datetime, starts: datetime, place: str) -> Message:
    line = say(
        "Our session of {was} has moved to {starts}. Will you be there?",
        was=_at(was),
        starts=_at(starts, place),
    )
    return Message("calendar.has_moved", (line, answers(session)))


def takes_place(session: SessionId, starts: datetime, place: str) -> Message:
    """One that had been cancelled."""
    line = say("We meet after all, on {starts}. Will you be there?", starts=_at(starts, place))
    return Message("calendar.takes_place", (line, answers(session)))


def is_cancelled(was: datetime, following: datetime | None, down: Sequence[Who], place: str) -> Message:
    parts = [say("Our session of {was} is cancelled.", was=_at(was, place))]
    if following is not None and len(down) == 1:
        parts.append(say("We meet next on {starts}; {who} is down to present.", starts=_at(following, place), who=down[0]))  # fmt: skip
    elif following is not None:
        parts.append(say("We meet next on {starts}.", starts=_at(following, place)))
    return Message("calendar.is_cancelled", tuple(parts))


def overtaken(was: datetime) -> Message:
    """What a reminder becomes when its session was moved or cancelled."""
    return Message("calendar.overtaken", (say("This was about {was}, which has changed.", was=_at(was)),))


def could_not_host(
    was: datetime, following: datetime | None, place: str, *, kept: bool, more: int = 0
) -> Message:
    """The bot was away for a whole session, and for so many more after it."""
    parts = [say("I was away and could not host our session of {was}.", was=_at(was, place))]
    if more:
        parts = [say_n("I was away and could not host our session of {was}, nor the one after it.",
                       "I was away and could not host our session of {was}, nor the {n} after it.",
                       more, was=_at(was, place))]  # fmt: skip
    if kept:
        parts.append(say("Nobody loses a turn by it."))
    if following is not None:
        parts.append(say("We meet next on {starts}.", starts=_at(following, place)))
    return Message("calendar.could_not_host", tuple(parts))


def could_not_finish(was: datetime, following: datetime | None, place: str) -> Message:
    """The bot, or its platform, was away from somewhere in a session until long after it."""
    parts = [
        say(
            "I was away during our session of {was}. What was begun can be taken up again.",
            was=_at(was, place),
        )
    ]
    if following is not None:
        parts.append(say("We meet next on {starts}.", starts=_at(following, place)))
    return Message("calendar.could_not_finish", tuple(parts))


# --- a public holiday -----------------------------------------------------------------------------------------------


def holiday(session: SessionId, r: int, starts: datetime, name: str) -> Message:
    of, args = _of(session), (("r", str(r)),)
    return Message(
        "calendar.holiday",
        (say("{day} is a public holiday: {name}. Shall the session stay?", day=At(starts, "day"), name=Name(name)),
         Choices((Choice(say("Keep it"), "calendar keep", of, args),
                  Choice(say("Skip it"), "calendar skip", of, args),
                  Choice(say("Move it"), "set move", of, args)))),
    )  # fmt: skip


def stays(starts: datetime) -> Message:
    return Message("calendar.stays", (say("It stays on {starts}.", starts=_at(starts)),))


# --- all dates ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """A date as the schedule shows it."""

    starts: datetime
    was: datetime | None = None
    cancelled: bool = False
    holiday: str = ""


def schedule(
    entries: Sequence[Entry], there: Elsewhere | None, *, more: bool, steers: bool, minutes: int
) -> Message:
    if not entries:
        return Message("calendar.schedule", (say("There is no date to come."),))
    parts: list[Part] = [Heading(say("When we meet, for {minutes} each time", minutes=Lasting(minutes)))]
    parts += [_entry(e) for e in entries]
    if more:
        parts.append(Aside(say("And so on.")))
    if there is not None:
        parts.append(Aside(say("In your own time. In {place} it is always {at}, summer and winter.", place=Name(there.place), at=Clock(there.at))))  # fmt: skip
    if steers:
        parts.append(Choices((Choice(say("Move one"), "set move"), Choice(say("Cancel one"), "set cancel"))))
    return Message("calendar.schedule", tuple(parts))


def _entry(e: Entry) -> Line:
    if e.cancelled:
        return say("{starts}: cancelled", starts=_at(e.starts))
    if e.was is not None:
        return say("{starts} (moved from {was})", starts=_at(e.starts), was=_at(e.was))
    if e.holiday:
        return say("{starts} ({holiday})", starts=_at(e.starts), holiday=Name(e.holiday))
    return say("{starts}", starts=_at(e.starts))


# --- one's own zone -------------------------------------------------------------------------------------------------


def zone_form(zone: str) -> Ask:
    typed = say("A city will do: Paris, New York, Sydney.")
    field = Field("zone", say("Where do you live by the clock?"), "zone", cap=60, typed=typed, initial=zone)
    return Ask("zone", say("Your time zone"), (field,), "zone")


def zone_is(zone: str, starts: datetime | None) -> Message:
    parts = [say("Your times are those of {zone} from now on.", zone=Name(zone))]
    if starts is not None:
        parts.append(say("We meet on {starts}.", starts=_at(starts)))
    return Message("calendar.zone_is", tuple(parts))


# --- home -----------------------------------------------------------------------------------------------------------


def at_home(session: SessionId, given: Coming | None) -> tuple[Part, ...]:
    """Under the date of a set's next session: what the reader said, and what they may say."""
    if given is None:
        return (say("Will you be there?"), answers(session))
    lines = {
        Coming.YES: say("You said that you are coming."),
        Coming.NO: say("You said that you are not coming."),
        Coming.LATE: say("You said that you come late."),
    }
    return (lines[given], answers(session, given))
