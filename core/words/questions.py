"""What the bot says while questions are asked: the invitation, the question, its record, and what is private."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from core.message import Choice, Choices, Line, Message, Own, Part, Quote, Who
from core.names import QUESTION_CAP
from core.request import Ask, Field
from core.words._say import say, unheard


class Asked(StrEnum):
    """How a place of the round stands, as its board shows it."""

    OPEN = "open"
    LAST = "last"  # open, and time is up
    ANSWERED = "answered"
    KEPT = "kept"
    LET_BE = "let be"
    LEFT = "left"


# --- the board of one question: invitation, then question, then record ------------------------------------------


def invited(of: str, n: int, who: Who) -> Message:
    line = (
        unheard(
            say("{n} · {who}, your question. Type it here, or:", n=n, who=who), "{n} · {who}, your question."
        )
        if n == 1
        else say("{n} · {who}, your question.", n=n, who=who)
    )
    options = (_ask(of), Choice(say("Pass"), "session pass", of), _help(of))
    return Message("question.invited", (line, Choices(options)), mood="your turn")


def _ask(of: str) -> Choice:
    return Choice(say("Ask"), "ask", of, main=True)


def _help(of: str) -> Choice:
    return Choice(say("Help me ask"), "session help-ask", of)


def passes(n: int, who: Who) -> Message:
    return Message("question.passed", (say("{n} · {who} passes.", n=n, who=who),), mood="done")


def another_time(n: int, who: Who) -> Message:
    """The place came and went: whoever leads went on, or the stage did."""
    return Message("question.left", (say("{n} · {who}, another time.", n=n, who=who),), mood="done")


def typed(of: str, n: int, who: Who, presenter: Who, *, follows: bool, how: Asked) -> Message:
    """A question that stands in the thread as its asker typed it: the board does not repeat it."""
    line = _typed(n, who, presenter, follows, how)
    if how in (Asked.OPEN, Asked.LAST):
        return Message("question.asked", (line, _answering(of)))
    return Message("question.over", (line,), mood="done")


def _typed(n: int, who: Who, presenter: Who, follows: bool, how: Asked) -> Line:
    # fmt: off
    plain = {
        Asked.OPEN:     say("{n} · {who} has asked. {presenter}, when you are ready.", n=n, who=who, presenter=presenter),
        Asked.LAST:     say("{n} · {who} has asked. The last answer, then {presenter} takes stock.", n=n, who=who, presenter=presenter),
        Asked.ANSWERED: say("{n} · {who}: answered.", n=n, who=who),
        Asked.KEPT:     say("{n} · {who}: {presenter} takes this one home.", n=n, who=who, presenter=presenter),
        Asked.LET_BE:   say("{n} · {who} has asked. {presenter} passes.", n=n, who=who, presenter=presenter),
        Asked.LEFT:     say("{n} · {who} has asked.", n=n, who=who),
    }
    following = {
        Asked.OPEN:     say("{n} · {who}, and a follow-up. {presenter}, when you are ready.", n=n, who=who, presenter=presenter),
        Asked.LAST:     say("{n} · {who}, and a follow-up. The last answer, then {presenter} takes stock.", n=n, who=who, presenter=presenter),
        Asked.ANSWERED: say("{n} · {who}, and a follow-up: answered.", n=n, who=who),
        Asked.KEPT:     say("{n} · {who}, and a follow-up: {presenter} takes it home.", n=n, who=who, presenter=presenter),
        Asked.LET_BE:   say("{n} · {who}, and a follow-up. {presenter} passes.", n=n, who=who, presenter=presenter),
        Asked.LEFT:     say("{n} · {who}, and a follow-up.", n=n, who=who),
    }
    # fmt: on
    return (following if follows else plain)[how]


def written(
    of: str, n: int, who: Who, presenter: Who, words: Sequence[Own], *, how: Asked, may_follow: bool
) -> Message:
    """A question asked by form, its words for all to see; an empty follow-up is one that was typed."""
    first, *more = words
    parts: list[Part] = [_first(n, who, first)]
    parts += [
        say("And to follow: “{words}”", words=w) if w else say("And a follow-up, in the thread.")
        for w in more
    ]
    status = _status(presenter, how)
    parts += [status] if status is not None else []
    if how in (Asked.OPEN, Asked.LAST):
        return Message("question.asked", (*parts, _answering(of, may_follow=may_follow)))
    return Message("question.over", tuple(parts), mood="done")


def _first(n: int, who: Who, words: Own) -> Line:
    if not words:
        return say("{n} · {who} has asked.", n=n, who=who)
    if not n:
        return say("{who}: “{words}”", who=who, words=words)
    return say("{n} · {who}: “{words}”", n=n, who=who, words=words)


def _status(presenter: Who, how: Asked) -> Line | None:
    # fmt: off
    return {
        Asked.OPEN:     None,
        Asked.LAST:     say("The last answer, then {presenter} takes stock.", presenter=presenter),
        Asked.ANSWERED: say("Answered."),
        Asked.KEPT:     say("{presenter} takes this one home.", presenter=presenter),
        Asked.LET_BE:   say("{presenter} passes.", presenter=presenter),
        Asked.LEFT:     None,
    }[how]
    # fmt: on


def _answering(of: str, *, may_follow: bool = False) -> Choices:
    options = (
        Choice(say("Keep it"), "question keep", of),
        Choice(say("Pass"), "session pass", of),
        Choice(say("Next"), "question go-on", of),
    )
    return Choices((*options, Choice(say("A follow-up"), "ask", of)) if may_follow else options)


def fact(of: str, who: Who, presenter: Who, words: Own, *, how: Asked) -> Message:
    """A question of fact asked by form: no place, no number; a short answer is said in the thread."""
    line = (
        say("{who}: “{words}”", who=who, words=words) if words else say("{who} asked about a fact.", who=who)
    )
    match how:
        case Asked.OPEN | Asked.LAST:
            options = (
                Choice(say("Keep it"), "question keep", of),
                Choice(say("Pass"), "session pass", of),
            )
            return Message("question.fact", (line, Choices(options)))
        case Asked.KEPT | Asked.LET_BE:
            status = _status(presenter, how)
            assert status is not None
            return Message("question.over", (line, status), mood="done")
        case Asked.ANSWERED | Asked.LEFT:
            return Message("question.over", (line,), mood="done")


def in_days(
    of: str, n: int, who: Who, presenter: Who, words: Own, *, how: Asked
) -> Message:  # many open at once
    line = _first(n, who, words)
    if how in (Asked.OPEN, Asked.LAST):
        options = (
            Choice(say("Answer"), "session answer", of, main=True),
            Choice(say("Keep it"), "question keep", of),
            Choice(say("Pass"), "session pass", of),
        )
        return Message("question.asked", (line, Choices(options)))
    status = _status(presenter, how)
    return Message("question.over", (line, status) if status is not None else (line,), mood="done")


def answer(n: int, who: Who, words: Own) -> Message:
    return Message("question.answer", (say("{who}, on {n}:", who=who, n=n), Quote(words, who)))


def nobody_has_one(moment: str, presenter: Who) -> Message:
    options = (_ask(moment), _help(moment), Choice(say("That is enough"), "session thanks", moment))
    return Message(
        "question.none",
        (
            say("No question just now. Whoever has one may ask, in any order."),
            say("{presenter}, you can also take stock whenever you wish.", presenter=presenter),
            Choices(options),
        ),
    )


def were_asked() -> Message:
    """What is left of the line above once somebody asks again, or the stage goes on."""
    return Message("question.none", (say("A moment without questions."),), mood="done")


# --- forms ----------------------------------------------------------------------------------------------------


def ask_form(of: str, presenter: Who, initial: str) -> Ask:
    field = Field(
        "question",
        say("Your question for {who}", who=presenter),
        "text",
        cap=QUESTION_CAP,
        initial=initial,
    )
    return Ask("ask", say("Ask"), (field,), "ask", of)


def answer_form(of: str, n: int) -> Ask:
    field = Field("answer", say("Your answer to question {n}", n=n), "text")
    return Ask("answer", say("Answer"), (field,), "session answer", of)
