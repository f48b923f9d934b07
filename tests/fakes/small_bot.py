"""A bot of a few lines over the real discord.py: what the fake is tested with."""

from __future__ import annotations

import re
from typing import Any

import discord
from discord import app_commands, ui

SAYS = "Ben asked: {}"


class Counter(ui.DynamicItem[ui.Button[Any]], template=r"count:(?P<n>\d+)"):
    """A button that works after a restart: its number is in its id."""

    def __init__(self, n: int) -> None:
        super().__init__(ui.Button(label=f"Pressed {n}", custom_id=f"count:{n}"))
        self.n = n

    @classmethod
    async def from_custom_id(cls, _on: Any, _item: Any, match: re.Match[str]) -> Counter:
        return cls(int(match["n"]))

    async def callback(self, interaction: Any) -> None:
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.TextDisplay(f"{self.n + 1}"))
        view.add_item(ui.ActionRow(Counter(self.n + 1)))
        await interaction.response.edit_message(view=view)


class Issue(ui.Modal, title="Your issue"):
    what: ui.Label[Any] = ui.Label(text="In one sentence", component=ui.TextInput(custom_id="what"))
    how: ui.Label[Any] = ui.Label(
        text="How",
        component=ui.RadioGroup(
            custom_id="how",
            options=[discord.RadioGroupOption(label="Written"), discord.RadioGroupOption(label="Spoken")],
        ),
    )

    async def on_submit(self, interaction: Any) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        assert isinstance(self.what.component, ui.TextInput)
        assert isinstance(self.how.component, ui.RadioGroup)
        await interaction.edit_original_response(
            content=f"{self.what.component.value}, {self.how.component.value}"
        )


class SmallBot(discord.AutoShardedClient):
    def __init__(self, *, content: bool = False, **more: Any) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, message_content=content)
        super().__init__(intents=intents, guild_ready_timeout=0.01, **more)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.resumed = 0
        group = app_commands.Group(name="als", description="A set")
        group.command(name="present", description="Bring an issue")(_present)
        group.command(name="ask", description="Ask somebody")(_ask)
        group.command(name="zone", description="Your zone")(_zone)
        inner = app_commands.Group(name="set", description="Sets", parent=group)
        inner.command(name="count", description="A button")(_count)
        self.tree.add_command(group)
        self.tree.add_command(app_commands.ContextMenu(name="Park it", callback=_park))
        self.add_dynamic_items(Counter)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """At once: the fake does not mind."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message.content)

    async def on_resumed(self) -> None:
        self.resumed += 1


async def _present(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Issue())


async def _ask(interaction: discord.Interaction, who: discord.Member, times: int, words: str = "") -> None:
    nobody = discord.AllowedMentions.none()
    await interaction.response.send_message(
        f"{who.mention} {who.display_name} {times} {words}", ephemeral=True, allowed_mentions=nobody
    )


async def _complete(_interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    zones = ["Europe/London", "Europe/Paris", "Asia/Tokyo"]
    return [app_commands.Choice(name=z, value=z) for z in zones if current.lower() in z.lower()]


@app_commands.autocomplete(zone=_complete)
async def _zone(interaction: discord.Interaction, zone: str) -> None:
    await interaction.response.send_message(zone, ephemeral=True)


async def _count(interaction: discord.Interaction) -> None:
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.ActionRow(Counter(0)))
    await interaction.response.send_message(view=view)


async def _park(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(message.content, ephemeral=True)
