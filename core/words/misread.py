"""What is said when a line, a date or a time could not be read: one clear sentence, and what would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.message import Line, Own, Value
from core.words._say import say


def lines(why: str, what: Own, near: Sequence[Value]) -> tuple[Line, ...]:
    """`why` is the reason as rules name it; `near` is what may have been meant, or could be typed."""
    return (SENTENCES[why](what), *_perhaps(near))


def _perhaps(near: Sequence[Value]) -> tuple[Line, ...]:
    match near:
        case []:
            return ()
        case [a]:
            return (say("This would do: {a}", a=a),)
        case [a, b]:
            return (say("One of these would do: {a}, or {b}", a=a, b=b),)
        case [a, b, c, *_]:
            return (say("One of these would do: {a}, {b}, or {c}", a=a, b=b, c=c),)
        case _:
            raise AssertionError(near)


# fmt: off
SENTENCES: dict[str, Callable[[Own], Line]] = {
    "unknown date":     lambda what: say("Which day is “{what}”? 15 March 2027 would be clear.", what=what),
    "ambiguous date":   lambda what: say("“{what}” could be two different days.", what=what),
    "past date":        lambda what: say("“{what}” has gone by. Which day to come would suit you?", what=what),
    "too far":          lambda what: say("“{what}” is more than ten years away. An earlier day would do.", what=what),
    "wrong weekday":    lambda what: say("“{what}”: the day and the date do not go together.", what=what),
    "no time":          lambda _what: say("At what time do you meet? Add 10:00, say."),
    "unknown time":     lambda what: say("What time is “{what}”? 10:00 or 2pm would be clear.", what=what),
    "ambiguous time":   lambda what: say("“{what}” could be morning or afternoon.", what=what),
    "unknown step":     lambda what: say("How long is “{what}”? 2h30m or 3 days would be clear.", what=what),
    "unknown zone":     lambda what: say("I do not know a time zone “{what}”. A city would do, such as Europe/London.", what=what),
    "no name":          lambda _what: say("What is the set called? Begin with a name in quotation marks."),
    "no rhythm":        lambda _what: say("How often does it meet?"),
    "ambiguous rhythm": lambda what: say("“{what}” means different things to different people.", what=what),
    "no day":           lambda _what: say("On which day does it meet?"),
    "no session":       lambda what: say("It would end, on “{what}”, before it meets for the first time.", what=what),
    "ends before start": lambda what: say("It would end, on “{what}”, before it begins. A later end would do.", what=what),
    "unknown end":      lambda what: say("How long is “{what}”? 6 sessions, 9 months or until 30 June would be clear.", what=what),
    "unknown length":   lambda what: say("How long is “{what}”? 90 minutes or 2 hours would be clear.", what=what),
    "too short":        lambda what: say("“{what}” is too little time to think in.", what=what),
    "too long":         lambda what: say("“{what}” is more than anybody can listen.", what=what),
    "too many":         lambda what: say("“{what}” is more than I can lay out.", what=what),
    "left over":        lambda what: say("I could not place “{what}”. /als set new alone asks for one thing after another.", what=what),
}
# fmt: on
