"""What could not be read, and why. No sentence: words has one for each `Why`."""

from dataclasses import dataclass
from enum import StrEnum

_SHOWN = 60


class Why(StrEnum):
    """Beside each: what `what` quotes, and what `near` offers, typed as the person could type it."""

    UNKNOWN_DATE = "unknown date"  # the words; nothing
    AMBIGUOUS_DATE = "ambiguous date"  # the date; its readings in ISO, day first first
    PAST_DATE = "past date"  # the date; the next such day in ISO
    TOO_FAR = "too far"  # a date more than ten years ahead; nothing
    WRONG_WEEKDAY = "wrong weekday"  # "Mon 16 Mar"; that date, then the nearest such weekday, in ISO
    NO_TIME = "no time"  # the words or nothing; nothing
    UNKNOWN_TIME = "unknown time"  # 25:00; nothing
    AMBIGUOUS_TIME = "ambiguous time"  # "at 3"; 03:00 and 15:00
    UNKNOWN_STEP = "unknown step"  # the words; nothing
    UNKNOWN_ZONE = "unknown zone"  # the words; up to three zones
    NO_NAME = "no name"  # nothing; nothing
    NO_RHYTHM = "no rhythm"  # nothing or "biweekly"; what could be typed instead
    AMBIGUOUS_RHYTHM = "ambiguous rhythm"  # "every second Tuesday", "biweekly"; each meaning
    NO_DAY = "no day"  # nothing; what could be added
    NO_SESSION = "no session"  # the end; the first day that would fit, in ISO
    ENDS_BEFORE_START = "ends before start"  # the end; nothing
    UNKNOWN_END = "unknown end"  # how long a set lasts: the words; nothing
    UNKNOWN_LENGTH = "unknown length"  # the words; nothing
    TOO_SHORT = "too short"  # the length; the least, "30 minutes"
    TOO_LONG = "too long"  # the length; the most, "480 minutes"
    TOO_MANY = "too many"  # "2000 sessions"; the most
    LEFT_OVER = "left over"  # the words that nobody could place; nothing


@dataclass(frozen=True)
class Misread:
    """`what` is the person's own text, unchanged and at most 60 characters: never to be logged."""

    why: Why
    what: str
    near: tuple[str, ...] = ()


def misread(why: Why, what: str, near: tuple[str, ...] = ()) -> Misread:
    shown = " ".join(what[: _SHOWN * 2].split())
    return Misread(why, shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…", near)
