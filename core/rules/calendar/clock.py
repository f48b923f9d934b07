"""Wall clocks and instants: the one place that knows zones. No zone object leaves it."""

import re
from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_AREAS = frozenset(
    (
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
)
_LONGEST_NAME = 40  # "America/Argentina/ComodRivadavia" has 32
_MINUTE = timedelta(minutes=1)

# What people type for a zone that is no city: taken as meant where there is one meaning,
# offered where there are several (CST is Chicago and Shanghai; EST is also Sydney's).
# fmt: off
_MEANT = {
    "gmt": "UTC", "utc": "UTC", "z": "UTC", "etc/utc": "UTC",
    "uk": "Europe/London", "gb": "Europe/London", "england": "Europe/London",
    "ireland": "Europe/Dublin", "france": "Europe/Paris", "germany": "Europe/Berlin",
    "india": "Asia/Kolkata", "japan": "Asia/Tokyo", "kyiv": "Europe/Kyiv",
}
_OFFERED = {
    "bst": ("Europe/London",),
    "cet": ("Europe/Paris", "Europe/Berlin", "Europe/Madrid"), "cest": ("Europe/Paris", "Europe/Berlin", "Europe/Madrid"),
    "eet": ("Europe/Athens", "Europe/Helsinki", "Europe/Bucharest"), "wet": ("Europe/Lisbon",),
    "est": ("America/New_York", "America/Toronto", "Australia/Sydney"), "edt": ("America/New_York", "America/Toronto"),
    "et": ("America/New_York", "America/Toronto"), "us/eastern": ("America/New_York",),
    "cst": ("America/Chicago", "America/Winnipeg", "Asia/Shanghai"), "cdt": ("America/Chicago", "America/Winnipeg"),
    "us/central": ("America/Chicago",),
    "mst": ("America/Denver", "America/Phoenix", "America/Edmonton"), "us/mountain": ("America/Denver",),
    "pst": ("America/Los_Angeles", "America/Vancouver"), "pdt": ("America/Los_Angeles", "America/Vancouver"),
    "us/pacific": ("America/Los_Angeles",),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "aest": ("Australia/Sydney", "Australia/Brisbane", "Australia/Melbourne"),
    "usa": ("America/New_York", "America/Chicago", "America/Los_Angeles"),
    "australia": ("Australia/Sydney", "Australia/Melbourne", "Australia/Perth"),
}
# fmt: on


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _shown(at: datetime, zone: str) -> datetime:
    """The naive wall clock in `zone` at the aware instant `at`."""
    return at.astimezone(_zone(zone)).replace(tzinfo=None)


def instant(day: date, at: time, zone: str) -> datetime:
    """The UTC instant at which a wall clock in `zone` shows `at` on `day`.

    A time that the spring change leaves out becomes the next minute that the clock shows
    (on another day, where a whole day is left out: Apia, 30 December 2011); one that autumn
    shows twice means the first. `zone` must satisfy `is_zone`; years 1900 to 9998.
    """
    asked = datetime.combine(day, at).replace(tzinfo=None, fold=0)
    first = asked.replace(tzinfo=_zone(zone)).astimezone(UTC)
    if _shown(first, zone) == asked:
        return first
    # In a gap, fold=1 reads the same clock with the offset after the change: earlier by the gap's length.
    later_offset = asked.replace(tzinfo=_zone(zone), fold=1).astimezone(UTC)
    asked = asked.replace(second=0, microsecond=0)
    longest = (first - later_offset) // _MINUTE

    def is_shown(minutes: int) -> bool:
        tried = asked + minutes * _MINUTE
        return _shown(tried.replace(tzinfo=_zone(zone)).astimezone(UTC), zone) == tried

    minutes = bisect_left(range(longest), x=True, key=is_shown)
    return (asked + minutes * _MINUTE).replace(tzinfo=_zone(zone)).astimezone(UTC)


def wall(at: datetime, zone: str) -> tuple[date, time]:
    """What a calendar and a clock in `zone` show at the aware instant `at`."""
    shown = _shown(at, zone)
    return shown.date(), shown.time()


@cache
def _zones() -> frozenset[str]:
    return frozenset(
        name for name in available_timezones() if name.split("/")[0] in _AREAS and "/" in name
    ) | {"UTC"}


@cache
def _by_words() -> dict[str, str]:
    """Every way to type a zone, lower-case with underscores: whole name, or city alone.

    Where a city stands under two names (America/Louisville, America/Kentucky/Louisville)
    the shorter name is taken: those pairs are the same clock.
    """
    words: dict[str, str] = {}
    for name in sorted(_zones(), key=lambda name: (name.count("/"), name)):
        words.setdefault(name.lower(), name)
        words.setdefault(name.rsplit("/", 1)[-1].lower(), name)
    return words | _MEANT


def _as_typed(text: str) -> str:
    return re.sub(r"[\s_]+", "_", text[: _LONGEST_NAME * 2].strip().lower())


def is_zone(name: str) -> bool:
    """Whether `name` is an area/city name of the IANA database, exactly, or UTC."""
    return name in _zones()


def zone_named(text: str) -> str | None:
    """The zone that a person means by "london", "New York", "europe/london", "UK" or "UTC"; None if not sure."""
    typed = _as_typed(text)
    if len(typed) > _LONGEST_NAME:
        return None
    return _by_words().get(typed) or _by_words().get(re.sub(r"_time(_?zone)?$", "", typed))


def zones_like(text: str, most: int) -> tuple[str, ...]:
    """The zones with what somebody has typed so far in them, those whose city begins so first; else what it may have
    meant.
    """
    typed = _as_typed(text)
    meant = zone_named(text)
    inside = [name for name in _zones() if typed in name.lower()]
    inside.sort(key=lambda name: (not name.rsplit("/", 1)[-1].lower().startswith(typed), name))
    found = (*((meant,) if meant else ()), *inside)
    return tuple(dict.fromkeys(found or nearest_zones(text)))[:most]


def nearest_zones(text: str, n: int = 3) -> tuple[str, ...]:
    """At most `n` zones that `text` may have meant, likeliest first; possibly none."""
    typed = _as_typed(text)[:_LONGEST_NAME]
    if typed in _OFFERED:
        return _OFFERED[typed][:n]
    words = _by_words()
    city = typed.rsplit("/", 1)[-1]
    if len(city) < 4:
        return ()  # any three letters are like something
    begun = sorted(word for word in words if word.startswith(city))
    close = get_close_matches(typed, words, n=n, cutoff=0.75) + get_close_matches(
        city, words, n=n, cutoff=0.75
    )
    return tuple(dict.fromkeys(words[word] for word in begun[:n] + close))[:n]
