"""A session over days: nothing is needed within the hour, and every message says until when there is time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.message import At, Choice, Choices, Day, Heading, Message, Own, Part, Quote, Who
from core.names import ISSUE_CAP, MOST_ACTIONS, WORDS_CAP, SessionId
from core.request import Ask, Field
from core.words import actions
from core.words._say import say, say_n, unheard


def title(presenter: Who) -> Message:
    return Message("days.title", (say("{who}'s week", who=presenter),))


def opening(session: SessionId, queue: Sequence[Who]) -> Message:
    """The one message with which a week begins."""
    presents = (say("{who} presents tomorrow.", who=queue[0]),) if queue else ()
    something = Choice(say("I have something"), "agenda bid", f"session-{session}")
    return Message(
        "days.opening",
        (
            say("A new week together. Today: a sentence on how you are, and what became of your action."),
            *presents,
            say("Nothing here needs an answer within the hour. Most of us look in twice a day."),
            *(() if queue else (say("Who would like to bring something this week?"), Choices((something,)))),
        ),
    )


# --- to the presenter, in private ------------------------------------------------------------------------------


def today_is_yours(turn: str, moment: str, *, tomorrow: bool) -> Message:
    """`tomorrow`: it has been put off by a day already."""
    line = (
        say("Today is yours, any time before five.") if not tomorrow else say("Tomorrow, then, until noon.")
    )
    later = () if tomorrow else (Choice(say("Tomorrow is better"), "session tomorrow", moment),)
    return Message(
        "days.yours",
        (
            line,
            say("Write as you would talk; ten lines are plenty."),
            Choices((Choice(say("Present"), "session tell", moment, main=True), *later)),
            Choices((Choice(say("Stop here"), "session stop", turn),)),
        ),
    )


def tell_form(moment: str, issue: str) -> Ask:
    fields = (
        Field("issue", say("In one sentence, what is it about?"), "line", cap=ISSUE_CAP, initial=issue),
        Field("more", say("What has happened, as you would tell it"), "text", required=False, cap=WORDS_CAP),
    )
    return Ask("session-tell", say("Present"), fields, "session tell", moment)


def some_wait(turn: str, n: int) -> Message:
    line = say_n(
        "One question is waiting for you. No need to answer them all.",
        "{n} questions are waiting for you. No need to answer them all.",
        n,
    )
    return Message("days.some_wait", (line, Choices((Choice(say("Show me"), "session waiting", turn),))))


def waiting(questions: Sequence[tuple[str, int, Who, Own]]) -> Message:
    """The open questions, each with the presenter's buttons: of, place, who asked, the words."""
    if not questions:
        return Message("days.waiting", (say("No question is waiting."),))
    parts: list[Part] = []
    for of, place, who, words in questions:
        parts.append(say("{place} · {who}: “{words}”", place=place, who=who, words=words))
        parts.append(
            Choices(
                (
                    Choice(say("Answer"), "session answer", of, main=True),
                    Choice(say("Keep it"), "question keep", of),
                    Choice(say("Pass"), "session pass", of),
                )
            )
        )
    return Message("days.waiting", tuple(parts))


# --- to somebody who has not asked yet --------------------------------------------------------------------------


def not_asked_yet(who: Who, moment: str, until: datetime) -> Message:
    line = say("{who}'s questions are open until {until}. You have not asked yet; you need not.",
               who=who, until=At(until))  # fmt: skip
    return Message(
        "days.not_asked",
        (
            line,
            Choices(
                (
                    Choice(say("Ask"), "ask", moment),
                    Choice(say("Help me ask"), "session help-ask", moment),
                    Choice(say("I pass this week"), "session pass-week", moment),
                )
            ),
        ),
    )


def passed() -> Message:
    return Message("days.passed", (say("That is fine. Nobody is told."),))


# --- the boards -------------------------------------------------------------------------------------------------


def clarifying(moment: str, who: Who, issue: Own, told: Own, until: datetime) -> Message:
    quote: tuple[Part, ...] = (Quote(issue, who),) if issue else ()
    more: tuple[Part, ...] = (Quote(told, who),) if told else ()
    return Message(
        "days.clarifying",
        (
            Heading(say("This is {who}'s week.", who=who)),
            *quote,
            *more,
            unheard(
                say(
                    "Until {until}: questions of fact only. Just type them here.", until=At(until, "day time")
                ),
                "Until {until}: questions of fact only.",
            ),
            Choices((Choice(say("Ask"), "ask", moment),)),
        ),
    )


def questioning(moment: str, who: Who, until: datetime, *, last_answer: bool) -> Message:
    if last_answer:
        heading = say(
            "The last answers, until {until}; then {who} takes stock.", until=At(until, "day time"), who=who
        )
        return Message("days.questioning", (Heading(heading),))
    return Message(
        "days.questioning",
        (
            Heading(say("Now questions that open it up, until {until}.", until=At(until, "day time"))),
            say("Two each, at any time, in any order."),
            say("{who}, answer as they come or all at once. Some you may simply keep.", who=who),
            Choices(
                (Choice(say("Ask"), "ask", moment), Choice(say("Help me ask"), "session help-ask", moment))
            ),
        ),
    )


def taking_stock(
    moment: str,
    who: Who,
    issue: Own,
    new_issue: Own,
    written: Sequence[actions.Item],
    weekend: datetime | None,
) -> Message:
    """`weekend`: until when, where the presenter has asked for it."""
    if weekend is None:
        heading = say("{who}, take stock when it suits you today.", who=who)
    else:
        heading = say(
            "{who}, take stock when it suits you, until {until}.", who=who, until=At(weekend, "day time")
        )
    began = (say("You began with “{issue}”", issue=issue),) if issue else ()
    now = (say("Now: “{new}”", new=new_issue),) if new_issue else ()
    promises = tuple(part for item in written for part in actions.written(item))
    return Message(
        "days.taking_stock",
        (
            Heading(heading),
            say("What is the question now, and what will you do?"),
            *began,
            *now,
            *promises,
            Choices(_stock_choices(moment, new_issue, len(written), weekend)),
        ),
        mood="your turn",
    )


def was_stock(who: Who, issue: Own, new_issue: Own, written: Sequence[actions.Item]) -> Message:
    began = (say("{who} began with “{issue}”", who=who, issue=issue),) if issue else ()
    now = (say("Now: “{new}”", new=new_issue),) if new_issue else ()
    promises = tuple(part for item in written for part in actions.written(item))
    thanks = say("Thank you, {who}. What you wrote stays here.", who=who)
    return Message("days.was_stock", (*began, *now, *promises, thanks), mood="done")


def _stock_choices(moment: str, new_issue: Own, n: int, weekend: datetime | None) -> tuple[Choice, ...]:
    again = () if new_issue else (Choice(say("Say it again"), "session reframe", moment),)
    label = say("Another") if n else say("What I will do")
    action = (Choice(label, "action add", moment, main=not n),) if n < MOST_ACTIONS else ()
    later = (
        (Choice(say("I need the weekend"), "session weekend", moment),) if weekend is None and not n else ()
    )
    done = say("That is all") if n else say("Nothing this week")
    return (*again, *action, *later, Choice(done, "session planned", moment))


# --- around it --------------------------------------------------------------------------------------------------


def review(session: SessionId, who: Who | None) -> Message:
    thanks = (say("Thank you, {who}. That was your week.", who=who),) if who is not None else ()
    return Message(
        "days.review",
        (
            *thanks,
            say("What did each of you take from it, and how was it to do this in writing? Until tonight."),
            Choices((Choice(say("A note to myself"), "learned note", f"session-{session}"),)),
        ),
    )


def closed(who: Who | None, goes: Day | None, down: Who | None, following: Day | None) -> Message:
    parts: list[Part] = [say("Closed.")]
    if who is not None and goes is not None:
        parts.append(
            say("What {who} wrote disappears on {day}, as we agreed; the actions stay.", who=who, day=goes)
        )
    if following is not None and down is not None:
        parts.append(say("The next week is {who}'s, from {day}.", who=down, day=following))
    elif following is not None:
        parts.append(say("The next week begins on {day}.", day=following))
    else:
        parts.append(say("That was our last week."))
    return Message("days.closed", tuple(parts), mood="done")


def nothing_was_brought() -> Message:
    line = say("Nothing was brought this week, and that is fine. The turn is kept.")
    return Message("days.nothing", (line,), mood="done")


def was_the_week(who: Who, issue: Own, told: Own) -> Message:
    """What stands of the presenter's words once the questions of fact are done."""
    quote: tuple[Part, ...] = (Quote(issue, who),) if issue else ()
    more: tuple[Part, ...] = (Quote(told, who),) if told else ()
    return Message("days.was_clarifying", (say("This is {who}'s week.", who=who), *quote, *more), mood="done")
