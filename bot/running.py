"""`als run`: everything that is configured, in one process, until SIGTERM."""

from __future__ import annotations

import asyncio
import secrets
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from socket import gethostname, socket
from time import monotonic

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.routing import Route

from adapters.database.listening import can_listen
from adapters.database.listening import listen as hear
from adapters.slack.sockets import listen
from adapters.web.site import listening_on, serve, site
from bot import ways
from bot.carrying import Worker
from bot.diary import RECORD
from bot.health import Health
from bot.log import to_standard_error
from bot.looking_again import after_a_deploy
from bot.settings import Settings
from bot.tuned import tuned
from bot.wiring import Bot, CannotStart, build, clock
from core.ports import Away, Busy, Conflict

PARTS = ("web", "worker", "gateway")
EVERY = 1.0  # seconds between two looks at what is due, and at what waits
FAREWELL = 3.0  # seconds that answers and deliveries under way may take when the bot stops
LONGEST = 60.0  # seconds between two tries at a part that ended by itself


class Bell:
    """Rung by whoever has committed something, from any thread: the courier need not wait for its next look."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._heard: list[Callable[[], None]] = []
        self._rung = asyncio.Event()

    def hang(self) -> None:
        """In the running loop."""
        self._loop = asyncio.get_running_loop()

    def ring(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring)

    def tell(self, heard: Callable[[], None]) -> None:
        """Call this as well, in the loop, whenever the bell is rung."""
        self._heard.append(heard)

    def _ring(self) -> None:
        self._rung.set()
        for heard in self._heard:
            heard()

    async def wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)
        self._rung.clear()


@dataclass
class Running:
    bot: Bot
    bell: Bell
    parts: frozenset[str]
    say: Callable[[str], None]
    clock: Callable[[], datetime]
    beaten: datetime = field(init=False)  # when this process last looked at the clock

    def __post_init__(self) -> None:
        self.beaten = self.clock()

    async def until_told_to_stop(self) -> None:
        """Runs every part, and ends within five seconds of SIGTERM or SIGINT, whatever a platform does meanwhile."""
        self.bell.hang()
        self.bell.tell(self.bot.courier.stir)
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for s in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(s, stop.set)
        slack = self.bot.slack
        if slack is not None:
            await slack.api.open()
        doing = self._parts()
        scheduler = self._scheduler() if "worker" in self.parts else None
        tasks = [asyncio.ensure_future(self._guarded(name, does)) for name, does in doing.items()]
        if "worker" in self.parts:
            tasks.append(asyncio.ensure_future(self._look_again(stop)))
        for line in ways.standing(self.bot.settings, self.parts):
            self.say(line)
        try:
            await stop.wait()
        finally:
            if scheduler is not None:
                scheduler.shutdown(wait=False)
            await self._stop(tasks)
            self.bot.engine.dispose()

    def _parts(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """What this process does, by name."""
        found: dict[str, Callable[[], Awaitable[None]]] = {}
        if "worker" in self.parts:
            found["courier"] = self._deliver
            if can_listen(self.bot.engine.url):
                found["the record's line"] = lambda: hear(self.bot.engine.url, self.bell.ring)
        slack, settings = self.bot.slack, self.bot.settings
        health = self._health()
        if slack is not None:
            found["slack access"] = slack.accesses.attend
        if slack is not None and settings.slack_app_token and "gateway" in self.parts:
            found["slack socket mode"] = lambda: listen(slack.inbound, slack.api, settings.slack_app_token)
        if self.bot.discord is not None and "gateway" in self.parts:
            found["discord"] = self.bot.discord.line
        if "web" in self.parts and self._has_web:
            at = _bound(settings.port)
            of_health = [] if settings.als_health_port else health.routes
            found["web"] = lambda: serve(site([*of_health, *self._routes]), at)
        if settings.als_health_port:
            apart = _bound(settings.als_health_port, "ALS_HEALTH_PORT")
            found["health"] = lambda: serve(site(health.routes), apart)
        return found

    def _health(self) -> Health:
        beats = (lambda: self.beaten) if "worker" in self.parts else None
        on = {"slack": self.bot.slack is not None, "discord": self.bot.discord is not None}
        return Health(self.bot.engine, on, self.clock, self.bot.watching.registry, beats)

    @property
    def _has_web(self) -> bool:
        """Where Slack comes by Socket Mode and nothing else has an address, no port is opened."""
        return bool(self._routes) or self.parts == {"web"}

    @property
    def _routes(self) -> list[Route]:
        """Where browsers come to install the bot; and Slack itself, where it does not come by Socket Mode."""
        slack = self.bot.slack
        if slack is None:
            return []
        install = slack.install.routes if slack.install is not None else []
        if slack.door is None or self.bot.settings.slack_app_token:
            return install
        return [*slack.door.routes, *install]

    def _scheduler(self) -> AsyncIOScheduler:
        scheduler = AsyncIOScheduler(timezone="UTC")
        scheduler.add_job(
            self._beat, "interval", seconds=EVERY, coalesce=True, max_instances=1, misfire_grace_time=None
        )
        scheduler.start()
        return scheduler

    async def _beat(self) -> None:
        try:
            await asyncio.to_thread(self.bot.heartbeat.beat, self.clock())
        except Away as e:
            self.bot.courier.weather.bad(RECORD, str(e))
        except Exception as bug:  # noqa: BLE001 - the next beat must come, whatever this one met
            self.bot.report(bug, None)
        self.beaten = self.clock()
        self.bot.watching.beat(self.beaten)
        self.bell.ring()

    async def _look_again(self, stop: asyncio.Event) -> None:
        """What a release step may have done already; beside everything else, however many sets there are."""
        try:
            done = await asyncio.to_thread(
                after_a_deploy, self.bot.engine, self.clock(), lambda: not stop.is_set()
            )
        except Exception as bug:  # noqa: BLE001 - the next start does it; wakes heal within a week in any case
            self.bot.report(bug, None)
            return
        if done:
            structlog.get_logger("als").info("what falls due has changed", looked_at_again=done)

    async def _deliver(self) -> None:
        while True:
            await self.bell.wait(EVERY)
            with suppress(Busy, Conflict):  # what could not be written down yet is written down next time
                await self.bot.courier.carry()

    async def _guarded(self, name: str, does: Callable[[], Awaitable[None]]) -> None:
        """A part that fails is begun again, ever later: one platform in trouble must not take the others along."""
        wait, loop = 1.0, asyncio.get_running_loop()
        while True:
            begun = loop.time()
            try:
                await does()
            except Away as e:
                self.bot.courier.weather.bad(RECORD, str(e))
            except Exception as bug:  # noqa: BLE001 - see above
                self.bot.report(bug, None)
                structlog.get_logger("als").warning(
                    "a part of the bot is begun again", part=name, seconds=wait
                )
            wait = 1.0 if loop.time() - begun > LONGEST else wait  # it did well for a while
            await asyncio.sleep(wait)
            wait = min(LONGEST, wait * 2)

    async def _stop(self, tasks: list[asyncio.Task[None]]) -> None:
        with suppress(Busy, Conflict, TimeoutError):
            await asyncio.wait_for(self.bot.courier.stop(FAREWELL), FAREWELL + 1.0)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=FAREWELL) if tasks else None
        slack = self.bot.slack
        if slack is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.gather(slack.answers.finish(), slack.accesses.finish()), 1.0)
            await slack.api.close()
        discord = self.bot.discord
        if discord is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(discord.close(), 1.0)


def _bound(port: int, setting: str = "PORT") -> socket:
    try:
        return listening_on(port)
    except OSError as e:
        raise CannotStart(f"Port {port} cannot be used: {e.strerror}. {setting} names another.") from e


def run(
    settings: Settings,
    parts: frozenset[str],
    say: Callable[[str], None],
    worker: Worker | None = None,
    now: Callable[[], datetime] = clock,
) -> None:
    """Raises CannotStart."""
    if why := ways.what_is_missing(settings) or ways.what_is_amiss_on_discord(settings):
        raise CannotStart(why)
    if not ways.is_on(settings) and not settings.discord_token:
        raise CannotStart(
            "No platform is configured: set SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET "
            "(docs/slack.md), or DISCORD_TOKEN (docs/discord.md), or try the bot alone with als console."
        )
    bell = Bell()
    to_standard_error(settings.als_log, settings.als_log_level)
    bot = build(
        settings,
        in_thread=asyncio.to_thread,
        committed=bell.ring,
        now=now,
        worker=worker or Worker(f"{gethostname()[:40]}-{secrets.token_hex(4)}", monotonic),
        lines=True,
    )
    tuned()
    asyncio.run(Running(bot, bell, parts, say, now).until_told_to_stop())
