"""The same transcripts in Discord, through discord.py, without any privileged intent, and with nothing that Discord would
refuse or hold against us.
"""

from pathlib import Path

import pytest

from tests.stage import replay_in_discord
from tests.stage.folders import TRANSCRIPTS

# Discord shows every instant by its reader's device; what is typed is not the bot's to read, and the same is played by
# buttons; and people are picked in a form, where others type them. What else differs a transcript names itself, in its
# lines “on discord:”.
LEFT_OUT = {"chosen-zones", "listening", "typing"}


def _needs(path: Path) -> set[str]:
    lines = (line.partition(": ") for line in path.read_text().splitlines())
    return {word for key, _, words in lines if key == "needs" for word in words.split()}


SCRIPTS = sorted(
    p for p in TRANSCRIPTS.rglob("*.chat") if p.parent.name != "given" and not _needs(p) & LEFT_OUT
)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_in_discord_the_bot_says_what_the_transcript_says(path: Path, tmp_path: Path) -> None:
    script = path.read_text()
    assert replay_in_discord(script, tmp_path) == script
