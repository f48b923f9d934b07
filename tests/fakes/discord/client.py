"""What people do in Discord's own app, as the interactions that Discord sends for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from tests.fakes.discord import payloads
from tests.fakes.discord.filled import CannotDo, fields, filled
from tests.fakes.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL
from tests.fakes.discord.permissions import P
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.world import (
    DIRECT,
    EPHEMERAL,
    LOADING,
    Body,
    Channel,
    Form,
    Interaction,
    Stored,
    User,
    World,
)

TEXT_MENU = 3
SUB_COMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, NUMBER = 1, 2, 3, 4, 5, 6, 10
Options = Mapping[str, Any]
NONE: Options = MappingProxyType({})


class Client:
    """The people of every guild, at their keyboards."""

    def __init__(self, discord: FakeDiscord) -> None:
        self.discord = discord

    @property
    def world(self) -> World:
        return self.discord.world

    # --- commands

    async def command(
        self, user: User, channel: Channel, path: Sequence[str], options: Options = NONE
    ) -> Interaction:
        """`path` is the command's name, then the group's and sub-command's, as far as it has them. Options are given
        by name; a person's as the User. Raises CannotDo for what Discord's app would not let go.
        """
        return await self._send(*self.command_payload(user, channel, path, options))

    def command_payload(
        self, user: User, channel: Channel, path: Sequence[str], options: Options = NONE
    ) -> tuple[Interaction, Body]:
        known = self.registered(path[0], channel)
        data = self._data(known, path, options, "")
        self._may_use(user, channel, known)
        return self._interaction(user, channel, COMMAND, data)

    async def autocomplete(
        self, user: User, channel: Channel, path: Sequence[str], options: Options, focused: str
    ) -> list[Body]:
        """What is offered while somebody types into the option `focused`."""
        known = self.registered(path[0], channel)
        data = self._data(known, path, options, focused)
        sent = await self._send(*self._interaction(user, channel, AUTOCOMPLETE, data))
        return list(sent.body.get("choices") or ())

    async def menu(self, user: User, stored: Stored, name: str) -> Interaction:
        """An app's command on a message, which comes with all its words whatever the intents (D7)."""
        world = self.world
        channel = world.channels[stored.channel]
        known = self.registered(name, channel, TEXT_MENU)
        data = {
            "id": known["id"],
            "name": name,
            "type": TEXT_MENU,
            "target_id": stored.id,
            "resolved": {"messages": {stored.id: payloads.message(world, stored)}},
        }
        self._may_use(user, channel, known)
        return await self._send(*self._interaction(user, channel, COMMAND, data))

    def registered(self, name: str, channel: Channel, kind: int = 1) -> Body:
        """The command as it stands in this channel's guild: its own, or the one for all. Raises CannotDo."""
        for guild in (channel.guild, ""):
            for known in self.world.commands.get(guild, {}).values():
                if known["name"] == name and known["type"] == kind:
                    return known
        raise CannotDo(f"there is no command {name} here")

    def _data(self, known: Body, path: Sequence[str], options: Options, focused: str) -> Body:
        resolved: Body = {}
        level, nest = known, []
        for word in path[1:]:
            found = [
                o for o in level.get("options", ()) if o["name"] == word and o["type"] in (SUB_COMMAND, GROUP)
            ]
            if not found:
                raise CannotDo(f"{' '.join(path)}: no {word}")
            level = found[0]
            nest.append(level)
        if any(o["type"] in (SUB_COMMAND, GROUP) for o in level.get("options") or ()):
            raise CannotDo(f"{' '.join(path)} stops short of a sub-command")
        given = self._options(level, options, focused, resolved)
        for option in reversed(nest):
            given = [{"name": option["name"], "type": option["type"], "options": given}]
        more = {"resolved": resolved} if resolved else {}
        at = {"guild_id": known["guild_id"]} if "guild_id" in known else {}
        return {"id": known["id"], "name": known["name"], "type": 1, "options": given, **at, **more}

    def _options(self, level: Body, options: Options, focused: str, resolved: Body) -> list[Body]:
        known = {o["name"]: o for o in level.get("options") or ()}
        if stray := set(options) - set(known):
            raise CannotDo(f"{level['name']} has no option {stray}")
        missing = [n for n, o in known.items() if o.get("required") and n not in options]
        if missing and not focused:
            raise CannotDo(f"{level['name']} needs {missing}")
        given = []
        for name, value in options.items():
            option = known[name]
            sent = value
            if option["type"] == USER:
                sent = self._resolve(value, resolved)
            elif not focused:
                _fits(option, value)
            more = {"focused": True} if name == focused else {}
            given.append({"name": name, "type": option["type"], "value": sent, **more})
        return given

    def _resolve(self, user: User, resolved: Body) -> str:
        resolved.setdefault("users", {})[user.id] = payloads.user(user)
        for guild in self.world.guilds.values():
            if user.id in guild.members:
                member = payloads.member(guild.members[user.id]) | {"permissions": "0"}
                del member["user"]
                resolved.setdefault("members", {})[user.id] = member
        return user.id

    def _may_use(self, user: User, channel: Channel, known: Body) -> None:
        world = self.world
        contexts, needed = known.get("contexts"), known.get("default_member_permissions")
        if contexts is not None and (1 if channel.kind == DIRECT else 0) not in contexts:
            raise CannotDo(f"{known['name']} is not for this place")
        may = world.may(user.id, channel)
        if channel.guild and not may & P.USE_APPLICATION_COMMANDS:
            raise CannotDo(f"{user.name} has no commands in {channel.name}")
        if channel.guild and needed is not None and (not may or int(needed) & ~may):
            raise CannotDo(f"{known['name']} is not for {user.name}")
        if world.a_channel(channel.id).archived:
            raise CannotDo("no commands in an archived thread")

    # --- buttons, selects and forms

    async def press(self, user: User, stored: Stored, button: Body) -> Interaction:
        return await self._send(*self.press_payload(user, stored, button))

    def press_payload(self, user: User, stored: Stored, button: Body) -> tuple[Interaction, Body]:
        return self._component(user, stored, button, {})

    async def choose(self, user: User, stored: Stored, select: Body, values: Iterable[str]) -> Interaction:
        """Options of a select by value, or people by id."""
        chosen = list(values)
        if select["type"] == 3 and set(chosen) - {o["value"] for o in select["options"]}:
            raise CannotDo(f"no such option: {chosen}")
        resolved: Body = {}
        if select["type"] == 5:
            chosen = [self._resolve(self.world.users[c], resolved) for c in chosen]
        more = {"resolved": resolved} if resolved else {}
        return await self._send(*self._component(user, stored, select, {"values": chosen, **more}))

    def _component(self, user: User, stored: Stored, component: Body, more: Body) -> tuple[Interaction, Body]:
        channel = self.world.channels[stored.channel]
        if not self.sees(user, stored):
            raise CannotDo(f"{user.name} does not see this")
        if component.get("disabled") or "custom_id" not in component:
            raise CannotDo("nothing to press")
        if self.world.a_channel(channel.id).archived:
            raise CannotDo("nothing can be pressed in an archived thread")
        data = {
            "custom_id": component["custom_id"],
            "component_type": component["type"],
            "id": component.get("id"),
            **more,
        }
        return self._interaction(user, channel, COMPONENT, data, stored)

    async def submit(self, user: User, form: Form, values: Mapping[str, str]) -> Interaction:
        """Send off the form that is open, with what stood in its fields where `values`, by custom_id, says nothing.
        Raises CannotDo for what Discord's app would not let go.
        """
        return await self._send(*self.submit_payload(user, form, values))

    def submit_payload(self, user: User, form: Form, values: Mapping[str, str]) -> tuple[Interaction, Body]:
        if self.world.forms.pop(user.id, None) is not form:
            raise CannotDo(f"{user.name} has no such form open")
        if stray := set(values) - {f["custom_id"] for f in fields(form.body)}:
            raise CannotDo(f"the form has no {stray}")
        resolved: Body = {}
        components = []
        for n, c in enumerate(form.body["components"], 1):
            if c["type"] == 18:
                state = filled(self.world, c["component"], values)
                for who in state.get("values", ()) if c["component"]["type"] == 5 else ():
                    self._resolve(self.world.users[who], resolved)
                components.append({"type": 18, "id": n, "component": {"id": 100 + n, **state}})
            else:
                components.append({"type": c["type"], "id": n})
        data = {"custom_id": form.body["custom_id"], "components": components, "resolved": resolved}
        return self._interaction(user, self.world.channels[form.channel], MODAL, data, form.source)

    # --- talk

    async def types(self, user: User, channel: Channel, text: str) -> Stored:
        """A line in a channel, thread or direct message. The bot hears of it as far as its intents go."""
        world = self.world
        if not world.may(user.id, channel):
            raise CannotDo(f"{user.name} does not see {channel.name}")
        stored = world.keep(Stored(world.snowflake(), channel.id, user.id, self.written(text)))
        channel.active = world.clock()
        guild = world.guild_of(channel)
        more: Body = {}
        if guild is not None:
            member = payloads.member(guild.members[user.id])
            del member["user"]
            more = {"guild_id": guild.id, "member": member}
        world.tell("MESSAGE_CREATE", payloads.message(world, stored) | more, channel.guild)
        return stored

    def written(self, text: str) -> str:
        """As Discord keeps what was typed: mentions as ids."""
        for user in sorted(self.world.users.values(), key=lambda u: -len(u.name)):
            text = text.replace(f"@{user.name}", f"<@{user.id}>")
        return text

    def sees(self, user: User, stored: Stored) -> bool:
        """Whether this message stands on somebody's screen."""
        channel = self.world.channels.get(stored.channel)
        if channel is None or stored.flags & LOADING or stored not in self.world.messages:
            return False
        if stored.flags & EPHEMERAL:
            return stored.only_for == user.id
        return bool(self.world.may(user.id, channel))

    # --- how Discord writes it

    def _interaction(
        self, user: User, channel: Channel, kind: int, data: Body, source: Stored | None = None
    ) -> tuple[Interaction, Body]:
        world = self.world
        id_ = world.snowflake()
        interaction = Interaction(id_, f"token-{id_}", kind, user.id, channel.id, world.clock(), source)
        guild = world.guild_of(channel)
        mine = world.may(world.bot.id, channel)
        where: Body = {
            "user": payloads.user(user),
            "context": 1,
            "authorizing_integration_owners": {"0": "0"},
        }
        if guild is not None:
            may = str(int(world.may(user.id, channel)))
            where = {
                "guild_id": guild.id,
                "guild": {"id": guild.id, "locale": guild.locale, "features": []},
                "guild_locale": guild.locale,
                "member": payloads.member(guild.members[user.id]) | {"permissions": may},
                "context": 0,
                "authorizing_integration_owners": {"0": guild.id},
            }
        on = {"message": payloads.message(world, source)} if source is not None else {}
        payload = {
            "id": id_,
            "application_id": world.app,
            "type": kind,
            "token": interaction.token,
            "version": 1,
            "channel_id": channel.id,
            "channel": payloads.channel(world, channel)
            | {"permissions": str(int(world.may(user.id, channel)))},
            "locale": user.locale,
            "app_permissions": str(int(mine)),
            "entitlements": [],
            "attachment_size_limit": 10 * 2**20,
            "data": data,
            **where,
            **on,
        }
        return interaction, payload

    async def _send(self, interaction: Interaction, payload: Body) -> Interaction:
        await self.discord.deliver(interaction, payload, payload.get("guild_id", ""))
        return interaction


def _fits(option: Body, value: Any) -> None:
    name = option["name"]
    allowed = [c["value"] for c in option.get("choices") or ()]
    if allowed and value not in allowed:
        raise CannotDo(f"{name} is one of {allowed}")
    match option["type"]:
        case 3:
            if not option.get("min_length", 0) <= len(value) <= option.get("max_length", 6000):
                raise CannotDo(f"{name} has {len(value)} characters")
        case 4 | 10:
            if not option.get("min_value", -(2**53)) <= value <= option.get("max_value", 2**53):
                raise CannotDo(f"{name} cannot be {value}")
        case 5:
            if not isinstance(value, bool):
                raise CannotDo(f"{name} is yes or no")
        case kind:
            raise CannotDo(f"{name}: an option of type {kind}")
