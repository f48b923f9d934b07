"""The reader's language: sentences from the catalogues in `core/words/locale`, dates and lists from CLDR, and every
value as the text that it is where a platform has nothing better for it.

A sentence without a translation is said in English (design.md §5).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import assert_never
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.units import format_unit

from core.commands import TABLE, Group
from core.message import At, Clock, Day, Lasting, Line, Message, Name, Own, People, Reader, Value, Who

FOLDER = Path(__file__).resolve().parents[1] / "core" / "words" / "locale"
ENGLISH = "en_GB"
COMMAND = "command"  # the context of a command's words in a catalogue
COMMAND_WORD = re.compile(r"[-_\w]{1,32}")
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


def spoken(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages that there are catalogues of, English apart."""
    return tuple(sorted(path.stem for path in folder.glob("*.po")))


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


def command_word(word: str, language: str, folder: Path = FOLDER) -> str:
    """A word of a command, or an option's name, as people of this language type it."""
    found = catalogue(language, folder)
    message = found.get(word, COMMAND) if found is not None else None
    said = message.string if message is not None and not message.fuzzy else ""
    return said if isinstance(said, str) and COMMAND_WORD.fullmatch(said) and said == said.lower() else word


def value(v: Value, reader: Reader) -> str:
    """A value as plain text: a name, an instant in the reader's zone, a member's words as they were typed."""
    match v:
        case Who(_, name):
            return name
        case People(people, then):
            return joined([p.name for p in people], reader.language, then=then)
        case Own(words):
            return words
        case At(instant, show, place):
            return named(moment(instant.astimezone(ZoneInfo(reader.zone)), show, reader.language), place)
        case Day(on, show):
            return day(on, show, reader.language)
        case Clock(at, zone):
            return clock(at, zone, reader)
        case Lasting(minutes):
            return lasting(minutes, reader.language)
        case Name(text):
            return text
        case int():
            return str(v)
        case _:
            assert_never(v)


def filled(line: Line, reader: Reader, as_text: Callable[[Value, Reader], str] = value) -> str:
    """A sentence as plain text, each of its values by `as_text`."""
    values = {k: as_text(v, reader) for k, v in line.values.items()}
    return sentence(_for(line, reader), reader.language).format_map(values)


def sentences(message: Message, reader: Reader) -> str:
    """The sentences of a message in one line: what is said at a field of a form."""
    return " ".join(filled(part, reader) for part in message.parts if isinstance(part, Line))


def _for(line: Line, reader: Reader) -> Line:
    """The sentence that is true where this reader is."""
    return replace(line, text=line.unheard, many="") if line.unheard and not reader.heard else line


def without_words(v: Value, reader: Reader) -> str:
    """A value where nobody's own words may stand: in labels and titles, and on a lock screen."""
    return "…" if isinstance(v, Own) else value(v, reader)


def pieces(line: Line, reader: Reader) -> Iterator[str | Value]:
    """A sentence's own text and its values, in order; several people as each of them, with the text between."""
    for text, name in _parsed(sentence(_for(line, reader), reader.language)):
        if text:
            yield text
        if name is None:
            continue
        v = line.values[name]
        if isinstance(v, People):
            yield from _one_by_one(v, reader)
        else:
            yield v


@lru_cache(maxsize=5_000)  # more than there are sentences in two languages
def _parsed(template: str) -> tuple[tuple[str, str | None], ...]:
    """The text and the name of the value after it, each in turn."""
    return tuple((text, name) for text, name, _, _ in Formatter().parse(template))


def _one_by_one(people: People, reader: Reader) -> Iterator[str | Value]:
    marks = [f"\x00{i}\x00" for i in range(len(people.people))]
    rest = joined(marks, reader.language, then=people.then)
    for mark, who in zip(marks, people.people, strict=True):
        before, _, rest = rest.partition(mark)
        if before:
            yield before
        yield who
    if rest:
        yield rest


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
    keywords = {"say": None, "say_n": (1, 2), "unheard": (2,), "brief": None}
    for path, line, message, _, _ in extract_from_dir(words, [("**.py", "python")], keywords=keywords):
        found.add(message, locations=[(path, line)])
    for command in TABLE:
        if command.group is not Group.HIDDEN:
            for brief in (command.brief, *(a.brief for a in command.args)):
                found.add(brief, locations=[("../commands.py", 0)])
            for word in (*command.name.split(), *(a.name for a in command.args)):
                found.add(word, context=COMMAND, locations=[("../commands.py", 0)])
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
