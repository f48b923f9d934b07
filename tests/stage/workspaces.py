"""Many workspaces that install the bot over the web: one or several of its processes, a browser, and the fake Slack."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from socket import socket
from typing import Any, TypeVar
from urllib.parse import urlsplit

from aiohttp import ClientSession, CookieJar

from adapters.database.installations import SqlInstallations
from adapters.slack.installed import Installed
from adapters.web.site import listening_on, serve, site
from bot.log import Bugs
from bot.settings import Settings
from bot.stage import BEGIN, SimulatedClock
from bot.wiring import Bot, Slack, build
from core.ports import Installations
from core.request import Request
from tests.fakes.slack import FakeSlack, oauth
from tests.fakes.slack.client import Client
from tests.fakes.slack.server import written
from tests.fakes.slack.world import CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET, TEAM, Channel, Stored, User

T = TypeVar("T")
KEY = "c3BlYWtpbmctb2YtYWN0aW9uLWxlYXJuaW5nLXNldHM="  # a test's own
NEW = 'new "Ward leaders" every 4 weeks on Tuesday 10:00 Europe/London for 90 minutes from 2027-06-01'


@dataclass
class Process:
    bot: Bot
    serving: asyncio.Task[None]
    url: str

    @property
    def slack(self) -> Slack:
        assert self.bot.slack is not None
        return self.bot.slack

    @property
    def installed(self) -> Installed:
        assert isinstance(self.slack.accesses, Installed)
        return self.slack.accesses


@dataclass(frozen=True)
class Page:
    status: int
    text: str
    headers: dict[str, str]


class Workspaces:
    def __init__(
        self, record: str, *, processes: int = 1, rotating: bool = False, public_url: str = ""
    ) -> None:
        self.clock = SimulatedClock(BEGIN)
        self.loop = asyncio.new_event_loop()
        self.slack = FakeSlack(self.clock)
        self.world = self.slack.world
        self.world.tokens.clear()
        self.world.rotating = rotating
        self.people = Client(self.slack)
        self.bugs: list[BaseException] = []
        self.run(self.slack.start())
        at = listening_on(0, "127.0.0.1")
        self.public_url = public_url or _url(at)
        self.settings = Settings(
            als_database_url=record,
            als_secret_keys=KEY,
            als_public_url=self.public_url,
            slack_client_id=CLIENT_ID,
            slack_client_secret=CLIENT_SECRET,
            slack_signing_secret=SIGNING_SECRET,
            slack_options="create-channels",
            slack_api_url=self.slack.url,
        )
        self.processes = [self._started(at)]
        self.processes += [self._started(listening_on(0, "127.0.0.1")) for _ in range(processes - 1)]
        self.slack.address = f"{self.processes[0].url}/slack/events"
        self.session: ClientSession | None = None

    def run(self, what: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(what)

    def _started(self, at: socket) -> Process:
        bot = build(
            self.settings,
            now=self.clock,
            random=lambda: 0.5,
            report=self._report,
            in_thread=asyncio.to_thread,
        )
        assert bot.slack is not None
        assert bot.slack.door is not None
        assert bot.slack.install is not None
        routes = [*bot.slack.door.routes, *bot.slack.install.routes]
        self.run(bot.slack.api.open())
        serving = self.loop.create_task(serve(site(routes), at))
        return Process(bot, serving, _url(at))

    def _report(self, bug: BaseException, request: Request | None) -> str:
        self.bugs.append(bug)
        return Bugs()(bug, request)

    def close(self) -> None:
        self.run(self._close())
        self.loop.close()

    async def _close(self) -> None:
        if self.session is not None:
            await self.session.close()
        for process in self.processes:
            process.serving.cancel()
            with suppress(asyncio.CancelledError):
                await process.serving
            await process.slack.answers.finish()
            await process.installed.finish()
            await process.slack.api.close()
            process.bot.engine.dispose()
        await self.slack.stop()
        await self.loop.shutdown_default_executor()

    @property
    def bot(self) -> Bot:
        return self.processes[0].bot

    # --- a browser

    def get(self, address: str, **headers: str) -> Page:
        """A page as a browser gets it, which keeps its cookies and follows no redirection by itself."""

        async def goes() -> Page:
            if self.session is None:
                self.session = ClientSession(cookie_jar=CookieJar(unsafe=True))
            async with self.session.get(address, allow_redirects=False, headers=headers) as answer:
                return Page(answer.status, await answer.text(), dict(answer.headers))

        return self.run(goes())

    def cookie(self) -> str:
        """What the browser was given to come back with."""
        assert self.session is not None
        return next(c.value for c in self.session.cookie_jar if c.key == "als-install")

    @property
    def kept(self) -> Installations:
        return SqlInstallations(self.bot.engine, self.bot.store.cipher)

    def another_browser(self) -> None:
        if self.session is not None:
            self.run(self.session.close())
        self.session = None

    def begin(self) -> str:
        """Where /slack/install leads: Slack's own page."""
        there = self.get(f"{self.processes[0].url}/slack/install")
        assert there.status == 302
        return there.headers["Location"]

    def come_back(self, address: str) -> Page:
        parts = urlsplit(address)
        return self.get(f"{self.processes[0].url}{parts.path}?{parts.query}")

    def install(self, team: str = TEAM, **more: Any) -> Page:
        return self.come_back(oauth.allow(self.world, self.begin(), team, **more))

    # --- people, and Slack itself

    def user(self, name: str, team: str = TEAM) -> User:
        return self.world.user(name, team=team)

    def says(self, name: str, text: str, team: str = TEAM) -> None:
        """A command in a public channel of their workspace."""
        user, channel = self.user(name, team), self.lobby(team)
        channel.members.add(user.id)
        payload = self.people.command_payload(user, channel, text) | {"team_id": team}

        async def goes() -> None:
            answer = await self.slack.deliver("slash_commands", payload)
            self.people.acknowledged(user, channel, answer)

        self.run(goes())
        self.settle()

    def lobby(self, team: str) -> Channel:
        name = f"lobby-{team.lower()}"
        for channel in self.world.channels.values():
            if channel.name == name:
                return channel
        self.world.team = team
        return self.world.channel(name, set(), private=False)

    def tells(
        self, what: str, team: str = TEAM, *, ago: timedelta = timedelta(0), event_id: str = ""
    ) -> None:
        """An event of the app itself, that happened some time `ago`."""
        event: dict[str, Any] = {"type": what}
        if what == "tokens_revoked":
            event["tokens"] = {"oauth": [], "bot": ["U0BOT"]}
        payload = self.people.event_payload(event, event_id)
        at = int((self.clock.now - ago).timestamp())
        payload |= {"team_id": team, "event_time": at, "authorizations": []}
        self.run(self.slack.deliver("events_api", payload))

    def post(self, address: str, body: bytes, **headers: str) -> int:
        """Answers with what status it was met."""

        async def goes() -> int:
            async with (
                ClientSession() as session,
                session.post(address, data=BytesIO(body), headers=headers) as a,
            ):
                return a.status

        return self.run(goes())

    def forged(self, event: dict[str, Any]) -> int:
        """An event that somebody else has signed. Answers with what status it was met."""
        body = written("events_api", self.people.event_payload(event))
        headers = self.slack.signed(body, "events_api") | {"X-Slack-Signature": f"v0={'0' * 64}"}
        return self.post(self.slack.address, body.encode(), **headers)

    def uninstalls(self, team: str = TEAM, *events: str) -> None:
        """Somebody takes the app out of their workspace, and Slack tells, in this order."""
        oauth.uninstall(self.world, team)
        for event in events or ("tokens_revoked", "app_uninstalled"):
            self.tells(event, team)

    # --- time

    def settle(self) -> None:
        self.run(self._settle())

    async def _settle(self) -> None:
        for process in self.processes:
            await process.slack.answers.finish()
            await process.bot.courier.carry()
            await process.installed.finish()

    def advance(self, by: timedelta) -> None:
        """Later, and whatever is due by then has been seen to."""
        self.clock.now += by
        for process in self.processes:
            process.bot.heartbeat.beat(self.clock.now)
        self.settle()

    # --- what there is

    def said_in(self, team: str) -> list[Stored]:
        return [m for m in self.world.messages if self.world.channels[m.channel].team == team]

    def rooms(self, team: str = TEAM) -> list[Channel]:
        channels = self.world.channels.values()
        return [c for c in channels if c.private and not c.with_user and c.team == team]


def _url(at: socket) -> str:
    return f"http://127.0.0.1:{at.getsockname()[1]}"


@contextmanager
def workspaces(folder: Path, **more: Any) -> Iterator[Workspaces]:
    """Many workspaces, none of which has installed the bot yet."""
    stage = Workspaces(more.pop("record", f"sqlite:///{folder / 'many.sqlite3'}"), **more)
    try:
        yield stage
        assert stage.bugs == []
        assert stage.world.violations == []
    finally:
        stage.close()
