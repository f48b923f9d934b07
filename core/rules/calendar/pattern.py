"""What repeats: the part of RFC 5545's RRULE that a set would want, read and written."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?\d{1,3}")


class Every(StrEnum):
    DAY = "DAILY"
    WEEK = "WEEKLY"
    MONTH = "MONTHLY"


LONGEST = {Every.DAY: 60, Every.WEEK: 26, Every.MONTH: 24}


@dataclass(frozen=True)
class OnDay:
    """A weekday (Monday is 0), or in a month the `nth` of it: 1 to 5, -1 for the last; 0 means every one."""

    weekday: int
    nth: int = 0


@dataclass(frozen=True)
class Pattern:
    """`every` `interval` days, weeks or months, on the days named; read by words, too.

    Within a month either `on` (weekdays, or nth weekdays) or `month_days` (1 to 31, or -1 for the
    last day back to -31). A month without the day is skipped, as RFC 5545 has it: the 31st falls
    seven times a year. `positions` picks the nth (to 4, or -1 to -4) of the weekdays found in a
    month (BYSETPOS), `months` names the months that count (1 to 12), and `week_start` says where
    weeks are cut when only every nth counts. Anything else: ValueError. What passes falls on some
    day sooner or later, which matters: dateutil looks as far as the year 9999 for one.
    """

    every: Every
    interval: int = 1
    on: tuple[OnDay, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    def __post_init__(self) -> None:
        monthly = self.every is Every.MONTH
        wrong = (
            (not 1 <= self.interval <= LONGEST[self.every], "INTERVAL"),
            (any(not 0 <= day.weekday <= 6 or not -5 <= day.nth <= 5 for day in self.on), "BYDAY"),
            (not monthly and any(day.nth for day in self.on), "nth BYDAY outside a month"),
            # "The 1st Tuesday and every Monday" and "every third day if it is a Monday" are rhythms
            # that nobody keeps, and dateutil reads the first otherwise than RFC 5545.
            (len({day.nth == 0 for day in self.on}) == 2, "nth and plain BYDAY together"),
            (self.every is Every.DAY and self.interval > 1 and bool(self.on), "BYDAY every few days"),
            (not monthly and bool(self.month_days), "BYMONTHDAY outside a month"),
            (any(not 1 <= abs(day) <= 31 for day in self.month_days), "BYMONTHDAY"),
            (any(not 1 <= month <= 12 for month in self.months), "BYMONTH"),
            (any(not 1 <= abs(position) <= 4 for position in self.positions), "BYSETPOS"),
            (bool(self.on and self.month_days), "BYDAY and BYMONTHDAY together"),
            (
                bool(self.positions) and (not self.on or any(day.nth for day in self.on)),
                "BYSETPOS without plain BYDAY",
            ),
            (monthly and self.interval > 1 and bool(self.months), "BYMONTH every few months"),
            (not 0 <= self.week_start <= 6, "WKST"),
        )
        for is_wrong, part in wrong:
            if is_wrong:
                raise ValueError(f"a set cannot meet by this rule: {part}")

    def falls_ever(self, starts: date) -> bool:
        """Whether it falls at all, counted from `starts`: every 12 months on the 30th from February does not."""
        if self.every is not Every.MONTH:
            return True
        counted = {(starts.month - 1 + n * self.interval) % 12 + 1 for n in range(12)}
        longest = max((_LENGTHS[month - 1] for month in counted & set(self.months or counted)), default=0)
        needed = {abs(day) for day in self.month_days} or {29 if abs(day.nth) == 5 else 28 for day in self.on}
        return longest >= min(needed, default=starts.day)

    @property
    def rule(self) -> str:
        """The RRULE without its ends: `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`."""
        parts = {
            "FREQ": self.every.value,
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "BYMONTH": ",".join(map(str, self.months)),
            "BYMONTHDAY": ",".join(map(str, self.month_days)),
            "BYDAY": ",".join(f"{day.nth or ''}{_WEEKDAYS[day.weekday]}" for day in self.on),
            "BYSETPOS": ",".join(map(str, self.positions)),
            "WKST": _WEEKDAYS[self.week_start] if self.week_start else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def read_rule(rule: str) -> Pattern:
    """The pattern that an RRULE says. ValueError for what is no rule, for UNTIL and COUNT (a rhythm
    holds its own ends) and for what no set would want: anything within a day, weeks of the year, days of the year.
    """
    parts: dict[str, str] = {}
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name in parts or name not in _READERS or not value:
            raise ValueError(f"a set cannot meet by this rule: {name[:20]}")
        parts[name] = value
    if parts.get("FREQ") not in set(Every):
        raise ValueError("a set meets daily, weekly or monthly")
    return Pattern(
        every=Every(parts["FREQ"]),
        interval=_number(parts.get("INTERVAL", "1")),
        on=tuple(_on_day(item) for item in _items(parts, "BYDAY")),
        month_days=tuple(_number(item) for item in _items(parts, "BYMONTHDAY")),
        months=tuple(_number(item) for item in _items(parts, "BYMONTH")),
        positions=tuple(_number(item) for item in _items(parts, "BYSETPOS")),
        week_start=_on_day(parts.get("WKST", "MO")).weekday,
    )


_READERS = frozenset(("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"))


def _items(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"not a number in a rule: {text[:20]}")
    return int(text)


def _on_day(text: str) -> OnDay:
    found = _BYDAY.fullmatch(text)
    if found is None:
        raise ValueError(f"not a weekday in a rule: {text[:20]}")
    return OnDay(_WEEKDAYS.index(found[2]), int(found[1] or 0))
