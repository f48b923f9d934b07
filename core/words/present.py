"""Bringing an issue: now, next, or at the next session."""

from datetime import datetime

from core.message import Aside, At, Choice, Choices, Message, Own, Part, Quote, Who
from core.names import ISSUE_CAP, SessionId, SetId
from core.request import Ask, Field
from core.words._say import say


def form(set_id: SetId, initial: str = "") -> Ask:
    field = Field("issue", say("In one sentence, what is it about?"), "line", cap=ISSUE_CAP, initial=initial)
    return Ask("present", say("Bring an issue"), (field,), "present", f"set-{set_id}")


def next_after(who: Who, session: SessionId) -> Message:
    of = f"session-{session}"
    return Message(
        "present.next_after",
        (
            say("{who} is presenting. Shall I put you down next?", who=who),
            Choices(
                (
                    Choice(say("Yes"), "agenda put-down", of, main=True),
                    Choice(say("No"), "agenda leave-it", of),
                )
            ),
        ),
    )


def your_time_now() -> Message:
    return Message(
        "present.your_time", (say("It is your time already. Say it in the thread, as you would aloud."),)
    )


def you_are_next(who: Who) -> Message:
    line = say("You are next, after {who}. What you wrote stays with you until then.", who=who)
    return Message("present.next", (line,))


def in_the_queue(*, next_time: bool) -> Message:
    """In a session, where it is not one's time at once."""
    line = say("You are down for today. What you wrote stays with you until then.")
    if next_time:
        line = say("You are down for next time. What you wrote stays with you until then.")
    return Message("present.in_the_queue", (line,))


def when(set_id: SetId, session: SessionId, starts: datetime) -> Message:
    """Now, or next time."""
    return Message(
        "present.when",
        (
            say("Now, or when you meet? I keep the sentence either way."),
            Choices(
                (
                    Choice(say("On {starts}", starts=At(starts, "day")), "agenda put-down", f"session-{session}", main=True),
                    Choice(say("Now"), "agenda now", f"set-{set_id}"),
                )
            ),
        ),
    )  # fmt: skip


def no_date_yet(set_id: SetId, *, others: int, forming: bool) -> Message:
    """Somebody brings an issue where no session is laid out."""
    of = f"set-{set_id}"
    steps: tuple[Part, ...]
    if not others:
        steps = (
            say(
                "I keep that for you. You are alone here so far; /als set invite asks others in, four to eight in all."
            ),
            say("You can also see now how a turn goes, on your own."),
        )
    elif forming:
        steps = (
            say("I keep that for you. Your set has no dates yet; they are laid out once it begins."),
            say("Those who are here could give you a turn now."),
        )
    else:
        steps = (
            say(
                "I keep that for you. No date is laid out just now, but those who are here could give you a turn."
            ),
        )
    return Message("present.no_date", (*steps, Choices((Choice(say("Now"), "agenda now", of),))))  # fmt: skip


def put_down(session: SessionId, issue: Own, starts: datetime) -> Message:
    """Somebody is down for a session to come."""
    of = f"session-{session}"
    quote: tuple[Part, ...] = (Quote(issue),) if issue else ()
    line = (
        say("You are down for {starts}. Only you see the sentence until then.", starts=At(starts, "day time"))
        if issue
        else say("You are down for {starts}. A sentence can come later.", starts=At(starts, "day time"))
    )
    return Message(
        "present.put_down",
        (
            line,
            *quote,
            Choices(
                (Choice(say("Prepare"), "agenda prepare", of), Choice(say("Not this time"), "agenda not-now", of))
            ),
        ),
    )  # fmt: skip


def many_are_down(needs: int, has: int) -> Message:
    """Said to whoever signs up where minutes are short."""
    return Message(
        "present.many",
        (
            Aside(
                say(
                    "With everybody who is down it would take {needs} minutes, and there are {has}. /als agenda shows what could give.",
                    needs=needs,
                    has=has,
                )
            ),
        ),
    )


def kept() -> Message:
    return Message(
        "present.kept", (say("That is fine. Your sentence stays with you; /als present brings it back."),)
    )
