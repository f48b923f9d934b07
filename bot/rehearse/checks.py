"""What must be true of a rehearsal, asked of what the platforms received. None of it asks the rules that decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.rehearse.cast import Cast
from bot.rehearse.chat import Received
from bot.rehearse.ledger import Facts, gather, tokens_in, waiting
from bot.rehearse.witness import CLOCK, Promise
from bot.rehearse.world import World
from core.message import Choices, Private
from core.names import ActionStatus, Mode, PersonId, Phase
from core.rules.actions.action import Action
from core.rules.calendar.clock import wall

MORNING, EVENING = time(7), time(22)  # night lies outside of these
A_DAY, A_WEEK = 1, 3  # unprompted private messages (design.md §5)
ASKING = ("action done", "action moving", "action stuck")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Finding:
    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"


@dataclass
class Excuses:
    """What trouble explains. Where nothing ever fails, nothing is excused."""

    patience: timedelta = timedelta(seconds=5)  # how late what is due may be said
    twice: set[str] = field(default_factory=set)  # keys that may have been said again
    refused: set[str] = field(
        default_factory=set
    )  # keys that a platform refused for good, or whose place is gone
    dropped: set[str] = field(default_factory=set)  # keys left as they are rather than perhaps said twice
    vanished: set[str] = field(default_factory=set)  # keys of messages that somebody deleted
    awake: bool = True  # the bot was awake all the time, with the right clock
    asleep: list[tuple[datetime, datetime]] = field(
        default_factory=list
    )  # from when until when the machine was

    def slept(self, since: datetime, until: datetime) -> timedelta:
        """How much of that time the machine was asleep, in which nobody can be held to anything."""
        whole, reached = timedelta(0), since
        for fell, woke in sorted(self.asleep):
            begins, ends = max(fell, reached), min(woke, until)
            if ends > begins:
                whole, reached = whole + (ends - begins), ends
        return whole


Check = Callable[[World, Facts, Excuses], Iterator[str]]


def findings(world: World, casts: list[Cast], excuses: Excuses | None = None) -> list[Finding]:
    excuses = excuses or Excuses()
    found = [Finding("no bugs", f"{at:%d %b %H:%M} {what} ({command})") for at, what, command in world.bugs]
    if world.counts["answered differently"]:
        n = world.counts["answered differently"]
        found.append(Finding("what comes twice is answered as before", f"{n} times it was not"))
    found += [Finding("the outbox is drained", f"{key} waits for {place}") for place, key in waiting(world)]
    for facts in gather(world, casts):
        for name, check in CHECKS.items():
            found += [Finding(name, what) for what in check(world, facts, excuses)]
    return found


def _mine(world: World, facts: Facts) -> list[Promise]:
    return [p for (workspace, _), p in world.witness.promises.items() if workspace == facts.chat.workspace]


# --- said once, and said ------------------------------------------------------------------------------------------


def said_once(world: World, facts: Facts, excuses: Excuses) -> Iterator[str]:
    del world
    new = Counter(entry.key for entry in facts.chat.log if entry.what == "new")
    for key, times in new.items():
        if times > 1 and key not in excuses.twice | excuses.vanished:
            yield f"{key} was said {times} times"


def nothing_unsaid(world: World, facts: Facts, excuses: Excuses) -> Iterator[str]:
    """What core asked for was received, in time: unless it was taken back or no longer worth saying."""
    for p in _mine(world, facts):
        entry = facts.first.get(p.key)
        if p.key in excuses.refused | excuses.dropped:
            continue
        if entry is None:
            moot = p.taken_back is not None or (p.board and p.only_edit)
            expired = p.expires is not None and p.expires <= p.since + excuses.patience
            if not moot and not expired and p.since + excuses.patience < world.now:
                yield f"{p.key}, asked for on {p.at:%d %b %H:%M:%S}, was never said"
        elif not p.board and entry.at - p.at - excuses.slept(p.at, entry.at) > excuses.patience:
            yield f"{p.key} was said {entry.at - p.at} late"


def boards_show_the_last(world: World, facts: Facts, excuses: Excuses) -> Iterator[str]:
    stands = {s.key: s for s in facts.chat.standing.values()}
    known = excuses.refused | excuses.vanished | excuses.dropped | excuses.twice
    for p in _mine(world, facts):
        shown = stands.get(p.key)
        if shown is None or p.key in known:
            continue
        if p.taken_back is not None and p.taken_back + excuses.patience < world.now:
            yield f"{p.key} still stands, though it was taken back"
        expired = p.expires is not None and p.expires <= p.since + excuses.patience
        if p.board and not expired and shown.message != p.message:
            yield f"{p.key} shows an earlier state than its last"


def in_order(world: World, facts: Facts, excuses: Excuses) -> Iterator[str]:
    """In one place messages stand in the order in which they were asked for."""
    last: dict[str, Promise] = {}
    known = {p.key: p for p in _mine(world, facts) if not p.board}
    for entry in sorted(facts.first.values(), key=lambda e: e.id):
        p = known.get(entry.key)
        if p is None or p.key in excuses.twice:
            continue
        before = last.get(str(p.place))
        if before is not None and before.number > p.number:
            yield f"{before.key} came before {p.key}, which was asked for first"
        last[str(p.place)] = p


# --- quiet --------------------------------------------------------------------------------------------------------


def _unprompted(world: World, facts: Facts) -> Iterator[tuple[PersonId, str, datetime, str]]:
    """Person, zone, instant and key of each private message that the clock brought outside the person's sessions."""
    for p in _mine(world, facts):
        entry = facts.first.get(p.key)
        if not isinstance(p.place, Private) or p.source != CLOCK or entry is None:
            continue
        person = p.place.person
        someone = facts.someone(person)
        if someone is not None and not _in_session(facts, person, entry, p):
            told = facts.people[person].zone  # where nobody has told, the set's is all that can be known
            zone = told or next((s.zone for s in facts.sets.values() if person in s.people), someone.zone)
            yield person, zone, entry.at, p.key


def _in_session(facts: Facts, person: PersonId, entry: Received, p: Promise) -> bool:
    """Within a live hour everything counts as the session's; within a week only what is about its turn. That is the
    session's as well where it was asked for within it, however late a platform in trouble has it.
    """
    for live in facts.lives:
        s, session = facts.sets[live.set], facts.sessions[live.session]
        until = live.ends + timedelta(minutes=5)
        turns = [t.id for t in facts.turns if t.session == session.id]  # those that were put off among them
        of_it = p.key.startswith((f"session-{session.id}/", *(f"turn-{t}/" for t in turns)))
        if of_it and live.begins <= p.at <= until:
            return True
        if not live.begins <= entry.at <= until:
            continue
        if of_it or (live.mode is not Mode.DAYS and (s.here(person) or person in session.present)):
            return True
    return False


def within_their_measure(world: World, facts: Facts, excuses: Excuses) -> Iterator[str]:
    days: dict[PersonId, list[tuple[date, str]]] = defaultdict(list)
    for person, zone, at, key in _unprompted(world, facts):
        if key not in excuses.twice:
            days[person].append((wall(at, zone)[0], key))
    for person, said in days.items():
        for day, n in Counter(day for day, _ in said).items():
            if n > A_DAY:
                keys = ", ".join(key for d, key in said if d == day)
                yield f"person-{person} was written to {n} times on {day}: {keys}"
        for day, _ in said:
            week = [key for d, key in said if day - 7 * DAY < d <= day]
            if len(week) > A_WEEK:
                yield f"person-{person} was written to {len(week)} times in the week to {day}: {', '.join(week)}"


def nobody_at_night(world: World, facts: Facts, excuses: Excuses) -> Iterator[str]:
    if not excuses.awake:
        return
    for person, zone, at, key in _unprompted(world, facts):
        if not MORNING <= wall(at, zone)[1] < EVENING:
            yield f"person-{person} was written to at {wall(at, zone)[1]:%H:%M} in {zone}: {key}"


def nobody_after_done(world: World, facts: Facts, excuses: Excuses) -> Iterator[str]:
    """Once its owner has said that an action is done, no new message asks about it."""
    del world, excuses
    done = {f"action-{a.id}": a for a in facts.actions if a.status is ActionStatus.DONE}
    by_words = {token: a for a in done.values() for token in tokens_in(a.words)}
    for entry in facts.chat.log:
        if entry.what != "new" or entry.message is None:
            continue
        for part in entry.message.parts:
            for choice in part.options if isinstance(part, Choices) else ():
                a = done.get(choice.of)
                if a is not None and choice.command in ASKING and _is_after(entry, a):
                    yield f"{choice.of}, done on {a.last_reported:%d %b}, was asked about in {entry.key}"
        if entry.message.kind == "actions.week":
            for token in tokens_in(entry.message) & set(by_words):
                if _is_after(entry, by_words[token]):
                    yield f"action-{by_words[token].id} is done, and stands on the new board {entry.key}"


def _is_after(entry: Received, a: Action) -> bool:
    return entry.at > a.last_reported + timedelta(minutes=1)


# --- fair, and whole ----------------------------------------------------------------------------------------------


def the_rota_is_fair(world: World, facts: Facts, excuses: Excuses) -> Iterator[str]:
    """Of those who were there throughout, nobody had two turns fewer than another, but for turns that they let go."""
    del excuses
    had = Counter((t.set, t.presenter) for t in facts.turns if not (t.put_off or t.stopped or t.interrupted))
    let_go = _let_go(world, facts)
    for s in facts.sets.values():
        begun = min((m.joined for m in s.members if m.joined is not None), default=None)
        there = [m.person for m in s.members if m.person in s.rota and m.joined is not None and begun is not None
                 and m.joined <= begun + timedelta(days=21)]  # fmt: skip
        most = max((had[s.id, p] for p in there), default=0)
        for p in there:
            if had[s.id, p] + let_go[s.id, p] < most - 2:
                yield f"person-{p} had {had[s.id, p]} turns in set-{s.id} and let {let_go[s.id, p]} go; another had {most}"


def _let_go(world: World, facts: Facts) -> Counter[tuple[int, PersonId]]:
    """How often somebody passed a turn on, was away when it came, stopped it, or asked somebody to swap."""
    passed: Counter[tuple[int, PersonId]] = Counter()
    for t in facts.turns:
        if t.put_off or t.stopped or t.interrupted:
            passed[t.set, t.presenter] += 1
    for session in facts.sessions.values():
        s = facts.sets[session.set]
        for person in s.rota:
            if session.opened is not None and person not in session.present:
                passed[session.set, person] += 1
    person_of = {p.account: p.id for p in facts.people.values()}
    ways = ("agenda not-now", "rota skip", "rota away", "rota swap", "rota yes", "agenda leave-it")
    for d in world.did:
        if d.command in ways and not d.refused and d.workspace == facts.chat.workspace:
            for s in facts.sets.values():
                if person_of.get(d.account) in s.rota:
                    passed[s.id, person_of[d.account]] += 1
    return passed


def learning_keeps_its_time(world: World, facts: Facts, excuses: Excuses) -> Iterator[str]:
    """A session that closed after a turn had its learning review, begun early enough for all of its minutes."""
    del world
    for s in facts.sessions.values():
        if s.phase is not Phase.CLOSED or not s.turns or s.mode is Mode.DAYS or s.plan.steps or s.unplanned:
            continue
        reviews = [e for k, e in facts.first.items()
                   if k.startswith(f"session-{s.id}/") and e.message and e.message.kind == "session.review"]  # fmt: skip
        latest = s.starts + timedelta(minutes=s.minutes + 15 - s.plan.review) + excuses.patience
        if not reviews:
            if excuses.awake:
                yield f"session-{s.id} closed without its learning review"
        elif reviews[0].at > latest:
            yield f"session-{s.id} began its learning review at {reviews[0].at:%H:%M}, too late for its minutes"


def words_are_gone(world: World, facts: Facts, excuses: Excuses) -> Iterator[str]:
    """What a turn left in words is nowhere any more, once it was kept for as long as its set decided."""
    stands = {s.id: tokens_in(s.message) for s in facts.chat.standing.values() if not s.account}
    for k in facts.keepings:
        if k.since + timedelta(days=facts.sets[k.set].words_kept_days) + excuses.patience > world.now:
            continue
        turn = next(t for t in facts.turns if t.id == k.turn)
        if turn.issue or turn.new_issue or turn.told:
            yield f"turn-{turn.id} still has its words in the record"
        said = set().union(*(tokens_in(e.message) for e in facts.chat.log
                             if e.message is not None and e.key.startswith(f"turn-{turn.id}/")), set())  # fmt: skip
        for number, tokens in stands.items():
            shown = facts.chat.standing[number]
            if shown.key not in excuses.twice and said & tokens and shown.key.startswith(f"turn-{turn.id}/"):
                yield f"{shown.key} still shows words of turn-{turn.id}"


def sessions_end(world: World, facts: Facts, excuses: Excuses) -> Iterator[str]:
    for s in facts.sessions.values():
        if s.live and s.limit + excuses.patience < world.now:
            yield f"session-{s.id} is still open, {world.now - s.limit} past its limit"
        elif s.phase is Phase.PLANNED and s.starts + excuses.patience < world.now and _meets(facts, s.set):
            yield f"session-{s.id} of {s.starts:%d %b %H:%M} was never opened"


def _meets(facts: Facts, of: int) -> bool:
    return any(s.id == of and s.state.value in ("contracted", "active") for s in facts.sets.values())


def reminded_an_hour_before(world: World, facts: Facts, excuses: Excuses) -> Iterator[str]:
    """Each session that opened by the clock was announced an hour before, where its time stood by then."""
    del world
    if not excuses.awake:
        return
    hour = timedelta(hours=1)
    changes = [e.at for e in facts.first.values() if e.message is not None and e.message.kind in UNSETTLES]
    for s in facts.sessions.values():
        if (
            s.opened is None
            or abs(s.opened - s.starts) > excuses.patience
            or s.mode is Mode.DAYS
            or s.unplanned
        ):
            continue
        told_late = s.tell_at is not None and s.tell_at > s.starts - hour
        if told_late or any(s.starts - hour <= at <= s.starts for at in changes):
            continue
        entry = facts.first.get(f"session-{s.id}/r{s.moved}/one-hour")
        if entry is None:
            yield f"session-{s.id} of {s.starts:%d %b %H:%M} was not announced an hour before"
        elif abs(entry.at - (s.starts - hour)) > excuses.patience:
            yield f"session-{s.id} of {s.starts:%d %b %H:%M} was announced at {entry.at:%H:%M:%S}"


UNSETTLES = ("life.begun", "contract.resumed", "contract.renewed", "calendar.has_moved", "calendar.takes_place",
             "session.closed", "session.not_met", "calendar.is_cancelled")  # fmt: skip
CHECKS: dict[str, Check] = {
    "said once": said_once,
    "nothing due is left unsaid": nothing_unsaid,
    "a board shows its last state": boards_show_the_last,
    "in order": in_order,
    "at most one unprompted private message a day, three a week": within_their_measure,
    "nothing in private at night": nobody_at_night,
    "nobody is asked about what is done": nobody_after_done,
    "the rota is fair": the_rota_is_fair,
    "learning keeps its time": learning_keeps_its_time,
    "words that are to go are gone": words_are_gone,
    "every session opens and ends": sessions_end,
    "announced an hour before": reminded_an_hour_before,
}
