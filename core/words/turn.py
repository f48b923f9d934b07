"""What the bot says in a turn: one board a stage, and the line that is left of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from core.message import At, Choice, Choices, Heading, Line, Message, Own, People, Quote, Who
from core.names import MOST_ACTIONS, Stage, TurnId
from core.words import actions
from core.words._say import say


def title(presenter: Who) -> Message:
    return Message("turn.title", (say("{who}'s turn", who=presenter),))


def yours(turn: TurnId) -> Message:
    of = f"turn-{turn}"
    return Message(
        "turn.yours",
        (
            say("Your time now. These are yours at any moment, no reasons asked:"),
            Choices(
                (Choice(say("Pause"), "session pause", of), Choice(say("Stop here"), "session stop", of))
            ),
        ),
    )


def presenting(moment: str, who: Who, issue: Own, ends: datetime, until: datetime) -> Message:
    return Message(
        "turn.presenting",
        (
            Heading(say("This is {who}'s time, until {ends}.", who=who, ends=At(ends))),
            Quote(issue, who),
            say("{who} speaks first, until {until}. Everyone else just listens.", who=who, until=At(until)),
            Choices((Choice(say("I have said enough"), "session enough", moment),)),
        ),
        mood="your turn",
    )


def clarifying(moment: str, who: Who, until: datetime) -> Message:
    return Message(
        "turn.clarifying",
        (
            Heading(
                say(
                    "Thank you, {who}. First a few questions of fact, until {until}.",
                    who=who,
                    until=At(until),
                )
            ),
            say("Who, what, when, how many. Anyone, in any order; a short answer will do."),
            Choices(
                (Choice(say("Ask"), "ask", moment), Choice(say("Help me ask"), "session help-ask", moment))
            ),
        ),
    )


def questioning(moment: str, who: Who, until: datetime, order: People) -> Message:
    return Message(
        "turn.questioning",
        (
            Heading(say("Now questions that open it up, until {until}.", until=At(until))),
            say("{order}; one question, and one to follow if you like.", order=order),
            say(
                "{who}, there is no hurry, and you need not answer them all. Some can go home with you.",
                who=who,
            ),
            Choices((Choice(say("Help me ask"), "session help-ask", moment),)),
        ),
    )


def reframing(moment: str, who: Who, issue: Own) -> Message:
    return Message(
        "turn.reframing",
        (
            Heading(say("{who}, what is the question now?", who=who)),
            say("You began with “{issue}”. The rest of us stay quiet for a moment.", issue=issue),
            Choices(
                (
                    Choice(say("Say it again"), "session reframe", moment, main=True),
                    Choice(say("It is still the same"), "session same", moment),
                )
            ),
        ),
        mood="your turn",
    )


def reflecting(moment: str, who: Who, until: datetime) -> Message:
    return Message(
        "turn.reflecting",
        (
            Heading(
                say("{who} would like to hear what you noticed, until {until}.", who=who, until=At(until))
            ),
            say("A sentence or two each: what you heard, what struck you. {who} only listens.", who=who),
            Choices(
                (
                    Choice(say("Ideas too, please"), "session ideas", moment),
                    Choice(say("Enough, thank you"), "session thanks", moment),
                )
            ),
        ),
    )


def planning(moment: str, who: Who, planned: Sequence[actions.Item] = ()) -> Message:
    """The presenter's last word; once something is written down, that, and whether there is more."""
    if planned:
        more = Choice(say("Another"), "action add", moment)
        enough = Choice(say("That is all"), "session planned", moment, main=True)
        buttons = (more, enough) if len(planned) < MOST_ACTIONS else (enough,)
        parts = tuple(part for item in planned for part in actions.written(item))
        return Message("turn.planning", (*parts, Choices(buttons)), mood="your turn")
    return Message(
        "turn.planning",
        (
            Heading(say("{who}, the last word is yours.", who=who)),
            say(
                "What will you do, by when, and how will you know? One is enough. It need not solve everything."
            ),
            Choices(
                (
                    Choice(say("Write an action"), "action add", moment, main=True),
                    Choice(say("Nothing for today"), "session planned", moment),
                )
            ),
        ),
        mood="your turn",
    )


def was(stage: Stage, who: Who, issue: Own, new_issue: Own) -> Message:
    """The line that is left of a stage's board."""
    return Message(f"turn.was_{stage.value}", (_was(stage, who, issue, new_issue),), mood="done")


def _was(stage: Stage, who: Who, issue: Own, new_issue: Own) -> Line:
    match stage:
        case Stage.PRESENTING:
            return say("{who} presented “{issue}”", who=who, issue=issue)
        case Stage.CLARIFYING:
            return say("Questions of fact: done.")
        case Stage.QUESTIONING:
            return say("Questions that open it up: done.")
        case Stage.REFRAMING:
            if new_issue:
                return say("{who} began with “{issue}”. Now: “{new}”", who=who, issue=issue, new=new_issue)
            return say("{who} began with “{issue}”, and it still stands.", who=who, issue=issue)
        case Stage.REFLECTING:
            return say("{who} has heard what we noticed.", who=who)
        case Stage.PLANNING | Stage.OVER:
            return say("Thank you, {who}. That was your time, and what you said stays here.", who=who)
        case _:
            assert_never(stage)
