"""What can be set, and where it is told."""

import re
from pathlib import Path

from bot import ways
from bot.settings import Settings

EXAMPLE = Path(__file__).resolve().parents[1] / ".env.example"


def test_the_example_lists_every_setting_and_no_other() -> None:
    listed = set(re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE))
    told = set(re.findall(r"\b([A-Z][A-Z_]+)\b", EXAMPLE.read_text()))
    known = {name.upper() for name in Settings.model_fields}
    assert listed <= known
    assert known <= told


def test_shards_half_named_are_said_so() -> None:
    assert ways.what_is_amiss_on_discord(Settings(discord_shard_ids="0,1", discord_shard_count=4)) == ""
    assert "DISCORD_SHARD_COUNT" in ways.what_is_amiss_on_discord(Settings(discord_shard_ids="0,1"))
    assert "DISCORD_SHARD_COUNT" in ways.what_is_amiss_on_discord(
        Settings(discord_shard_ids="4", discord_shard_count=4)
    )
    assert "takes numbers" in ways.what_is_amiss_on_discord(Settings(discord_shard_ids="all"))
