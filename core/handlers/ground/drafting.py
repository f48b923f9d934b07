"""Ground rules gone through one at a time, and changes to them proposed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from core.handlers.call import Call, current_session, facilitators
from core.handlers.ground import board
from core.handlers.ground.agreeing import has_agreed, in_force, open_one, rules_or_pack, settle
from core.message import Own, Room, Say
from core.names import No, SetId
from core.ports import Work
from core.request import Ask, Reply
from core.rules.ground import pack
from core.rules.ground.pack import GroundRules, State
from core.rules.life.learning_set import LearningSet, leads
from core.rules.refused import Refused, about
from core.words import ground as words

NUMBERED = re.compile(r"^(\d{1,2})\s*[:.)]\s*(.*)$", re.DOTALL)


# --- one at a time, in a first session ---------------------------------------------------------------------------


def go_through(work: Work, s: LearningSet, until: datetime) -> None:
    """Begin with the first rule, in the set's room; go on where a draft was left. What is not gone through at
    `until`, whatever became of the session, is proposed as it stands.
    """
    g = open_one(work, s) or _new_edition(work, s, State.DRAFTED)
    if g.drafted:
        work.of(LearningSet).save(replace(s, rules_until=until))
    board.show(work, s, g)


def have_gone_through(work: Work, s: LearningSet, now: datetime) -> None:
    """The time for it is over: the rules not gone through stay as they are, and the whole is proposed."""
    g = open_one(work, s)
    if g is not None and g.state is State.DRAFTED:
        put_to_all(work, s, pack.propose(g), now, seen=g.at)


def keep(work: Work, call: Call, now: datetime) -> Reply:
    s, g = _drafted(work, call)
    return _go_on(work, s, pack.keep(g), now)


def leave_out(work: Work, call: Call, now: datetime) -> Reply:
    """At one press, but for a rule that somebody would like to talk about or that protects people: once more then."""
    s, g = _drafted(work, call)
    sure, without = call.arg("sure"), pack.leave_out(g)
    if sure == "no":
        return Reply.say(words.stays_in_hand())
    if not sure and pack.leaves_with_care(g):
        return Reply.say(words.leave_out_all_the_same(g.moment, g.in_hand.of, talk=bool(g.talk)))
    return _go_on(work, s, without, now)


def reword_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    _s, g = _drafted(work, call)
    rule = g.in_hand
    return words.reword_form(call.request.of, rule.own.words or words.rule_text(rule.of))


def reword(work: Work, call: Call, now: datetime) -> Reply:
    s, g = _drafted(work, call)
    return _go_on(work, s, pack.reword(g, Own(call.arg("rule") or call.words)), now)


def _go_on(work: Work, s: LearningSet, g: GroundRules, now: datetime) -> Reply:
    if g.state is State.PROPOSED:
        put_to_all(work, s, g, now)
    else:
        board.show(work, s, work.of(GroundRules).save(g))
    return Reply.quiet()


def _drafted(work: Work, call: Call) -> tuple[LearningSet, GroundRules]:
    """The draft of this button, for whoever facilitates."""
    s, g = call.the_set, _of(work, call)
    if g is None or not g.drafted or call.request.of != g.moment:
        raise Refused(No.MOMENT_PASSED)
    session = current_session(work, s.id)
    lead = facilitators(s, session, None) if session else ()
    if call.actor.id not in lead and not leads(s, call.actor.id):
        raise Refused(No.ONLY_FACILITATOR)
    return s, g


def _of(work: Work, call: Call) -> GroundRules | None:
    thing, _, number = call.request.of.partition("@")[0].partition("-")
    return work.of(GroundRules).get(int(number)) if thing == "ground" and number.isdigit() else None


# --- proposed as a whole ----------------------------------------------------------------------------------------


def propose_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    s = call.the_set
    if open_one(work, s) is not None:
        raise Refused(No.RULES_PENDING)
    return words.propose_form(f"set-{s.id}")


def propose(work: Work, call: Call, now: datetime) -> Reply:
    """One rule more, changed or left out; from a set that has none, the default pack with it."""
    s = call.the_set
    if open_one(work, s) is not None:
        raise Refused(No.RULES_PENDING)
    text, number = call.arg("rule") or call.words, call.arg("number")
    if not number and (m := NUMBERED.match(text)):
        number, text = m[1], m[2]
    if number and not number.isdigit():
        with about("number"):
            raise Refused(No.NO_SUCH_RULE, n=len(rules_or_pack(work, s).rules))
    if not text and not number and s.rules_edition:
        raise Refused(No.EMPTY)
    fresh = _new_edition(work, s, State.DRAFTED)
    if text or number:
        with about("rule"):
            fresh = replace(fresh, rules=pack.with_rule(fresh, Own(text), int(number) if number else None))
    put_to_all(work, s, pack.propose(fresh), now, by=call)
    return Reply.say(words.proposed())


def put_to_all(
    work: Work, s: LearningSet, g: GroundRules, now: datetime, by: Call | None = None, seen: int | None = None
) -> None:
    """The whole, in the room, with a week to answer it. `seen`: how many rules there was time to go through, where
    not all of them.
    """
    if by is not None:
        g = pack.fine(g, by.actor.id)
    s = work.of(LearningSet).save(replace(s, rules_until=now + pack.STANDS_FOR))
    board.shrink(work, s, g, len(g.rules) if seen is None else seen)
    settle(work, s, g, now)


def _new_edition(work: Work, s: LearningSet, state: State) -> GroundRules:
    """The edition after the last, from the rules in force or the default pack."""
    before = work.of(GroundRules).where(set=s.id)
    edition = max((g.edition for g in before), default=0) + 1
    rules = rules_or_pack(work, s).rules
    return work.of(GroundRules).add(GroundRules(0, 0, SetId(s.id), edition, rules, state))


# --- answered ---------------------------------------------------------------------------------------------------


def agree(work: Work, call: Call, now: datetime) -> Reply:
    """[Fine with me]: to the proposal it stands under, else to what is open, else to what is in force."""
    s = call.the_set
    g = _of(work, call) or open_one(work, s) or in_force(work, s)
    if g is None or g.drafted:
        raise Refused(No.NOTHING_OPEN)
    g = pack.fine(g, call.actor.id)
    if g.state is State.AGREED:
        work.of(GroundRules).save(g)
        work.of(LearningSet).save(has_agreed(s, call.actor.id, g.edition))
        return Reply.say(words.thanks(g.edition))
    settled = settle(work, s, g, now)
    return Reply.say(words.thanks(g.edition) if settled.state is State.AGREED else words.said_fine())


def talk(work: Work, call: Call, now: datetime) -> Reply:
    """[I would like to talk about it]: consent waits, and nobody is named."""
    del now
    s, g = call.the_set, _of(work, call)
    if g is None or (g.drafted and call.request.of != g.moment):
        raise Refused(No.MOMENT_PASSED)
    g = work.of(GroundRules).save(pack.would_talk(g, call.actor.id))
    board.show(work, s, g)
    return Reply.say(words.noted())


def show(work: Work, call: Call, now: datetime) -> Reply:
    del now
    s = call.the_set
    g = rules_or_pack(work, s)
    m = s.member(call.actor.id)
    is_agreed = m is None or m.agreed >= g.edition
    shown = words.shown(f"set-{s.id}", g.edition, board.wordings(g.rules), agreed=is_agreed)
    new = open_one(work, s)
    if new is None or new.drafted:
        return Reply.say(shown)
    return Reply.say(shown, words.whole(new.moment, board.wordings(new.rules), talk=bool(new.talk)))


def remind_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del work, now
    return words.remind_form(f"set-{call.the_set.id}", call.the_set.rules_every)


def remind(work: Work, call: Call, now: datetime) -> Reply:
    """The rules in the room, now or every so many weeks."""
    del now
    s = call.the_set
    every = call.arg("every") or call.words or "now"
    if every == "now":
        g = rules_or_pack(work, s)
        n = work.count(f"set-{s.id}/reminded")
        work.say(
            Say(
                f"set-{s.id}/rules-reminded-{n}",
                Room(s.id),
                words.in_the_room(g.edition, board.wordings(g.rules)),
            )
        )
        return Reply.quiet()
    if not every.isdigit() or int(every) > pack.RAREST:
        raise Refused(No.NO_SUCH_CHOICE)
    work.of(LearningSet).save(replace(s, rules_every=int(every)))
    return Reply.say(words.remind_every(int(every)))
