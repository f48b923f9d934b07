"""The form that founds a set, and the one that gives it new dates."""

from __future__ import annotations

from core.names import NAME_CAP
from core.request import Ask, Field
from core.words._say import say


def _often(*, more: bool = False) -> Field:
    often = (
        ("every week", say("Every week")),
        ("every 2 weeks", say("Every two weeks")),
        ("every 4 weeks", say("Every four weeks")),
        ("nth", say("Once a month, on the same weekday")),
    )
    return Field("rhythm", say("How often?"), "choice", options=often, initial="every 4 weeks", more=more)


def _begins() -> tuple[Field, ...]:
    return (
        Field("first", say("The first day"), "date", typed=say("Such as 12 January 2027.")),
        Field("time", say("At what time?"), "time", initial="10:00"),
    )


def _lasts(*, more: bool = False) -> Field:
    hint = say("Such as 6 sessions, 9 months, or until 30 June.")
    return Field("lasts", say("For how long?"), "line", initial="6 months", hint=hint, more=more)


def form(zone: str) -> Ask:
    """What a set cannot begin without, then what most take as it stands. `zone` is "" where nobody knows it yet."""
    by_the_clock = Field(
        "zone", say("In which time zone?"), "zone", cap=60, typed=say("A city will do: London, New York."),
        initial=zone, more=bool(zone),
    )  # fmt: skip
    often = _often(more=not zone)
    fields = (
        Field("name", say("What is the set called?"), cap=NAME_CAP),
        Field("members", say("Who is invited?"), "people", required=False,
              hint=say("Four to eight people. You can also invite them later.")),
        *_begins(),
        *((often,) if zone else (by_the_clock,)),
        Field("theme", say("What is it about?"), cap=NAME_CAP * 2, required=False,
              hint=say("Empty: everybody brings what they like."), more=True),
        *((by_the_clock,) if zone else (often,)),
        _lasts(more=True),
        *_how_it_meets(),
    )  # fmt: skip
    return Ask("set new", say("Found a set"), fields, "set new")


def _how_it_meets() -> tuple[Field, ...]:
    templates = (
        ("60", say("60 minutes, one presents")),
        ("90", say("90 minutes, one presents")),
        ("120", say("Two hours, two present")),
        ("180", say("Three hours, three present")),
        ("day", say("A day, four present")),
        ("week", say("A week, in writing, one presents")),
    )
    modes = (
        ("spoken", say("On a call or in a room")),
        ("written", say("Typed here, at the same hour")),
        ("days", say("Typed here, over a week")),
    )
    led = (
        ("outside", say("I facilitate, and do not present")),
        ("inside", say("I facilitate, and present too")),
        ("rotating", say("The part goes round")),
        ("self", say("We facilitate ourselves")),
    )
    return (
        Field(
            "template", say("How long is a session?"), "choice", options=templates, initial="90", more=True
        ),
        Field("mode", say("How do you meet?"), "choice", options=modes, initial="written", more=True),
        Field("led", say("Who facilitates?"), "choice", options=led, initial="outside", more=True),
    )


def renew_form(of: str) -> Ask:
    return Ask("set renew", say("New dates"), (_often(), *_begins(), _lasts()), "set renew", of)


def invite_form(of: str) -> Ask:
    field = Field("people", say("Who is invited?"), "people")
    return Ask("set invite", say("Invite people"), (field,), "set invite", of)


def function_form(of: str, initial: str, cap: int) -> Ask:
    field = Field(
        "function",
        say("What do you do, and where?"),
        cap=cap,
        initial=initial,
        hint=say("Such as: ward manager, surgery."),
    )
    return Ask("set function", say("What I do"), (field,), "set function", of)
