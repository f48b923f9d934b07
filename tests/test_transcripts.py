"""The specification: every transcript is what the bot says today, word for word."""

from pathlib import Path

import pytest

from adapters.console.screen import Event
from tests.gallery import drawn
from tests.stage import replay
from tests.stage.folders import TRANSCRIPTS

SCRIPTS = sorted(p for p in TRANSCRIPTS.rglob("*.chat") if p.parent.name != "given")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_the_bot_says_what_the_transcript_says(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    script, name, events = path.read_text(), f"{path.parent.name}/{path.stem}", list[Event]()
    said = replay(script, tmp_path, events.append)
    now = drawn.drawn_from(name, events)
    if request.config.getoption("--rewrite"):
        path.write_text(said)
        drawn.rewrite(name, now)
        return
    assert said == script
    assert drawn.kept(name, now, drawn.samples()) == list(drawn.samples()), (
        "the gallery: --rewrite draws it anew"
    )
