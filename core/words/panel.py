"""The facilitator's panel: where we are, until when, one sentence to say, and what they may press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from core.message import At, Choice, Choices, Line, Message, Part, People, Who
from core.names import Mode, Phase, Stage, Step
from core.words._say import say


@dataclass(frozen=True)
class Desk:
    """What whoever has the facilitator's part sees. `of` names the session, `moment` the stage or phase."""

    of: str
    moment: str
    mode: Mode
    until: datetime | None
    phase: Phase
    stage: Stage | None = None
    turn: str = ""
    who: Who | None = None  # the presenter
    unheard: tuple[Who, ...] = ()
    waiting: tuple[Who, ...] = ()  # who is down, in order
    quiet: bool = False
    paused: bool = False
    last_answer: bool = False
    step: Step | None = None  # of a first session
    missing: bool = False  # the presenter has not pressed or said anything yet


def _until(d: Desk) -> At | None:
    """Over days an hour alone would say too little."""
    return At(d.until, "day time" if d.mode is Mode.DAYS else "time") if d.until is not None else None


def panel(d: Desk) -> Message:
    lines = _turn(d) if d.stage is not None and d.who is not None else _around(d)
    return Message("panel", (*lines, *_unheard(d), Choices(_buttons(d))))


def _unheard(d: Desk) -> tuple[Part, ...]:
    if not d.unheard:
        return ()
    return (say("Not heard from yet: {people}.", people=People(d.unheard)),)


def _turn(d: Desk) -> tuple[Part, ...]:
    assert d.stage is not None
    assert d.who is not None
    until = _until(d)
    assert until is not None
    if d.paused:
        return (say("The clock has stopped."), say("When everybody is ready, go on."))
    where = _where(d.stage, d.who, until, last=d.last_answer)
    if d.quiet:
        return (where, say("Two quiet minutes. It may be work. Let it be."))
    if d.mode is Mode.DAYS:
        return (where,)  # nobody is there to be told something in that moment
    return (where, *_might_say(d.stage, d.who))


def _where(stage: Stage, who: Who, until: At, *, last: bool) -> Line:
    match stage:
        case Stage.PRESENTING:
            return say("{who} presents until {until}.", who=who, until=until)
        case Stage.CLARIFYING:
            return say("Questions of fact, until {until}.", until=until)
        case Stage.QUESTIONING if last:
            return say("The last answer, until {until} at the latest.", until=until)
        case Stage.QUESTIONING:
            return say("Questions that open it up, until {until}.", until=until)
        case Stage.REFRAMING:
            return say("{who} takes stock, until {until}.", who=who, until=until)
        case Stage.REFLECTING:
            return say("What we noticed, until {until}.", until=until)
        case Stage.PLANNING:
            return say("{who}'s last word, until {until}.", who=who, until=until)
        case Stage.OVER:
            return say("{who}'s turn is over.", who=who)
        case _:
            assert_never(stage)


def _might_say(stage: Stage, who: Who) -> tuple[Part, ...]:
    match stage:
        case Stage.PRESENTING:
            return (say("You might say: “Take your time, {who}. We are listening.”", who=who),)
        case Stage.CLARIFYING:
            return (say("You might say: “What do we need to know, before we ask what it means?”"),)
        case Stage.QUESTIONING:
            return (say("You might say: “One question at a time; let it land.”"),)
        case Stage.REFRAMING:
            return (say("You might say: “{who}, hearing all this, what is the question now?”", who=who),)
        case Stage.REFLECTING:
            return (say("You might say: “What did you hear, and what did you notice?”"),)
        case Stage.PLANNING:
            return (say("You might say: “What is the first step, and who will see it?”"),)
        case Stage.OVER:
            return ()
        case _:
            assert_never(stage)


def _around(d: Desk) -> tuple[Part, ...]:
    until = _until(d)
    match d.phase:
        case Phase.CHECK_IN if d.mode is Mode.DAYS and until is not None:
            return (say("The first day, until {until}. Then the presenter has the word.", until=until),)
        case Phase.CHECK_IN:
            first = say("The check-in runs until {until}.", until=until) if until else say("We begin.")
            how = {
                Mode.SPOKEN: say("Today you meet on a call: I keep the time, and ask nobody to type."),
                Mode.WRITTEN: say("Today you meet in writing, in this channel."),
                Mode.DAYS: say("This one runs over days."),
            }[d.mode]
            return (first, how)
        case Phase.STEPS:
            return _steps(d.step, until)
        case Phase.PROGRESS:
            first = say("Since last time, until {until}.", until=until) if until else say("Since last time.")
            return (first, say("You might say: “What happened, and what did it teach you?”"))
        case Phase.BIDS:
            first = (
                say("Who brings something, until {until}.", until=until) if until else say("Who brings it?")
            )
            return (first, *_down(d))
        case Phase.TURNS:
            return (say("A short pause before we go on. Nothing to do."),)
        case Phase.BREAK:
            return (say("A break, until {until}.", until=until) if until else say("A break."),)
        case Phase.REVIEW:
            first = say("What we learned, until {until}.", until=until) if until else say("What we learned.")
            return (first, say("You might say: “What helped us today, and what got in the way?”"))
        case _:
            return (say("The session has ended."),)


def _steps(step: Step | None, until: At | None) -> tuple[Part, ...]:
    """A step of a first session, and one sentence for it."""
    if step is None or until is None:
        return (say("This step."),)
    # fmt: off
    return {
        Step.WHO:     (say("Who we are, until {until}.", until=until),
                       say("You might say: “Who are you, and what do you hope for here?”")),
        Step.HOW:     (say("How a turn goes, until {until}.", until=until),
                       say("You might say: “We ask; we do not solve. What is unclear so far?”")),
        Step.RULES:   (say("Our ground rules, until {until}.", until=until),
                       say("You might say: “Can we live with this one? What would it need?”")),
        Step.MATTERS: (say("What may be brought, until {until}.", until=until),
                       say("You might say: “What is still open for you, and yours to move?”")),
        Step.TASTER:  (say("A short turn, until {until}.", until=until),
                       say("You might say: “Something small will do. There is no hurry.”")),
        Step.DATES:   (say("Our dates and choices, until {until}.", until=until),
                       say("You might say: “Does this suit us? Who would present next time?”")),
        Step.CLOSE:   (say("The close, until {until}.", until=until),
                       say("You might say: “One sentence each, and nothing is fine, too.”")),
    }[step]
    # fmt: on


def _down(d: Desk) -> tuple[Part, ...]:
    if len(d.waiting) < 2:
        return ()
    return (say("{people} are down, in this order.", people=People(d.waiting)),)


def _buttons(d: Desk) -> tuple[Choice, ...]:
    following = Choice(say("Next"), "session next", d.moment, main=True)
    extend = (Choice(say("Two more minutes"), "session extend", d.moment),)
    more = extend if d.mode is not Mode.DAYS else ()
    help_ = Choice(say("Help me with…"), "session help-me", d.of)
    if d.stage is None:
        before = _before(d)
        return (*before, *more, help_) if d.phase is Phase.CHECK_IN else (following, *more, *before, help_)
    if d.paused:
        return (Choice(say("Go on"), "session resume", d.turn, main=True), help_)
    missing: tuple[Choice, ...] = ()
    if d.missing and d.who is not None:
        label = say("{who} is not here", who=d.who)
        missing = (Choice(label, "session absent", d.moment),)
    return (
        following,
        *more,
        Choice(say("Pause"), "session pause", d.turn),
        Choice(say("Step in"), "session step-in", d.moment),
        help_,
        *missing,
    )


def _before(d: Desk) -> tuple[Choice, ...]:
    if d.phase is Phase.CHECK_IN:
        if d.mode is Mode.DAYS:
            return (Choice(say("Start"), "session start", d.moment, main=True),)
        other = Mode.WRITTEN if d.mode is Mode.SPOKEN else Mode.SPOKEN
        label = say("We are on a call") if other is Mode.SPOKEN else say("In writing today")
        return (
            Choice(say("Start"), "session start", d.moment, main=True),
            Choice(label, "session mode", d.moment, (("mode", other.value),)),
        )
    return ()


def handed_over(who: Who) -> Message:
    return Message("panel.handed", (say("{who} has the part now.", who=who),), mood="done")


def yours_now() -> Message:
    return Message("panel.yours", (say("The facilitator's part is yours now."),))


def did_not_meet() -> Message:
    return Message("panel.did_not_meet", (say("This one has ended."),), mood="done")


def ended(session: str, here: tuple[Who, ...]) -> Message:
    """After the session: who was there, for the facilitator to set right."""
    first = (
        say("Here today: {people}.", people=People(here))
        if here
        else say("I heard from nobody today, which on a call may mean little.")
    )
    return Message(
        "panel.ended",
        (
            first,
            Choices(
                (
                    Choice(say("That is right"), "session attended", session, main=True),
                    Choice(say("Correct it"), "session attendance", session),
                )
            ),
        ),
        mood="done",
    )


def handed(who: Who) -> Message:
    return Message("panel.given", (say("{who} has the facilitator's part now.", who=who),))
