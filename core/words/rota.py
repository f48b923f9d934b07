"""Whose turn it is: the rota, swaps, and two ways of missing a turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.message import (
    Aside,
    At,
    Choice,
    Choices,
    Facts,
    Heading,
    Line,
    Message,
    Part,
    People,
    Progress,
    Roster,
    Who,
)
from core.names import SessionId, SetId
from core.request import Ask, Field
from core.words._say import say, say_n


@dataclass(frozen=True)
class Entry:
    """Somebody in the rota: the turns they have had, the last of them, and when they are down next."""

    who: Who
    turns: int
    last: datetime | None
    down: datetime | None
    place: int  # among those who wait, from 1


def rota(cycle: int, done: int, entries: Sequence[Entry], more: Sequence[Part]) -> Message:
    """Where the set is in its cycle, who has presented and who is next."""
    total = len(entries)
    if not total:
        nobody = say(
            "Nobody is in the rota yet. /als set invite asks people in; each then has a turn in order of joining."
        )
        return Message("rota.shown", (nobody,))
    lead = say("Round {cycle} of the turns: everybody once, then again.", cycle=cycle)
    roster = Roster(tuple((e.who, _standing(e)) for e in entries))
    far = say_n("One has presented in this round.", "{n} have presented in this round.", done)
    if not done:
        far = say("Nobody has presented in this round yet.")
    return Message(
        "rota.shown", (Heading(say("Who presents")), lead, Progress(done, total, far), roster, *more)
    )


def _standing(e: Entry) -> Line:
    if e.down is not None and e.last is not None:
        return say_n(
            "presents on {down}; one turn so far, on {last}",
            "presents on {down}; {n} turns so far, the last on {last}",
            e.turns,
            down=At(e.down, "day"),
            last=At(e.last, "day"),
        )
    if e.down is not None:
        return say("presents on {down}", down=At(e.down, "day"))
    if e.last is None:
        return say("no turn yet; number {place} in the order", place=e.place)
    return say_n(
        "one turn, on {last}; number {place} in the order",
        "{n} turns, the last on {last}; number {place} in the order",
        e.turns,
        last=At(e.last, "day"),
        place=e.place,
    )


def how_it_goes() -> Aside:
    return Aside(say("Fewest turns first, then whoever waited longest. Signing up comes before the order."))


def for_me(session: SessionId, set_id: SetId, *, down: bool) -> Choices:
    of = f"session-{session}"
    if down:
        return Choices(
            (
                Choice(say("Swap with somebody"), "rota swap", of),
                Choice(say("Skip this one"), "rota skip", of),
            )
        )
    return Choices((Choice(say("I would like to present"), "present", f"set-{set_id}"),))


def changed(starts: datetime, people: Sequence[Who]) -> Message:
    """To the room, when who is down has changed outside a session. Nobody's reasons, nobody's withdrawal."""
    line = say_n("{people} presents on {starts}.", "{people} present on {starts}.", len(people),
                 people=People(tuple(people), then=True), starts=At(starts, "day"))  # fmt: skip
    if not people:
        line = say("Nobody is down for {starts} yet. /als present puts you down.", starts=At(starts, "day"))
    return Message("rota.changed", (line,))


# --- swaps ------------------------------------------------------------------------------------------------------


def swap_form(session: SessionId, starts: datetime) -> Ask:
    field = Field(
        "with", say("With whom?"), "person", hint=say("I ask them privately; no reasons either way.")
    )
    title = say("Swap {starts}", starts=At(starts, "day"))
    return Ask("swap", title, (field,), "rota swap", f"session-{session}")


def swap_asked(other: Who) -> Message:
    return Message(
        "rota.swap_asked", (say("I am asking {other}, privately. Until then nothing changes.", other=other),)
    )


def swap_offer(swap: int, set_id: SetId, asker: Who, starts: datetime) -> Message:
    """To the one who is asked."""
    lead = say("{asker} asks for a swap: you would present on {starts}, and {asker} takes your place in the order.",
               asker=asker, starts=At(starts, "day"))  # fmt: skip
    of, args = f"set-{set_id}", (("swap", str(swap)),)
    choices = (
        Choice(say("Yes, swap"), "rota yes", of, args, main=True),
        Choice(say("No"), "rota no", of, args),
    )
    return Message(
        "rota.swap_offer", (lead, say("Either answer is fine, without a reason."), Choices(choices))
    )


def swap_agreed_other(session: SessionId, starts: datetime) -> Message:
    """To the one who was asked and said yes."""
    line = say("Done. You present on {starts}.", starts=At(starts, "day time"))
    choices = Choices((Choice(say("Prepare"), "agenda prepare", f"session-{session}"),))
    return Message("rota.swap_yes", (line, choices))


def swap_agreed(other: Who, starts: datetime) -> Message:
    line = say("{other} has said yes and presents on {starts}. You have {other}'s place in the order.",
               other=other, starts=At(starts, "day"))  # fmt: skip
    return Message("rota.swap_agreed", (line,))


def swap_declined_other() -> Message:
    return Message("rota.swap_no", (say("That is fine. I tell them only that it stays as it is."),))


def swap_declined(session: SessionId, starts: datetime) -> Message:
    of = f"session-{session}"
    return Message(
        "rota.swap_declined",
        (
            say("It stays as it is: you are down for {starts}.", starts=At(starts, "day")),
            Choices(
                (
                    Choice(say("Ask somebody else"), "rota swap", of),
                    Choice(say("Not this time"), "agenda not-now", of),
                )
            ),
        ),
    )


def swapped(starts: datetime, one: Who, other: Who) -> Message:
    """To the room."""
    line = say("A swap: {other} presents on {starts}, and {one} takes {other}'s place in the order.",
               one=one, other=other, starts=At(starts, "day"))  # fmt: skip
    return Message("rota.swapped", (line,))


# --- skipping ---------------------------------------------------------------------------------------------------


def which_skip(session: SessionId, starts: datetime, who: Who | None) -> Message:
    """Two ways, told apart. `who` where somebody else is meant than the reader."""
    of = f"session-{session}"
    args = (("who", str(who.id)),) if who is not None else ()
    lead = (
        say("Somebody else presents on {starts}. And your turn?", starts=At(starts, "day"))
        if who is None
        else say("Somebody else presents on {starts}. And {who}'s turn?", starts=At(starts, "day"), who=who)
    )
    facts = (
        (
            say("Keep the turn"),
            say("it comes first next time, before anybody who signs up. For a holiday."),
        ),
        (
            say("Pass it on"),
            say(
                "the next in the order presents, and the place in it stays what it is. For a day one cannot come."
            ),
        ),
    )
    choices = (
        Choice(say("Keep the turn"), "rota keep", of, args),
        Choice(say("Pass it on"), "rota away", of, args),
    )
    return Message("rota.which_skip", (lead, Facts(facts), Choices(choices)))  # fmt: skip


def turn_kept(session: SessionId, following: datetime | None) -> Message:
    """Not this time: no reason, and the turn is kept."""
    line = say("That is fine. Your turn is kept for the time after.")
    if following is not None:
        line = say(
            "That is fine. Your turn is kept: you come first on {following}.", following=At(following, "day")
        )
    back = Choices((Choice(say("I can after all"), "rota back", f"session-{session}"),))
    return Message("rota.kept", (line, back))


def passed_on(session: SessionId) -> Message:
    line = say("That is fine. The next in the order presents, and your place in it stays what it is.")
    back = Choices((Choice(say("I can after all"), "rota back", f"session-{session}"),))
    return Message("rota.passed_on", (line, back))


def passed_over(session: SessionId, starts: datetime) -> Message:
    """For somebody who is not down, and will not be there."""
    line = say(
        "You are not down for {starts}. Should the order come to you, it goes on to the next.",
        starts=At(starts, "day"),
    )
    back = Choices((Choice(say("I can after all"), "rota back", f"session-{session}"),))
    return Message("rota.passed_over", (line, back))


def skipped_for(who: Who, *, kept: bool) -> Message:
    line = say("Passed on. {who} keeps the same place in the order.", who=who)
    if kept:
        line = say("Passed on. {who} comes first the time after.", who=who)
    return Message("rota.skipped_for", (line,))


def back_again(starts: datetime, *, down: bool) -> Message:
    line = say("Good. You are down for {starts}.", starts=At(starts, "day time"))
    if not down:
        line = say(
            "Good. Somebody else is down for {starts} by now; /als present puts you down as well.",
            starts=At(starts, "day"),
        )
    return Message("rota.back", (line,))
