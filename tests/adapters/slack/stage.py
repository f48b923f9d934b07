"""A set of five in Slack, ready to be asked things."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import script
from bot.settings import Settings
from tests.fresh import fresh
from tests.stage.folders import TRANSCRIPTS
from tests.stage.slack import SlackStage

KEY = "c3BlYWtpbmctb2YtYWN0aW9uLWxlYXJuaW5nLXNldHM="  # a test's own


@contextmanager
def slack(folder: Path, *given: str, listening: bool = False, http: bool = False) -> Iterator[SlackStage]:
    """The stage after the transcripts `given` have been performed there."""
    record = Settings(als_database_url=fresh(folder / "slack.sqlite3"), als_secret_keys=KEY)
    stage = SlackStage(record, listening=listening, http=http)
    try:
        stage.set_up(script.Header(given=given), (TRANSCRIPTS / "given",))
        yield stage
    finally:
        stage.close()
