"""The facts that a rehearsal is held against: what the platforms received, and what the record says at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from adapters.database.promises import outbox
from bot.rehearse.cast import Cast, Someone
from bot.rehearse.chat import Chat, Received
from bot.rehearse.world import World
from core.message import Own
from core.names import Mode, PersonId, Phase, SetId
from core.ports import Work
from core.rules.actions.action import Action
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.privacy.keeping import Keeping
from core.rules.session.session import Session
from core.rules.session.turn import Turn

TOKEN = re.compile(r"#\d{6}")  # what sets one person's words apart from all others in a rehearsal


@dataclass(frozen=True)
class Live:
    """A session as people saw it: from its first message in the set's room to its last."""

    set: SetId
    session: int
    mode: Mode
    begins: datetime
    ends: datetime


@dataclass
class Facts:
    """Of one platform's workspace."""

    chat: Chat
    casts: list[Cast]
    sets: dict[SetId, LearningSet]
    sessions: dict[int, Session]
    turns: list[Turn]
    actions: list[Action]
    keepings: list[Keeping]
    people: dict[PersonId, Person]
    first: dict[str, Received]  # the first new message of each key
    lives: list[Live]

    def someone(self, person: PersonId) -> Someone | None:
        account = self.people[person].account
        return next((p for c in self.casts for p in c.everybody if p.account == account), None)


def gather(world: World, casts: list[Cast]) -> list[Facts]:
    found = []
    for chat in world.platforms.values():
        mine = [c for c in casts if c.platform is chat.platform]
        if mine:
            with world.store.work(chat.workspace, world.now, wait=10, writes=False) as work:
                found.append(_of(work, chat, mine))
    return found


def _of(work: Work, chat: Chat, casts: list[Cast]) -> Facts:
    first: dict[str, Received] = {}
    for entry in chat.log:
        if entry.what == "new":
            first.setdefault(entry.key, entry)
    sessions = {s.id: s for s in work.of(Session).where()}
    return Facts(
        chat,
        casts,
        {s.id: s for s in work.of(LearningSet).where()},
        {int(k): v for k, v in sessions.items()},
        list(work.of(Turn).where()),
        list(work.of(Action).where()),
        list(work.of(Keeping).where()),
        {p.id: p for p in work.of(Person).where()},
        first,
        list(_lives(first, list(sessions.values()))),
    )


def _lives(first: Mapping[str, Received], sessions: list[Session]) -> Iterator[Live]:
    ends: dict[str, datetime] = {}
    begins: dict[str, datetime] = {}
    for key, entry in first.items():
        session = key.partition("/")[0]
        if re.fullmatch(r"session-\d+/(\d+|step.*|progress|who-today|panel.*)", key):
            begins[session] = min(entry.at, begins.get(session, entry.at))
        elif key.endswith("/closed"):
            ends[session] = entry.at
    for s in sessions:
        name = f"session-{s.id}"
        opened = s.opened or s.starts  # one that was opened for a turn at once has no opening
        if s.phase not in (Phase.PLANNED, Phase.CANCELLED):
            end = ends.get(name, s.limit)
            yield Live(s.set, int(s.id), s.mode, min(begins.get(name, opened), opened), end)


def waiting(world: World) -> list[tuple[str, str]]:
    """Place and key of each errand that could be delivered by now, and was not."""
    c = outbox.c
    query = select(c.place, c.key).where(c.done_at.is_(None), c.next_at <= world.now - timedelta(minutes=1))
    with world.engine.connect() as connection:
        return [(row.place, row.key) for row in connection.execute(query)]


def words_in(value: object) -> Iterator[str]:
    """Everybody's own words anywhere in a message, a turn or an issue."""
    match value:
        case Own():
            yield value.words
        case str():
            return
        case tuple():
            for v in value:
                yield from words_in(v)
        case Mapping():
            for v in value.values():
                yield from words_in(v)
        case _ if is_dataclass(value):
            for f in fields(value):
                yield from words_in(getattr(value, f.name))
        case _:
            return


def tokens_in(value: object) -> set[str]:
    return {token for words in words_in(value) for token in TOKEN.findall(words)}
