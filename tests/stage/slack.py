"""The whole bot in Slack, through the real SDK, against the fake: what people do there, and what they then see."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from typing import Any

from adapters.slack.manifest import manifest
from adapters.slack.sockets import listen
from adapters.web.site import listening_on, serve, site
from bot.script import Fills, Presses, Says, Uses
from bot.settings import Settings
from bot.stage import Impossible
from bot.wiring import Slack
from core.rules.calendar.clock import wall
from core.rules.calendar.day import read_day
from core.rules.calendar.misread import Misread
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
from tests.stage.played import PlatformStage, names_in
from tests.stage.read.slack import SlackReader

DAY = re.compile(r"\d{4}-\d\d-\d\d")
SHUT = {"messages_tab_disabled", "channel_not_found"}  # what Slack answers for somebody out of reach
HARMLESS = {"already_in_channel"}  # somebody else was faster to let them in


class SlackStage(PlatformStage):
    """One workspace, by Socket Mode or signed HTTP."""

    platform = "slack"

    def __init__(
        self, settings: Settings, *, listening: bool = False, http: bool = False, lines: bool = False
    ) -> None:
        super().__init__(settings, lines=lines)
        self.http = http
        made_from = manifest(listening=listening, create_channels=True)  # it asks for all that is needed
        self.slack = FakeSlack(self.clock, set(made_from["oauth_config"]["scopes"]["bot"]))
        self.run(self.slack.start())
        more = {"slack_bot_token": BOT_TOKEN, "slack_api_url": self.slack.url}
        way_in = {"slack_signing_secret": SIGNING_SECRET} if http else {"slack_app_token": APP_TOKEN}
        self.settings = settings.model_copy(update=more | way_in)
        self.shortcuts = made_from["features"]["shortcuts"]
        hears = "message.groups" in made_from["settings"]["event_subscriptions"]["bot_events"]
        self.people = Client(self.slack, listening=hears)
        self.reader: SlackReader = SlackReader(self.slack.world, self.zone)
        self._line: asyncio.Task[None] | None = None
        self.lobby = self.slack.world.channel("lobby", set(), private=False)
        self.forgiven = set(HARMLESS)
        self.begins()

    # --- the bot

    @property
    def _slack(self) -> Slack:
        assert self.bot.slack is not None
        return self.bot.slack

    async def connect(self) -> None:
        slack = self._slack
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

    async def disconnect(self) -> None:
        assert self._line is not None
        self._line.cancel()
        with suppress(asyncio.CancelledError):
            await self._line
        await self._slack.answers.finish()
        await self._slack.api.close()

    async def answered(self) -> None:
        await self._slack.answers.finish()

    async def stop(self) -> None:
        await self.slack.stop()

    def outage(self, *, down: bool) -> None:
        self.slack.world.down = down

    def happened(self) -> list[str]:
        assert self.main is None or self.reader.main
        return [line for event in self.events() for line in self.reader.event(event)]

    @property
    def held_against(self) -> list[object]:
        refused = [r for r in self.slack.world.refusals if r[1] not in self.forgiven]
        return [*self.slack.world.violations, *refused]

    # --- what people do

    def user(self, name: str) -> User:
        user = self.slack.world.user(name)
        user.tz = self.zones.get(name, self.zone)
        self.lobby.members.add(user.id)
        return user

    def says(self, step: Says) -> None:
        user = self.user(step.name)
        for name in names_in(step.text):
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
        for _ in range(step.taps):
            payload = self.people.press_payload(user, stored, button)
            for n in range(step.deliveries):
                self.run(self.slack.deliver("interactive", payload, retry=n))
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

    def reach(self, name: str, *, open_: bool, gone: bool) -> None:
        user = self.user(name)
        user.takes_messages, user.deleted = open_, gone
        self.forgiven |= SHUT

    def fills(self, step: Fills) -> None:
        user = self.user(step.name)
        view = self._form(user, step)
        if not set(step.values) <= set(self.reader.fields(view)):
            raise Impossible(f'"{step.title}" has the fields {self.reader.fields(view)}')
        for name in names_in(" ".join(step.values.values())):
            self.user(name)
        self.run(self.people.submit(user, view, self._picked(view, step.values)))
        self.settle()

    def _picked(self, view: View, values: dict[str, str]) -> dict[str, str]:
        """With the days that people take from a calendar where others type them."""
        dates = {
            b["block_id"] for b in view.body["blocks"] if b.get("element", {}).get("type") == "datepicker"
        }
        today = wall(self.clock.now, self.zone)[0]
        typed = {name: values[name] for name in dates if values.get(name) and not DAY.fullmatch(values[name])}
        picked = {name: read_day(day, today) for name, day in typed.items()}
        if any(isinstance(day, Misread) for day in picked.values()):
            raise Impossible("A day that is on no calendar cannot be picked")
        return values | {name: str(day) for name, day in picked.items()}

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


def _buttons(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [e for b in blocks if b["type"] == "actions" for e in b["elements"] if e["type"] == "button"]
