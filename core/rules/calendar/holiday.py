"""Public holidays of a region. Import it where holidays are asked for: the library costs 40 ms, a country as much."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache

import holidays

from core.rules.calendar.rhythm import Occurrence

_ENGLISH = ("en_GB", "en_US")


@cache
def is_region(region: str) -> bool:
    """Whether holidays of `region` are known: a country (`GB`), or a part of it (`GB-ENG`); `""` is none at all."""
    country, _, part = region.partition("-")
    parts = holidays.list_supported_countries(include_aliases=False).get(country)
    return region == "" or (parts is not None and (region == country or part in parts))


def is_holiday(day: date, region: str) -> str | None:
    """The name of the public holiday on `day`, in English where the library has it; None on any other day,
    and always for the region `""`. A region that is not `is_region`: KeyError.
    """
    return _year(region, day.year).get(day) if region else None


def without_holidays(occurrences: Iterable[Occurrence], region: str) -> Iterator[Occurrence]:
    """The occurrences on working days. Those on a holiday drop out and are not made up for."""
    return (each for each in occurrences if is_holiday(each.day, region) is None)


def on_holidays(occurrences: Iterable[Occurrence], region: str) -> Iterator[tuple[Occurrence, str]]:
    """The occurrences that fall on a holiday, with its name: for saying so while there is time to move."""
    for each in occurrences:
        name = is_holiday(each.day, region)
        if name is not None:
            yield each, name


@lru_cache(maxsize=256)
def _year(region: str, year: int) -> Mapping[date, str]:
    if not is_region(region):
        raise KeyError(region[:20])
    country, _, part = region.partition("-")
    with warnings.catch_warnings():
        # Some countries announce holidays a few years ahead only; later years then simply have fewer.
        warnings.simplefilter("ignore")
        known = holidays.country_holidays(country, subdiv=part or None)
        language = next(
            (each for each in _ENGLISH if each in known.supported_languages), known.default_language
        )
        return dict(holidays.country_holidays(country, subdiv=part or None, years=year, language=language))
