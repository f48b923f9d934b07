"""Founding a set, by form or in one line; its beginning, and the dates of a renewed one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from core.handlers import misread, named
from core.handlers.call import Call
from core.handlers.life import laid_out, reaching
from core.handlers.life.people import ask_in
from core.message import OpenRoom, Own
from core.names import NAME_CAP, Mode, No, SetId
from core.ports import Work
from core.request import Ask, Reply
from core.rules.agenda.templates import TEMPLATES, Template
from core.rules.calendar.clock import nearest_zones, wall, zone_named
from core.rules.calendar.day import read_day
from core.rules.calendar.misread import Misread, Why
from core.rules.calendar.misread import misread as misread_
from core.rules.calendar.moment import read_time
from core.rules.calendar.phrase import NewSet, read_new
from core.rules.calendar.rhythm import Rhythm
from core.rules.life import founding as rule
from core.rules.life import membership
from core.rules.life.learning_set import LearningSet, Member, Standing
from core.rules.life.membership import Facilitated
from core.rules.refused import Refused, about
from core.words import founding as words

T = TypeVar("T")
THEME_CAP = 2 * NAME_CAP
_ENDS_BY_DAY = re.compile(r"^(?:until|to|till)\s+", re.IGNORECASE)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NTHS = ("1st", "2nd", "3rd", "4th", "last")


@dataclass(frozen=True)
class Wanted:
    """What a founding says, from the form or the line."""

    name: Own
    theme: Own
    rhythm: Rhythm
    minutes: int
    template: str
    adapted: Template | None
    mode: Mode
    led: Facilitated


def new_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del work, now
    return words.form(call.actor.zone)


def new(work: Work, call: Call, now: datetime) -> Reply:
    wanted = _from_form(call, now) if call.request.submitted else _from_line(call, now)
    founder = call.actor.id
    with about("members"):
        asked = named.people(work, call, call.arg("members"))
    fresh = LearningSet(
        id=SetId(0),
        version=0,
        platform=call.actor.platform,
        name=wanted.name,
        rhythm=wanted.rhythm,
        minutes=wanted.minutes,
        members=(),
        founder=founder,
        theme=wanted.theme,
        template=wanted.template,
        adapted=wanted.adapted,
        mode=wanted.mode,
        ends=wanted.rhythm.ends,
        language=call.actor.language,
    )
    if wanted.led in (Facilitated.ROTATING, Facilitated.SELF):
        fresh = fresh.with_member(Member(founder, Standing.ACCEPTED))
    s = work.of(LearningSet).add(membership.facilitated_by(fresh, wanted.led, founder))
    reaching.by_the_sets_clock(work, founder, s.zone)
    work.say(OpenRoom(s.id, s.name, (founder,)))
    laid_out.show_forming(work, s)
    return ask_in(work, s, call, asked) if asked else Reply.quiet()


# --- in one line ------------------------------------------------------------------------------------------------


def _from_line(call: Call, now: datetime) -> Wanted:
    read = _read(call.words, call, now)
    minutes = read.minutes or 90
    template, adapted = rule.template_for(minutes)
    name = _capped(read.name, NAME_CAP)
    return Wanted(
        name, Own(""), _rhythm(read, call, now), minutes, template, adapted, Mode.WRITTEN, Facilitated.OUTSIDE
    )


def _read(line: str, call: Call, now: datetime) -> NewSet:
    read = read_new(line, _today(call, now))
    if isinstance(read, Misread):
        raise misread.refused(read)
    return read


def _rhythm(read: NewSet, call: Call, now: datetime) -> Rhythm:
    """The rhythm, with an end: half a year where the line gives none."""
    tomorrow = _today(call, now) + timedelta(days=1)
    if read.ends is None and read.count is None and read.months is None:
        read = replace(read, ends=rule.usual_end(read.starts or tomorrow))
    rhythm = read.rhythm(call.actor.zone or "UTC", tomorrow)
    if isinstance(rhythm, Misread):
        raise misread.refused(rhythm)
    return rhythm


def _today(call: Call, now: datetime) -> date:
    return wall(now, call.actor.zone or "UTC")[0]


def _capped(text: str, cap: int) -> Own:
    if not text.strip():
        raise Refused(No.EMPTY)
    if len(text) > cap:
        raise Refused(No.TOO_LONG, cap=cap, n=len(text))
    return Own(text.strip())


# --- by form ----------------------------------------------------------------------------------------------------


def _from_form(call: Call, now: datetime) -> Wanted:
    with about("name"):
        name = _capped(call.arg("name"), NAME_CAP)
    with about("theme"):
        theme = _capped(call.arg("theme"), THEME_CAP) if call.arg("theme") else Own("")
    with about("template"):
        template = _one_of(call.arg("template") or "90", tuple(TEMPLATES))
    with about("mode"):
        mode = Mode(_one_of(call.arg("mode") or Mode.WRITTEN.value, tuple(m.value for m in Mode)))
    if template == "week":
        mode = Mode.DAYS
    elif mode is Mode.DAYS:
        template = "week"
    with about("led"):
        led = Facilitated(_one_of(call.arg("led") or "outside", tuple(f.value for f in Facilitated)))
    rhythm = _rhythm_of_fields(call, now)
    return Wanted(name, theme, rhythm, TEMPLATES[template].minutes, template, None, mode, led)


def _one_of(choice: str, choices: tuple[str, ...]) -> str:
    if choice not in choices:
        raise Refused(No.NO_SUCH_CHOICE)
    return choice


def _rhythm_of_fields(call: Call, now: datetime) -> Rhythm:
    """The fields of a rhythm, read as the line that says the same. Raises Refused about the field that is wrong."""
    with about("first"):
        first = _understood(read_day(call.arg("first"), _today(call, now)))
    with about("time"):
        _understood(read_time(call.arg("time")))
    with about("zone"):
        zone = call.arg("zone")
        if zone and zone_named(zone) is None:
            raise misread.refused(misread_(Why.UNKNOWN_ZONE, zone, nearest_zones(zone)))
    with about("lasts"):
        read = read_new(_as_a_line(call, first), _today(call, now))
        if isinstance(read, Misread) and read.why is Why.LEFT_OVER:
            read = misread_(Why.UNKNOWN_END, call.arg("lasts"))
        return _rhythm(_understood(read), call, now)


def _understood(read: T | Misread) -> T:
    if isinstance(read, Misread):
        raise misread.refused(read)
    return read


def _as_a_line(call: Call, first: date) -> str:
    often, lasts = call.arg("rhythm") or "every 4 weeks", call.arg("lasts")
    weekday = _DAYS[first.weekday()]
    if often == "nth":
        on = f"every month on the {_NTHS[(first.day - 1) // 7]} {weekday}"
    else:
        on = f"{often} on {weekday}"
    zone = call.arg("zone")
    length = ""
    if lasts:
        day = _ENDS_BY_DAY.sub("", lasts)
        length = f"to {day}" if day != lasts else f"for {lasts}"
    return f'"set" {on} at {call.arg("time")} {zone} from {first.isoformat()} {length}'


# --- the dates of a renewed set -----------------------------------------------------------------------------------


def new_dates(call: Call, s: LearningSet, now: datetime) -> Rhythm:
    """The rhythm that the form for new dates says, in the set's zone."""
    return replace(_rhythm_of_fields(call, now), zone=s.zone)
