"""What becomes of people's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.message import Aside, At, Choice, Choices, Heading, Line, Message, Own, Part
from core.words._say import say


@dataclass(frozen=True)
class Kept:
    """An issue whose words are still kept: `of` names it on buttons."""

    of: str
    issue: Own
    new_issue: Own
    until: datetime
    hidden: bool


def mine(items: Sequence[Kept]) -> Message:
    if not items:
        return Message("privacy.mine", (say("No words of yours are kept from any turn."),))
    parts: list[Part] = [Heading(say("What is kept of your turns"))]
    for item in items:
        parts.append(_quoted(item))
        parts.append(Aside(_where(item)))
        parts.append(Choices(_choices(item)))
    return Message("privacy.mine", tuple(parts))


def _quoted(item: Kept) -> Part:
    if not item.issue:
        return say("A turn without a written issue")
    if item.new_issue:
        return say("“{issue}”, later “{new}”", issue=item.issue, new=item.new_issue)
    return say("“{issue}”", issue=item.issue)


def _where(item: Kept) -> Line:
    if item.hidden:
        return say(
            "Hidden from the thread; only you can read it here, until {until}.", until=At(item.until, "day")
        )
    return say("In the thread, for your set, until {until}.", until=At(item.until, "day"))


def _choices(item: Kept) -> tuple[Choice, ...]:
    hide = Choice(say("Hide it"), "issue hide", item.of)
    delete = Choice(say("Delete it"), "issue delete", item.of)
    return (delete,) if item.hidden else (hide, delete)


def hidden(item: Kept) -> Message:
    return Message(
        "privacy.hidden",
        (
            say(
                "I have taken it out of the thread, with the questions. What people typed there themselves stays."
            ),
            say("Until {until} you can still read it with /als issue.", until=At(item.until, "day")),
            Choices((Choice(say("Delete it for good"), "issue delete", item.of),)),
        ),
    )


def really(item: Kept) -> Message:
    return Message(
        "privacy.really",
        (
            say(
                "Delete it for good? Your actions stay; the issue's words and the questions cannot come back."
            ),
            Choices((Choice(say("Yes, delete"), "issue delete-now", item.of),)),
        ),
    )


def deleted() -> Message:
    return Message("privacy.deleted", (say("It is gone, from the thread and from the record."),))
