"""Typed dates: "15 March", "next fri", "in two weeks". What can be taken in two ways is not guessed."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from core.rules.calendar.misread import Misread, Why, misread

_LONGEST = 60
_YEARS_AHEAD = 10
_WEEK = timedelta(weeks=1)

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}

WEEKDAY = r"(?:monday|mon|tuesday|tues|tue|wednesday|weds|wed|thursday|thurs|thur|thu|friday|fri|saturday|sat|sunday|sun)"
_WD = rf"(?P<weekday>{WEEKDAY})\.?"
_MONTH = (
    r"(?P<month>january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug"
    r"|september|sept|sep|october|oct|november|nov|december|dec)\.?"
)
NUMBER = r"(?:\d{1,3}|an?|" + "|".join(_NUMBERS[1:]) + ")"
_AMOUNT = rf"(?P<n>{NUMBER}|a couple of) (?P<unit>day|week|fortnight|month)s?"
_A_QUANTITY = re.compile(rf"{_AMOUNT}|\d/\d")
_DAY = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3}|\d{2})"
_MONTH_YEAR = rf"{_MONTH}(?: (?P<year>[12]\d{{3}}))?"
_EDGE = r"(?P<edge>start|beginning|middle|mid|end)[ -](?:of )?"

_Reader = Callable[[re.Match[str], date], "date | Misread | None"]


def read_day(text: str, today: date) -> date | Misread:
    """The day that `text` names, today or later, at most ten years ahead.

    Without a year, the next such day. A weekday alone is the next one after today; "next Friday" is
    the Friday of next week, weeks beginning on Monday, so the caller says the day it understood. Numbers alone
    (01/02/2027) count only where day and month cannot be exchanged, or the weekday beside them settles it.
    """
    typed = _plain(text)
    found = _read(typed, today) if len(typed) <= _LONGEST else None
    if found is None:
        return misread(Why.UNKNOWN_DATE, text)
    if isinstance(found, Misread):
        return misread(found.why, text, found.near)
    if found < today:
        return misread(Why.PAST_DATE, text, (_next(found.day, found.month, today, found).isoformat(),))
    if found > months_on(today, 12 * _YEARS_AHEAD):
        return misread(Why.TOO_FAR, text)
    return found


def read_by(words: str, today: date) -> tuple[str, date | None] | Misread:
    """An action and its day: "Ask the matron to chair by Friday".

    The day is what follows the last "by", "until" or "before" that a day does follow; without one, the whole
    is the action, and so it is for "cut it by 1/2" and "move it by two weeks". A day that was
    clearly meant but cannot be (past, ambiguous) is a Misread of the day alone.
    """
    end = words.rstrip()
    from_here = max(0, len(end) - _LONGEST - 10)
    marks = [
        mark
        for mark in re.finditer(r"(?:^|\s)(?:by|until|before)\s+", end, re.IGNORECASE)
        if mark.end() > from_here
    ]
    for mark in reversed(marks):
        if _A_QUANTITY.fullmatch(_plain(end[mark.end() :])):
            continue
        day = read_day(end[mark.end() :], today)
        if isinstance(day, Misread) and day.why is Why.UNKNOWN_DATE:
            continue
        return day if isinstance(day, Misread) else (end[: mark.start()].strip().rstrip(",;"), day)
    return words.strip(), None


def bare_weekday(text: str) -> int | None:
    """0 for "mon", "Monday" or "on Monday"; None for anything else."""
    found = re.fullmatch(_WD, _plain(text[:_LONGEST]))
    return weekday_named(found["weekday"]) if found else None


def weekday_named(word: str) -> int:
    return _WEEKDAYS.index(word[:3].lower())


def number_named(word: str) -> int:
    """What NUMBER matches, as an int: "a" is 1, "two" 2, "14" 14."""
    word = word.lower()
    if word in ("a", "an"):
        return 1
    return _NUMBERS.index(word) if word in _NUMBERS else int(word)


def _plain(text: str) -> str:
    cut = text.strip()[: _LONGEST * 2].casefold().replace("'", "").replace("’", "")
    words = " ".join(cut.replace(",", " ").split())
    return re.sub(r"^on ", "", words.rstrip(".;:"))


def _read(typed: str, today: date) -> date | Misread | None:
    for pattern, reader in _READERS:
        found = pattern.fullmatch(typed)
        if found is not None:
            return reader(found, today)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next(day: int, month: int, today: date, otherwise: date | None = None) -> date:
    """The next such day, today included; `otherwise` (or today) where no year has it."""
    years = (_date(year, month, day) for year in range(today.year, today.year + 9))
    return next((each for each in years if each is not None and each >= today), otherwise or today)


def months_on(day: date, months: int) -> date:
    """The same day some months later, or that month's last."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _full_year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _coming(weekday: int, today: date) -> date:
    """The next such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _fitting(readings: list[date], weekday: str | None) -> date | Misread | None:
    """The one reading, if the weekday beside it (if any) leaves one."""
    readings = list(dict.fromkeys(readings))
    if weekday and readings:
        wanted = weekday_named(weekday)
        fit = [day for day in readings if day.weekday() == wanted]
        if not fit:
            day = readings[0]
            nearest = day + timedelta(days=(wanted - day.weekday() + 3) % 7 - 3)
            return Misread(Why.WRONG_WEEKDAY, "", (day.isoformat(), nearest.isoformat()))
        readings = fit
    if len(readings) > 1:
        return Misread(Why.AMBIGUOUS_DATE, "", tuple(day.isoformat() for day in readings))
    return readings[0] if readings else None


def _by_year(found: re.Match[str], _today: date) -> date | Misread | None:
    day = _date(int(found["year"]), int(found["m"]), int(found["day"]))
    return _fitting([day] if day else [], found["weekday"])


def _by_numbers(found: re.Match[str], today: date) -> date | Misread | None:
    a, b = int(found["a"]), int(found["b"])
    pairs = [(day, month) for day, month in ((a, b), (b, a)) if _date(2000, month, day)]
    year = found.groupdict().get("year")
    if year:
        days = [_date(_full_year(year), month, day) for day, month in pairs]
    else:
        days = [_next(day, month, today) for day, month in pairs]
    return _fitting([day for day in days if day is not None], found["weekday"])


def _by_month(found: re.Match[str], today: date) -> date | Misread | None:
    day, month = int(found["day"]), _MONTHS.index(found["month"][:3]) + 1
    if _date(2000, month, day) is None:
        return None
    if found["year"]:
        exact = _date(_full_year(found["year"]), month, day)
        return _fitting([exact] if exact else [], found["weekday"])
    return _fitting([_next(day, month, today)], found["weekday"])


def _by_day(found: re.Match[str], today: date) -> date | None:
    """The 15th: of this month, or of the next that has one."""
    firsts = (months_on(today.replace(day=1), n) for n in range(4))
    days = (_date(first.year, first.month, int(found["day"])) for first in firsts)
    return next((day for day in days if day is not None and day >= today), None)


def _by_word(found: re.Match[str], today: date) -> date:
    return today + timedelta(days={"yesterday": -1, "today": 0, "tomorrow": 1}.get(found[0], 2))


def _by_weekday(found: re.Match[str], today: date) -> date:
    weekday = weekday_named(found["weekday"])
    if found["which"] == "next" or found["then"] == "next week":
        return today - timedelta(days=today.weekday()) + _WEEK + timedelta(days=weekday)
    if found["which"] == "this" and weekday == today.weekday():
        return today
    extra = {"week": 1, "in a week": 1, "after next": 1, "fortnight": 2}.get(found["then"] or "", 0)
    return _coming(weekday, today) + extra * _WEEK


def _shifted(day: date, number: str, unit: str, sign: int = 1) -> date | None:
    n = sign * (2 if number == "a couple of" else number_named(number))
    try:
        return (
            months_on(day, n)
            if unit == "month"
            else day + n * {"day": timedelta(1), "week": _WEEK}.get(unit, 2 * _WEEK)
        )
    except (ValueError, OverflowError):
        return None


def _by_amount(found: re.Match[str], today: date) -> date | None:
    return _shifted(today, found["n"], found["unit"])


def _by_anchor(found: re.Match[str], today: date) -> date | Misread | None:
    """Two weeks after 15 March, a week on Friday, three days before the end of March."""
    anchor = _read(re.sub(r"^on ", "", found["anchor"]), today)
    if not isinstance(anchor, date):
        return anchor
    return _shifted(anchor, found["n"], found["unit"], -1 if found["way"] == "before" else 1)


def _by_next(found: re.Match[str], today: date) -> date:
    return today + _WEEK if found["unit"] == "week" else months_on(today, 1)


def _by_nth(found: re.Match[str], today: date) -> date | None:
    """The first Monday of March."""
    wanted, nth = weekday_named(found["weekday"]), _NTHS.get(found["nth"]) or int(found["nth"][0])
    month = _MONTHS.index(found["month"][:3]) + 1
    for year in [_full_year(found["year"])] if found["year"] else [today.year, today.year + 1]:
        length = monthrange(year, month)[1]
        days = [
            date(year, month, n) for n in range(1, length + 1) if date(year, month, n).weekday() == wanted
        ]
        day = days[nth - 1 if nth > 0 else -1] if nth <= len(days) else None
        if day is not None and (day >= today or found["year"]):
            return day
    return None


def _by_edge(found: re.Match[str], today: date) -> date | None:
    """Start, middle or end of a week (Friday ends it), a month, a year, a month named."""
    parts = found.groupdict()
    edge, period, is_next = (parts.get("edge") or "start")[:3], parts.get("period"), parts["which"] == "next"
    if period == "week":
        into = {"end": 4, "mid": 2}.get(edge, 0)
        monday = today - timedelta(days=today.weekday())
        return monday + _WEEK + timedelta(days=into) if is_next else _coming(into, today - timedelta(days=1))
    months = 12 if period == "year" else 1
    if period == "year":
        starts = [date(today.year + is_next, 1, 1), date(today.year + 1, 1, 1)]
    elif period == "month":
        starts = [months_on(today.replace(day=1), n) for n in (int(is_next), 1)]
    else:
        month = _MONTHS.index(parts["month"][:3]) + 1
        years = [int(parts["year"])] if parts["year"] else [today.year, today.year + 1]
        starts = [date(year, month, 1) for year in years]
    for start in starts:
        middle = start + timedelta(days=14) if months == 1 else months_on(start, 6)
        day = {"end": months_on(start, months) - timedelta(days=1), "mid": middle}.get(edge, start)
        if day >= today or parts["year"]:
            return day
    return None


# The first pattern that fits the whole text reads it.
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"(?:{_WD} )?(?P<year>[12]\d{{3}})([-/.])(?P<m>\d{{1,2}})\3(?P<day>\d{{1,2}})", _by_year),
        (rf"(?:{_WD} )?(?P<a>\d{{1,2}})([-/.])(?P<b>\d{{1,2}})\3{_YEAR}", _by_numbers),
        (rf"(?:{_WD} )?(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})", _by_numbers),
        (rf"(?:{_WD} )?{_DAY}(?: of)?[ -]?{_MONTH}(?:[ -]{_YEAR})?", _by_month),
        (rf"(?:{_WD} )?{_MONTH} {_DAY}(?: (?P<year>[12]\d{{3}}))?", _by_month),
        (r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)(?: of this month)?", _by_day),
        (r"yesterday|today|tomorrow|(?:the )?day after tomorrow", _by_word),
        (
            rf"(?:(?P<which>this|next|coming|the coming) )?{_WD}(?: (?P<then>week|fortnight|next week|in a week|after next))?",
            _by_weekday,
        ),
        (rf"(?:in )?{_AMOUNT}(?: time| from now)?", _by_amount),
        (rf"{_AMOUNT} (?:(?P<way>from|after|before|on) )?(?P<anchor>.+)", _by_anchor),
        (r"next (?P<unit>week|month)", _by_next),
        (
            rf"(?:the )?(?P<nth>first|second|third|fourth|last|[1-5](?:st|nd|rd|th)) {_WD} (?:of|in) {_MONTH}(?: {_YEAR})?",
            _by_nth,
        ),
        (
            rf"(?:the )?(?:{_EDGE}(?:(?:the |this |(?P<which>next) )?(?P<period>week|month|year)|{_MONTH_YEAR}))",
            _by_edge,
        ),
        (rf"(?P<which>next) (?P<period>year)|{_MONTH_YEAR}", _by_edge),
    )
)
