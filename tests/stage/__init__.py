"""Plays transcripts on a whole bot: real core, real record, courier, renderer and a clock of its own."""

from pathlib import Path

from bot import player
from bot.settings import Settings
from tests.stage.folders import TRANSCRIPTS

KEY = "c3BlYWtpbmctb2YtYWN0aW9uLWxlYXJuaW5nLXNldHM="  # a test's own


def replay(script: str, folder: Path) -> str:
    """`script` with every line of the bot replaced by what it says today."""
    settings = Settings(als_database_url=f"sqlite:///{folder / 'stage.sqlite3'}", als_secret_keys=KEY)
    return player.replay(script, settings, (TRANSCRIPTS / "given",))
