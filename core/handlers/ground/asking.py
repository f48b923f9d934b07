"""Ground rules on the clock: a proposal whose time is over, those who have not agreed, the rules said again."""

from __future__ import annotations

from datetime import datetime

from core.handlers import quiet
from core.handlers.ground import board
from core.handlers.ground.agreeing import in_force, open_one, rules_or_pack, settle
from core.handlers.ground.drafting import put_to_all
from core.message import Private, Room, Say
from core.ports import Work
from core.rules.due import Moment, SetView
from core.rules.ground import pack
from core.words import ground as words


def proposal_over(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """Most are fine with it and nobody would like to talk about it, or it is dropped. One that was being gone
    through when its session ended is proposed as it stands, and has its week.
    """
    del moment
    g = open_one(work, view.set)
    if g is None:
        work.of(type(view.set)).save(board.without_deadline(view.set))
        return
    if g.drafted:
        put_to_all(work, view.set, pack.propose(g), now, seen=g.at)
        return
    settle(work, view.set, g, now, over=True)


def ask_again(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """Who has not agreed is asked in private, within the measure of quiet; nobody else hears of it."""
    s = view.set
    g = in_force(work, s)
    if g is None:
        return
    for person in s.people:
        m = s.member(person)
        if m is not None and m.agreed < g.edition and quiet.may_nudge(work, person, now):
            quiet.nudged(work, person, now)
            key = f"set-{s.id}/rules-{g.edition}/ask-{person}/{moment.of}"
            work.say(Say(key, Private(person), words.asked(f"set-{s.id}", s.name, g.edition)))


def say_again(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    del moment, now
    s = view.set
    n = work.count(f"set-{s.id}/reminded")
    g = rules_or_pack(work, s)
    message = words.in_the_room(g.edition, board.wordings(g.rules))
    work.say(Say(f"set-{s.id}/rules-reminded-{n}", Room(s.id), message))
