"""Days that people type, and actions as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from core.handlers.call import names
from core.message import Day, Own, Value
from core.names import No, SetId
from core.ports import Work
from core.rules.actions.action import Action
from core.rules.calendar.clock import wall
from core.rules.calendar.day import read_by, read_day
from core.rules.calendar.misread import Misread, Why
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.refused import Refused
from core.words import actions as words

NEXT_YEARS = timedelta(days=270)  # a day named without its year that is further off was meant to be past
_A_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_NO: dict[Why, No] = {
    Why.PAST_DATE: No.DAY_PAST,
    Why.AMBIGUOUS_DATE: No.DAY_UNCLEAR,
    Why.WRONG_WEEKDAY: No.DAY_OF_ANOTHER_NAME,
    Why.TOO_FAR: No.DAY_TOO_FAR,
}


def today(person: Person, now: datetime) -> date:
    """What the person's own calendar shows."""
    return wall(now, person.zone or "UTC")[0]


def the_day(text: str, person: Person, now: datetime) -> date | None:
    """The day that somebody typed, if they typed any. Raises Refused with a hint for one that cannot be."""
    if not text.strip():
        return None
    read = read_day(text, today(person, now))
    if isinstance(read, Misread):
        raise _refusal(read, today(person, now))
    _must_not_be_a_year_off(text, read, today(person, now))
    return read


def words_and_day(text: str, person: Person, now: datetime) -> tuple[str, date | None]:
    """An action in one line: “Ask the matron to chair by Friday”."""
    read = read_by(text, today(person, now))
    if isinstance(read, Misread):
        raise _refusal(read, today(person, now))
    if read[1] is not None:
        _must_not_be_a_year_off(text[len(read[0]) :], read[1], today(person, now))
    return read


def _must_not_be_a_year_off(typed: str, day: date, today: date) -> None:
    """“By 1 March” on 4 March means the one that has gone by, not next year's. Raises Refused."""
    if day - today > NEXT_YEARS and _A_MONTH.search(typed) and str(day.year) not in typed:
        raise Refused(No.DAY_PAST, day=Own(" ".join(typed.split()).removeprefix("by ")))


def _refusal(read: Misread, today: date) -> Refused:
    if read.why is Why.AMBIGUOUS_DATE and all(date.fromisoformat(near) < today for near in read.near):
        return Refused(No.DAY_PAST, day=Own(read.what))
    facts: dict[str, Value] = {"day": Own(read.what)}
    facts |= {f"near{n}": Day(date.fromisoformat(near), "full") for n, near in enumerate(read.near, 1)}
    return Refused(_NO.get(read.why, No.DAY_UNKNOWN), **facts)


def shown(by: date | None, now: datetime, *, long: bool = False) -> Day | None:
    """A day as one says it; with its year where that is not this one."""
    if by is None:
        return None
    if by.year != now.year:
        return Day(by, "full")
    return Day(by, "long" if long else "short")


def items(
    work: Work, actions: Iterable[Action], now: datetime, *, cut: int = 0, long: bool = False
) -> tuple[words.Item, ...]:
    """Actions as people read them; of long ones the first `cut` characters, where that is not 0."""
    chosen = tuple(actions)
    people = names(work, (a.person for a in chosen))
    wanted = tuple(dict.fromkeys(a.set for a in chosen))
    sets: dict[SetId, Own] = {s.id: s.name for s in work.of(LearningSet).where(id=wanted)} if wanted else {}
    return tuple(
        words.Item(
            of=a.moment,
            who=people[a.person],
            words=shortened(a.words, cut) if cut else a.words,
            by=shown(a.by, now, long=long),
            sign=a.sign,
            status=a.status,
            set=sets[a.set],
            first=a.first,
        )
        for a in chosen
    )


def shortened(own: Own, cap: int) -> Own:
    """The first `cap` characters, whole words where there are any."""
    if len(own.words) <= cap:
        return own
    head = own.words[: cap - 1]
    whole = head.rpartition(" ")[0] if " " in head[cap // 2 :] else head
    return Own(whole.rstrip(",;:. ") + "…")
