"""What is said in a first session, step by step."""

from __future__ import annotations

from datetime import date, datetime

from core.message import (
    Aside,
    At,
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
    Quote,
    Who,
)
from core.names import Asking, Step
from core.words._say import say, say_n


def _step(step: Step, moment: str, parts: tuple[Part, ...], *choices: Choice) -> Message:
    onward = Choice(say("Next"), "session next", moment)
    return Message(f"first.{step.value}", (*parts, Choices((*choices, onward))))


def who(moment: str, session: str, name: Own, until: datetime, each: int) -> Message:
    return _step(
        Step.WHO,
        moment,
        (
            Heading(say("Welcome. This is where “{name}” begins.", name=name)),
            say(
                "Until {until}: who are you, and what do you hope for here? About {each} each.",
                until=At(until),
                each=Lasting(each),
            ),
        ),
        Choice(say("I am here"), "session here", session),
    )


def how(moment: str) -> Message:
    return _step(
        Step.HOW,
        moment,
        (
            Heading(say("How a turn goes.")),
            say("One of us brings something and speaks; everyone else listens."),
            say(
                "Then questions of fact, then questions that open it up. We ask; we do not solve it for them."
            ),
            say(
                "At the end they say what the question is now, and what they will do. The last word is theirs."
            ),
        ),
    )


def matters(moment: str, kept_days: int) -> Message:
    return _step(
        Step.MATTERS,
        moment,
        (
            Heading(say("What may be brought, and what leaves the room.")),
            say("Bring something of your own, real and still open, that you can move a little. "
                "A question with one right answer is for an expert."),
            say("What leaves the room: your own actions, and what you learned. Nothing that somebody else said."),
            *kept(kept_days),
            say("In a moment somebody may try a short turn. Something small will do."),
        ),
        Choice(say("I have something small"), "present"),
    )  # fmt: skip


def kept(days: int) -> tuple[Line, ...]:
    """What the bot keeps, for how long, and who else can read the channel."""
    return (
        say_n(
            "I keep what a presenter writes about their issue for one day after its session, then I delete it. "
            "Actions and questions that somebody kept stay until the set ends.",
            "I keep what a presenter writes about their issue for {n} days after its session, then I delete it. "
            "Actions and questions that somebody kept stay until the set ends.",
            days,
        ),
        say("I do not keep what you type in passing. The channel does, and whoever runs this workspace can read it, "
            "as can anybody who is let in later."),
    )  # fmt: skip


def down_for_the_taster(issue: Own) -> Message:
    return Message(
        "first.down", (say("The short turn is yours. Only you see the sentence until then."), Quote(issue))
    )


def taster_taken(who: Who, issue: Own, starts: datetime | None) -> Message:
    """Somebody else was faster: this one waits for the next session."""
    line = say("{who} has the short turn today, and yours is kept for the next time we meet.", who=who)
    if starts is not None:
        line = say(
            "{who} has the short turn today. You are down for {at}.", who=who, at=At(starts, "day time")
        )
    return Message("first.down", (line, Quote(issue)))


def down_for_next(issue: Own, starts: datetime | None) -> Message:
    if starts is None:
        return Message("first.down", (say("Kept for the next time we meet."), Quote(issue)))
    return Message("first.down", (say("You are down for {at}.", at=At(starts, "day time")), Quote(issue)))


def taster(moment: str, lasts: int) -> Message:
    return _step(
        Step.TASTER,
        moment,
        (
            Heading(say("A taster, {lasts} in all.", lasts=Lasting(lasts))),
            say("Something small and real, from your own work. Who would like to try it?"),
        ),
        Choice(say("I have something small"), "present"),
    )


def dates(
    moment: str,
    set_id: str,
    days: tuple[date, ...],
    at: Clock,
    check_in: Day,
    check_at: Clock,
    asking: Asking,
) -> Message:
    """`days` are all dates of the contract, this one the first."""
    facts: tuple[tuple[Line, Line], ...] = (
        (say("We meet"), say_n("once, {last}", "{n} times, at {at}; the last time on {last}", len(days), at=at,
                               last=Day(days[-1], "full"))),
        (say("Actions"), _asked(asking, check_in, check_at)),
    )  # fmt: skip
    following = tuple(say("Next: {day}.", day=Day(day, "long")) for day in days[1:2])
    return _step(
        Step.DATES,
        moment,
        (
            Heading(say("Our dates, and what we choose for ourselves.")),
            Facts(facts),
            *following,
            say("Does this suit us, and who presents next time?"),
        ),
        Choice(say("All dates"), "set", set_id),
        Choice(say("Our choices"), "set settings", set_id),
        Choice(say("Put me down"), "present"),
    )


def _asked(asking: Asking, day: Day, at: Clock) -> Line:
    match asking:
        case Asking.CHANNEL:
            return say("asked after here on {day}, {at}", day=day, at=at)
        case Asking.PRIVATE:
            return say("asked after in private on {day}, {at}", day=day, at=at)
        case Asking.BOTH:
            return say(
                "asked after here on {day}, {at}; in private the day after, if need be", day=day, at=at
            )


def close(moment: str) -> Message:
    return _step(
        Step.CLOSE,
        moment,
        (
            Heading(say("To close, one sentence each.")),
            say("How was it to be here, and what do you take with you?"),
            Aside(say("Saying nothing is fine, too.")),
        ),
    )
