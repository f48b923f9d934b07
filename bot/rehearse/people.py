"""What the people do: they read what reaches them, press, type, fill in forms, come late, forget, and go away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from bot.rehearse.cast import Cast, Someone
from bot.rehearse.chat import Chat, Standing
from bot.rehearse.habits import BY_THEMSELVES, BY_WHOEVER_LEADS, HABITS, LINES, OTHERWISE, Habit
from bot.rehearse.paper import fill_in
from bot.rehearse.world import World
from core.commands import split
from core.message import Choice, Line, Message, Who
from core.message import People as Several
from core.request import Ask, Reply, Request, Spot
from core.rules.calendar.clock import instant, wall

WAKES, SLEEPS = time(7), time(23)
DAY = timedelta(days=1)
TWICE, AGAIN, OLD = 0.04, 0.02, 0.03  # pressed twice; delivered twice by the platform; a button seen days ago
ABANDONED = 0.08  # forms
SPEAKS_UP = 0.05  # a day, for each person: asks for something by themselves
DEEPEST = 2  # answers to answers


@dataclass
class _Seen:
    """A button that somebody saw, where, and how often answers had led to it."""

    choice: Choice
    at: Spot
    depth: int = 0


class People:
    """Everybody in one workspace or several, with the dice that decide for them."""

    def __init__(
        self,
        world: World,
        casts: list[Cast],
        *,
        busy: float = 1.0,
        held_back: Callable[[], bool] = lambda: False,
    ) -> None:
        """`busy` is how much they do, against what they do in a year's rehearsal. `held_back` says of each press
        whether it arrives some seconds later, and perhaps after others.
        """
        self.world = world
        self.casts = casts
        self.busy = busy
        self._held_back = held_back
        self.chance = Random(f"{world.seed}/people")  # noqa: S311 - a rehearsal's dice, not secrets
        self.by_account = {(p.workspace, p.account): p for c in casts for p in c.everybody}
        self._old: dict[Someone, list[_Seen]] = {}
        self._deliveries = 0
        for chat in world.platforms.values():
            chat.arrived = self._reaches(chat)

    # --- reading

    def _reaches(self, chat: Chat) -> Callable[[Standing], None]:
        def reached(shown: Standing) -> None:
            self.world.reached(shown)
            for account in chat.readers(shown):
                person = self.by_account.get((chat.workspace, account))
                if person is not None:
                    self.reads(person, shown)
            if shown.thread and shown.id == shown.thread:
                return
            if shown.message.kind.startswith("turn.") and shown.room and shown.thread:
                self._talk(chat, shown)

        return reached

    def reads(self, person: Someone, shown: Standing, depth: int = 0, after: str = "") -> None:
        """Somebody reads a message, and may press something in it some time later: not what they did just before."""
        if not shown.choices or depth > DEEPEST:
            return
        named = _names(shown.message, person.name)
        drawn = [(c, _drawn(c, named)) for c in shown.choices if c.command != after or after == "set leave"]
        nothing = 1.0 - person.answers if not shown.answer else 1.0
        roll = self.chance.uniform(0, nothing + sum(weight for _, weight in drawn))
        for choice, weight in drawn:
            roll -= weight
            if roll < 0:
                self._will_press(person, shown, choice, depth)
                return

    def _will_press(self, person: Someone, shown: Standing, choice: Choice, depth: int) -> None:
        habit = HABITS.get(choice.command, OTHERWISE)
        now = self.world.now
        if habit.live and not shown.answer and not self._is_there(person, now):
            return
        wait = self.chance.uniform(habit.soonest, habit.latest)
        if choice.command == "session here" and self.chance.random() < person.late:
            wait += self.chance.uniform(9, 20) * 60
        if shown.answer:
            wait = min(wait, self.chance.uniform(3, 120))
        when = now + timedelta(seconds=wait)
        if not habit.live and not shown.answer:
            when = awake(when, person.zone)
            if person.is_away(wall(when, person.zone)[0]):
                return
        spot = self.world.platforms[person.platform].spot(shown)
        self.world.at(when, lambda: self._press_if_it_stands(person, shown, choice, spot, depth))

    def _is_there(self, person: Someone, now: datetime) -> bool:
        """Whether somebody is there today when their set meets: the same all day, whatever asks."""
        day = wall(now, person.zone)[0]
        if person.is_away(day):
            return False
        return Random(f"{self.world.seed}/{person.account}/{day}").random() < person.comes  # noqa: S311 - only a rehearsal's dice

    def _press_if_it_stands(
        self, person: Someone, shown: Standing, choice: Choice, spot: Spot, depth: int
    ) -> None:
        if not shown.answer:
            still = self.world.platforms[person.platform].standing.get(shown.id)
            slow_screen = self.chance.random() < 0.1  # which still shows what stood before
            if not slow_screen and (still is None or choice not in still.choices):
                return
        seen = _Seen(choice, spot, depth)
        self._old.setdefault(person, []).append(seen)
        del self._old[person][:-20]
        if self._held_back():
            self.world.after(self.chance.uniform(1, 15), partial(self.press, person, seen))
        else:
            self.press(person, seen)
        if self.chance.random() < TWICE:
            self.world.after(self.chance.uniform(0.2, 20), lambda: self.press(person, seen))

    # --- acting

    def press(self, person: Someone, seen: _Seen) -> None:
        c = seen.choice
        self.ask(person, seen.at, c.command, of=c.of, args=dict(c.args), depth=seen.depth)

    def types(self, person: Someone, spot: Spot, text: str) -> None:
        """A command as it is typed after /als."""
        command, words = split(text)
        self.ask(person, spot, command, words)

    def ask(
        self,
        person: Someone,
        spot: Spot,
        command: str,
        words: str = "",
        *,
        of: str = "",
        args: Mapping[str, str] | None = None,
        submitted: str = "",
        meant: tuple[Someone, ...] = (),
        depth: int = 0,
    ) -> Reply | None:
        self._deliveries += 1
        request = Request(
            delivery=f"d{self._deliveries}",
            workspace=person.workspace,
            by=person.speaker,
            at=spot,
            command=command,
            words=words,
            args=args or {},
            of=of,
            submitted=submitted,
            people={p.name: p.speaker for p in meant},
        )
        reply = self.world.asks(request)
        if reply is None or self.chance.random() < AGAIN:
            again = self.chance.uniform(1, 30)
            self.world.after(again, lambda: self._delivered_again(person, request, reply, depth))
        if reply is not None:
            self._answered(person, spot, reply, depth, command)
        return reply

    def _delivered_again(self, person: Someone, request: Request, first: Reply | None, depth: int) -> None:
        """The platform sends the same once more; what was answered before is answered again."""
        reply = self.world.asks(request)
        self.world.counts["delivered twice"] += 1
        if first is None:
            if reply is not None:
                self._answered(person, request.at, reply, depth, request.command)
            return
        busy = any(m.kind == "refused.busy" for r in (first, reply) if r is not None for m in r.messages)
        refused = any(m.kind.startswith("refused.") for m in first.messages)
        if reply is not None and first.ask is None and not refused and not busy and reply != first:
            self.world.counts["answered differently"] += 1

    def _answered(self, person: Someone, spot: Spot, reply: Reply, depth: int, after: str) -> None:
        for message in reply.messages:
            shown = Standing(
                "", "", spot.room, spot.thread, person.account, message, self.world.now, answer=True
            )
            self.reads(person, shown, depth + 1, after)
        if reply.ask is not None and self.chance.random() >= ABANDONED:
            ask = reply.ask
            self.world.after(self.chance.uniform(8, 150), lambda: self._submit(person, spot, ask, depth))

    def _submit(self, person: Someone, spot: Spot, ask: Ask, depth: int) -> None:
        others = self._others(person)
        values, meant = fill_in(ask, person, others, wall(self.world.now, person.zone)[0], self.chance)
        args = {**dict(ask.args), **values}
        self.ask(
            person, spot, ask.command, of=ask.of, args=args, submitted=ask.form, meant=meant, depth=depth + 1
        )

    def _others(self, person: Someone) -> list[Someone]:
        mine = [c for c in self.casts if person in c.everybody]
        return [p for c in mine for p in c.people if p is not person]

    # --- talking in a thread

    def _talk(self, chat: Chat, shown: Standing) -> None:
        """Those who are there say something, now and then, while a stage goes on."""
        spot = Spot(chat.platform, shown.room, shown.thread)
        for account in chat.readers(shown):
            person = self.by_account.get((chat.workspace, account))
            if person is None or not self._is_there(person, self.world.now):
                continue
            if self.chance.random() < person.talks * 0.1 * self.busy:
                line = self.chance.choice(LINES)
                wait = self.chance.uniform(15, 6 * 60)
                self.world.after(wait, partial(self._says, person, spot, line))

    def _says(self, person: Someone, spot: Spot, line: str) -> None:
        self.ask(person, spot, "typed", line)

    # --- by themselves

    def live(self, until: datetime) -> None:
        """Everybody goes about their days, until then."""
        for cast in self.casts:
            for person in (cast.founder, *cast.people):
                self._week(cast, person, wall(self.world.now, person.zone)[0] + DAY, until)

    def _week(self, cast: Cast, person: Someone, first: date, until: datetime) -> None:
        for day in (first + timedelta(days=n) for n in range(7)):
            begins = instant(day, WAKES, person.zone)
            if begins > until or person.is_away(day):
                continue
            for what in self._speaks_up(cast, person):
                when = begins + timedelta(seconds=self.chance.uniform(0, 15 * 3600))
                self.world.at(when, partial(self._by_themselves, cast, person, what))
        following = first + timedelta(weeks=1)
        if instant(following, WAKES, person.zone) <= until:
            self.world.at(
                instant(following, time(0), person.zone), lambda: self._week(cast, person, following, until)
            )

    def _speaks_up(self, cast: Cast, person: Someone) -> Iterator[str]:
        if self.chance.random() < SPEAKS_UP * self.busy:
            yield _one_of(BY_THEMSELVES, self.chance)
        if person is cast.founder and self.chance.random() < 0.12 * self.busy:
            yield _one_of(BY_WHOEVER_LEADS, self.chance)
        if self.chance.random() < OLD:
            yield "something old"

    def _by_themselves(self, cast: Cast, person: Someone, what: str) -> None:
        spot = self._somewhere(cast, person)
        if what == "something old":
            if self._old.get(person):
                self.press(person, self.chance.choice(self._old[person]))
        elif what == "set invite":
            self.invite_more(cast)
        elif what == "set role":
            deputy = self.chance.choice(cast.people)
            self.ask(person, spot, "set role", f"@{deputy.name} deputy", meant=(deputy,))
        elif what == "zone":
            self.ask(person, spot, "zone", person.zone)
        else:
            self.types(person, spot, what)

    def _somewhere(self, cast: Cast, person: Someone) -> Spot:
        """In the set's room, or in private."""
        members = self.world.platforms[person.platform].members.get(cast.room, set())
        if cast.room and person.account in members and self.chance.random() < 0.6:
            return Spot(person.platform, cast.room)
        return Spot(person.platform, f"D{person.account}", private=True)

    def invite_more(self, cast: Cast) -> None:
        """Whoever founded the set asks somebody in who is not in it yet."""
        members = self.world.platforms[cast.platform].members.get(cast.room, set())
        fresh = [p for p in (*cast.people, *cast.spare) if p.account not in members]
        if fresh and cast.room and len(members) < 8:
            one = fresh[0]
            if one in cast.spare:
                cast.spare.remove(one)
                cast.people.append(one)
            spot = Spot(cast.platform, cast.room)
            self.ask(cast.founder, spot, "set invite", f"@{one.name}", meant=(one,))


def awake(when: datetime, zone: str) -> datetime:
    """The same instant where somebody is awake then; else after they wake."""
    day, clock = wall(when, zone)
    if clock < WAKES:
        return instant(day, WAKES, zone) + (when - instant(day, time(0), zone)) / 7
    if clock >= SLEEPS:
        return instant(day + DAY, WAKES, zone) + (when - instant(day, SLEEPS, zone))
    return when


def _drawn(choice: Choice, named: bool) -> float:
    habit: Habit = HABITS.get(choice.command, OTHERWISE)
    return habit.draws * (habit.if_named if named else 1.0) * (1.5 if choice.main else 1.0)


def _names(message: Message, name: str) -> bool:
    return any(_in_line(part, name) for part in message.parts if isinstance(part, Line))


def _in_line(line: Line, name: str) -> bool:
    for value in line.values.values():
        if isinstance(value, Who) and value.name == name:
            return True
        if isinstance(value, Several) and any(w.name == name for w in value.people):
            return True
    return False


def _one_of(table: tuple[tuple[str, float], ...], chance: Random) -> str:
    return chance.choices([w for w, _ in table], [weight for _, weight in table])[0]
