"""The calendar done the slow way: every day looked at, every minute of a change of clocks. No recurrence library."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.rules.calendar.pattern import Every, Pattern
from core.rules.calendar.rhythm import Rhythm


def _month_has(pattern: Pattern, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    weekday, from_first, from_last = day.weekday(), (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)
    named = not pattern.on or any(
        on.weekday == weekday and on.nth in (0, from_first, from_last) for on in pattern.on
    )
    counted = not pattern.month_days or bool({day.day, day.day - length - 1} & set(pattern.month_days))
    return named and counted


def _picked(pattern: Pattern, day: date) -> bool:
    if not _month_has(pattern, day):
        return False
    if not pattern.positions:
        return True
    length = monthrange(day.year, day.month)[1]
    fitting = [n for n in range(1, length + 1) if _month_has(pattern, day.replace(day=n))]
    place = fitting.index(day.day)
    return bool({place + 1, place - len(fitting)} & set(pattern.positions))


def falls(pattern: Pattern, starts: date, day: date) -> bool:
    """Whether the pattern, counted from `starts`, falls on `day`."""
    if pattern.months and day.month not in pattern.months:
        return False
    match pattern.every:
        case Every.DAY:
            passed = day.toordinal() - starts.toordinal()
            return passed % pattern.interval == 0 and (
                not pattern.on or day.weekday() in {on.weekday for on in pattern.on}
            )
        case Every.WEEK:
            on = {each.weekday for each in pattern.on} or {starts.weekday()}
            week = (day.toordinal() - 1 - pattern.week_start) // 7
            first = (starts.toordinal() - 1 - pattern.week_start) // 7
            return day.weekday() in on and (week - first) % pattern.interval == 0
        case Every.MONTH:
            months = (day.year - starts.year) * 12 + day.month - starts.month
            if not (pattern.on or pattern.month_days):
                return months % pattern.interval == 0 and day.day == starts.day
            return months % pattern.interval == 0 and _picked(pattern, day)


def days_of(rhythm: Rhythm, pattern: Pattern, last: date) -> list[date]:
    """Every day from the start to `last` on which the rhythm falls."""
    end = min(last, rhythm.ends or last)
    span = (end - rhythm.starts).days + 1
    days = [rhythm.starts + timedelta(days=n) for n in range(span)]
    found = [day for day in days if falls(pattern, rhythm.starts, day)]
    return found[: rhythm.count]


def starts_at(day: date, at: time, zone: str) -> datetime:
    """The first UTC minute at which the clock in `zone` shows `at` on `day`, or has just jumped past it."""
    place = ZoneInfo(zone)
    asked = datetime.combine(day, at)
    middle = asked.replace(tzinfo=UTC)
    before, after = (
        (middle + timedelta(days=n)).astimezone(place).utcoffset() or timedelta() for n in (-2, 2)
    )
    if before == after:
        return middle - before
    minute = middle - max(before, after) - timedelta(minutes=1)
    while minute.astimezone(place).replace(tzinfo=None) < asked:
        minute += timedelta(minutes=1)
    return minute
