"""The house rules hold in the whole tree, and each of them notices a fault."""

from pathlib import Path

import pytest

from tests import house
from tests.house import Rule, Source

ROOT = Path(__file__).parent.parent
FOLDERS = ("bot", "core", "adapters", "migrations", "tests", "bench")
SOURCES = [
    Source(path.relative_to(ROOT).as_posix(), path.read_text())
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
]


@pytest.mark.parametrize("rule", house.OF_ALL, ids=lambda rule: str(rule.__name__))
def test_the_whole_house_keeps_the_rule(rule: Rule) -> None:
    assert [f"{it.path}:{line}: {said}" for it in SOURCES for line, said in rule(it)] == []


@pytest.mark.parametrize("rule", house.OF_CORE, ids=lambda rule: str(rule.__name__))
def test_core_keeps_the_rule(rule: Rule) -> None:  # PI1
    core = [it for it in SOURCES if it.path.startswith("core/")]
    assert [f"{it.path}:{line}: {said}" for it in core for line, said in rule(it)] == []


# fmt: off
PLANTED: list[tuple[Rule, str, str]] = [
    # rule                                  path                     a fault in its last line
    (house.nothing_is_left_for_later,       "bot/beat.py",           "x = 1  # TODO later"),
    (house.nothing_is_left_for_later,       "bot/beat.py",           "raise NotImplementedError"),
    (house.no_test_is_left_out,             "tests/test_x.py",       "@pytest.mark.skip\ndef test_x(): ..."),
    (house.no_test_is_left_out,             "tests/test_x.py",       "pytest.importorskip('discord')"),
    (house.imports_stand_at_the_top,        "bot/wiring.py",         "def build():\n    import sqlalchemy"),
    (house.modules_and_functions_are_short, "core/app.py",           "x = 1\n" * 401),
    (house.modules_and_functions_are_short, "core/app.py",           "def f():\n" + "    x = 1\n" * 60),
    (house.nothing_of_ours_is_faked,        "tests/test_x.py",       "from unittest.mock import Mock"),
    (house.nothing_of_ours_is_faked,        "tests/test_x.py",       "from unittest import mock"),
    (house.nothing_of_ours_is_faked,        "tests/test_x.py",       "def test_x(monkeypatch): ..."),
    (house.nothing_of_ours_is_faked,        "tests/test_x.py",       "mocker.patch('core.app')"),
    (house.an_exception_has_its_reason,     "bot/wiring.py",         "x = now()  # noqa: DTZ005"),
    (house.an_exception_has_its_reason,     "bot/wiring.py",         "x = now()  # type: ignore[no-any-return]"),
    (house.a_module_says_what_it_is,        "core/app.py",           "import datetime"),
    (house.words_keep_the_tone,             "core/words/turn.py",    "say('Well done, {who}!')"),
    (house.words_keep_the_tone,             "core/words/turn.py",    "say('Invalid date.')"),
    (house.core_holds_no_markup,            "core/words/turn.py",    "say('Hello <@' + who)"),
    (house.core_holds_no_markup,            "core/words/turn.py",    "say(f'@here {who} begins')"),
    (house.core_names_no_platform,          "core/handlers/turn.py", "if platform == 'Slack': ..."),
    (house.core_names_no_platform,          "core/handlers/turn.py", "discord_room = 1"),
    (house.core_is_synchronous_and_silent,  "core/app.py",           "async def f(): ..."),
    (house.core_is_synchronous_and_silent,  "core/app.py",           "open('notes')"),
]

FINE: list[tuple[Rule, str, str]] = [
    (house.no_test_is_left_out,             "core/rules/rota.py",    "rota.skip(ana)"),
    (house.imports_stand_at_the_top,        "bot/__main__.py",       "def demo():\n    import bot.wiring"),
    (house.imports_stand_at_the_top,        "adapters/pictures/draw.py", "def draw():\n    import matplotlib"),
    (house.an_exception_has_its_reason,     "bot/wiring.py",         "x = now()  # noqa: DTZ005 the one clock"),
    (house.a_module_says_what_it_is,        "core/rules/__init__.py", ""),
    (house.words_keep_the_tone,             "core/rules/kind.py",    "ENDINGS = ('?', '!')"),
    (house.core_names_no_platform,          "core/names.py",         "SLACK = 'slack'"),
    (house.core_names_no_platform,          "core/commands.py",      "'''Discord takes 25.'''\n# so does Slack"),
    (house.core_is_synchronous_and_silent,  "core/ports.py",         "async def carry(self, parcel): ..."),
    (house.core_holds_no_markup,            "core/words/turn.py",    "say('{who}, until {until} < noon * 2')"),
]
# fmt: on


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_a_planted_fault_is_noticed(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text)))


@pytest.mark.parametrize(("rule", "path", "text"), FINE)
def test_what_only_looks_like_a_fault_is_left_alone(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text))) == []
