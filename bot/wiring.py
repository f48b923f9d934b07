"""build(settings) -> Bot: the only place that puts things together."""

from __future__ import annotations

import random as randomness
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Engine

from adapters.console.inbound import Console
from adapters.console.screen import Screen
from adapters.console.transport import ConsoleTransport
from adapters.database.bringup import Unusable, open_record
from adapters.database.cipher import Cipher, WrongKey
from adapters.database.installations import SqlInstallations
from adapters.database.outbox import SqlOutbox
from adapters.database.rooms import SqlRooms
from adapters.database.store import SqlStore
from adapters.slack.answers import Answers
from adapters.slack.api import Api
from adapters.slack.happenings import Happenings
from adapters.slack.home import Home
from adapters.slack.http import Door
from adapters.slack.inbound import Inbound
from adapters.slack.install import Install, Seals
from adapters.slack.installed import App as SlackApp
from adapters.slack.installed import Installed
from adapters.slack.manifest import scopes
from adapters.slack.one import OneWorkspace
from adapters.slack.people import People
from adapters.slack.rooms import Rooms
from adapters.slack.transport import SlackTransport
from bot.carrying import SIMULATED, Handle, Worker
from bot.courier import Courier
from bot.diary import RunInThread
from bot.heartbeat import Heartbeat
from bot.keys import NoKeys, secret_keys
from bot.on_discord import Discord, on_discord
from bot.settings import Settings, data_folder
from bot.watching import WatchedBugs, WatchedTransport, Watching
from bot.ways import options
from bot.weather import Weather
from core.app import App
from core.names import Platform
from core.ports import Report, Transport
from core.request import Reply, Request


def clock() -> datetime:
    """The one place where the wall clock is read."""
    return datetime.now(UTC)  # noqa: TID251 - this is that place


class CannotStart(Exception):
    """What keeps the bot from starting, as one sentence for whoever installs it."""


@dataclass
class Slack:
    """What speaks with Slack; `api` is to be opened inside the running loop. `door` is there where a signing secret
    lets us tell what Slack has sent, and `install` where workspaces install the bot over the web.
    """

    api: Api
    answers: Answers
    inbound: Inbound
    transport: SlackTransport
    door: Door | None
    accesses: OneWorkspace | Installed
    install: Install | None


@dataclass
class Bot:
    settings: Settings
    engine: Engine
    store: SqlStore
    outbox: SqlOutbox
    app: App
    courier: Courier
    heartbeat: Heartbeat
    screen: Screen
    console: Console
    slack: Slack | None
    discord: Discord | None
    report: Report
    watching: Watching


async def inline(work: Callable[..., Any], /, *args: Any, **more: Any) -> Any:
    """Run at once, in this thread: for a simulated clock."""
    return work(*args, **more)


def _record(settings: Settings, wait: float) -> tuple[Engine, Cipher]:
    if settings.is_default:
        data_folder().mkdir(parents=True, exist_ok=True)
    try:
        return open_record(settings.database, lambda may_make: secret_keys(settings, may_make=may_make), wait)
    except (Unusable, NoKeys) as e:
        raise CannotStart(str(e)) from e
    except OSError as e:
        raise CannotStart(f"The folder of the record cannot be used: {e.strerror}, {e.filename}.") from e


def build(
    settings: Settings,
    *,
    now: Callable[[], datetime] = clock,
    screen: Screen | None = None,
    random: Callable[[], float] = randomness.random,
    wait: float = 10.0,
    report: Report | None = None,
    in_thread: RunInThread = inline,
    committed: Callable[[], None] = lambda: None,
    lines: bool = False,
    worker: Worker = SIMULATED,
) -> Bot:
    """A whole bot on its record, which is migrated first; `wait` is for another program that holds it, in seconds.
    `committed` is told after each request, when something may wait for the courier. With `lines`, what happens is
    written to the log. Raises CannotStart.
    """
    engine, cipher = _record(settings, wait)
    store = SqlStore(engine, cipher, timedelta(days=settings.als_grace_days))
    outbox = SqlOutbox(engine, cipher)
    watching = Watching(lines=lines)
    bugs = report or WatchedBugs(watching)
    app = App(store, bugs, watch=watching)
    answer = watching.answers(app.handle)
    screen = screen or Screen()
    transports: dict[Platform, Transport] = {Platform.CONSOLE: ConsoleTransport(screen)}
    tell = _telling(answer, committed)
    ways = _ways(settings, app, SqlInstallations(engine, cipher), cipher, now, in_thread)
    rooms = SqlRooms(engine)
    slack = _slack(settings, ways, rooms, tell, bugs, now, in_thread) if ways is not None else None
    if slack is not None:
        transports[Platform.SLACK] = slack.transport
    discord = on_discord(settings, _telling(answer, committed), bugs, now, in_thread, store, rooms, app)
    if discord is not None:
        transports[Platform.DISCORD] = discord.transport
    watched = {p: WatchedTransport(t, watching, now) for p, t in transports.items()}
    courier = Courier(
        outbox, watched, answer, bugs, now, random, in_thread, worker, weather=Weather(lines=lines)
    )
    return Bot(
        settings=settings,
        engine=engine,
        store=store,
        outbox=outbox,
        app=app,
        courier=courier,
        heartbeat=Heartbeat(app),
        screen=screen,
        console=Console(app, screen, now),
        slack=slack,
        discord=discord,
        report=bugs,
        watching=watching,
    )


def _telling(answer: Handle, committed: Callable[[], None]) -> Handle:
    def handle(request: Request, at: datetime) -> Reply:
        try:
            return answer(request, at)
        finally:
            committed()

    return handle


@dataclass
class _Ways:
    """How the bot gets into Slack's workspaces."""

    api: Api
    accesses: OneWorkspace | Installed
    install: Install | None


def _ways(
    settings: Settings,
    app: App,
    kept: SqlInstallations,
    cipher: Cipher,
    now: Callable[[], datetime],
    in_thread: RunInThread,
) -> _Ways | None:
    """By the token of one workspace, or by what many have installed; None where Slack is off."""
    api = Api(settings.slack_api_url)
    if settings.slack_bot_token:
        return _Ways(api, OneWorkspace(api, settings.slack_bot_token, app, now, in_thread), None)
    if not (settings.slack_client_id and settings.slack_client_secret):
        return None
    known = SlackApp(settings.slack_client_id, settings.slack_client_secret)
    installed = Installed(api, known, kept, app, now, in_thread)
    asks = scopes(options(settings))
    seals = Seals(lambda text: cipher.seal(text).decode(), partial(_unsealed, cipher))
    install = Install(api, known, asks, settings.als_public_url, kept, installed, seals, now, in_thread)
    return _Ways(api, installed, install)


def _unsealed(cipher: Cipher, sealed: str) -> str | None:
    try:
        return cipher.unseal(sealed.encode())
    except WrongKey:
        return None


def _slack(
    settings: Settings,
    ways: _Ways,
    rooms: SqlRooms,
    handle: Handle,
    bugs: Report,
    now: Callable[[], datetime],
    in_thread: RunInThread,
) -> Slack:
    api = ways.api
    api.accesses = ways.accesses
    answers = Answers(api)
    people = People(api, now)
    home = Home(api, people, handle, now, in_thread)
    happenings = Happenings(api, people, handle, now, in_thread)
    inbound = Inbound(api, people, answers, home, happenings, handle, bugs, now, in_thread)
    secret = settings.slack_signing_secret
    door = Door(inbound, secret, now) if secret else None
    transport = SlackTransport(api, home, Rooms(api, rooms, in_thread))
    return Slack(api, answers, inbound, transport, door, ways.accesses, ways.install)
