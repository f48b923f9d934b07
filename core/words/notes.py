"""What a presenter takes home, and what was noted for them."""

from __future__ import annotations

from collections.abc import Sequence

from core.message import Choice, Choices, Line, Message, Name, Own, People, Quote, Who
from core.names import QUESTION_CAP
from core.request import Ask, Field
from core.words._say import say, say_n


def note_form(of: str, presenter: Who) -> Ask:
    field = Field(
        "question",
        say("A question worth keeping for {who}", who=presenter),
        "text",
        cap=QUESTION_CAP,
        hint=say("Only {who} will get it.", who=presenter),
    )
    return Ask("note", say("Note a question"), (field,), "session note", of)


def take_home(questions: Sequence[tuple[Own, Who]]) -> Message:
    n = len(questions)
    return Message(
        "question.home",
        (
            say_n("One question that you take home:", "{n} questions that you take home:", n),
            *(_home(words, who) for words, who in questions),
        ),
    )


def _home(words: Own, who: Who) -> Line:
    if not words:
        return say("{who}'s, as it stands in the thread", who=who)
    return say("“{words}” ({who})", words=words, who=who)


def nothing_kept() -> Message:
    return Message("question.home", (say("No questions taken home yet. [Keep it] on a question does that."),))


def you_note(of: str, presenter: Who, n: int) -> Message:
    """The scribe's board: how to note, and how many stand."""
    count = say_n("One so far.", "{n} so far.", n) if n else say("As people say them, in their words.")
    return Message(
        "question.scribe",
        (
            say(
                "You note questions for {who}. Only {who} gets them, when the last word comes.", who=presenter
            ),
            count,
            Choices((Choice(say("Note a question"), "session note", of, main=True),)),
        ),
    )


def noted(presenter: Who, of: str) -> Message:
    another = Choice(say("Note a question"), "session note", of)
    return Message("question.noted", (say("Noted for {who}.", who=presenter), Choices((another,))))


def noted_for_yourself() -> Message:
    return Message("question.noted", (say("Noted, for you alone. /als session kept shows it."),))


def noted_for_you(of: str, n: int, by: People) -> Message:
    return Message(
        "question.notes",
        (
            say_n(
                "One question that {by} noted for you. It is yours alone.",
                "{n} questions that {by} noted for you. They are yours alone.",
                n,
                by=by,
            ),
            Choices(
                (
                    Choice(say("Show me"), "question notes", of, main=True),
                    Choice(say("Not now"), "question not-now", of),
                )
            ),
        ),
    )


def notes(words: Sequence[Own]) -> Message:
    n = len(words)
    head = say_n("One question that was noted:", "{n} questions that were noted:", n)
    return Message("question.noted_list", (head, *(Quote(w) for w in words)))


def not_now() -> Message:
    return Message(
        "question.not_now", (say("They wait behind {command}.", command=Name("/als session kept")),)
    )
