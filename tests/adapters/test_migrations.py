"""The migrations make the tables that the code has, go up, down and up again, and lose nothing on the way."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from adapters.database.columns import metadata
from adapters.database.engine import open_engine, unit
from adapters.database.migrate import FOLDER, downgrade, migrate, revision_of
from migrations import draft
from tests.adapters.record import Record, a_scene, at_once


def test_the_migrations_make_the_tables_that_the_code_has(record: Record) -> None:
    assert _differences(record.engine) == [], "until the first release: python -m migrations.draft"


def _drafted(folder: Path) -> Path:
    """A copy of the migrations with the first ones written anew from the tables."""
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    assert len(draft.write(folder / "versions")) > 3
    return folder


def _differences(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": False}
        )
        return list(compare_metadata(context, metadata))


def test_the_migrations_make_the_same_indexes_as_the_tables_have(record: Record) -> None:
    """Conditions and all, which Alembic does not compare."""
    found = inspect(record.engine)
    for table in metadata.sorted_tables:
        there = {
            i["name"]: (i["column_names"], bool(i.get("dialect_options")))
            for i in found.get_indexes(table.name)
            if not i.get("duplicates_constraint")
        }
        for index in table.indexes:
            columns, condition = [c.name for c in index.columns], bool(index.dialect_kwargs)
            assert there[str(index.name)] == (columns, condition or there[str(index.name)][1]), index.name


@pytest.mark.parametrize("which", ["as they are", "written anew"])
def test_the_migrations_go_up_and_down_and_up_again(record_url: str, which: str, tmp_path: Path) -> None:
    folder = FOLDER if which == "as they are" else _drafted(tmp_path / "migrations")
    engine = open_engine(record_url)
    migrate(engine, folder=folder)
    assert _differences(engine) == []
    downgrade(engine, "base", folder=folder)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    assert revision_of(engine) is None
    migrate(engine, folder=folder)
    assert _differences(engine) == []
    a_scene(Record.on(record_url, engine))
    engine.dispose()


def test_processes_that_start_together_migrate_once(record_url: str) -> None:
    engine = open_engine(record_url)
    at_once(4, lambda _: migrate(engine))
    with unit(engine, 1) as connection:
        assert len(connection.exec_driver_sql("SELECT version_num FROM alembic_version").all()) == 1
    engine.dispose()
