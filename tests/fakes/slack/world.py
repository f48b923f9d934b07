"""What the fake Slack remembers: people, channels, messages, open forms, and everything it held against the bot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from math import ceil
from typing import Any, Literal

TEAM = "T0ALS"
BOT = "U0BOT"
BOT_ID = "B0BOT"
APP = "A0ALS"
BOT_TOKEN = "xoxb-test"
APP_TOKEN = "xapp-test"
SIGNING_SECRET = "signed-by-slack"
CLIENT_ID = "1.2"
CLIENT_SECRET = "known-to-slack"
LIFE_OF_TRIGGER = timedelta(seconds=3)
LIFE_OF_RESPONSE_URL = timedelta(minutes=30)
USES_OF_RESPONSE_URL = 5
MINUTE = timedelta(minutes=1)


class Refusal(Exception):
    """What Slack answers instead: `ok: false` with this error, or a status of its own."""

    def __init__(self, error: str, *, status: int = 200, retry_after: int = 0, details: Any = None) -> None:
        super().__init__(error)
        self.error, self.status, self.retry_after, self.details = error, status, retry_after, details


@dataclass
class User:
    id: str
    handle: str
    name: str
    tz: str = "Europe/London"
    locale: str = "en-GB"
    team: str = TEAM
    deleted: bool = False
    takes_messages: bool = True
    is_guest: bool = False
    is_stranger: bool = False
    is_bot: bool = False


@dataclass
class Channel:
    id: str
    name: str
    members: set[str]
    private: bool = True
    archived: bool = False
    team: str = TEAM
    with_user: str = ""  # the person of a direct message
    shared: bool = False  # with another organisation
    creator: str = ""
    created: int = 0


@dataclass
class Stored:
    """A message as Slack keeps it. `only_for` is the one person who sees an ephemeral one."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread: str = ""
    only_for: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass
class View:
    id: str
    user: str
    body: dict[str, Any]
    hash: str
    filled: dict[str, str] = field(default_factory=dict)  # what somebody has put into its fields so far


What = Literal["new", "changes", "removes", "answer", "form", "amiss", "home"]


@dataclass
class Event:
    """Something that came to stand on somebody's screen, or went from it."""

    what: What
    stored: Stored | None = None
    view: View | None = None
    errors: dict[str, str] = field(default_factory=dict)  # of a form that stays open: field -> what is wrong


@dataclass
class Trigger:
    user: str
    until: datetime
    used: bool = False


@dataclass
class ResponseUrl:
    user: str
    channel: str
    until: datetime
    source: Stored | None = None
    uses: int = 0


@dataclass
class Token:
    kind: Literal["bot", "app"]
    scopes: set[str]
    wrong: str = ""  # invalid_auth, account_inactive, token_revoked
    team: str = TEAM
    expires: datetime | None = None


@dataclass
class Grant:
    """What somebody has let an app do in a workspace: a code or a refresh token for it is good once."""

    team: str
    scopes: set[str]
    redirect: str = ""
    used: bool = False
    whole_organisation: bool = False


@dataclass
class World:
    """`burst` messages may go to one channel at once, then one a second."""

    clock: Callable[[], datetime]
    burst: int = 40
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: list[Stored] = field(default_factory=list)
    views: dict[str, list[View]] = field(default_factory=dict)  # user -> stack of open modals
    homes: dict[str, View] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)  # what a bot must never do
    refusals: list[tuple[str, str]] = field(default_factory=list)  # (method, error) of every call refused
    calls: list[str] = field(default_factory=list)  # methods in the order they were called
    addresses: list[str] = field(
        default_factory=list
    )  # what stands in access logs on the way: paths and queries
    fails_with: dict[str, Refusal] = field(default_factory=dict)  # method -> what it answers, set by a test
    may_create_channels: bool = True
    may_read_direct: bool = False  # im:history
    loses_answer: Callable[[str], bool] = lambda _: False  # of a method that was done all the same
    team: str = TEAM  # whose token the call in hand came with
    scopes: set[str] = field(default_factory=set)  # of that token
    rotating: bool = False  # tokens of workspaces live twelve hours
    codes: dict[str, Grant] = field(default_factory=dict)
    refreshes: dict[str, Grant] = field(default_factory=dict)
    down: bool = False
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _spent: dict[str, tuple[datetime, float]] = field(default_factory=dict)
    _called: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)

    def number(self) -> int:
        return next(self._numbers)

    def ts(self) -> str:
        """A message's id: the second it was posted, and a number that tells it from all others."""
        return f"{int(self.clock().timestamp())}.{self.number():06d}"

    def user(self, name: str, **more: Any) -> User:
        """The person of this display name, who joins the workspace on first mention."""
        for known in self.users.values():
            if known.name == name:
                return known
        n = self.number()
        user = User(f"U{n:05d}", name.lower().replace(" ", "."), name, **more)
        self.users[user.id] = user
        return user

    def channel(self, name: str, members: set[str], *, private: bool = True, creator: str = "") -> Channel:
        channel = Channel(f"C{self.number():05d}", name, members, private, team=self.team, creator=creator)
        channel.created = int(self.clock().timestamp())
        self.channels[channel.id] = channel
        return channel

    def direct(self, user: str) -> Channel:
        """The conversation of the bot with a person."""
        for c in self.channels.values():
            if c.with_user == user:
                return c
        channel = Channel(f"D{self.number():05d}", "directmessage", {user, BOT}, with_user=user)
        self.channels[channel.id] = channel
        return channel

    def find(self, channel: str, ts: str) -> Stored | None:
        return next((m for m in self.messages if m.channel == channel and m.ts == ts), None)

    def trigger(self, user: str) -> str:
        id_ = f"{self.number()}.trigger"
        self.triggers[id_] = Trigger(user, self.clock() + LIFE_OF_TRIGGER)
        return id_

    def use_trigger(self, id_: str) -> str:
        """The person behind a trigger, which is good for one form and three seconds."""
        trigger = self.triggers.get(id_)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self.clock() > trigger.until:
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def spend(self, channel: str) -> None:
        """One message to a channel: about one a second, short bursts tolerated (S7)."""
        now = self.clock()
        last, spent = self._spent.get(channel, (now, 0.0))
        spent = max(0.0, spent - (now - last).total_seconds())
        if spent + 1 > self.burst:
            self._spent[channel] = (now, spent)
            raise Refusal("ratelimited", status=429, retry_after=1)
        self._spent[channel] = (now, spent + 1)

    def count(self, method: str, most: int) -> None:
        """One call of a method that a workspace may call so often a minute (S7)."""
        now = self.clock()
        called = [at for at in self._called.get((self.team, method), []) if now - at < MINUTE]
        if len(called) >= most:
            wait = MINUTE - (now - called[0])
            raise Refusal("ratelimited", status=429, retry_after=ceil(wait.total_seconds()))
        self._called[self.team, method] = [*called, now]

    def keep(self, stored: Stored, what: What = "new") -> Stored:
        self.messages.append(stored)
        if stored.user == BOT:
            self.events.append(Event(what, replace(stored)))
        return stored
