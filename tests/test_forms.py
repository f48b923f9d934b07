"""What every form of core keeps to, whatever it is about."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from adapters.slack.forms import TITLE
from core.commands import COMMANDS

WORDS = Path(__file__).parents[1] / "core" / "words"
LONGEST_VALUE = len("Wed 28 Dec 2027")  # the longest value that stands in a title: a day


def forms() -> list[tuple[str, ast.Call]]:
    return [
        (f"{path.name}:{node.lineno}", node)
        for path in sorted(WORDS.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Ask"
    ]


def titles(module: str) -> list[str]:
    """The titles that a module may give its forms: literals in `say`, where `Ask` or `title =` has them."""
    tree = ast.parse((WORDS / module.partition(":")[0]).read_text())
    named = [n.value for n in ast.walk(tree) if isinstance(n, ast.Assign) and _names(n) == ["title"]]
    direct = [
        n.args[1] for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "Ask"
    ]
    calls = [c for c in (*named, *direct) if isinstance(c, ast.Call) and getattr(c.func, "id", "") == "say"]
    return [str(c.args[0].value) for c in calls if isinstance(c.args[0], ast.Constant)]


def _names(node: ast.Assign) -> list[str]:
    return [t.id for t in node.targets if isinstance(t, ast.Name)]


@pytest.mark.parametrize("module", sorted({where.partition(":")[0] for where, _ in forms()}))
def test_the_title_of_a_form_fits_every_platform(module: str) -> None:
    found = titles(module)
    assert found
    for title in found:
        before, brace, rest = title.partition("{")
        shown = before + "x" * (LONGEST_VALUE if brace else 0) + rest.partition("}")[2]
        assert len(shown) <= TITLE, title


def test_no_two_forms_share_a_name_or_their_drafts_would_be_mixed_up() -> None:
    commands: defaultdict[str, set[str]] = defaultdict(set)
    for _, call in forms():
        name, command = call.args[0], call.args[3]
        if isinstance(name, ast.Constant) and isinstance(command, ast.Constant):
            commands[str(name.value)].add(str(command.value))
            assert command.value in COMMANDS
    assert {n: c for n, c in commands.items() if len(c) > 1} == {}
