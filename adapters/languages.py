"""The reader's language: sentences from the catalogues in `core/words/locale`, dates and lists from CLDR.

A sentence without a translation is said in English (design.md §5).
"""

from __future__ import annotations

import sys
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.units import format_unit

from core.message import Line, Reader

FOLDER = Path(__file__).resolve().parents[1] / "core" / "words" / "locale"
ENGLISH = "en_GB"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def catalogue(language: str, folder: Path = FOLDER) -> Catalog | None:
    """The catalogue of a language, None where there is none."""
    path = folder / f"{language}.po"
    if not path.is_file():
        return None
    with path.open("rb") as f:
        return read_po(f, locale=None)


@cache
def locale(language: str) -> Locale:
    try:
        return Locale.parse(ENGLISH if language == "en" else language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(ENGLISH)


def sentence(line: Line, language: str, folder: Path = FOLDER) -> str:
    """The template to fill in: translated where there is a translation, in the plural where one is meant."""
    plural = bool(line.many)
    found = catalogue(language, folder) if language != "en" else None
    message = found.get(line.text) if found is not None else None
    if found is None or message is None or not message.string or message.fuzzy:
        return line.many if plural and line.n != 1 else line.text
    if isinstance(message.string, str):
        return message.string
    index = int(locale(language).plural_form(line.n) != "one")
    return message.string[min(index, len(message.string) - 1)] or line.text


def moment(at: datetime, show: str, language: str) -> str:
    """A local date and time as the reader writes it."""
    clock = format_time(at, "HH:mm", locale=locale(language))
    match show:
        case "time":
            return clock
        case "day":
            return day(at.date(), "short", language)
        case _:
            return f"{day(at.date(), 'short', language)}, {clock}"


def clock(at: time, zone: str, reader: Reader) -> str:
    """A set's own wall-clock time; with its city for somebody who lives by another clock."""
    shown = f"{at:%H:%M}"
    if not zone or zone == reader.zone:
        return shown
    return f"{shown} ({zone.rpartition('/')[2].replace('_', ' ')})"


def named(shown: str, place: str) -> str:
    """A room's time, with the place that it is the time of where its readers live by several."""
    return f"{shown} ({place})" if place else shown


def day(on: date, show: str, language: str) -> str:
    """A date: "Mon 15 Mar", "Monday 15 March", "Mon 15 Mar 2027" or "Monday"."""
    if language == "en" and show in ("short", "full"):  # CLDR's British English writes "Sept"
        year = f" {on.year}" if show == "full" else ""
        return f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}{year}"
    pattern = {"short": "EEE d MMM", "full": "EEE d MMM y", "long": "EEEE d MMMM", "weekday": "EEEE"}[show]
    return format_date(on, pattern, locale=locale(language))


def joined(names: list[str], language: str, *, then: bool) -> str:
    if then:
        return (", then " if language == "en" else " → ").join(names)
    return format_list(names, locale=locale(language)) if names else ""


def lasting(minutes: int, language: str) -> str:
    """A span: "50 minutes", "an hour", "2 hours"."""
    hours, rest = divmod(minutes, 60)
    if language == "en":
        if not hours:
            return "one minute" if rest == 1 else f"{rest} minutes"
        if not rest:
            return "an hour" if hours == 1 else f"{hours} hours"
        return f"{minutes} minutes"
    whole_hours = hours > 0 and rest == 0
    unit = "duration-hour" if whole_hours else "duration-minute"
    return str(format_unit(hours if whole_hours else minutes, unit, length="long", locale=locale(language)))


def extracted(words: Path = FOLDER.parent) -> Catalog:
    """Every sentence in `core/words`, as a catalogue without translations."""
    found = Catalog(project="action-learning-sets")
    keywords = {"say": None, "say_n": (1, 2), "brief": None}
    for path, line, message, _, _ in extract_from_dir(words, [("**.py", "python")], keywords=keywords):
        found.add(message, locations=[(path, line)])
    return found


def main(language: str) -> None:
    """Write `core/words/locale/<language>.po` with every sentence, keeping what is translated already."""
    path = FOLDER / f"{language}.po"
    template = extracted()
    known = catalogue(language) or Catalog(locale=language)
    known.locale = Locale.parse(language)
    known.update(template)
    with path.open("wb") as f:
        write_po(f, known, omit_header=False)


if __name__ == "__main__":
    main(sys.argv[1])
