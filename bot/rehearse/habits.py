"""What people tend to do with a button that they see, and how soon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SECOND, MINUTE, HOUR = 1, 60, 3600


@dataclass(frozen=True)
class Habit:
    """How much a button draws, against the others that stand beside it and against doing nothing (1 at most); how
    soon it is pressed, in seconds. What is `live` is done by those who are there while their set meets.
    """

    draws: float
    soonest: int
    latest: int
    live: bool = False
    if_named: float = 1.0  # this many times as much for somebody whom the message names


def _live(draws: float, soonest: int, latest: int, if_named: float = 1.0) -> Habit:
    return Habit(draws, soonest, latest, live=True, if_named=if_named)


def _later(draws: float, soonest: int = 2 * MINUTE, latest: int = 20 * HOUR) -> Habit:
    return Habit(draws, soonest, latest)


# fmt: off
HABITS: Final[dict[str, Habit]] = {
    # --- while a set meets
    "session here":       _live(20, 5, 5 * MINUTE),
    "session start":      _live(1, 60, 6 * MINUTE),
    "session next":       _live(0.35, 60, 6 * MINUTE),
    "session extend":     _live(0.1, 60, 4 * MINUTE),
    "session pause":      _live(0.05, 30, 5 * MINUTE),
    "session step-in":    _live(0.05, 30, 5 * MINUTE),
    "session resume":     _live(20, 30, 4 * MINUTE),
    "session stop":       _live(0.02, 60, 9 * MINUTE),
    "session absent":     _live(0.1, 60, 4 * MINUTE),
    "session help-me":    _live(0.15, 30, 5 * MINUTE),
    "session help-with":  _live(0.5, 5, 60),
    "session enough":     _live(0.12, 90, 5 * MINUTE, if_named=60),
    "session mind":       _live(0.1, 10, 90),
    "session mode":       _live(0.02, 10, 90),
    "session close":      _live(0.5, 60, 5 * MINUTE),
    "session reflect":    _live(0.06, 20, 3 * MINUTE, if_named=8),
    "session reframe":    _live(0.06, 30, 3 * MINUTE, if_named=45),
    "session same":       _live(0.04, 30, 3 * MINUTE, if_named=8),
    "session ideas":      _live(0.05, 30, 3 * MINUTE, if_named=8),
    "session thanks":     _live(0.1, 60, 5 * MINUTE, if_named=10),
    "session planned":    _live(0.05, 90, 5 * MINUTE, if_named=28),
    "session park":       _live(0.3, 30, 5 * MINUTE),
    "session pass":       _live(0.04, 15, 2 * MINUTE, if_named=3),
    "session answer":     _live(0.2, 30, 3 * MINUTE, if_named=3),
    "session scribe":     _live(0.4, 20, 3 * MINUTE),
    "session note":       _live(0.6, 30, 4 * MINUTE),
    "session help-ask":   _live(0.03, 10, 90, if_named=4),
    "session kept":       _live(0.3, 60, HOUR),
    "session again":      _live(5, 60, 2 * HOUR),
    "session attended":   _live(2, 60, 3 * HOUR),
    "session attendance": _live(0.3, 60, 3 * HOUR),
    "session brief":      _live(0.15, 60, 9 * MINUTE),
    "ask":                _live(0.05, 20, 3 * MINUTE, if_named=60),
    "question keep":      _live(0.04, 15, 2 * MINUTE, if_named=4),
    "question go-on":     _live(0.1, 40, 3 * MINUTE, if_named=8),
    "question as-it-is":  _live(1, 5, 60),
    "question keep-idea": _live(1, 5, 60),
    "question no-hints":  _live(0.1, 5, 60),
    "question offer":     _live(1.5, 10, 2 * MINUTE),
    "question let-go":    _live(0.5, 10, 2 * MINUTE),
    "question notes":     _live(2, 30, 4 * HOUR),
    "agenda bid":         _live(0.25, 10, 3 * MINUTE),
    "agenda prefer":      _live(0.6, 10, 2 * MINUTE),
    "agenda now":         _live(1, 5, 60),
    "rules keep":         _live(2, 15, 2 * MINUTE),
    "rules talk":         _live(0.15, 15, 2 * MINUTE),
    "rules reword":       _live(0.15, 15, 2 * MINUTE),
    "rules leave-out":    _live(0.05, 15, 2 * MINUTE),
    # --- a session over days
    "session tell":       _later(8, 10 * MINUTE, 7 * HOUR),
    "session tomorrow":   _later(0.3, 10 * MINUTE, 5 * HOUR),
    "session weekend":    _later(0.3, 10 * MINUTE, 5 * HOUR),
    "session waiting":    _later(2, 10 * MINUTE, 5 * HOUR),
    "session pass-week":  _later(0.2, 10 * MINUTE, 5 * HOUR),
    # --- coming in, beginning, ending
    "set accept":         _later(15, MINUTE, 9 * HOUR),
    "set decline":        _later(0.4),
    "set begin":          _later(0),  # at its own time
    "set invite":         _later(0),
    "set settings":       _later(0.05),
    "set leave":          _later(0.3, 5, 60),
    "set let-in":         _later(6),
    "set not-now":        _later(1),
    "set function":       _later(0.6),
    "set vote":           _later(6),
    "set takeaway":       _later(2),
    "set renew":          _later(15, HOUR, 30 * HOUR),
    "set pause":          _later(0),
    "set resume":         _later(0.3),
    "set join":           _later(0.2),
    "rules agree":        _later(6),
    "rules propose":      _later(0.1),
    "rules show":         _later(0.5),
    # --- between sessions
    "rsvp":               _later(6),
    "calendar undo":      _later(0.3, 10, 5 * MINUTE),
    "calendar tell":      _later(0.6, 10, 5 * MINUTE),
    "calendar skip":      _later(0.3),
    "calendar hold":      _later(1.5, 5 * MINUTE, 3 * HOUR),
    "calendar keep":      _later(2),
    "set move":           _later(0.3),
    "set cancel":         _later(0.1),
    "agenda prepare":     _later(0.8),
    "agenda not-now":     _later(0.3),
    "agenda put-down":    _later(2, 5, 90),
    "agenda leave-it":    _later(0.5, 5, 90),
    "agenda level":       _later(0.6),
    "agenda hear":        _later(0.6),
    "agenda ideas":       _later(0.4),
    "agenda share":       _later(0.6),
    "agenda check":       _later(0.5),
    "agenda still":       _later(1),
    "agenda again":       _later(0.5),
    "present":            _later(1),
    "rota swap":          _later(0.3),
    "rota skip":          _later(0.15),
    "rota yes":           _later(3),
    "rota no":            _later(1.5),
    "rota keep":          _later(3, 5, HOUR),
    "rota away":          _later(0.6, 5, HOUR),
    "rota back":          _later(0.5),
    "action done":        _later(1.5),
    "action moving":      _later(2),
    "action stuck":       _later(1),
    "action changed":     _later(0.5),
    "action rest":        _later(0.4),
    "action let-go":      _later(0.3),
    "action enough":      _later(0.7),
    "action asking":      _later(0.1),
    "action add":         _live(0.1, 30, 4 * MINUTE, if_named=25),
    "learned note":       _later(0.03, 60, 5 * HOUR),
    "learned forget":     _later(0.1),
    "issue hide":         _later(0.3),
    "issue delete":       _later(0.2),
    "issue delete-now":   _later(2, 5, 90),
}
# fmt: on
OTHERWISE: Final = _later(0.3)

# What people ask for by themselves, and how often against the rest.
# fmt: off
BY_THEMSELVES: Final[tuple[tuple[str, float], ...]] = (
    ("home", 6), ("action list", 4), ("agenda", 3), ("rota", 2), ("set schedule", 2), ("set", 1), ("rules show", 1),
    ("learned", 2), ("help", 1), ("help session", 0.5), ("session kept", 1), ("action add", 3), ("present", 2),
    ("rsvp late", 1), ("rsvp no", 0.7), ("rsvp yes", 2), ("rota swap", 0.5), ("rota skip", 0.3), ("set find", 0.5),
    ("set function", 0.3), ("learned note", 1), ("issue", 0.7), ("rules propose", 0.1), ("action done", 0.5),
    ("zone", 0.1), ("presnt My team", 0.2), ("session next", 0.1), ("set leave", 0.12), ("present " + "x" * 400, 0.1),
)
BY_WHOEVER_LEADS: Final[tuple[tuple[str, float], ...]] = (
    ("set move", 2), ("set cancel", 0.8), ("set pause", 0.4), ("set resume", 0.3), ("set settings", 0.5),
    ("set role", 0.4), ("rules remind", 0.5), ("set invite", 1.5), ("set settings kept 14", 0.2), ("agenda", 4),
    ("set settings mode written", 0.1), ("set settings mode spoken", 0.1),
)
LINES: Final = (
    "What have you tried so far?", "What would happen if you did nothing?", "Who else sees it this way?",
    "You should talk to your manager", "Have you thought of writing it down?", "What are you afraid of?",
    "I see", "thanks", "What is it really about for you?", "How will you know that it has worked?",
    "Why don't you just ask them?", "🙂", "What would your team say?", "What do you want instead?",
)  # fmt: skip
# fmt: on
