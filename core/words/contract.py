"""A set's contract: pauses, the end review, its renewal and its closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from core.message import At, Choice, Choices, Day, Heading, Line, Message, Own, Part, Roster, Who
from core.request import Ask, Field
from core.words._say import say, say_n

# fmt: off
_STATES = {
    "forming":    say("It is being formed."),
    "contracted": say("It has begun, and has not met yet."),
    "active":     say("It is under way."),
    "paused":     say("It is pausing."),
    "reviewing":  say("Its last date has passed; you are saying whether to go on."),
    "renewed":    say("It goes on; its new dates are still to be chosen."),
    "closed":     say("It has ended."),
}
# fmt: on


def state(of: str) -> Line:
    return _STATES[of]


# --- pauses -----------------------------------------------------------------------------------------------------


def pause_form(of: str) -> Ask:
    field = Field(
        "until", say("Until when?"), "date", required=False, hint=say("Empty: until somebody resumes.")
    )
    return Ask("set pause", say("Pause the set"), (field,), "set pause", of)


def paused(until: date | None, of: str) -> Message:
    if until is None:
        line = say("We pause. Nobody is asked anything until one of us takes it up again.")
    else:
        line = say("We pause until {day}. Nobody is asked anything before then.", day=Day(until, "long"))
    return Message("contract.paused", (line, Choices((Choice(say("Take it up again"), "set resume", of),))))


def resumed(following: datetime | None) -> Message:
    if following is None:
        return Message("contract.resumed", (say("We go on."),))
    return Message("contract.resumed", (say("We go on. Next: {at}.", at=At(following, "day time")),))


# --- the end review ---------------------------------------------------------------------------------------------


def vote(of: str, contract: int, name: Own, until: datetime, mine: str = "") -> Message:
    """One member's own ballot; `mine` is their answer so far."""
    args = (("contract", str(contract)),)
    chosen = {
        "facilitated": say(
            "Noted: go on, with a facilitator. You can change it until {until}.", until=At(until, "day")
        ),
        "self": say("Noted: go on by ourselves. You can change it until {until}.", until=At(until, "day")),
        "end": say("Noted: end here. You can change it until {until}.", until=At(until, "day")),
    }
    head: tuple[Part, ...] = (
        say("The dates of “{name}” have all been. Would you go on?", name=name),
        say(
            "Only you see your answer. Most answers decide on {until}; if they are even, or nobody answers, we end.",
            until=At(until, "day"),
        ),
    )
    return Message(
        "contract.vote",
        (
            *((chosen[mine],) if mine else head),
            Choices(
                (
                    Choice(
                        say("Go on, with a facilitator"), "set vote", of, (*args, ("wish", "facilitated"))
                    ),
                    Choice(say("Go on by ourselves"), "set vote", of, (*args, ("wish", "self"))),
                    Choice(say("End here"), "set vote", of, (*args, ("wish", "end"))),
                    Choice(say("What I take away"), "set takeaway", of, args),
                )
            ),
        ),
    )


def review_begins(until: datetime) -> Message:
    return Message(
        "contract.review",
        (
            say(
                "Until {until} each of us says, in private, whether to go on.",
                until=At(until, "day"),
            ),
            say("And one line each, if you like: what do you take away?"),
        ),
    )


def takeaway_form(of: str, contract: int, cap: int, initial: str) -> Ask:
    field = Field("words", say("One line, for all of us"), cap=cap, initial=initial)
    return Ask(
        "set takeaway", say("What I take away"), (field,), "set takeaway", of, (("contract", str(contract)),)
    )


def takeaway_kept(words: Own) -> Message:
    return Message("contract.takeaway", (say("Kept for the closing: “{words}”", words=words),))


def goes_on(
    of: str, takeaways: Sequence[tuple[Who, Own]], counts: Sequence[Line], how: Line | None
) -> Message:
    return Message(
        "contract.goes_on",
        (
            Heading(say("Of those who answered, more would go on than end.")),
            *((how,) if how else ()),
            *_takeaways(takeaways),
            *counts,
            say("The same people, the same ground rules. What is missing is dates."),
            Choices((Choice(say("Choose the dates"), "set renew", of, main=True),)),
        ),
    )


def how(*, facilitated: bool, lead: Who | None) -> Line:
    if not facilitated:
        return say("From now on we facilitate ourselves.")
    if lead is None:
        return say("With a facilitator: /als set role says who.")
    return say("{who} goes on facilitating.", who=lead)


def by_themselves(name: Own) -> Message:
    """To whoever facilitated until now, before the room hears it."""
    return Message(
        "contract.by_themselves",
        (
            say("“{name}” would go on, from here by itself.", name=name),
            say("Your part as its facilitator ends with that. Thank you for holding it until now."),
        ),
        mood="done",
    )


def closed(name: Own, takeaways: Sequence[tuple[Who, Own]], counts: Sequence[Line]) -> Message:
    return Message(
        "contract.closed",
        (
            Heading(say("“{name}” ends here.", name=name)),
            *_takeaways(takeaways),
            *counts,
            say("What was said here stays here. Thank you, all of you, and go well."),
        ),
        mood="done",
    )


def _takeaways(takeaways: Sequence[tuple[Who, Own]]) -> tuple[Part, ...]:
    if not takeaways:
        return ()
    return (
        say("What we take away:"),
        Roster(tuple((who, say("“{words}”", words=w)) for who, w in takeaways)),
    )


def counts(sessions: int, turns: int, actions: int) -> tuple[Line, ...]:
    """What there is to count; nothing is said of what there was none of."""
    lines = (
        (sessions, say_n("We met once.", "We met {n} times.", sessions)),
        (
            turns,
            say_n(
                "Something of our own was brought once.", "Something of our own was brought {n} times.", turns
            ),
        ),
        (actions, say_n("One action was done.", "{n} actions were done.", actions)),
    )
    return tuple(line for n, line in lines if n)


def renewed(name: Own, n: int, first: datetime, last: date) -> Message:
    return Message(
        "contract.renewed",
        (
            Heading(say("“{name}” goes on.", name=name)),
            say_n("One more session, on {first}.", "{n} more sessions, from {first} to {last}.", n,
                  first=At(first, "day time"), last=Day(last, "full")),
        ),
    )  # fmt: skip


# --- settings ---------------------------------------------------------------------------------------------------


def settings_form(of: str, now: dict[str, str]) -> Ask:
    """`now` is what each field holds today."""
    modes = (
        ("spoken", say("On a call or in a room")),
        ("written", say("Typed here, at the same hour")),
        ("days", say("Typed here, over a week")),
    )
    asking = (
        ("channel", say("In the channel")),
        ("private", say("In private")),
        ("both", say("In the channel, then in private")),
    )
    weekdays = (
        ("0", say("Monday")), ("1", say("Tuesday")), ("2", say("Wednesday")), ("3", say("Thursday")),
        ("4", say("Friday")), ("5", say("Saturday")), ("6", say("Sunday")),
    )  # fmt: skip
    yes_no = (("yes", say("Yes")), ("no", say("No")))
    fields = (
        Field("mode", say("How do you meet?"), "choice", options=modes),
        Field(
            "stages",
            say("Minutes of each part"),
            "text",
            required=False,
            hint=say("One of them changed is enough, such as: explore 20, review 17."),
        ),
        Field("quorum", say("How many must be there to meet?"), "number"),
        Field("day", say("On which day are actions asked after?"), "choice", options=weekdays),
        Field("at", say("At what time?"), "time"),
        Field("asking", say("Where?"), "choice", options=asking),
        Field("kept", say("How many days are the words of an issue kept?"), "number"),
        Field("strict", say("Statements only in answer to questions?"), "choice", options=yes_no),
        Field("first", say("Begin with a session to agree how we work?"), "choice", options=yes_no),
        Field("listed", say("May others find the set and ask to join?"), "choice", options=yes_no),
        Field(
            "region",
            say("Whose public holidays do you keep?"),
            required=False,
            hint=say("A country, or a part of it: GB, GB-ENG, FR."),
            cap=20,
        ),
    )
    filled = tuple(replace(f, initial=now[f.name]) for f in fields)
    return Ask("set settings", say("Our choices"), filled, "set settings", of)


def settings_kept() -> Message:
    return Message(
        "contract.settings",
        (say("Kept. What is under way goes on as it was; the next session follows this."),),
    )
