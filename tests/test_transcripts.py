"""The specification: every transcript is what the bot says today, word for word."""

from pathlib import Path

import pytest

from tests.stage import replay
from tests.stage.folders import TRANSCRIPTS

SCRIPTS = sorted(p for p in TRANSCRIPTS.rglob("*.chat") if p.parent.name != "given")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_the_bot_says_what_the_transcript_says(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    script = path.read_text()
    said = replay(script, tmp_path)
    if request.config.getoption("--rewrite"):
        path.write_text(said)
        return
    assert said == script
