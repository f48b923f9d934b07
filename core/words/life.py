"""Founding a set, joining it, leaving it; who does what in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from core.message import (
    Aside,
    Choice,
    Choices,
    Clock,
    Day,
    Facts,
    Heading,
    Lasting,
    Line,
    Message,
    Own,
    Part,
    People,
    Roster,
    Who,
)
from core.names import Mode, SetId
from core.words._say import say, say_n


@dataclass(frozen=True)
class Often:
    """A rhythm: every so many days, weeks or months, on a weekday (`day` is any such date), in a month perhaps the
    nth of it (-1 the last); `several` where it falls on more than one day of a week.
    """

    every: str  # "day", "week" or "month"
    interval: int
    day: date
    nth: int = 0
    several: bool = False


@dataclass(frozen=True)
class Dates:
    """The contract's dates: the first instant, how many, the last day; `next` where that is not the first."""

    often: Often
    at: time
    zone: str
    minutes: int
    first: datetime | None
    n: int
    last: date | None


def often(o: Often, at: time, zone: str) -> Line:
    day, clock = Day(o.day, "weekday"), Clock(at, zone)
    if o.several:
        return say_n(
            "several days a week, at {at}", "several days every {n} weeks, at {at}", o.interval, at=clock
        )
    match o.every:
        case "week":
            return say_n(
                "every week on {day}, at {at}",
                "every {n} weeks on {day}, at {at}",
                o.interval,
                day=day,
                at=clock,
            )
        case "month" if o.nth:
            return (
                _nth(o.nth, day, clock)
                if o.interval == 1
                else say("every {n} months on {day}, at {at}", n=o.interval, day=day, at=clock)
            )
        case "month":
            return say_n("every month, at {at}", "every {n} months, at {at}", o.interval, at=clock)
        case _:
            return say_n("every day, at {at}", "every {n} days, at {at}", o.interval, at=clock)


def _nth(nth: int, day: Day, at: Clock) -> Line:
    # fmt: off
    lines = {
        1: say("on the first {day} of the month, at {at}", day=day, at=at),
        2: say("on the second {day} of the month, at {at}", day=day, at=at),
        3: say("on the third {day} of the month, at {at}", day=day, at=at),
        4: say("on the fourth {day} of the month, at {at}", day=day, at=at),
        5: say("on the fifth {day} of the month, where there is one, at {at}", day=day, at=at),
    }
    # fmt: on
    return lines.get(nth, say("on the last {day} of the month, at {at}", day=day, at=at))


def mode(of: Mode) -> Line:
    match of:
        case Mode.SPOKEN:
            return say("on a call or in a room; the channel is the board")
        case Mode.WRITTEN:
            return say("typed here, all at the same hour")
        case Mode.DAYS:
            return say("typed here, over a week, in your own time")


A_DAY = 24 * 60


def _dates(d: Dates) -> tuple[tuple[Line, Line], ...]:
    """How often, and the first, the number, the last."""
    meets = (say("Meets"), often(d.often, d.at, d.zone))
    if d.first is None or d.last is None:
        return (meets,)
    # the time of day stands under "Meets", by the set's clock: a second one, the reader's, would only puzzle
    first, last = Day(d.first.astimezone(ZoneInfo(d.zone)).date()), Day(d.last, "full")
    if d.minutes >= A_DAY:
        line = say_n(
            "one, over {days} days, from {first}",
            "{n} of {days} days each, the first from {first}, the last from {last}",
            d.n, days=d.minutes // A_DAY, first=first, last=last,
        )  # fmt: skip
    else:
        line = say_n(
            "one of {lasts}, on {first}",
            "{n} of {lasts}, the first on {first}, the last on {last}",
            d.n, lasts=Lasting(d.minutes), first=first, last=last,
        )  # fmt: skip
    return meets, (say("Sessions"), line)


# --- founding ---------------------------------------------------------------------------------------------------


def founded(
    set_id: SetId,
    name: Own,
    theme: Own,
    d: Dates,
    how: Mode,
    mix: Sequence[tuple[Who, Own]],
    missing: int,
    lead: Who | None,
) -> Message:
    """The board of a set that forms: what it will be, who is in, how many are still needed."""
    about = ((say("Theme"), say("“{theme}”", theme=theme)),) if theme else ()
    led = ((say("Facilitates"), say("{who}", who=lead)),) if lead else ()
    facts = Facts((*about, *_dates(d), (say("How"), mode(how)), *led))
    of = f"set-{set_id}"
    if missing > 0:
        ready = say_n(
            "One more person is needed before it begins.",
            "{n} more people are needed before it begins.",
            missing,
        )
    else:
        ready = say("There are enough of you to begin.")
    options = (
        Choice(say("Invite people"), "set invite", of, main=missing > 0),
        Choice(say("Begin"), "set begin", of, main=missing <= 0),
        Choice(say("Our choices"), "set settings", of),
    )
    return Message(
        "life.founded",
        (Heading(say("“{name}” is being formed.", name=name)), facts, *_mix(mix), ready, Choices(options)),
    )


def _mix(mix: Sequence[tuple[Who, Own]]) -> tuple[Part, ...]:
    """Who is in, each with what they do, as typed."""
    if not mix:
        return ()
    return (Roster(tuple((who, say("“{function}”", function=f) if f else say("in")) for who, f in mix)),)


def has_begun(name: Own) -> Message:
    return Message("life.has_begun", (say("“{name}” has begun.", name=name),), mood="done")


def begun(d: Dates, mix: Sequence[tuple[Who, Own]], needed: int, *, first_session: int, of: str) -> Message:
    """`first_session`: the minutes of a session of the template `first`, 0 where there is none."""
    opening = (
        say(
            "The first time takes {m}: to arrive, to agree how we work, and to try a short turn.",
            m=Lasting(first_session),
        ),
    )
    return Message(
        "life.begun",
        (
            Heading(say("We begin.")),
            *_mix(mix),
            Facts(_dates(d)),
            *(opening if first_session else ()),
            say_n("We meet when at least one of us can.", "We meet when at least {n} of us can.", needed),
            Choices((Choice(say("All dates"), "set", of),)),
        ),
    )


def shown(
    name: Own,
    state: Line,
    d: Dates,
    days: Sequence[date],
    mix: Sequence[tuple[Who, Own]],
    lead: Sequence[tuple[Line, Who]],
) -> Message:
    """The set for one of its people: where it stands, and every date."""
    dates = tuple((say("{n}", n=n), say("{day}", day=Day(day, "full"))) for n, day in enumerate(days, 1))
    roles = tuple((label, say("{who}", who=who)) for label, who in lead)
    return Message(
        "life.shown",
        (
            Heading(say("“{name}”", name=name)),
            state,
            Facts((*_dates(d), *roles)),
            *_mix(mix),
            *((Facts(dates),) if dates else ()),
        ),
    )


def role_labels() -> tuple[Line, Line]:
    return say("Facilitates"), say("Stands in")


# --- invitations ------------------------------------------------------------------------------------------------


def invitation(set_id: SetId, name: Own, theme: Own, by: Who, d: Dates, how: Mode) -> Message:
    of = f"set-{set_id}"
    head = say("{by} invites you to the action learning set “{name}”.", by=by, name=name)
    themed = say(
        "{by} invites you to the action learning set “{name}”, on “{theme}”.", by=by, name=name, theme=theme
    )
    return Message(
        "life.invitation",
        (
            themed if theme else head,
            Facts((*_dates(d), (say("How"), mode(how)))),
            say("You would come, bring something real when it is your turn, and ask more than you advise."),
            say("Either answer is fine, and needs no reason."),
            Choices((Choice(say("Accept"), "set accept", of, main=True), Choice(say("Decline"), "set decline", of))),
        ),
    )  # fmt: skip


def invited(n: int, already: Sequence[Who], open_now: int) -> Message:
    sent = (say_n("One invitation is on its way.", "{n} invitations are on their way.", n),) if n else ()
    around = (say("In already, or asked: {people}.", people=People(tuple(already))),) if already else ()
    waiting = (
        (say_n("One answer is still open.", "{n} answers are still open.", open_now),) if open_now > n else ()
    )
    return Message("life.invited", (*sent, *around, *waiting))


def open_answers(n: int) -> Line:
    return say_n("One answer is still open.", "{n} answers are still open.", n)


def accepted(set_id: SetId, name: Own) -> Message:
    return Message(
        "life.accepted",
        (
            say(
                "You are in “{name}”. Would you say in a line what you do? The others see it before you begin.",
                name=name,
            ),
            Choices((Choice(say("What I do"), "set function", f"set-{set_id}"),)),
        ),
    )


def in_already(name: Own) -> Message:
    return Message("life.in_already", (say("You are in “{name}” already.", name=name),))


def function_said(words: Own) -> Message:
    return Message("life.function", (say("Noted: “{words}”", words=words),))


def declined() -> Message:
    return Message("life.declined", (say("That is fine. Nobody is told who declined, nor why."),))


def welcome(who: Who) -> Message:
    return Message("life.welcome", (say("{who} has joined us.", who=who),))


# --- leaving ----------------------------------------------------------------------------------------------------


def leave_asked(set_id: SetId, name: Own, actions: int) -> Message:
    going = (
        say_n(
            "Your open action goes with you; nobody will ask about it any more.",
            "Your {n} open actions go with you; nobody will ask about them any more.",
            actions,
        ),
    )
    return Message(
        "life.leave_asked",
        (
            say("You can leave “{name}” at any time, and no reason is asked.", name=name),
            *(going if actions else ()),
            Choices((Choice(say("Leave"), "set leave", f"set-{set_id}", (("sure", "yes"),)),)),
        ),
    )


def left(name: Own) -> Message:
    """To who left. A bot cannot always take somebody out of a channel; what is said there is the set's."""
    gone = say("You have left “{name}”. Go well; the door stays open.", name=name)
    room = say("Please leave its channel as well: what is said there is for those who stay.")
    return Message("life.left", (gone, room))


def has_left(who: Who, remaining: int, *, few: bool) -> Message:
    enough = (
        say_n(
            "One of us is left. /als set invite asks others in.",
            "{n} of us are left, fewer than a set needs to think well. /als set invite asks others in.",
            remaining,
        ),
    )
    return Message(
        "life.has_left",
        (say("{who} has left the set. Thank you for the time together.", who=who), *(enough if few else ())),
    )


def nobody_leads(who: Who, of: str) -> Message:
    """The facilitator has left, and no deputy was there to go on."""
    ask = say("{who} facilitated until now. Would one of us take it on?", who=who)
    until = say("Until then, one of us holds the time at each session.")
    return Message("life.nobody_leads", (ask, until, Choices((Choice(say("Choose"), "set role", of),))))


def now_leads(who: Who) -> Message:
    return Message("life.now_leads", (say("{who} facilitates from now on.", who=who),))


# --- finding and joining ----------------------------------------------------------------------------------------


def found(sets: Sequence[tuple[SetId, Own, Line]]) -> Message:
    if not sets:
        return Message("life.found", (say("No set is open to others just now. /als set new founds one."),))
    parts: list[Part] = [say("Open to others:")]
    for set_id, theme, when in sets:
        parts.append(say("“{theme}”", theme=theme))
        parts.append(Aside(when))
        parts.append(Choices((Choice(say("Ask to join"), "set join", f"set-{set_id}"),)))
    return Message("life.found", tuple(parts))


def join_asked(set_id: SetId, person: int, who: Who, name: Own) -> Message:
    args = (("person", str(person)),)
    of = f"set-{set_id}"
    return Message(
        "life.join_asked",
        (
            say("{who} would like to join “{name}”.", who=who, name=name),
            Choices(
                (
                    Choice(say("Let them in"), "set let-in", of, args, main=True),
                    Choice(say("Not now"), "set not-now", of, args),
                )
            ),
        ),
    )


def asked_to_join() -> Message:
    return Message("life.asked_to_join", (say("Asked. You will hear either way."),))


def let_in(name: Own) -> Message:
    return Message("life.let_in", (say("You are in “{name}”. Its channel is open to you.", name=name),))


def not_now(theme: Own) -> Message:
    return Message("life.not_now", (say("There is no place in the set on “{theme}” just now.", theme=theme),))


def answered() -> Message:
    return Message("life.answered", (say("They have been told."),))
