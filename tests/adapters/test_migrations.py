"""The migrations make the tables that the code has, go up, down and up again, and lose nothing on the way."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from adapters.database.columns import metadata
from adapters.database.engine import open_engine, unit
from adapters.database.migrate import downgrade, migrate, revision_of
from tests.adapters.record import Record, a_scene, at_once


def test_the_migrations_make_the_tables_that_the_code_has(record: Record) -> None:
    with record.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": False}
        )
        assert compare_metadata(context, metadata) == []


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


def test_the_migrations_go_up_and_down_and_up_again(record_url: str) -> None:
    engine = open_engine(record_url)
    migrate(engine)
    downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    assert revision_of(engine) is None
    migrate(engine)
    a_scene(Record.on(record_url, engine))
    engine.dispose()


def test_processes_that_start_together_migrate_once(record_url: str) -> None:
    engine = open_engine(record_url)
    at_once(4, lambda _: migrate(engine))
    with unit(engine, 1) as connection:
        assert len(connection.exec_driver_sql("SELECT version_num FROM alembic_version").all()) == 1
    engine.dispose()
