"""The whole bot in Slack, through the real SDK, against the fake: what people do there, and what they then see."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from adapters.slack.manifest import manifest
from adapters.slack.sockets import listen
from adapters.web.site import listening_on, serve, site
from bot import script
from bot.log import Bugs
from bot.script import Fills, Moves, Presses, Says, Uses
from bot.settings import Settings
from bot.stage import BEGIN, Impossible, SimulatedClock, when
from bot.wiring import Bot, Slack, build
from core.request import Request
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.client import Client
from tests.fakes.slack.world import (
    APP_TOKEN,
    BOT,
    BOT_TOKEN,
    SIGNING_SECRET,
    Channel,
    Event,
    Stored,
    User,
    View,
)
from tests.stage.read.slack import SlackReader

T = TypeVar("T")
HARMLESS = {"already_in_channel"}  # somebody else was faster to let them in


class SlackStage:
    """One workspace, by Socket Mode or signed HTTP, and a clock that stands still until somebody moves it."""

    def __init__(
        self, settings: Settings, *, listening: bool = False, http: bool = False, lines: bool = False
    ) -> None:
        self.http = http
        self.lines = lines  # of the log
        self.clock = SimulatedClock(BEGIN)
        self.loop = asyncio.new_event_loop()
        made_from = manifest(listening=listening, create_channels=True)  # it asks for all that is needed
        self.slack = FakeSlack(self.clock, set(made_from["oauth_config"]["scopes"]["bot"]))
        self.run(self.slack.start())
        more = {"slack_bot_token": BOT_TOKEN, "slack_api_url": self.slack.url}
        way_in = {"slack_signing_secret": SIGNING_SECRET} if http else {"slack_app_token": APP_TOKEN}
        self.settings = settings.model_copy(update=more | way_in)
        self.shortcuts = made_from["features"]["shortcuts"]
        hears = "message.groups" in made_from["settings"]["event_subscriptions"]["bot_events"]
        self.people = Client(self.slack, listening=hears)
        self.reader = SlackReader(self.slack.world, "Europe/London")
        self.zones: dict[str, str] = {}
        self.bugs: list[BaseException] = []
        self.awake = True
        self.starts = 0
        self._log = Bugs()
        self._line: asyncio.Task[None] | None = None
        self.lobby = self.slack.world.channel("lobby", set(), private=False)
        self.bot = self._build()

    def run(self, what: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(what)

    @property
    def zone(self) -> str:
        return self.reader.zone

    # --- the bot

    def _build(self) -> Bot:
        self.starts += 1
        seeded = random.Random(self.starts)
        bot = build(
            self.settings,
            now=self.clock,
            random=seeded.random,
            report=self._report,
            in_thread=asyncio.to_thread,
            lines=self.lines,
        )
        self.run(self._connect(_slack(bot)))
        return bot

    async def _connect(self, slack: Slack) -> None:
        await slack.api.open(
            connections=1
        )  # one line, so that what is said comes in the order it was asked for
        if slack.door is not None:
            at = listening_on(0, "127.0.0.1")
            self.slack.address = f"http://127.0.0.1:{at.getsockname()[1]}/slack/events"
            self._line = asyncio.ensure_future(serve(site(slack.door.routes), at))
            return
        self._line = asyncio.ensure_future(listen(slack.inbound, slack.api, APP_TOKEN))
        await self.slack.connected()

    def _report(self, bug: BaseException, request: Request | None) -> str:
        self.bugs.append(bug)
        return self._log(bug, request)

    async def _disconnect(self) -> None:
        assert self._line is not None
        self._line.cancel()
        with suppress(asyncio.CancelledError):
            await self._line
        slack = _slack(self.bot)
        await slack.answers.finish()
        await slack.api.close()

    def restart(self) -> None:
        self.run(self._disconnect())
        self.bot.engine.dispose()
        self.bot = self._build()

    def close(self) -> None:
        self.run(self._disconnect())
        self.run(self.slack.stop())
        self.bot.engine.dispose()
        self.run(self.loop.shutdown_default_executor())
        self.loop.close()

    def settle(self) -> None:
        """Everybody who asked has been answered, and everything that can be delivered now is."""
        self.run(self._settle())

    async def _settle(self) -> None:
        await _slack(self.bot).answers.finish()
        if self.awake:
            await self.bot.courier.carry()

    # --- the clock

    def moves(self, step: Moves) -> None:
        match step.to:
            case "the bot restarts":
                self.restart()
            case "the bot stops":
                self.awake = False
            case "the bot starts":
                self.awake = True
                self.restart()
                self.bot.heartbeat.beat(self.clock.now)
                self.settle()
            case "the platform is down":
                self.slack.world.down = True
            case "the platform is back":
                self.slack.world.down = False
                self.settle()
            case text:
                self.advance(when(text, self.clock.now, self.zone))

    def advance(self, to: datetime) -> None:
        if not self.awake:
            self.clock.now = to
            return
        self.settle()
        while (following := self._next()) is not None and following <= to:
            self.clock.now = max(following, self.clock.now)
            self.bot.heartbeat.rested(self.clock.now)
            self.bot.heartbeat.beat(self.clock.now)
            self.settle()
        self.clock.now = to
        self.bot.heartbeat.rested(to)
        self.settle()

    def _next(self) -> datetime | None:
        times = [t for t in (self.bot.store.next_wake(), self.bot.outbox.next_at()) if t is not None]
        upcoming = min(times, default=None)
        if upcoming is not None and upcoming <= self.clock.now:
            return self.clock.now + timedelta(seconds=1)
        return upcoming

    def begin(self, header: script.Header) -> None:
        """Begin when and where the header says."""
        if header.begin:
            at, _, zone = header.begin.rpartition(" ")
            self.reader.zone = zone
            self.clock.now = when(at, self.clock.now, zone)
        self.zones.update(header.zones)

    # --- what people do

    def user(self, name: str) -> User:
        user = self.slack.world.user(name)
        user.tz = self.zones.get(name, self.zone)
        self.lobby.members.add(user.id)
        return user

    def says(self, step: Says) -> None:
        user = self.user(step.name)
        for name in script_names(step.text):
            self.user(name)
        channel, thread = self._where(user, step.where)
        channel.members.add(
            user.id
        )  # whoever speaks in a channel was brought in, by the bot or by somebody else
        if step.text.startswith("/als"):
            if thread:
                raise Impossible("Slack has no commands in threads")
            command, _, text = step.text.partition(" ")
            self.run(self.people.command(user, channel, text.strip(), command))
        else:
            self.run(self.people.types(user, channel, step.text, thread))
        self.settle()

    def _where(self, user: User, where: str) -> tuple[Channel, str]:
        world = self.slack.world
        match where:
            case "by DM":
                return world.direct(user.id), ""
            case "in turn":
                title = next(m for m in reversed(world.messages) if self.reader.opens_thread(m))
                return world.channels[title.channel], title.ts
            case "":
                return self.main or self.lobby, ""
            case room:
                name = room.removeprefix("in #")
                return next(c for c in world.channels.values() if c.name == name), ""

    @property
    def main(self) -> Channel | None:
        """The first set's channel."""
        world = self.slack.world
        made = (c for c in world.channels.values() if c.private and not c.with_user and BOT in c.members)
        found = next(made, None)
        self.reader.main = found.id if found else ""
        return found

    def presses(self, step: Presses) -> None:
        user = self.user(step.name)
        for view in reversed(self.slack.world.views.get(user.id, [])):
            for button in _buttons(view.body["blocks"]):
                if button["text"]["text"] == step.label:
                    self.run(self.people.press_in_view(user, view, button))
                    self.settle()
                    return
        stored, button = self._button(user, step)
        self.run(self.people.press(user, stored, button))
        self.settle()

    def _button(self, user: User, step: Presses) -> tuple[Stored, dict[str, Any]]:
        """The newest button of this label that the person can see."""
        world = self.slack.world
        for stored in reversed(world.messages):
            channel = world.channels[stored.channel]
            if not self._sees(user, stored):
                continue
            if step.on and step.on not in "\n".join(self.reader.message(stored)):
                continue
            labelled = [
                (above, button)
                for above, button in self.reader.buttons(stored)
                if button["text"]["text"] == step.label
            ]
            if labelled:  # of several in one message, the one below the words
                channel.members.add(user.id)
                return stored, next(
                    (b for above, b in labelled if step.on and step.on in above), labelled[0][1]
                )
        raise Impossible(f"{step.name} sees no [{step.label}]")

    def uses(self, step: Uses) -> None:
        """By the label that the manifest gives it."""
        user = self.user(step.name)
        kind = "message" if step.on else "global"
        offered = {s["name"]: s["callback_id"] for s in self.shortcuts if s["type"] == kind}
        if step.label not in offered:
            raise Impossible(f"No menu offers “{step.label}”")
        if step.on:
            self.run(self.people.use_on(user, self._message(user, step.on), offered[step.label]))
        else:
            self.run(self.people.use(user, offered[step.label]))
        self.settle()

    def _message(self, user: User, words: str) -> Stored:
        """The newest message that the person can see and that holds these words: somebody's line, else the bot's."""
        seen = [m for m in reversed(self.slack.world.messages) if self._sees(user, m)]
        typed = (m for m in seen if m.user != BOT and words in m.text)
        said = (m for m in seen if m.user == BOT and words in "\n".join(self.reader.message(m)))
        found = next(typed, None) or next(said, None)
        if found is None:
            raise Impossible(f"{user.name} sees no message with “{words}”")
        return found

    def _sees(self, user: User, stored: Stored) -> bool:
        channel = self.slack.world.channels[stored.channel]
        return stored.only_for in ("", user.id) and channel.with_user in ("", user.id)

    def fills(self, step: Fills) -> None:
        user = self.user(step.name)
        view = self._form(user, step)
        if not set(step.values) <= set(self.reader.fields(view)):
            raise Impossible(f'"{step.title}" has the fields {self.reader.fields(view)}')
        for name in script_names(" ".join(step.values.values())):
            self.user(name)
        self.run(self.people.submit(user, view, step.values))
        self.settle()

    def _form(self, user: User, step: Fills) -> View:
        stack = self.slack.world.views.get(user.id, [])
        if not stack or self.reader.title(stack[-1]) != step.title:
            raise Impossible(f'{step.name} has no form "{step.title}" open')
        return stack[-1]

    def events(self) -> list[Event]:
        """What has come to stand, changed or gone since this was last asked."""
        happened = list(self.slack.world.events)
        self.slack.world.events.clear()
        return happened


def script_names(text: str) -> list[str]:
    """The people whom a line mentions: they are in the workspace, whether or not they have said anything."""
    return [w.removeprefix("@").rstrip(".,:;?") for w in text.split() if w.startswith("@") and len(w) > 1]


def _slack(bot: Bot) -> Slack:
    assert bot.slack is not None
    return bot.slack


def _buttons(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [e for b in blocks if b["type"] == "actions" for e in b["elements"] if e["type"] == "button"]


def act(stage: SlackStage, step: script.Step) -> None:
    match step:
        case Moves():
            stage.moves(step)
        case Says():
            stage.says(step)
        case Presses():
            stage.presses(step)
        case Fills():
            stage.fills(step)
        case Uses():
            stage.uses(step)
    if stage.bugs:
        raise stage.bugs[0]


def _set_up(stage: SlackStage, header: script.Header, folders: tuple[Path, ...]) -> None:
    for name in header.given:
        before_header, before = script.read(script.find(name, folders).read_text())
        _set_up(stage, before_header, folders)
        for line in before:
            if line.step is not None:
                act(stage, line.step)
        stage.events()
    stage.begin(header)


def perform(
    text: str, settings: Settings, folders: tuple[Path, ...], *, http: bool = False
) -> Iterator[list[str]]:
    """Each line of a transcript with what the bot says to it in Slack. Raises the bug that a performance meets."""
    header, lines = script.read(text)
    stage = SlackStage(settings, listening="listening" in header.needs, http=http)
    try:
        _set_up(stage, header, folders)
        for line in lines:
            if line.step is not None:
                act(stage, line.step)
            assert stage.main is None or stage.reader.main
            happened = stage.events()
            if script.is_quiet(line.step):
                happened = []
            yield [line.text, *(t for e in happened for t in stage.reader.event(e))]
        world = stage.slack.world
        held_against_us = (world.violations, [r for r in world.refusals if r[1] not in HARMLESS])
        assert held_against_us == ([], []), str(held_against_us)
    finally:
        stage.close()
