"""The agenda of a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.message import (
    Aside,
    At,
    Choice,
    Choices,
    Facts,
    Heading,
    Lasting,
    Line,
    Message,
    Own,
    Part,
    People,
    Roster,
    Who,
)
from core.names import ISSUE_CAP, Item, Phase, SessionId, SetId, Stage, Step
from core.request import Ask, Field
from core.words._say import say, say_n


@dataclass(frozen=True)
class Slot:
    """A line of the agenda. `issue` and what follows it are as far as the presenter shares them."""

    item: Item | Step | Phase | Stage
    at: datetime
    minutes: int
    who: Who | None = None
    issue: Own = Own("")
    why: Own = Own("")
    tried: Own = Own("")
    wanted: Own = Own("")


def agenda(
    starts: datetime,
    minutes: int,
    slots: Sequence[Slot],
    if_time: Sequence[Who],
    following: datetime | None,
    more: Sequence[Part],
) -> Message:
    """The standing agenda, with times; for those of `if_time` there is no room as it stands; `more` is what does not fit, and what the reader may do."""
    days = slots and slots[-1].at - slots[0].at > timedelta(days=1)
    rows = [(say("{at}", at=At(s.at, "day time" if days else "time")), _what(s)) for s in slots]
    if if_time:
        rows.append((say("If time allows"), say("{people}", people=People(tuple(if_time), then=True))))
    rows += [(say("Next date"), say("{following}", following=At(following, "day time")))] if following else []
    heading = (
        say("From {starts}", starts=At(starts, "day"))
        if days
        else say("{starts}, {minutes}", starts=At(starts, "day time"), minutes=Lasting(minutes))
    )
    shared = [line for s in slots for line in _all_of(s)]
    return Message("agenda.session", (Heading(heading), Facts(tuple(rows)), *shared, *more))


def _what(slot: Slot) -> Line:
    match slot.item:
        case Item.TURN | Stage.PRESENTING:
            return _turn(slot)
        case other:
            return WHAT[other]


# fmt: off
# A phase has the name of its line on the agenda.
WHAT: dict[Item | Step | Phase | Stage, Line] = {
    Item.CHECK_IN:     say("how we are, one sentence each"),
    Item.PROGRESS:     say("what became of our actions"),
    Item.BIDS:         say("is anything pressing"),
    Item.BREAK:        say("a break"),
    Item.REVIEW:       say("what we learned"),
    Step.WHO:          say("who we are and what we hope"),
    Step.HOW:          say("how a turn goes"),
    Step.RULES:        say("our ground rules, one at a time"),
    Step.MATTERS:      say("what may be brought, and what leaves the room"),
    Step.TASTER:       say("a short turn, to try it"),
    Step.DATES:        say("dates, and the set's own choices"),
    Step.CLOSE:        say("how it was"),
    Stage.CLARIFYING:  say("questions of fact"),
    Stage.QUESTIONING: say("questions that open it up"),
    Stage.REFRAMING:   say("what the question is now"),
    Stage.REFLECTING:  say("what people noticed"),
    Stage.PLANNING:    say("what will be done"),
}
# fmt: on


def _turn(slot: Slot) -> Line:
    if not slot.minutes:
        return _turn_of_days(slot)
    long = Lasting(slot.minutes)
    if slot.who is None:
        return say("somebody's time, {long}", long=long)
    if slot.issue:
        return say("{who}'s time, {long}: “{issue}”", who=slot.who, long=long, issue=slot.issue)
    return say("{who}'s time, {long}", who=slot.who, long=long)


def _turn_of_days(slot: Slot) -> Line:
    if slot.who is None:
        return say("somebody presents")
    if slot.issue:
        return say("{who} presents: “{issue}”", who=slot.who, issue=slot.issue)
    return say("{who} presents", who=slot.who)


def _all_of(slot: Slot) -> list[Line]:
    """What a presenter shares beyond the one sentence."""
    if slot.who is None:
        return []
    rows = (
        (slot.why, say("Why it matters to {who}: “{words}”", who=slot.who, words=slot.why)),
        (slot.tried, say("What {who} has tried: “{words}”", who=slot.who, words=slot.tried)),
        (slot.wanted, say("What {who} would like from us: “{words}”", who=slot.who, words=slot.wanted)),
    )
    return [line for words, line in rows if words]


def does_not_fit(
    session: SessionId,
    over: int,
    presenters: int | None,
    questioning: int | None,
    until: datetime | None,
    *,
    mine: bool,
) -> tuple[Part, ...]:
    """By how much, and what could give: fewer presenters, shorter questioning, a longer session. `mine`: the
    reader may choose.
    """
    of = f"session-{session}"
    lead = say_n("That is one minute more than there is.", "That is {n} minutes more than there are.", over)
    options = []
    if presenters is not None:
        label = say_n("One presenter", "{n} presenters", presenters)
        options.append(Choice(label, "agenda fewer", of, (("n", str(presenters)),)))
    if questioning is not None:
        label = say("{n} minutes of questions each", n=questioning)
        options.append(Choice(label, "agenda shorter", of, (("n", str(questioning)),)))
    if until is not None:
        options.append(Choice(say("Until {until}", until=At(until)), "agenda longer", of))
    if not mine:
        return (
            lead,
            Aside(say("Whoever facilitates can take fewer turns, shorter questions or a longer session.")),
        )
    return (lead, say("What may give?"), Choices(tuple(options)))


def for_me(session: SessionId, set_id: SetId, *, down: bool) -> Choices:
    """What a member can do about the agenda."""
    of = f"session-{session}"
    if down:
        return Choices(
            (Choice(say("Prepare"), "agenda prepare", of), Choice(say("Not this time"), "agenda not-now", of))
        )
    return Choices((Choice(say("I would like to present"), "present", f"set-{set_id}"),))


def order(session: SessionId, later: Sequence[Who]) -> Choices:
    """For whoever facilitates: put somebody first."""
    of = f"session-{session}"
    return Choices(
        tuple(Choice(say("{who} first", who=p), "agenda first", of, (("who", str(p.id)),)) for p in later[:4])
    )


def no_session(*, forming: bool) -> Message:
    line = (
        say("No session is laid out yet. Once the set begins, the agenda makes itself.")
        if forming
        else say("No session is laid out just now. /als set shows where the set stands.")
    )
    return Message("agenda.none", (line,))


def longer(ends: datetime) -> Message:
    return Message("agenda.longer", (say("The session now lasts until {ends}. It fits.", ends=At(ends)),))


def shorter(questioning: int) -> Message:
    line = say(
        "{n} minutes of questions each, then. Present, saying it again and actions keep theirs.",
        n=questioning,
    )
    return Message("agenda.shorter", (line,))


def fewer(people: Sequence[Who], kept: Sequence[Who]) -> Message:
    line = say(
        "{people} then. {kept} come first next time.", people=People(tuple(people)), kept=People(tuple(kept))
    )
    if len(kept) == 1:
        line = say("{people} then. {who} comes first next time.", people=People(tuple(people)), who=kept[0])
    return Message("agenda.fewer", (line,))


# --- bids -------------------------------------------------------------------------------------------------------


def bid_form(moment: str, initial: str = "") -> Ask:
    field = Field(
        "issue",
        say("In one sentence, what is it?"),
        "line",
        cap=ISSUE_CAP,
        hint=say("The set reads this, to choose."),
        initial=initial,
    )
    return Ask("bid", say("I have something"), (field,), "agenda bid", moment)


def bids(moment: str, entries: Sequence[tuple[Who, Own]], places: int) -> Message:
    """Those who have something today; where that is more than fit, one tap each."""
    roster = Roster(
        tuple((p, say("“{words}”", words=own) if own else say("is down for today")) for p, own in entries)
    )
    if len(entries) <= places:
        return Message("agenda.bids", (say("There is time for this today:"), roster))
    lead = say_n("There is time for one. Whose is it today? One tap each.",
                 "There is time for {n}. Whose is it today? One tap each.", places)  # fmt: skip
    taps = Choices(
        tuple(
            Choice(say("{who}", who=p), "agenda prefer", moment, (("who", str(p.id)),))
            for p, _ in entries[:8]
        )
    )
    return Message("agenda.bids", (lead, roster, taps), mood="your turn")


def after_bids(people: Sequence[Who], gave_way: Sequence[Who], others: Sequence[Who]) -> Message:
    """What is left of the board of bids. `gave_way`: they were down; `others`: what they have waits."""
    parts = [say("Today: {people}.", people=People(tuple(people), then=True))]
    if gave_way:
        parts.append(say_n("{people} comes first next time.", "{people} come first next time.", len(gave_way),
                           people=People(tuple(gave_way))))  # fmt: skip
    if others:
        parts.append(
            say(
                "I keep what {people} would have brought; /als present takes it up again.",
                people=People(tuple(others)),
            )
        )
    return Message("agenda.after_bids", tuple(parts), mood="done")


def tapped() -> Message:
    return Message("agenda.tapped", (say("Noted. Only the outcome is shown."),))


def in_order(people: Sequence[Who]) -> Message:
    return Message("agenda.order", (say("{people}.", people=People(tuple(people), then=True)),))


# --- home -------------------------------------------------------------------------------------------------------
