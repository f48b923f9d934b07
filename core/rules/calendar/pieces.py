"""The pieces of a line that founds a set, each with its reader: rhythm, days, time, length, dates, zone."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from core.rules.calendar.clock import nearest_zones, zone_named
from core.rules.calendar.day import NUMBER, WEEKDAY, number_named, read_day, weekday_named
from core.rules.calendar.misread import Misread, Why, misread
from core.rules.calendar.moment import CLOCK, LENGTH, length_of, read_length, time_of
from core.rules.calendar.pattern import Every, OnDay
from core.rules.calendar.rhythm import MOST_SESSIONS

WORKING_DAYS = tuple(OnDay(weekday) for weekday in range(5))
_NTH = r"first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last"
_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "other": 2}
_DAYS = rf"(?P<days>{WEEKDAY}s?\b\.?(?:(?:\s*(?:,|/|&)\s*(?:and )?| and ){WEEKDAY}s?\b\.?)*)"
_OF_MONTH = r"(?:of|in) (?:the|each|every) month"
_UNITS = {
    "day": (Every.DAY, 1),
    "week": (Every.WEEK, 1),
    "fortnight": (Every.WEEK, 2),
    "month": (Every.MONTH, 1),
}
_ADVERBS = {
    "daily": (Every.DAY, 1),
    "weekly": (Every.WEEK, 1),
    "fortnightly": (Every.WEEK, 2),
    "monthly": (Every.MONTH, 1),
    "quarterly": (Every.MONTH, 3),
}
_MOST_WORDS = 6
_JOINING = frozenset(("for", "from", "to", "until", "till", "of", "in", "with", "by", "the", "every", "each"))


@dataclass
class Heard:
    """What the line has said so far; `reached` is where the next piece begins."""

    today: date
    reached: int = 0
    every: tuple[Every, int] | None = None
    on: tuple[OnDay, ...] | None = None
    month_days: tuple[int, ...] | None = None
    positions: tuple[int, ...] | None = None
    is_monthly: bool = False  # "the 2nd Tuesday", "the 15th of the month": whether or not a frequency is said
    plural: bool = False  # "Tuesdays" alone means each of them
    at: time | None = None
    minutes: int | None = None
    zone: str | None = None
    starts: date | None = None
    ends: date | None = None
    months: int | None = None
    count: int | None = None

    def keep(self, found: re.Match[str], **said: object) -> Misread | None:
        """Each thing is said once: a second time of day is a slip, not a choice for us to make."""
        for name, value in said.items():
            if getattr(self, name) is not None:
                return misread(Why.LEFT_OVER, found[0])
            setattr(self, name, value)
        fits = self.every is None or self.every[0] is Every.MONTH or not self.is_monthly
        return None if fits else misread(Why.LEFT_OVER, found[0])


def _nth(word: str) -> int:
    return _NTHS.get(word.lower()) or int(word[0])


def _weekdays(text: str, nth: int = 0) -> tuple[OnDay, ...]:
    days = {weekday_named(day) for day in re.findall(WEEKDAY, text, re.IGNORECASE)}
    return tuple(OnDay(day, nth) for day in sorted(days))


def _ambiguous(found: re.Match[str], *near: str) -> Misread:
    return misread(Why.AMBIGUOUS_RHYTHM, found[0], near)


def _every_unit(found: re.Match[str], heard: Heard) -> Misread | None:
    """Every 2 weeks, every other month, each fortnight, once a week."""
    typed = (found["n"] or "1").lower()
    n = _nth(typed) if typed in _NTHS or typed[-1] in "dh" else number_named(typed)
    every, units = _UNITS[found["unit"].lower()]
    if n < 1:
        return misread(Why.NO_RHYTHM, found[0])
    return heard.keep(found, every=(every, n * units))


def _every_working_day(found: re.Match[str], heard: Heard) -> Misread | None:
    heard.plural = True
    return heard.keep(found, on=WORKING_DAYS)


def _every_weekday(found: re.Match[str], heard: Heard) -> Misread | None:
    """Every Tuesday, every other Tuesday. "Every second Tuesday" is every other to some and the month's second to others."""
    n, days = (found["n"] or "").lower(), found["days"]
    if n in ("first", "1st", "last"):
        heard.is_monthly = True
        return heard.keep(found, on=_weekdays(days, _nth(n)))
    if n and n != "other":
        weeks = _nth(n)
        return _ambiguous(found, f"every {weeks} weeks on {days}", f"the {n} {days} of the month")
    return heard.keep(found, every=(Every.WEEK, 2 if n else 1), on=_weekdays(days))


def _weekday_range(found: re.Match[str], heard: Heard) -> Misread | None:
    """Monday to Friday: days of a week, not the end of the set on a Friday."""
    first, last = weekday_named(found["first"]), weekday_named(found["last"])
    heard.plural = True
    return heard.keep(found, on=tuple(OnDay(n % 7) for n in range(first, first + (last - first) % 7 + 1)))


def _adverb(found: re.Match[str], heard: Heard) -> Misread | None:
    return heard.keep(found, every=_ADVERBS[found[0].lower()])


def _two_meanings(found: re.Match[str], _heard: Heard) -> Misread | None:
    if "week" in found[0].lower():
        return _ambiguous(found, "every 2 weeks", "every Tuesday and Thursday")
    return _ambiguous(found, "every 2 months", "every 2 weeks")


def _nth_weekday(found: re.Match[str], heard: Heard) -> Misread | None:
    """The 2nd Tuesday (of the month), the first and third Monday."""
    nths = [_nth(word) for word in re.findall(_NTH, found["nths"], re.IGNORECASE)]
    on = tuple(day for nth in nths for day in _weekdays(found["days"], nth))
    heard.is_monthly = True
    return heard.keep(found, on=on)


def _working_day_of_month(found: re.Match[str], heard: Heard) -> Misread | None:
    heard.is_monthly = True
    return heard.keep(found, on=WORKING_DAYS, positions=(_nth(found["nth"]),))


def _day_of_month(found: re.Match[str], heard: Heard) -> Misread | None:
    """The 15th of each month, on the 15th, the first or last day of the month."""
    day = int(found["day"] or {"first": 1, "last": -1}[found["edge"].lower()])
    if not -1 <= day <= 31 or day == 0:
        return misread(Why.LEFT_OVER, found[0])
    heard.is_monthly = True
    return heard.keep(found, month_days=(day,))


def _on_weekdays(found: re.Match[str], heard: Heard) -> Misread | None:
    heard.plural = re.search(r"days\b", found["days"], re.IGNORECASE) is not None
    return heard.keep(found, on=_weekdays(found["days"]))


def _clock(found: re.Match[str], heard: Heard) -> Misread | None:
    at = time_of(found)
    return at if isinstance(at, Misread) else heard.keep(found, at=at)


def _until_clock(found: re.Match[str], heard: Heard) -> Misread | None:
    """10:00 to 11:30: the end of a session, once its beginning is known."""
    end = time_of(found)
    if isinstance(end, Misread):
        return end
    if heard.at is None:
        return misread(Why.LEFT_OVER, found[0])
    minutes = (end.hour - heard.at.hour) * 60 + end.minute - heard.at.minute
    length = read_length(str(minutes % (24 * 60)))
    return (
        misread(length.why, found[0], length.near)
        if isinstance(length, Misread)
        else heard.keep(found, minutes=length)
    )


def _bare_hour(found: re.Match[str], heard: Heard) -> Misread | None:
    exact = re.fullmatch(CLOCK, found["bare"] + ":00", re.IGNORECASE)
    at = time_of(exact) if exact else Misread(Why.UNKNOWN_TIME, "")
    return misread(at.why, found[0], at.near) if isinstance(at, Misread) else heard.keep(found, at=at)


def _length(found: re.Match[str], heard: Heard) -> Misread | None:
    minutes = length_of(found)
    return minutes if isinstance(minutes, Misread) else heard.keep(found, minutes=minutes)


def _count(found: re.Match[str], heard: Heard) -> Misread | None:
    count = number_named(found["n"])
    if not 1 <= count <= MOST_SESSIONS:
        return misread(Why.TOO_MANY, found[0], (str(MOST_SESSIONS),))
    return heard.keep(found, count=count)


def _for_months(found: re.Match[str], heard: Heard) -> Misread | None:
    n = number_named(found["n"]) * (12 if found["span"].lower() == "year" else 1)
    if not 1 <= n <= 120:
        return misread(Why.TOO_FAR, found[0])
    return heard.keep(found, months=n)


def _dated(found: re.Match[str], today: date) -> tuple[date | Misread, int]:
    """The longest run of words after the mark that means a day, and where it ends."""
    words = list(re.finditer(r"\S+", found.string[found.end() :]))[:_MOST_WORDS]
    for last in reversed(words):
        end = found.end() + last.end()
        day = read_day(found.string[found.end() : end], today)
        if not isinstance(day, Misread) or day.why is not Why.UNKNOWN_DATE:
            return day, end
    return misread(Why.UNKNOWN_DATE, " ".join(word[0] for word in words[:3])), found.end()


def _from(found: re.Match[str], heard: Heard) -> Misread | None:
    day, heard.reached = _dated(found, heard.today)
    return day if isinstance(day, Misread) else heard.keep(found, starts=day)


def _to(found: re.Match[str], heard: Heard) -> Misread | None:
    """The end; without a year, the first such day after the beginning."""
    day, heard.reached = _dated(found, heard.starts or heard.today)
    if isinstance(day, Misread) and day.why is Why.PAST_DATE and heard.starts is not None:
        early, _ = _dated(found, heard.today)
        return early if isinstance(early, Misread) else misread(Why.ENDS_BEFORE_START, day.what)
    return day if isinstance(day, Misread) else heard.keep(found, ends=day)


def _zone(found: re.Match[str], heard: Heard) -> Misread | None:
    zone = zone_named(found["zone"])
    if zone is None:
        return misread(Why.UNKNOWN_ZONE, found["zone"], nearest_zones(found["zone"]))
    return heard.keep(found, zone=zone)


def zone_in_words(found: re.Match[str], heard: Heard) -> Misread | None:
    """New York, in London, UK time; anything that nothing else could read comes here last."""
    words = list(re.finditer(r"[^\s,;]+", found.string[found.end() :]))[:4]
    for last in reversed(words):
        zone = zone_named(found.string[found.end() : found.end() + last.end()])
        if zone is not None:
            heard.reached = found.end() + last.end()
            return heard.keep(found, zone=zone)
    typed = words[0][0] if words else found[0]
    if typed.lower() in _JOINING:
        return misread(Why.LEFT_OVER, " ".join(word[0] for word in words[:3]))
    near = nearest_zones(typed) if heard.zone is None else ()
    return misread(Why.UNKNOWN_ZONE if near else Why.LEFT_OVER, typed, near)


_Reader = Callable[[re.Match[str], Heard], "Misread | None"]
_N = rf"(?P<n>other|second|2nd|third|3rd|fourth|4th|{NUMBER})"
_WORKING = r"(?:working|week|work)[ -]?days?\b"
_TO = r"(?:to|until|till|through|up to|ending|ends|end|–|-)(?: on| by)?\s+"

# The first pattern that fits where the last piece ended reads it; a session's own length goes
# before times of day, because 1h30 is a length and 10h30 a time.
# fmt: off
PIECES: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (rf"(?:every|each) {_WORKING}|(?:on )?week ?days\b",                                            _every_working_day),
        (rf"(?:(?:once )?(?:every|each)|once an?) (?:{_N} )?(?P<unit>day|week|fortnight|month)s?\b",     _every_unit),
        (rf"(?:on |every |each )?(?P<first>{WEEKDAY})s?(?: to | through |-)(?P<last>{WEEKDAY})s?\b", _weekday_range),
        (rf"(?:every|each) (?:(?:the )?(?P<nths>{_NTH})) {_DAYS} {_OF_MONTH}",                   _nth_weekday),
        (rf"(?:every|each) (?:(?P<n>other|{_NTH}) )?{_DAYS}",                                    _every_weekday),
        (r"(?:daily|weekly|fortnightly|monthly|quarterly)\b",                                    _adverb),
        (r"(?:bi-?weekly|bi-?monthly)\b",                                                        _two_meanings),
        (rf"(?:on )?(?:the )?(?P<nth>first|1st|last) {_WORKING}(?: {_OF_MONTH})?",               _working_day_of_month),
        (rf"(?:on )?(?:the )?(?P<nths>(?:{_NTH})(?:(?:,| and| &)(?: the)? (?:{_NTH}))*) {_DAYS}(?: {_OF_MONTH})?", _nth_weekday),
        (rf"(?:on )?(?:the )?(?:(?P<edge>first|last) day|(?:day )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?) {_OF_MONTH}", _day_of_month),
        (r"on (?:the (?:(?P<edge>first|last) day|(?P<day>\d{1,2})(?:st|nd|rd|th)))\b",                _day_of_month),
        (rf"(?:on )?{_DAYS}",                                                                    _on_weekdays),
        (rf"(?:for |(?!\d\dh\d\d)){LENGTH}",                                                    _length),
        (rf"(?:for )?(?P<n>{NUMBER}|\d{{4}}) (?:sessions?|meetings?|times)\b",                   _count),
        (rf"for (?P<n>{NUMBER}) (?P<span>month|year)s?\b",                                       _for_months),
        (rf"{_TO}{CLOCK}",                                                                       _until_clock),
        (rf"(?:from |at )?{CLOCK}",                                                              _clock),
        (r"at (?P<bare>\d{1,2})(?![\w:./-])",                                                    _bare_hour),
        (r"(?:from|starting|starts|beginning|begins|start|since)(?: on| from)?\s+",              _from),
        (_TO,                                                                                    _to),
        (r"(?:in )?(?P<zone>[A-Za-z][A-Za-z_-]*/[A-Za-z_/+-]+)(?: time\b)?",                     _zone),
    )
)
# fmt: on
