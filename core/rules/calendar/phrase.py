"""A set in one line: `"Ward leaders" every 2 weeks on Tuesday 10:00 Europe/London for 90 minutes from 2027-01-12`.

The words after the name are read from left to right, each piece by the first reader that fits.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from core.rules.calendar.day import WEEKDAY, months_on
from core.rules.calendar.misread import Misread, Why, misread
from core.rules.calendar.pattern import LONGEST, Every, OnDay, Pattern
from core.rules.calendar.pieces import PIECES, Heard, zone_in_words
from core.rules.calendar.rhythm import Rhythm, plan

_LONGEST_TAIL = 400

_QUOTED = re.compile(r"[\"“„«”]([^\"“”„«»]*)[\"”“»]")
_QUOTED_SINGLY = re.compile(r"\s*['‘]([^'’]*)['’](?=\s|$)")
_CLOCKISH = r"(?:\d{1,2}[:.]\d\d(?![\d.])|\d{1,2} ?[ap]\.?m\b|noon\b)"
_NTH = r"(?:first|second|third|fourth|last|[1-5](?:st|nd|rd|th))"
# Where an unquoted name ends: at the first words that can hardly be part of one.
_TAIL = re.compile(
    r"(?:^|(?<=[\s,]))(?:"
    rf"(?:every|each) (?:the )?(?:\w+ )?(?:{WEEKDAY}s?|days?|weeks?|week ?days?|working days?|fortnights?|months?)\b"
    r"|once an? |(?:daily|weekly|fortnightly|monthly|quarterly|bi-?weekly|bi-?monthly)\b"
    rf"|on (?:the )?(?:{_NTH} )?{WEEKDAY}s?\b|on the \d|(?:on )?week ?days\b|{WEEKDAY}s\b|{WEEKDAY}s?(?: to |-){WEEKDAY}|(?:the )?{_NTH}(?:(?:,| and| &)(?: the)? {_NTH})* {WEEKDAY}\b"
    r"|(?:the )?(?:first|last) (?:working )?day of "
    rf"|(?:{WEEKDAY} )?(?:at )?{_CLOCKISH}|(?:{WEEKDAY} )?at \d\d?\b"
    r"|for (?:\d[\d.]*|an?|half an|one|two|three|six|twelve)[ -]?(?:m|h|hrs?|hours?|min\w*|sessions?|meetings?|times|months?|years?)\b"
    r"|(?:from|starting|beginning) (?:\d{4}-\d|\d\d?[/.]\d|\d\d?(?:st|nd|rd|th)? [a-z]{3}|tomorrow|next )"
    r"|(?:in )?(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/"
    r")",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[\s,;.]+")
_SMALL = re.compile(r"(?:and|on|at|we|meet|meets|meeting|please)\b", re.IGNORECASE)
_DASH = re.compile(
    r"(?<=\d[:.h]\d\d)\s*[-–—]\s*(?=\d)|(?<=[ap]m)\s*[-–—]\s*(?=\d)|\s+[-–—]\s+", re.IGNORECASE
)
_IN = re.compile(r"(?:in )?", re.IGNORECASE)

_RHYTHMS = ("every week", "every 2 weeks", "monthly on the 2nd Tuesday")
_MONTH_DAYS = ("on the 2nd Tuesday", "on the 15th")


@dataclass(frozen=True)
class NewSet:
    """What the line said. What it did not say is None: `minutes`, `zone`, `starts`, and the ends
    (a last day, a number of months, a number of sessions; with more than one, the earliest).
    """

    name: str
    pattern: Pattern
    at: time
    minutes: int | None = None
    zone: str | None = None
    starts: date | None = None
    ends: date | None = None
    months: int | None = None
    count: int | None = None

    def rhythm(self, zone: str, starts: date) -> Rhythm | Misread:
        """The rhythm, with the caller's `zone` and `starts` where the line named none. It begins on the first
        fitting day; NO_SESSION where the end comes before that.
        """
        begins, in_zone = self.starts or starts, self.zone or zone
        after = months_on(begins, self.months) - timedelta(days=1) if self.months else None
        ends = min((day for day in (self.ends, after) if day is not None), default=None)
        if ends is not None and ends < begins:
            return misread(Why.ENDS_BEFORE_START, ends.isoformat())
        first = plan(self.pattern, self.at, in_zone, begins).starts
        if ends is not None and ends < first:
            return misread(Why.NO_SESSION, ends.isoformat(), (first.isoformat(),))
        return plan(self.pattern, self.at, in_zone, begins, ends, self.count)


def read_new(words: str, today: date) -> NewSet | Misread:
    """The line as people write it after `/als new`. The first thing that cannot be read, or else
    the first that is missing, is the Misread; nothing is guessed and no word is dropped.
    """
    name, tail = _name_and_rest(words)
    if not name:
        return misread(Why.NO_NAME, "")
    if len(tail) > _LONGEST_TAIL:
        return misread(Why.LEFT_OVER, tail[_LONGEST_TAIL:])
    heard = Heard(today)
    wrong = _hear(_DASH.sub(" to ", tail), heard)
    if wrong is not None:
        return wrong
    pattern = _pattern(heard)
    if isinstance(pattern, Misread):
        return pattern
    if heard.at is None:
        return misread(Why.NO_TIME, "")
    new = NewSet(
        name,
        pattern,
        heard.at,
        heard.minutes,
        heard.zone,
        heard.starts,
        heard.ends,
        heard.months,
        heard.count,
    )
    if new.starts is not None:
        rhythm = new.rhythm("UTC", new.starts)
        return rhythm if isinstance(rhythm, Misread) else new
    return new


def _name_and_rest(words: str) -> tuple[str, str]:
    quoted = _QUOTED.search(words) or _QUOTED_SINGLY.match(words)
    if quoted:
        return quoted[1].strip(), f"{words[: quoted.start()]} {words[quoted.end() :]}".strip()
    found = _TAIL.search(words)
    if found is None:
        return words.strip(), ""
    return words[: found.start()].strip(" \t\n,;:-–—"), words[found.start() :]


def _hear(tail: str, heard: Heard) -> Misread | None:
    tail = " ".join(tail.split())
    while heard.reached < len(tail):
        space = _SPACE.match(tail, heard.reached)
        if space is not None:
            heard.reached = space.end()
            continue
        wrong = _hear_piece(tail, heard)
        if wrong is not None:
            return wrong
    return None


def _hear_piece(tail: str, heard: Heard) -> Misread | None:
    for pattern, reader in PIECES:
        found = pattern.match(tail, heard.reached)
        if found is not None:
            heard.reached = found.end()
            return reader(found, heard)
    small = _SMALL.match(tail, heard.reached)
    if small is not None:
        heard.reached = small.end()
        return None
    found = _IN.match(tail, heard.reached)
    assert found is not None, "matches nothing at all, too"
    return zone_in_words(found, heard)


def _pattern(heard: Heard) -> Pattern | Misread:
    """The rhythm that the pieces make together, or what it lacks."""
    on = heard.on or ()
    if heard.every is None and not heard.is_monthly and not (on and heard.plural):
        day = _typed_day(on[0]) if on else ""
        return misread(Why.NO_RHYTHM, "", (f"every {day}", f"every 2 weeks on {day}") if on else _RHYTHMS)
    every, interval = heard.every or (Every.MONTH if heard.is_monthly else Every.WEEK, 1)
    if interval > LONGEST[every]:
        return misread(Why.NO_RHYTHM, f"every {interval}", _RHYTHMS)
    match every:
        case Every.DAY:
            if on and interval > 1:
                return misread(Why.NO_RHYTHM, f"every {interval} days", _RHYTHMS)
            return Pattern(Every.WEEK, 1, on) if on else Pattern(Every.DAY, interval)
        case Every.WEEK:
            if not on and heard.starts is None:
                return misread(Why.NO_DAY, "", ("on Tuesday",))
            return Pattern(Every.WEEK, interval, on or (OnDay((heard.starts or heard.today).weekday()),))
        case Every.MONTH:
            if heard.month_days and not on:
                return Pattern(Every.MONTH, interval, month_days=heard.month_days)
            if not on or heard.month_days or not (heard.positions or on[0].nth):
                return misread(Why.NO_DAY, "", _nths_of(on))
            return Pattern(Every.MONTH, interval, on, positions=heard.positions or ())


def _typed_day(day: OnDay) -> str:
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday]


def _nths_of(on: tuple[OnDay, ...]) -> tuple[str, ...]:
    return (f"on the 1st {_typed_day(on[0])}", f"on the 2nd {_typed_day(on[0])}") if on else _MONTH_DAYS
