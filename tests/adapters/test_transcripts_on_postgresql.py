"""The same talk on PostgreSQL, word for word."""

import pytest

from bot import player
from bot.settings import Settings
from tests.stage import KEY
from tests.stage.folders import TRANSCRIPTS

CHOSEN = ("underneath/restart", "underneath/away-an-hour", "underneath/drafts", "session/present")


@pytest.mark.parametrize("name", CHOSEN)
def test_the_bot_says_the_same_on_postgresql(name: str, fresh_postgres: str) -> None:
    script = (TRANSCRIPTS / f"{name}.chat").read_text()
    settings = Settings(als_database_url=fresh_postgres, als_secret_keys=KEY)
    assert player.replay(script, settings, (TRANSCRIPTS / "given",)) == script
