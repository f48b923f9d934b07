"""Writing an action down, seeing those that are open, and choosing how to be asked about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.message import Aside, Choice, Choices, Day, Heading, Line, Message, Own, Part, Who
from core.names import ACTION_CAP, SIGN_CAP, ActionStatus, SetId
from core.request import Ask, Field
from core.words._say import say

MONDAY = date(2027, 1, 4)  # any Monday: a weekday is shown by a day that has it


@dataclass(frozen=True)
class Item:
    """An action as people read it."""

    of: str  # action-5
    who: Who
    words: Own
    by: Day | None
    sign: Own = Own("")
    status: ActionStatus = ActionStatus.OPEN
    set: Own = Own("")  # the set's name, where several sets come together
    first: Own = Own("")


def form(
    what: str = "",
    by: str = "",
    sign: str = "",
    *,
    of: str = "",
    command: str = "action add",
    args: tuple[tuple[str, str], ...] = (),
) -> Ask:
    """The form for an action, with what is known of it."""
    fields = (
        Field("what", say("What will you do?"), "line", cap=ACTION_CAP, initial=what),
        Field("by", say("By when?"), "date", required=False, typed=say("A day: Friday, 15 March, in two weeks"),
              initial=by),
        Field("sign", say("How will you know that it worked?"), "line", required=False, cap=SIGN_CAP,
              initial=sign),
    )  # fmt: skip
    return Ask(command.replace(" ", "-"), say("An action"), fields, command, of, args)


def in_which_set(ask: Ask, sets: Mapping[SetId, Own]) -> Ask:
    """The same form for somebody in several sets."""
    options = tuple((str(i), say("“{name}”", name=name)) for i, name in sets.items())
    which = Field("set", say("In which set?"), "choice", initial=options[0][0], options=options)
    return replace(ask, fields=(*ask.fields, which))


def written(item: Item) -> tuple[Part, ...]:
    """An action as it stands at the end of its owner's turn."""
    lines: tuple[Part, ...] = (named(item),)
    return (*lines, say("A sign that it worked: “{sign}”", sign=item.sign)) if item.sign else lines


def named(item: Item) -> Line:
    """Whose it is, and by when."""
    if item.by is None:
        return say("{who}: “{words}”", who=item.who, words=item.words)
    return say("{who}, by {by}: “{words}”", who=item.who, by=item.by, words=item.words)


def own(item: Item) -> Line:
    """One of the reader's own."""
    if item.by is None:
        return say("“{words}”", words=item.words)
    return say("“{words}”, by {by}", words=item.words, by=item.by)


def noted(item: Item) -> Message:
    """The echo of what was typed in one line: the day by its name."""
    change = Choice(say("Change it"), "action changed", item.of)
    return Message("actions.noted", (say("Noted, and yours:"), own(item), Choices((change,))))


# --- how to be asked -------------------------------------------------------------------------------------------


def how_to_ask(of: str, weekday: int, first: Day, *, channel: bool) -> Message:
    """Once, after somebody's first action in a set. `channel`: the set is asked in its channel."""
    day = Day(MONDAY + timedelta(days=weekday), "weekday")
    never = Choice(say("Do not ask"), "action asking", of, (("how", "never"),))
    another = Choice(say("Another day"), "action day", of)
    if not channel:
        line = say(
            "Shall I ask you every {day} how it goes? The first time would be {first}.",
            day=day,
            first=first,
        )
        yes = Choice(say("Yes, ask me"), "action asking", of, (("how", "private"),), main=True)
        return Message("actions.how_to_ask", (line, _between_us(), Choices((yes, another, never))))
    line = say(
        "Every {day} I ask in the channel how our actions go, yours the first time on {first}. "
        "Or shall it be between us?",
        day=day,
        first=first,
    )
    room = Choice(say("In the channel"), "action asking", of, (("how", "both"),), main=True)
    private = Choice(say("Between us"), "action asking", of, (("how", "private"),))
    return Message("actions.how_to_ask", (line, _between_us(), Choices((room, private, never))))


def _between_us() -> Line:
    """What stays in private and what does not: the board of a session names the action and its state."""
    return say("Between us holds until the set meets: there the action comes up, and where it stands.")


def which_day(of: str) -> Message:
    labels = (say("Monday"), say("Tuesday"), say("Wednesday"), say("Thursday"), say("Friday"))
    days = tuple(
        Choice(label, "action asking", of, (("how", "private"), ("on", str(n))))
        for n, label in enumerate(labels)
    )
    return Message("actions.which_day", (say("Which day suits you?"), Choices(days)))


def asked_in_private(of: str, weekday: int) -> Message:
    line = say(
        "Every {day}, then. Until the set meets, it stays between us.",
        day=Day(MONDAY + timedelta(days=weekday), "weekday"),
    )
    return Message("actions.asking", (line, Choices((Choice(say("Another day"), "action day", of),))))


def asked_in_the_channel(weekday: int, *, also_private: bool) -> Message:
    day = Day(MONDAY + timedelta(days=weekday), "weekday")
    line = say("In the channel, then, every {day}.", day=day)
    after = say("Where a day goes by without an answer I ask you privately, once.")
    return Message("actions.asking", (line, after) if also_private else (line,))


def not_asked() -> Message:
    return Message("actions.asking", (say("I will not ask. It comes up when you meet."),))


# --- lists -----------------------------------------------------------------------------------------------------


def mine(items: Sequence[Item], *, several_sets: bool) -> Message:
    """A person's own open actions, each with its buttons: seen by nobody else."""
    if not items:
        return none_of_mine()
    parts: list[Part] = [Heading(say("Your open actions"))]
    for item in items:
        parts.append(own(item))
        if several_sets:
            parts.append(Aside(say("in “{set}”", set=item.set)))
        parts.append(Choices(answers(item.of)))
    parts.append(Choices((Choice(say("How I ask you"), "action asking", items[-1].of),)))
    return Message("actions.mine", tuple(parts))


def none_of_mine() -> Message:
    begin = Choice(say("Write one"), "action add")
    return Message("actions.mine", (say("You have no open action."), Choices((begin,))))


def of_the_set(items: Sequence[Item], done: Sequence[Item]) -> Message:
    """What the set has in hand, as its members said it; how many are open or late is nobody's business."""
    if not items and not done:
        begin = Choice(say("Write one"), "action add")
        return Message("actions.set", (say("Nobody has an open action just now."), Choices((begin,))))
    parts: list[Part] = [Heading(say("What we have in hand"))] if items else []
    parts += [with_status(item) for item in items]
    if done:
        parts.append(Heading(say("Done since we last met")))
        parts += [say("{who}: “{words}”", who=i.who, words=i.words) for i in done]
    parts.append(Choices((Choice(say("See mine"), "action list", "", (("whose", "mine"),)),)))
    return Message("actions.set", tuple(parts))


def answers(of: str) -> tuple[Choice, ...]:
    return (
        Choice(say("Done"), "action done", of),
        Choice(say("Moving"), "action moving", of),
        Choice(say("Stuck"), "action stuck", of),
        Choice(say("Changed"), "action changed", of),
    )


def with_status(item: Item, said: ActionStatus | None = None) -> Line:
    """The action with the one word that its owner gave in front of the set, if any."""
    status = said or item.status
    # fmt: off
    dated = {
        ActionStatus.MOVING:  say("{who}, by {by}: “{words}”  moving"),
        ActionStatus.STUCK:   say("{who}, by {by}: “{words}”  stuck"),
        ActionStatus.CHANGED: say("{who}, by {by}: “{words}”  changed"),
        ActionStatus.RESTING: say("{who}, by {by}: “{words}”  resting"),
        ActionStatus.DONE:    say("{who}, by {by}: “{words}”  done"),
        ActionStatus.LET_GO:  say("{who}, by {by}: “{words}”  let go"),
        ActionStatus.OPEN:    say("{who}, by {by}: “{words}”"),
    }
    undated = {
        ActionStatus.MOVING:  say("{who}: “{words}”  moving"),
        ActionStatus.STUCK:   say("{who}: “{words}”  stuck"),
        ActionStatus.CHANGED: say("{who}: “{words}”  changed"),
        ActionStatus.RESTING: say("{who}: “{words}”  resting"),
        ActionStatus.DONE:    say("{who}: “{words}”  done"),
        ActionStatus.LET_GO:  say("{who}: “{words}”  let go"),
        ActionStatus.OPEN:    say("{who}: “{words}”"),
    }
    # fmt: on
    if item.by is None:
        return Line(undated[status].text, {"who": item.who, "words": item.words})
    return Line(dated[status].text, {"who": item.who, "by": item.by, "words": item.words})


def which(items: Sequence[Item], said: ActionStatus, asked: int = 0) -> Message:
    """Several open: one press for the one that is meant."""
    # fmt: off
    lead, label, command = {
        ActionStatus.DONE:   (say("Which one is done?"),   say("Done"),   "action done"),
        ActionStatus.MOVING: (say("Which one is moving?"), say("Moving"), "action moving"),
        ActionStatus.STUCK:  (say("Which one is stuck?"),  say("Stuck"),  "action stuck"),
    }.get(said, (say("Which one has changed?"), say("Changed"), "action changed"))
    # fmt: on
    args = (("asked", str(asked)),) if asked else ()
    parts: list[Part] = [lead]
    for item in items:
        parts += [own(item), Choices((Choice(label, command, item.of, args),))]
    return Message("actions.which", tuple(parts))
