"""What can be set, and where it is told."""

import re
from pathlib import Path

from bot.settings import Settings

EXAMPLE = Path(__file__).resolve().parents[1] / ".env.example"


def test_the_example_lists_every_setting_and_no_other() -> None:
    listed = set(re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE))
    told = set(re.findall(r"\b([A-Z][A-Z_]+)\b", EXAMPLE.read_text()))
    known = {name.upper() for name in Settings.model_fields}
    assert listed <= known
    assert known <= told
