"""The same transcripts in Slack, through its own SDK, with nothing that Slack would refuse or hold against us."""

from pathlib import Path

import pytest

from tests.stage import replay_in_slack
from tests.stage.folders import TRANSCRIPTS

# Slack shows every instant by its reader's profile: what the others show by a zone chosen here, it cannot.
OWN_TIMES = "needs: chosen-zones"
# Slack has pickers for days, times and zones: what is typed in two senses can only be typed elsewhere.
TYPED_DAYS = "needs: typing"
SCRIPTS = sorted(
    p
    for p in TRANSCRIPTS.rglob("*.chat")
    if p.parent.name != "given" and not {OWN_TIMES, TYPED_DAYS} & set(p.read_text().splitlines())
)


@pytest.mark.parametrize("way", ["socket", "http"])
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_in_slack_the_bot_says_what_the_transcript_says(path: Path, way: str, tmp_path: Path) -> None:
    script = path.read_text()
    assert replay_in_slack(script, tmp_path, http=way == "http") == script
