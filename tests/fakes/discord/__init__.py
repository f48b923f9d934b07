"""A small Discord on loopback, for tests: it keeps state, takes the test's clock, and refuses what Discord refuses."""

from tests.fakes.discord.server import FakeDiscord

__all__ = ["FakeDiscord"]
