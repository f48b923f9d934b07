"""What the set chooses for itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from core.handlers import misread
from core.handlers.call import Call
from core.handlers.life import laid_out
from core.handlers.life.contracting import arranged
from core.message import Own
from core.names import Asking, Mode, No, Phase
from core.ports import Work
from core.request import Ask, Reply
from core.rules.agenda.templates import TEMPLATES
from core.rules.calendar.holiday import is_region
from core.rules.calendar.misread import Misread
from core.rules.calendar.moment import read_time
from core.rules.life import settings as rule
from core.rules.life.contract import session_plan
from core.rules.life.founding import template_for
from core.rules.life.learning_set import LearningSet
from core.rules.refused import Refused, about
from core.rules.session.session import Session
from core.words import contract as words

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LIVE_MINUTES = 90  # of a set that met over days and now meets live


def form(work: Work, call: Call, now: datetime) -> Ask | None:
    del work, now
    s = arranged(call)
    return words.settings_form(f"set-{s.id}", as_typed(s))


def as_typed(s: LearningSet) -> dict[str, str]:
    """Every choice as its field holds it."""
    return {
        "mode": s.mode.value,
        "stages": "" if s.mode is Mode.DAYS else rule.stages_line(s.plan),
        "quorum": str(s.needed),
        "day": str(s.check_in_day),
        "at": f"{s.check_in_at:%H:%M}",
        "asking": s.asking.value,
        "kept": str(s.words_kept_days),
        "strict": _yes(s.strict),
        "first": _yes(s.first),
        "listed": _yes(s.listed),
        "region": s.region,
    }


def settings(work: Work, call: Call, now: datetime) -> Reply:
    """The form, or one choice in a line: `/als set settings kept 14`."""
    del now
    s = arranged(call)
    before = as_typed(s)
    for name, typed in _said(call, before).items():
        if typed.strip() != before[name]:
            with about(name):
                s = _with(s, name, typed.strip())
    s = work.of(LearningSet).save(s)
    _planned_follows(work, s)
    laid_out.show_forming(work, s)
    return Reply.say(words.settings_kept())


def _planned_follows(work: Work, s: LearningSet) -> None:
    """The session to come is held as the set has now chosen."""
    template, minutes, mode, own = session_plan(s)
    for session in work.of(Session).where(set=s.id, phase=Phase.PLANNED.value):
        new = replace(session, template=template, minutes=minutes, mode=mode, adapted=own)
        work.of(Session).save(new)


def _said(call: Call, known: dict[str, str]) -> dict[str, str]:
    if call.request.submitted:
        return {name: call.request.args.get(name, known[name]) for name in known}
    name, _, typed = call.words.partition(" ")
    if name.lower() not in known:
        raise Refused(No.UNKNOWN_SETTING, what=Own(name[:60]))
    return {name.lower(): typed}


def _with(s: LearningSet, name: str, typed: str) -> LearningSet:
    match name:
        case "mode":
            return _in_mode(s, Mode(_one_of(typed, tuple(m.value for m in Mode))))
        case "stages":
            return replace(s, adapted=rule.adapted(s.plan, typed, s.minutes)) if typed else s
        case "quorum":
            return replace(s, quorum=rule.number(typed, *rule.QUORUM))
        case "day":
            return replace(s, check_in_day=_weekday(typed))
        case "at":
            return replace(s, check_in_at=_time(typed))
        case "asking":
            return replace(s, asking=Asking(_one_of(typed, tuple(a.value for a in Asking))))
        case "kept":
            return replace(s, words_kept_days=rule.number(typed, *rule.KEPT))
        case "strict":
            return replace(s, strict=_is_yes(typed))
        case "first":
            return replace(s, first=_is_yes(typed))
        case "region":
            return replace(s, region=_region(typed))
        case _:
            return replace(s, listed=_is_yes(typed))


def _in_mode(s: LearningSet, mode: Mode) -> LearningSet:
    """A set that goes over to days has a week to a session, and back again an hour and a half."""
    if (mode is Mode.DAYS) == (s.mode is Mode.DAYS):
        return replace(s, mode=mode)
    if mode is Mode.DAYS:
        return replace(s, mode=mode, template="week", adapted=None, minutes=TEMPLATES["week"].minutes)
    template, adapted = template_for(LIVE_MINUTES)
    return replace(s, mode=mode, template=template, adapted=adapted, minutes=LIVE_MINUTES)


def _one_of(typed: str, choices: tuple[str, ...]) -> str:
    if typed.lower() not in choices:
        raise Refused(No.NO_SUCH_CHOICE)
    return typed.lower()


def _region(typed: str) -> str:
    """A country or a part of it, whose public holidays are asked about; "" for none."""
    region = "" if typed.lower() in ("", "none", "no") else typed.upper()
    if not is_region(region):
        raise Refused(No.REGION_UNKNOWN, what=Own(typed[:20]))
    return region


def _weekday(typed: str) -> int:
    if typed.lower()[:3] in _DAYS:
        return _DAYS.index(typed.lower()[:3])
    return rule.number(typed, 0, 6)


def _time(typed: str) -> time:
    read = read_time(typed)
    if isinstance(read, Misread):
        raise misread.refused(read)
    return read


def _is_yes(typed: str) -> bool:
    return _one_of(typed, ("yes", "no")) == "yes"


def _yes(value: bool) -> str:
    return "yes" if value else "no"
