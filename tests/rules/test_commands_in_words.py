"""What the bot says one can type can be typed, on every platform."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from core.commands import COMMANDS, TABLE, split

WORDS = Path("core/words")
TYPED = re.compile(r"/als(?:-admin)?((?: [a-z-]+){1,2})")


def mentions() -> Iterator[tuple[str, str]]:
    """Where a sentence names a command, and the name."""
    for page in sorted(WORDS.rglob("*.py")):
        for node in ast.walk(ast.parse(page.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from ((page.name, split(m[1])[0]) for m in TYPED.finditer(node.value))


def test_a_sentence_names_a_command_by_its_full_name() -> None:
    """Slack and the console know a grouped word alone; Discord does not."""
    found = list(mentions())
    assert found
    assert [each for each in found if each[1] not in COMMANDS] == []


def test_an_example_is_of_its_own_command() -> None:
    assert [c.name for c in TABLE if c.example and split(c.example)[0] != c.name] == []
