"""What the fake Discord remembers: guilds, channels, messages, open forms, and everything it held against the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Literal

from tests.fakes.discord import permissions
from tests.fakes.discord.permissions import EVERYBODY, Overwrite, P
from tests.fakes.discord.refusals import Refusal, unknown

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
TOKEN = "discord-test-token"
TEXT, DIRECT, CATEGORY, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 4, 11, 12
EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
LIFE_OF_NONCE = timedelta(minutes=3)  # "a few minutes": the docs say no more (D6)

Body = dict[str, Any]


@dataclass
class User:
    id: str
    handle: str
    name: str
    bot: bool = False
    locale: str = "en-GB"
    tz: str = "Europe/London"  # of their device: Discord's API tells it to nobody (D18)
    takes_messages: bool = True


@dataclass
class Role:
    id: str
    name: str
    permissions: P


@dataclass
class Member:
    user: User
    joined: datetime
    roles: set[str] = field(default_factory=set)


@dataclass
class ScheduledEvent:
    id: str
    body: Body


@dataclass
class Guild:
    id: str
    name: str
    owner: str
    members: dict[str, Member] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    events: dict[str, ScheduledEvent] = field(default_factory=dict)
    locale: str = "en-GB"
    most_threads: int = 1000  # active at once, beyond which Discord answers 160006


@dataclass
class Channel:
    """A text channel, a direct message or a thread. `members` are those of a thread or a direct message."""

    id: str
    kind: int
    name: str = ""
    guild: str = ""
    parent: str = ""
    owner: str = ""
    topic: str = ""
    members: set[str] = field(default_factory=set)
    overwrites: list[Overwrite] = field(default_factory=list)
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    archive_after: int = 4320  # minutes of silence
    changed: datetime = EPOCH  # archived or not, last
    active: datetime = EPOCH  # said something in, last

    @property
    def is_thread(self) -> bool:
        return self.kind in (PUBLIC_THREAD, PRIVATE_THREAD)

    def other(self, than: str) -> str:
        """Whom `than` talks with in a direct message."""
        return next(m for m in self.members if m != than)


@dataclass
class Stored:
    """A message as Discord keeps it. `only_for` is the one person who sees an ephemeral one; `pings` are those whom
    it notified.
    """

    id: str
    channel: str
    author: str
    content: str = ""
    components: list[Body] = field(default_factory=list)
    embeds: list[Body] = field(default_factory=list)
    flags: int = 0
    nonce: str = ""
    only_for: str = ""
    pings: set[str] = field(default_factory=set)
    edited: datetime | None = None
    interaction: str = ""
    reference: str = ""


@dataclass
class Form:
    """A modal open on somebody's screen."""

    user: str
    body: Body
    channel: str
    source: Stored | None = None


@dataclass
class Interaction:
    """`source` is the message that was pressed, or that the form was opened from."""

    id: str
    token: str
    kind: int
    user: str
    channel: str
    at: datetime
    source: Stored | None = None
    deliveries: int = 0
    answer: int = 0  # how it was first answered
    original: Stored | None = None
    body: Body = field(default_factory=dict)
    answered: asyncio.Event = field(default_factory=asyncio.Event)


What = Literal["new", "changes", "removes", "answer", "form"]


@dataclass
class Event:
    """Something that came to stand on somebody's screen, or went from it."""

    what: What
    stored: Stored | None = None
    form: Form | None = None


@dataclass
class World:
    """Begins with one application, its bot user and its token; a test adds guilds and people."""

    clock: Callable[[], datetime]
    users: dict[str, User] = field(default_factory=dict)
    guilds: dict[str, Guild] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: list[Stored] = field(default_factory=list)
    forms: dict[str, Form] = field(default_factory=dict)  # user -> the one form open
    commands: dict[str, dict[str, Body]] = field(
        default_factory=dict
    )  # guild, "" for global -> id -> command
    tokens: dict[str, bool] = field(default_factory=dict)  # token -> still good
    events: list[Event] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)  # what a bot must never do
    refusals: list[tuple[str, int]] = field(default_factory=list)  # (route, code) of every call refused
    calls: list[str] = field(default_factory=list)  # "METHOD /template" in the order they came
    fails_with: dict[str, Refusal] = field(default_factory=dict)  # route -> what it answers, set by a test
    loses_answer: Callable[[str], bool] = lambda _: False  # on a route, to what was done all the same
    life_of_nonce: timedelta = LIFE_OF_NONCE
    interactions: dict[str, Interaction] = field(default_factory=dict)  # by token
    commands_made: int = 0
    privileged: int = 0  # gateway intents that this application was granted beyond the ordinary
    down: bool = False
    tell: Callable[[str, Body, str], None] = lambda _event, _data, _guild: None  # to the bot's gateway
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _nonces: dict[str, tuple[datetime, Stored]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app = self.snowflake()
        self.bot = User(self.app, "action-learning", "Action learning", bot=True)
        self.users[self.bot.id] = self.bot
        self.tokens[TOKEN] = True

    def snowflake(self) -> str:
        """An id: the millisecond it was given out, and a number that tells it from all others."""
        ms = int((self.clock() - EPOCH) / timedelta(milliseconds=1))
        return str((ms << 22) | (next(self._numbers) & 0x3FFFFF))

    def number(self) -> int:
        return next(self._numbers)

    # --- people and places, as a test sets them up

    def user(self, name: str, **more: Any) -> User:
        """The person of this display name, who signs up with Discord on first mention."""
        for known in self.users.values():
            if known.name == name and not known.bot:
                return known
        user = User(self.snowflake(), name.lower().replace(" ", "."), name, **more)
        self.users[user.id] = user
        return user

    def guild(self, name: str, may: P = EVERYBODY) -> Guild:
        """A guild that the bot is invited to with these permissions."""
        owner = self.user("Owner")
        id_ = self.snowflake()
        guild = Guild(id_, name, owner.id)
        guild.roles[id_] = Role(id_, "@everyone", EVERYBODY)
        self.guilds[id_] = guild
        self.joins(guild, owner)
        self.invite(guild, may)
        return guild

    def invite(self, guild: Guild, may: P) -> None:
        """The bot comes into a guild, with a role of its own."""
        role = Role(self.snowflake(), self.bot.name, may)
        guild.roles[role.id] = role
        guild.members[self.bot.id] = Member(self.bot, self.clock(), {role.id})

    def joins(self, guild: Guild, user: User) -> Member:
        return guild.members.setdefault(user.id, Member(user, self.clock()))

    def channel(self, guild: Guild, name: str, *, only: set[str] | None = None, kind: int = TEXT) -> Channel:
        """A channel of a guild; with `only`, a private one of these members (and the bot, if it is among them)."""
        overwrites = []
        if only is not None:
            overwrites = [Overwrite(guild.id, 0, deny=P.VIEW_CHANNEL)]
            overwrites += [Overwrite(u, 1, allow=P.VIEW_CHANNEL | P.SEND_MESSAGES) for u in sorted(only)]
        channel = Channel(self.snowflake(), kind, name, guild.id, overwrites=overwrites)
        self.channels[channel.id] = channel
        return channel

    def direct(self, user: User) -> Channel:
        """The conversation of the bot with a person."""
        for c in self.channels.values():
            if c.kind == DIRECT and user.id in c.members:
                return c
        channel = Channel(self.snowflake(), DIRECT, members={user.id, self.bot.id})
        self.channels[channel.id] = channel
        return channel

    # --- looking things up, as Discord's API does

    def a_channel(self, id_: str) -> Channel:
        channel = self.channels.get(id_) or unknown("channel")
        silent = self.clock() - max(channel.active, channel.changed)
        if channel.is_thread and silent > timedelta(minutes=channel.archive_after):
            channel.archived = True
        return channel

    def a_guild(self, id_: str) -> Guild:
        """A guild that the bot is in."""
        guild = self.guilds.get(id_) or unknown("guild")
        return guild if self.bot.id in guild.members else unknown("guild")

    def a_message(self, channel: Channel, id_: str) -> Stored:
        found = next((m for m in self.messages if m.id == id_ and m.channel == channel.id), None)
        return found if found is not None and not found.only_for else unknown("message")

    def guild_of(self, channel: Channel) -> Guild | None:
        return self.guilds.get(channel.guild)

    def may(self, user: str, channel: Channel) -> P:
        """What somebody may do in a channel, nothing where they cannot see it."""
        guild = self.guild_of(channel)
        if guild is None:
            return EVERYBODY if user in channel.members else P(0)
        member = guild.members.get(user)
        if member is None:
            return P(0)
        if user == guild.owner:
            return permissions.ALL
        base = self.may_in_guild(user, guild)
        place = self.channels.get(channel.parent) if channel.is_thread else channel
        if place is None:
            return P(0)
        found = permissions.in_channel(base, place.overwrites, guild.id, member.roles, user)
        if not found & P.VIEW_CHANNEL:
            return P(0)
        if (
            channel.kind == PRIVATE_THREAD
            and user not in channel.members
            and not found & (P.MANAGE_THREADS | P.ADMINISTRATOR)
        ):
            return P(0)
        return found

    def may_in_guild(self, user: str, guild: Guild) -> P:
        member = guild.members.get(user)
        if member is None:
            return P(0)
        if user == guild.owner:
            return permissions.ALL
        roles = (guild.roles[r].permissions for r in member.roles if r in guild.roles)
        return permissions.in_guild(guild.roles[guild.id].permissions, roles)

    # --- messages

    def said_before(self, nonce: str) -> Stored | None:
        """The message that the bot gave this nonce, in whatever channel, while Discord remembers."""
        if nonce not in self._nonces:
            return None
        at, stored = self._nonces[nonce]
        return stored if self.clock() - at <= self.life_of_nonce else None

    def keep(self, stored: Stored, what: What = "new") -> Stored:
        self.messages.append(stored)
        if stored.nonce:
            self._nonces[stored.nonce] = (self.clock(), stored)
        self.show(what, stored)
        return stored

    def show(self, what: What, stored: Stored) -> None:
        if stored.author == self.bot.id and not stored.flags & LOADING:
            self.events.append(Event(what, replace(stored)))

    def violated(self, what: str) -> None:
        self.violations.append(what)
