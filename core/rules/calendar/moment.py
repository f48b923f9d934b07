"""Typed times of day, lengths, moments and steps: "10am", "1h30", "tue 10:00", "+2h30m"."""

import re
from datetime import date, time, timedelta

from core.rules.calendar.day import NUMBER, bare_weekday, number_named, read_day
from core.rules.calendar.misread import Misread, Why, misread

LEAST_MINUTES, MOST_MINUTES = 30, 480  # from half an hour to a long day
_LONGEST = 80
_LONGEST_STEP = timedelta(days=3660)

# Needs minutes or am/pm: a bare number is no time. Not the start of 02.03.2027 or 10:00:99.
CLOCK = (
    r"(?:^|(?<=[\s,;(]))(?:(?P<hour>\d{1,2})"
    r"(?:[:.h](?P<minute>\d{2})(?: ?(?P<half>[ap])\.?m\b\.?)?| ?(?P<half_alone>[ap])\.?m\b\.?| ?o'?clock\b)"
    r"|(?P<noon>noon|midday))(?![.:/-]?\w)"
)
_CLOCK = re.compile(CLOCK, re.IGNORECASE)
_MINUTES = r"[ -]?(?:m|mins?|minutes?)"
LENGTH = (
    rf"(?:(?P<hours>{NUMBER}|\d\.\d|half an)[ -]?(?:h|hrs?|hours?)(?![a-z])"
    rf"(?P<and_half> and a half)?(?:(?: and)? ?(?P<rest>\d{{1,2}})(?:{_MINUTES})?)?(?!\w)"
    rf"|(?P<minutes>{NUMBER}|\d{{1,5}}){_MINUTES}(?!\w))"
)
_LENGTH = re.compile(rf"(?:for )?{LENGTH}", re.IGNORECASE)
_STEP = re.compile(r"(\d{1,5}) ?(weeks?|w|days?|d|hours?|h|minutes?|mins?|m)\s*", re.IGNORECASE)


def read_time(text: str) -> time | Misread:
    """A time of day alone: 10:00, 10.30, 10h30, 10am, "at 10", noon; the 24-hour clock unless am or pm is said.

    An hour from 1 to 6 with neither a leading zero nor am or pm could be meant either way.
    """
    typed = re.sub(r"^at ", "", " ".join(text[: _LONGEST * 2].split()), flags=re.IGNORECASE)
    if not typed:
        return misread(Why.NO_TIME, text)
    bare = re.fullmatch(r"\d{1,2}", typed)
    found = _CLOCK.fullmatch(typed + ":00" if bare else typed)
    at = time_of(found) if found else Misread(Why.UNKNOWN_TIME, "")
    return misread(at.why, text, at.near) if isinstance(at, Misread) else at


def time_of(found: re.Match[str]) -> time | Misread:
    """The time that a match of CLOCK says."""
    if found["noon"]:
        return time(12)
    typed, hour, minute = found[0], int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or found["half_alone"] or "").lower()
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return misread(Why.UNKNOWN_TIME, typed)
    if half:
        return time(hour % 12 + (12 if half == "p" else 0), minute)
    if len(found["hour"]) == 1 and 1 <= hour <= 6:
        return misread(Why.AMBIGUOUS_TIME, typed, (f"{hour:02}:{minute:02}", f"{hour + 12}:{minute:02}"))
    return time(hour, minute)


def read_length(text: str) -> int | Misread:
    """Minutes of a session, 30 to 480: "90 minutes", "1h30", "an hour and a half", "1.5 hours", "90"."""
    typed = " ".join(text[: _LONGEST * 2].split())
    found = _LENGTH.fullmatch(typed + " minutes" if re.fullmatch(r"\d{1,5}", typed) else typed)
    return length_of(found) if found else misread(Why.UNKNOWN_LENGTH, text)


def length_of(found: re.Match[str]) -> int | Misread:
    """The minutes that a match of LENGTH says."""
    if found["minutes"]:
        minutes = number_named(found["minutes"])
    else:
        hours = found["hours"].lower()
        whole = 0.5 if hours == "half an" else float(hours) if "." in hours else number_named(hours)
        minutes = round(whole * 60) + (30 if found["and_half"] else 0) + int(found["rest"] or 0)
    if minutes < LEAST_MINUTES:
        return misread(Why.TOO_SHORT, found[0], (f"{LEAST_MINUTES} minutes",))
    if minutes > MOST_MINUTES:
        return misread(Why.TOO_LONG, found[0], (f"{MOST_MINUTES} minutes",))
    return minutes


def read_moment(text: str, today: date, clock: time) -> tuple[date, time] | Misread:
    """A day and a time later than what calendar and `clock` show now: "Thu 4 Mar 14:00", "tue 10:00", "2027-03-02 10:21".

    A time alone is its next coming; a weekday with a time is today, if that is still to come.
    """
    typed = " ".join(re.sub(r"(?<=\d)[tT](?=\d\d:)", " ", text[: _LONGEST * 2]).split())
    found = _CLOCK.search(typed) or re.search(r"\bat (?P<bare>\d{1,2})(?![\w:./-])", typed)
    if len(typed) > _LONGEST or found is None:
        return misread(Why.NO_TIME, text)
    at = read_time(found["bare"] + ":00") if "bare" in found.groupdict() else time_of(found)
    if isinstance(at, Misread):
        return misread(at.why, found[0], at.near)
    words = (typed[: found.start()] + " " + typed[found.end() :]).replace(",", " ").split()
    rest = " ".join(word for word in words if word.lower() != "at")
    if not rest:
        return (today if at > clock else today + timedelta(days=1)), at
    if bare_weekday(rest) == today.weekday() and at > clock:
        return today, at
    day = read_day(rest, today)
    if isinstance(day, Misread):
        return day
    if (day, at) < (today, clock):
        return misread(Why.PAST_DATE, text, ((today + timedelta(days=1)).isoformat(),))
    return day, at


def read_step(text: str) -> timedelta | Misread:
    """How far to move a clock: "+1d", "+2h30m", "+90 minutes", "+1w 2d"; the plus is needed."""
    typed = text[: _LONGEST * 2].strip()
    if len(typed) > _LONGEST or not re.fullmatch(rf"\+\s*(?:{_STEP.pattern})+", typed, re.IGNORECASE):
        return misread(Why.UNKNOWN_STEP, text)
    units = {
        "w": timedelta(weeks=1),
        "d": timedelta(days=1),
        "h": timedelta(hours=1),
        "m": timedelta(minutes=1),
    }
    step = sum((int(n) * units[unit[0].lower()] for n, unit in _STEP.findall(typed)), timedelta())
    return step if timedelta() < step <= _LONGEST_STEP else misread(Why.UNKNOWN_STEP, text)
