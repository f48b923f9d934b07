"""A release's migrations run while processes of the release before still do: what they change, those must not miss."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.database.columns import metadata
from adapters.database.migrate import FOLDER
from core.app import App
from core.message import Private
from core.names import Platform
from core.request import Request, Speaker, Spot
from migrations import draft
from tests.adapters.post import Office, Post, ask, says
from tests.adapters.record import NOW, Record, a_scene

MARK = "STOPS_THE_RELEASE_BEFORE"  # a migration that cannot be additive says why in a constant of this name
ADDS = {"create_table", "create_index", "f", "batch_alter_table"}


def faults(source: str) -> Iterator[str]:
    """What an upgrade does that the release before would trip over."""
    tree = ast.parse(source)
    if any(isinstance(n, ast.Assign) and any(ast.unparse(t) == MARK for t in n.targets) for n in tree.body):
        return
    upgrade = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "upgrade")
    for node in ast.walk(upgrade):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if ast.unparse(node.func.value) not in {"op", "batch_op"} or node.func.attr in ADDS:
            continue
        if node.func.attr == "add_column" and _may_be_left_out(node):
            continue
        yield f"{node.lineno}: {node.func.attr}"


def _may_be_left_out(added: ast.Call) -> bool:
    column = next(a for a in added.args if isinstance(a, ast.Call))
    given = {k.arg: ast.unparse(k.value) for k in column.keywords}
    return given.get("nullable") == "True" or "server_default" in given


def later_migrations() -> list[Path]:
    """Those that came after the first, which are drafted anew until the first release."""
    first = len(list(draft.groups(metadata)))
    return sorted((FOLDER / "versions").glob("[0-9]*.py"))[first:]


def test_every_migration_after_the_first_only_adds_or_says_why_not() -> None:
    assert {p.name: found for p in later_migrations() if (found := list(faults(p.read_text())))} == {}


@pytest.mark.parametrize(
    ("does", "found"),
    [
        ('op.create_table("t", sa.Column("id", sa.Integer(), nullable=False))', []),
        ('op.add_column("sets", sa.Column("x", sa.Integer(), nullable=True))', []),
        ('op.add_column("sets", sa.Column("x", sa.Integer(), server_default="0", nullable=False))', []),
        ('op.add_column("sets", sa.Column("x", sa.Integer(), nullable=False))', ["2: add_column"]),
        ('op.drop_column("sets", "name")', ["2: drop_column"]),
        ('op.alter_column("sets", "name", new_column_name="called")', ["2: alter_column"]),
        ('op.drop_table("sets")', ["2: drop_table"]),
        ('op.execute("UPDATE sets SET name = 1")', ["2: execute"]),
    ],
)
def test_what_the_release_before_would_trip_over_is_found(does: str, found: list[str]) -> None:
    assert list(faults(f"def upgrade():\n    {does}\n")) == found
    assert list(faults(f'{MARK} = "because"\ndef upgrade():\n    {does}\n')) == []


def test_a_bot_goes_on_over_columns_and_tables_that_it_does_not_know(record: Record) -> None:  # OP9
    scene = a_scene(record)
    with record.engine.begin() as c:
        for table in metadata.sorted_tables:
            c.execute(text(f'ALTER TABLE "{table.name}" ADD COLUMN of_the_future INTEGER'))
        c.execute(text("CREATE TABLE future (id INTEGER PRIMARY KEY)"))
    app = App(record.store, lambda bug, _: type(bug).__name__)
    by = Speaker(Platform.CONSOLE, "ana", "Ana", "Europe/London")
    asked = Request("d1", "north", by, Spot(Platform.CONSOLE, f"#set-{scene.set.id}"), "home")
    assert app.handle(asked, NOW).messages
    with record.work() as work:
        work.touch("set", scene.set.id)
    app.rebuild("set", 0, NOW)
    assert app.tick(NOW, 10) >= 0
    ask(record, says("k", Private(scene.people[0].id)))
    office = Office(record, Post())
    assert "says k k" in office.carry()
    assert office.bugs == []
