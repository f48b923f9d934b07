"""A call of Discord's API, and the table that says what answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakes.discord.permissions import P
from tests.fakes.discord.refusals import Refusal
from tests.fakes.discord.world import Channel, World


@dataclass(frozen=True)
class Call:
    """`path` holds what stands in the braces of the route."""

    world: World
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any

    @property
    def channel(self) -> Channel:
        """The channel of the path, which the bot can see. Raises Refusal."""
        channel = self.world.a_channel(self.path["channel_id"])
        if not self.may(channel):
            raise Refusal(50001)
        return channel

    def may(self, channel: Channel) -> P:
        return self.world.may(self.world.bot.id, channel)

    def needs(self, channel: Channel, *bits: P) -> None:
        """Raises Refusal where the bot cannot see the channel, or may not do this there."""
        may = self.may(channel)
        if not may & P.VIEW_CHANNEL:
            raise Refusal(50001)
        for bit in bits:
            if not may & bit:
                raise Refusal(50013, details=bit.name)


Answer = Any  # JSON; None for 204
Does = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route:
    """`public`: needs no token, as what belongs to an interaction. `free`: outside the global limit (D14)."""

    method: str
    template: str
    does: Does
    public: bool = False
    free: bool = False

    @property
    def key(self) -> str:
        return f"{self.method} {self.template}"
