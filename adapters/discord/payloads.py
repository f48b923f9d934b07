"""Discord's interactions as requests to core, before anybody is asked who they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import discord
from discord import Interaction, InteractionType

from adapters.discord import forms, tree
from adapters.discord.render import read_custom_id
from adapters.discord.typed import PICKED, mentioned
from core.message import Choice
from core.names import Platform
from core.request import Spot

Payload = Mapping[str, Any]
USER_OPTION = 6
SUB_COMMAND, SUB_GROUP = 1, 2
EPHEMERAL = 1 << 6


@dataclass(frozen=True)
class Heard:
    """What was asked for, with words as Discord sent them. `workspace` is "" where Discord does not tell: in a direct
    message. `people` are those that came along with it, as Discord describes users and members.
    """

    delivery: str
    workspace: str
    user: str
    name: str
    language: str
    origin: Spot
    command: str
    words: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    of: str = ""
    submitted: str = ""
    people: Mapping[str, str] = field(default_factory=dict)  # account -> name
    page: int = 0  # of a form in `pages`, from 1
    pages: int = 0
    on_message: bool = False  # it has a message that its answer may leave as it is: a button, and its form

    def meant(self) -> tuple[str, ...]:
        """The ids of those it mentions or names."""
        picked = (v for v in self.args.values() if PICKED.fullmatch(v))
        return mentioned(" ".join((self.words, *picked)))


def heard(interaction: Interaction) -> Heard | None:
    """None for what asks for nothing of core's."""
    base = Heard(
        delivery=f"interaction-{interaction.id}",
        workspace=str(interaction.guild_id or ""),
        user=str(interaction.user.id),
        name=interaction.user.display_name,
        language=str(interaction.locale).partition("-")[0],
        origin=_spot(interaction),
        command="",
        on_message=interaction.message is not None,
    )
    data: Payload = interaction.data or {}
    match interaction.type:
        case InteractionType.application_command if int(data.get("type", 1)) == 1:
            return _of_command(base, data)
        case InteractionType.application_command:
            return _of_menu(base, data)
        case InteractionType.component:
            return _of_press(base, data)
        case InteractionType.modal_submit:
            return _of_submission(base, data)
        case _:
            return None


@dataclass(frozen=True)
class Typing:
    """An option that somebody is filling in: what suggestions are made of for it, and what stands there so far."""

    workspace: str
    user: str
    kind: str
    text: str


def typing(interaction: Interaction) -> Typing:
    data: Payload = interaction.data or {}
    command, options = tree.taken(data)
    focused = next((o for o in options if o.get("focused")), {})
    kind = tree.kind_of(command, str(focused.get("name")))
    return Typing(
        str(interaction.guild_id or ""), str(interaction.user.id), kind, str(focused.get("value") or "")
    )


def _spot(interaction: Interaction) -> Spot:
    """A thread is a channel of its own, inside the room that it was opened in."""
    here = str(interaction.channel_id or "")
    channel = interaction.channel
    if interaction.guild_id is None:
        return Spot(Platform.DISCORD, here, private=True)
    if isinstance(channel, discord.Thread):
        return Spot(Platform.DISCORD, str(channel.parent_id), here, public=_is_public(channel.parent))
    return Spot(Platform.DISCORD, here, public=_is_public(channel))


def _is_public(room: object) -> bool:
    """Whether everybody on the server sees it; so counts what discord.py has not been told of."""
    if not isinstance(room, discord.abc.GuildChannel) or room.guild.default_role is None:
        return True
    return room.permissions_for(room.guild.default_role).view_channel


def _of_command(base: Heard, data: Payload) -> Heard:
    command, options = tree.taken(data)
    filled = {str(o["name"]): _typed(o) for o in options}
    words = filled.pop("words", "")
    things = [name for name in filled if tree.kind_of(command, name) in tree.THINGS]
    of = next((filled.pop(name) for name in things), "")
    if not tree.kind_of(command, "words"):
        words = " ".join(filled.values())  # as one would type it: nothing is left for a form to ask
    return replace(base, command=command, words=words, args=filled, of=of, people=_people(data))


def _of_menu(base: Heard, data: Payload) -> Heard | None:
    """A message's own menu: what it says comes along as words, in full (D7)."""
    message = ((data.get("resolved") or {}).get("messages") or {}).get(str(data.get("target_id")), {})
    command = tree.MENUS.get(str(data.get("name")))
    if command is None:
        return None
    author = message.get("author") or {}
    by_a_person = bool(author) and not author.get("bot")
    mine = {"mine": "yes"} if by_a_person and str(author.get("id")) == base.user else {}
    words = str(message.get("content") or "").strip() if by_a_person else ""
    return replace(base, command=command, words=words, args=mine)


def _of_press(base: Heard, data: Payload) -> Heard:
    workspace, token = read_custom_id(str(data.get("custom_id") or ""))
    command, of, args = Choice.read(token)
    return replace(base, workspace=base.workspace or workspace, command=command, of=of, args=args)


def _of_submission(base: Heard, data: Payload) -> Heard:
    sent = forms.read_token(str(data.get("custom_id") or ""))
    return replace(
        base,
        workspace=base.workspace or sent.workspace,
        command=sent.command,
        args={**sent.args, **forms.values(data.get("components") or ())},
        of=sent.of,
        submitted=sent.form,
        people=_people(data),
        page=sent.page,
        pages=sent.pages,
    )


def _typed(option: Payload) -> str:
    value = option.get("value")
    return (
        f"<@{value}>"
        if option.get("type") == USER_OPTION
        else str(value if value is not None else "").strip()
    )


def _people(data: Payload) -> dict[str, str]:
    """Those that came along, by the name that the server knows them by."""
    resolved = data.get("resolved") or {}
    members = resolved.get("members") or {}
    return dict(_named(resolved.get("users") or {}, members))


def _named(users: Mapping[str, Payload], members: Mapping[str, Payload]) -> Iterator[tuple[str, str]]:
    for account, user in users.items():
        yield account, display_name(user, members.get(account) or {})


def display_name(user: Payload, member: Payload) -> str:
    names: Sequence[Any] = (member.get("nick"), user.get("global_name"), user.get("username"))
    return next((str(n) for n in names if n), str(user.get("id", "")))
