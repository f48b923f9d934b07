"""Plays transcripts on a whole bot: real core, real record, courier, renderer and a clock of its own."""

from collections.abc import Callable
from pathlib import Path

from adapters.console.screen import Event
from bot import player
from bot.script import Header
from bot.settings import Settings
from tests.fresh import fresh
from tests.stage.discord import DiscordStage
from tests.stage.folders import TRANSCRIPTS
from tests.stage.order import as_in
from tests.stage.played import perform
from tests.stage.slack import SlackStage

KEY = "c3BlYWtpbmctb2YtYWN0aW9uLWxlYXJuaW5nLXNldHM="  # a test's own
GIVEN = (TRANSCRIPTS / "given",)


def replay(script: str, folder: Path, watch: Callable[[Event], object] = lambda _: None) -> str:
    """`script` with every line of the bot replaced by what it says today; `watch` is given what it says."""
    return player.replay(script, _settings(folder), GIVEN, watch)


def replay_in_slack(script: str, folder: Path, *, http: bool) -> str:
    """The same in Slack: what the people there do is sent as Slack sends it, and read from what Slack stored."""

    def staged(header: Header) -> SlackStage:
        return SlackStage(_settings(folder), listening="listening" in header.needs, http=http)

    return as_in(script, "\n".join(line for part in perform(script, staged, GIVEN) for line in part) + "\n")


def replay_in_discord(script: str, folder: Path) -> str:
    """The same in Discord, by way of discord.py."""

    def staged(_header: Header) -> DiscordStage:
        return DiscordStage(_settings(folder))

    return "\n".join(line for part in perform(script, staged, GIVEN) for line in part) + "\n"


def _settings(folder: Path) -> Settings:
    return Settings(als_database_url=fresh(folder / "stage.sqlite3"), als_secret_keys=KEY)
