"""The whole bot in Discord, through the real discord.py, against the fake: what people do there, and what they then see."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from typing import Any

from adapters.discord import permissions
from bot.on_discord import Discord
from bot.script import Fills, Presses, Says, Uses
from bot.settings import Settings
from bot.stage import Impossible
from tests.fakes.discord import FakeDiscord, moderators
from tests.fakes.discord.client import Client
from tests.fakes.discord.filled import CannotDo, fields
from tests.fakes.discord.permissions import EVERYBODY, Overwrite, P
from tests.fakes.discord.world import DIRECT, TEXT, TOKEN, Channel, Event, Form, Stored, User
from tests.stage.played import Block, PlatformStage, names_in
from tests.stage.read.discord import DiscordReader
from tests.stage.typed import chosen

ENOUGH, AGAIN, NEXT_PAGE = (
    {"That will do"},
    {"Continue"},
    {"Go on", "Let me choose"},
)  # buttons that lead on in a form
TYPE_IT = " Type it here, or:"
ASKS = re.compile(r'^bot asks (\w+ ".+"): (.*)$')
ASKS_AGAIN = re.compile(r'^bot asks (\w+) ".+" again: (.*)$')
TYPED = 4  # a field for text
BUSY = 60.0  # seconds: a machine with much to do is no bot that answers late
ANSWERED = 40060
SHUT = {10007, 50007, 50278}  # what Discord answers for somebody out of reach
HARMLESS = {50083}  # a thread is found to lie in the archive, and taken out


class DiscordStage(PlatformStage):
    """One server that the bot was invited to by the link that its doctor prints, without any privileged intent."""

    platform = "discord"

    def __init__(self, settings: Settings, *, lines: bool = False) -> None:
        super().__init__(settings, lines=lines)
        self.discord = FakeDiscord(self.clock)
        self.run(self.discord.start())
        self.settings = settings.model_copy(
            update={"discord_token": TOKEN, "discord_api_url": self.discord.url}
        )
        world = self.world = self.discord.world
        self.guild = world.guild("Ward", EVERYBODY | P(permissions.bits()))
        self.lobby = world.channel(self.guild, "lobby")
        self.people = Client(self.discord)
        self.reader: DiscordReader = DiscordReader(world, self.zone)
        self.met: set[str] = set()
        self.forgiven = set(HARMLESS)
        self.repeated = False  # whether Discord has delivered the last press more than once
        self.pressed: dict[str, tuple[Stored, dict[str, Any]]] = {}  # by whom: what they pressed last
        self._line: asyncio.Task[None] | None = None
        self.begins()

    # --- the bot

    @property
    def _discord(self) -> Discord:
        assert self.bot.discord is not None
        return self.bot.discord

    async def connect(self) -> None:
        inbound = self._discord.inbound
        inbound.soon = inbound._people.patience = BUSY
        line = self._line = asyncio.ensure_future(self._discord.line())
        ready = asyncio.ensure_future(self.discord.gateway.until_ready())
        await asyncio.wait({line, ready}, return_when=asyncio.FIRST_COMPLETED)
        if line.done():
            ready.cancel()
            await line

    async def disconnect(self) -> None:
        assert self._line is not None
        self._line.cancel()
        with suppress(asyncio.CancelledError):
            await self._line
        await self._discord.close()

    async def answered(self) -> None:
        await self._discord.answers.finish()

    async def stop(self) -> None:
        await self.discord.stop()

    def outage(self, *, down: bool) -> None:
        self.world.down = down

    def events(self) -> list[Event]:
        """What has come to stand, changed or gone since this was last asked."""
        happened = list(self.world.events)
        self.world.events.clear()
        return happened

    def happened(self) -> list[str]:
        self.reader.main = self.main.id if self.main is not None else ""
        return [line for event in self.events() for line in self.reader.event(event)]

    @property
    def held_against(self) -> list[object]:
        return [*self.world.violations, *(r for r in self.world.refusals if r[1] not in self.forgiven)]

    def alike(self, said: Block, written: Block) -> bool:
        """Nobody is told to type where nothing typed is heard. A form shows five fields at most (D3); and one that is not
        taken cannot stay open: what was amiss is told in an answer that leads back to it.
        """
        written = [line.replace(TYPE_IT, "") for line in written]
        if said == written:
            return True
        if fields := ASKS.match(written[0]):
            ours = ASKS.match(said[0])
            return (
                ours is not None
                and ours[1] == fields[1]
                and set(ours[2].split(", ")) <= set(fields[2].split(", "))
            )
        if again := ASKS_AGAIN.match(written[0]):
            told = [part.partition(": ")[2] for part in again[2].split(" · ")]
            return said[0].startswith(f"bot to {again[1]}:") and all(t in "\n".join(said) for t in told)
        return False

    def heard(self, written: list[Block]) -> list[Block]:
        """Nobody is answered while Discord's API is down: an answer is a call, and is not made twice. What Discord
        delivers again is answered already.
        """
        found: list[Block] = []
        for b in written:
            answer = b[0].startswith("bot to ")
            if not (answer and (self.world.down or (self.repeated and b in found))):
                found.append(b)
        return found

    # --- what people do

    def user(self, name: str) -> User:
        """Somebody on the server. At first sight they tell the bot what Discord tells nobody, before the transcript
        begins for them: their zone, and that it may write to them.
        """
        world = self.world
        user = world.user(name)
        user.tz = self.zones.get(name, self.zone)
        if user.id not in self.met:
            self.met.add(user.id)
            world.joins(self.guild, user)
            standing = list(world.events)
            for line in (f"als zone {user.tz}", "als private yes"):
                self._command(user, self.lobby, line)
            self.run(self.answered())
            world.messages[:] = [m for m in world.messages if m.only_for != user.id]
            world.events[:] = standing
        return user

    def says(self, step: Says) -> None:
        user = self.user(step.name)
        for name in names_in(step.text):
            self.user(name)
        channel = self._where(user, step.where)
        self._let_in(user, channel)
        if step.text.startswith("/als"):
            self._command(user, channel, step.text.removeprefix("/"))
        else:
            self.run(self.people.types(user, channel, step.text))
        self.settle()

    def _command(self, user: User, channel: Channel, text: str) -> None:
        try:
            root = text.partition(" ")[0]
            roots = [self.people.registered(root, channel)]
            with suppress(CannotDo):
                roots.append(self.people.registered(f"{root}-admin", channel))
            meant = chosen(roots, text)
            options: dict[str, Any] = dict(meant.options)
            for name in meant.people:
                options[name] = self._picked(options[name].removeprefix("@"))
            for name in meant.options:
                options[name] = (
                    self.people.written(options[name]) if isinstance(options[name], str) else options[name]
                )
            for name in meant.offered:
                offer = self.run(
                    self.people.autocomplete(user, channel, meant.path, {name: options[name]}, name)
                )
                options[name] = offer[0]["value"] if offer else options[name]
            self.run(self.people.command(user, channel, meant.path, options))
        except CannotDo as e:
            raise Impossible(str(e)) from e

    def _picked(self, name: str) -> User:
        """Whom the app finds on the server by what is typed of their name."""
        known = (u for u in self.world.users.values() if u.name.casefold() == name.casefold() and not u.bot)
        return next(known, None) or self.world.user(name)

    def _let_in(self, user: User, channel: Channel) -> None:
        """Whoever speaks in a channel was brought in, by the bot or by somebody else."""
        room = self.world.channels[channel.parent] if channel.is_thread else channel
        if room.kind == TEXT and not self.world.may(user.id, room):
            bits = P(permissions.ROOM_OF_MEMBER)
            room.overwrites.append(Overwrite(user.id, 1, allow=bits))

    def _where(self, user: User, where: str) -> Channel:
        world = self.world
        match where:
            case "by DM":
                return world.direct(user)
            case "in turn":
                title = next(m for m in reversed(world.messages) if self.reader.opens_thread(m))
                return world.channels.get(title.id) or world.channels[title.channel]
            case "":
                return self.main or self.lobby
            case room:
                name = room.removeprefix("in #")
                return next(c for c in world.channels.values() if c.name == name)

    @property
    def main(self) -> Channel | None:
        """The first set's channel."""
        rooms = (c for c in self.world.channels.values() if c.kind == TEXT and c.overwrites)
        return next(rooms, None)

    def presses(self, step: Presses) -> None:
        user = self.user(step.name)
        stored, button = self._button(user, step)
        for _ in range(step.taps):
            try:
                interaction, payload = self.people.press_payload(user, stored, button)
            except CannotDo as e:
                raise Impossible(str(e)) from e
            for _ in range(step.deliveries):
                self.run(self.discord.deliver(interaction, payload, payload.get("guild_id", "")))
                self.settle()
        self.repeated = step.deliveries > 1
        if self.repeated:
            self.forgiven.add(
                ANSWERED
            )  # the repeat is answered as the first was, which Discord does not need
        self.pressed[user.id] = stored, button

    def reach(self, name: str, *, open_: bool, gone: bool) -> None:
        user = self.user(name)
        user.takes_messages = open_
        if gone:
            moderators.leaves(self.world, self.guild, user)
        self.forgiven |= SHUT

    def _button(self, user: User, step: Presses) -> tuple[Stored, dict[str, Any]]:
        """The newest button of this label that the person can see."""
        for stored in reversed(self.world.messages):
            labelled = [(above, b) for above, b in self.reader.buttons(stored) if b["label"] == step.label]
            if not labelled or not self._sees(user, stored):
                continue
            if step.on and step.on not in "\n".join(self.reader.message(stored)):
                continue
            # of several in one message, the one below the words
            return stored, next((b for above, b in labelled if step.on and step.on in above), labelled[0][1])
        raise Impossible(f"{step.name} sees no [{step.label}]")

    def _sees(self, user: User, stored: Stored) -> bool:
        """What stands in a set's room is for whoever is brought in there, as in every transcript."""
        channel = self.world.channels[stored.channel]
        if not stored.only_for and channel.kind != DIRECT:
            self._let_in(user, channel)
        return self.people.sees(user, stored)

    def uses(self, step: Uses) -> None:
        """A message's own menu; what Slack offers outside any place is a command here."""
        user = self.user(step.name)
        try:
            if step.on:
                self.run(self.people.menu(user, self._message(user, step.on), step.label))
            else:
                self._command(user, self.world.direct(user), "als present")
        except CannotDo as e:
            raise Impossible(str(e)) from e
        self.settle()

    def _message(self, user: User, words: str) -> Stored:
        """The newest message that the person can see and that holds these words: somebody's line, else the bot's."""
        seen = [m for m in reversed(self.world.messages) if self._sees(user, m)]
        bot = self.world.bot.id
        typed = (m for m in seen if m.author != bot and words in m.content)
        said = (m for m in seen if m.author == bot and words in "\n".join(self.reader.message(m)))
        found = next(typed, None) or next(said, None)
        if found is None:
            raise Impossible(f"{user.name} sees no message with “{words}”")
        return found

    def fills(self, step: Fills) -> None:
        """A form in pages is filled page by page, as far as there is something to say; what is said between them stands
        for nothing of its own.
        """
        user = self.user(step.name)
        for name in names_in(" ".join(step.values.values())):
            self.user(name)
        form, left = self._form(user, step), dict(step.values)
        while not set(left) <= set(self.reader.fields(form)):
            here = {k: left.pop(k) for k in self.reader.fields(form) if k in left}
            standing = list(self.world.events)
            self._submit(user, form, here)
            self.world.events[:] = standing
            form = self._next_page(user, step)
        self._submit(user, form, left)
        if (done := self._offered(user, ENOUGH)) is not None:
            self.world.events.pop()  # the page is kept, and the rest is as it stands
            self.run(self.people.press(user, *done))
            self.settle()

    def _submit(self, user: User, form: Form, values: dict[str, str]) -> None:
        try:
            self.run(self.people.submit(user, form, self._something(form, values)))
        except CannotDo as e:
            raise Impossible(str(e)) from e
        self.settle()

    def _form(self, user: User, step: Fills) -> Form:
        """The form that is open; one that was not taken is opened again."""
        form = self.world.forms.get(user.id)
        again = self._offered(user, AGAIN) or self.pressed.get(user.id)
        if form is None and again is not None:
            standing = list(self.world.events)
            self.run(self.people.press(user, *again))
            self.world.events[:] = standing
            form = self.world.forms.get(user.id)
        if form is None or self.reader.title(form) != step.title:
            raise Impossible(f'{step.name} has no form "{step.title}" open')
        return form

    def _next_page(self, user: User, step: Fills) -> Form:
        offered = self._offered(user, NEXT_PAGE)
        if offered is None:
            raise Impossible(f"{step.title} has no fields {set(step.values)}")
        standing = list(self.world.events)
        self.run(self.people.press(user, *offered))
        self.world.events[:] = standing
        form = self.world.forms.get(user.id)
        if form is None:
            raise Impossible(f"{step.title} has no page for {set(step.values)}")
        return form

    def _offered(self, user: User, labels: set[str]) -> tuple[Stored, dict[str, Any]] | None:
        """The button of one of these labels in the last answer that the person was given."""
        last = next((m for m in reversed(self.world.messages) if m.only_for == user.id), None)
        found = (
            (b for _, b in self.reader.buttons(last) if b["label"] in labels)
            if last is not None
            else iter(())
        )
        button = next(found, None)
        return (last, button) if last is not None and button is not None else None

    def _something(self, form: Form, values: dict[str, str]) -> dict[str, str]:
        """A space where nobody may leave nothing."""
        needed = (f for f in fields(form.body) if f["type"] == TYPED and f.get("required", True))
        empty = (f["custom_id"] for f in needed if not values.get(f["custom_id"], f.get("value")))
        return values | dict.fromkeys(empty, " ")
