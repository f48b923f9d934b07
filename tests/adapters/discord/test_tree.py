"""What Discord is told of our commands: within its limits, and the same whatever order it is read in."""

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from adapters import languages
from adapters.discord import tree
from core.commands import COMMANDS, TABLE, Group


def levels(command: dict[str, Any]) -> list[list[dict[str, Any]]]:
    options = command.get("options") or []
    return [options, *(level for o in options for level in levels(o))]


def leaves(command: dict[str, Any], path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    inner = [o for o in command.get("options") or () if o["type"] in (tree.SUB_COMMAND, tree.SUB_GROUP)]
    here = (*path, command["name"])
    return [leaf for o in inner for leaf in leaves(o, here)] if inner else [here]


def chosen(path: tuple[str, ...]) -> dict[str, Any]:
    """What Discord sends for a sub-command."""
    data: list[dict[str, Any]] = []
    for kind, name in zip((1, 2) if len(path) == 3 else (1,), reversed(path[1:]), strict=True):
        data = [{"name": name, "type": kind, "options": data}]
    return {"name": path[0], "options": data}


def test_the_budget_in_the_longest_language() -> None:
    for command in tree.commands():
        told = f"/{command['name']}: {tree.characters(command)} of {tree.CHARACTERS} characters"
        print(told)  # noqa: T201 - the figure is wanted (pytest -s)
        assert tree.characters(command) <= 6_500


def test_no_level_has_more_than_25_entries_and_no_description_more_than_45_characters() -> None:
    for command in tree.commands():
        for level in levels(command):
            assert len(level) <= tree.LEVEL
            assert all(len(o["description"]) <= tree.BRIEF for o in level)
            assert len({o["name"] for o in level}) == len(level)


def test_every_command_that_people_type_can_be_chosen_and_is_read_back() -> None:
    typed = {c.name for c in TABLE if c.group is not Group.HIDDEN}
    found = {tree.taken(chosen(leaf))[0] for c in tree.commands() if c["type"] == 1 for leaf in leaves(c)}
    assert found == typed


def test_menus_of_a_message_are_commands_of_the_table() -> None:
    assert tree.MENUS
    assert set(tree.MENUS.values()) <= set(COMMANDS)


def test_what_discord_adds_is_no_difference_and_a_changed_word_is() -> None:
    for command in tree.commands():
        there = {**command, "id": "1", "version": "2", "application_id": "3", "dm_permission": True}
        there.setdefault("description", "")
        assert tree.same(command, there)
        assert not tree.same(command, {**there, "name": "other"})


def test_a_servers_language_has_its_own_words_within_the_budget(tmp_path: Path) -> None:  # PI7
    made = Catalog(locale="de")
    for command in TABLE:
        made.add(command.brief, f"Auf Deutsch: {command.brief}")
        for word in command.name.split():
            made.add(word, f"{word[:20]}-lang", context=languages.COMMAND)
    with (tmp_path / "de.po").open("wb") as f:
        write_po(f, made)
    root, *_ = tree.commands(tree.In(("de",), tmp_path))
    present = next(o for o in root["options"] if o["name"] == "present")
    assert present["name_localizations"] == {"de": "present-lang"}
    assert present["description_localizations"]["de"].startswith("Auf Deutsch")
    assert tree.characters(root) <= 6_500
    assert not tree.same(root, tree.commands()[0])


def test_every_command_can_be_translated() -> None:
    found = languages.extracted()
    for command in TABLE:
        if command.group is not Group.HIDDEN:
            assert found.get(command.brief) is not None
            assert all(found.get(word, languages.COMMAND) is not None for word in command.name.split())
