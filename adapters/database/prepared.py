"""Statements that every request and every look runs: written with SQLAlchemy, worked out once for a database, and then
run by the driver's own cursor (decision 23).

SQLAlchemy's way from a statement to its rows takes ten times as long as SQLite's own (36 µs and 3), and more than a
whole question to PostgreSQL. Whatever is asked seldom goes that way all the same.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ARRAY, Column, Connection, Dialect, bindparam
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

HEARS = "als_hears"  # an option of an engine: called with each statement that is run here, for tests and measurements
Hears: TypeAlias = Callable[[Connection, str, Any, bool], None]
Processor: TypeAlias = Callable[[Any], Any]
NOTHING: Mapping[str, Any] = {}


# --- one of several values ---------------------------------------------------------------------------------------


class _Among(FunctionElement[Any]):
    """Of no type, or SQLite, which has no truth values, would compare it with 1, row by row."""

    name = "among"
    inherit_cache = True


@compiles(_Among, "sqlite")
def _on_sqlite(element: _Among, compiler: Any, **more: Any) -> str:
    """A list of so many parameters: of one that is a table of values SQLite's planner does not know how few they are,
    and reads a whole workspace instead.
    """
    column, these = element.clauses
    several = bindparam(these.key, type_=column.type, expanding=True)
    return str(compiler.process(column.in_(several), **more))


@compiles(_Among, "postgresql")
def _on_postgresql(element: _Among, compiler: Any, **more: Any) -> str:
    column, these = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} = ANY({these})"


def among(column: Column[Any], name: str) -> Any:
    """That a column holds one of the values of the parameter `name`, any number of them: on PostgreSQL an array. For
    statements that are run here.
    """
    return _Among(column, bindparam(name, type_=ARRAY(column.type)))


SIZES = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512)


def _filled_up(values: Iterable[Any]) -> list[Any]:
    """The last value again and again, so that lists have few lengths, and statements few texts."""
    these = list(values)
    size = next((s for s in SIZES if s >= len(these)), len(these))
    return these + these[-1:] * (size - len(these))


# --- running ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as one driver takes it."""

    text: str
    fixed: dict[str, Any]  # parameters that are a part of it
    down: tuple[tuple[str, Processor], ...]  # parameters that the driver cannot take as they are
    order: tuple[str, ...] | None  # of the parameters, where the driver takes them by their places
    lists: tuple[str, ...]  # parameters that become as many as they have values
    up: tuple[tuple[int, Processor], ...]  # columns that the driver does not give as they are
    row: Callable[[Iterable[Any]], Any] | None

    def asked(self, values: Mapping[str, Any]) -> tuple[str, Any]:
        """The text and its parameters."""
        if not self.lists:
            return self.text, self.parameters(values)
        text, filled = self.text, {name: _filled_up(values[name]) for name in self.lists}
        for name, these in filled.items():
            text = text.replace(f"__[POSTCOMPILE_{name}]", ", ".join("?" * len(these)) or "NULL")
        one_by_one = self.parameters({**values, **filled})
        assert self.order is not None
        flat: list[Any] = []
        for name, value_ in zip(self.order, one_by_one, strict=True):
            if name in filled:
                flat += value_
            else:
                flat.append(value_)
        return text, tuple(flat)

    def parameters(self, values: Mapping[str, Any]) -> Any:
        all_of_them = {**self.fixed, **values}
        for name, down in self.down:
            all_of_them[name] = down(all_of_them[name])
        return all_of_them if self.order is None else tuple([all_of_them[name] for name in self.order])

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        assert self.row is not None
        if not self.up:
            return [self.row(raw) for raw in found]
        rows = []
        for raw in found:
            values = list(raw)
            for place, up in self.up:
                values[place] = up(values[place])
            rows.append(self.row(values))
        return rows


def read(connection: Connection, statement: Any, values: Mapping[str, Any] = NOTHING) -> list[Any]:
    """The rows that a statement answers with; each has its columns by name, and in their order. Raises DBAPIError."""
    prepared = _prepared(connection, statement, values)
    return prepared.rows(_run(connection, *prepared.asked(values), fetch=True)[0])


def first(connection: Connection, statement: Any, values: Mapping[str, Any] = NOTHING) -> Any | None:
    rows = read(connection, statement, values)
    return rows[0] if rows else None


def value(connection: Connection, statement: Any, values: Mapping[str, Any] = NOTHING) -> Any:
    """The first column of the first row; None where there is no row."""
    rows = read(connection, statement, values)
    return rows[0][0] if rows else None


def write(connection: Connection, statement: Any, values: Mapping[str, Any] = NOTHING) -> int:
    """How many rows it was. Raises DBAPIError."""
    prepared = _prepared(connection, statement, values)
    return _run(connection, *prepared.asked(values))[1]


def write_each(connection: Connection, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Once for each of `rows`, which all name the same parameters, none of them a list. Raises DBAPIError."""
    if rows:
        prepared = _prepared(connection, statement, rows[0])
        _run(connection, prepared.text, [prepared.parameters(values) for values in rows], many=True)


def _run(
    connection: Connection, text: str, parameters: Any, *, fetch: bool = False, many: bool = False
) -> tuple[list[Any], int]:
    hears: Hears | None = connection.engine.get_execution_options().get(HEARS)
    if hears is not None:
        hears(connection, text, parameters, many)
    raw, cursor = connection.connection, None
    try:
        cursor = raw.cursor()
        if many:
            cursor.executemany(text, parameters)
        else:
            cursor.execute(text, parameters)
        found = list(cursor.fetchall()) if fetch else []
        changed: int = cursor.rowcount
        cursor.close()
    except connection.dialect.loaded_dbapi.Error as e:
        raise _told(connection, text, e, raw, cursor) from e
    return found, changed


def _told(connection: Connection, text: str, e: Any, raw: Any, cursor: Any) -> BaseException:
    """The error as SQLAlchemy raises it; a connection that is lost goes out of the pool."""
    dialect = connection.dialect
    lost = dialect.is_disconnect(e, raw, cursor)
    if lost:
        connection.invalidate(e)
    told: BaseException = DBAPIError.instance(
        text, None, e, dialect.loaded_dbapi.Error,
        hide_parameters=True, connection_invalidated=lost, dialect=dialect,
    )  # fmt: skip
    return told


# --- preparing ----------------------------------------------------------------------------------------------------

# By the statement itself, which is kept; what a writing one names are columns to be written.
_known: dict[tuple[Any, ...], Prepared] = {}


def _prepared(connection: Connection, statement: Any, values: Mapping[str, Any]) -> Prepared:
    dialect = connection.dialect
    names = tuple(values) if statement.is_dml else ()
    key = (statement, dialect.name, names)
    found = _known.get(key)
    if found is None:
        found = _known[key] = _made(dialect, statement, names)
    return found


def _made(dialect: Dialect, statement: Any, names: Sequence[str]) -> Prepared:
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(names) or None)
    binds = {name: compiled.binds[name] for name in compiled.bind_names.values()}
    processors = ((name, _processor(bind.type, dialect, "bind_processor")) for name, bind in binds.items())
    lists = tuple(name for name, bind in binds.items() if bind.expanding)
    columns = list(statement.exported_columns)
    ups = ((n, _processor(c.type, dialect, "result_processor", None)) for n, c in enumerate(columns))
    return Prepared(
        text=str(compiled),
        fixed={name: bind.value for name, bind in binds.items() if not bind.required},
        down=tuple(
            (name, _each(down) if name in lists else down) for name, down in processors if down is not None
        ),
        order=tuple(compiled.positiontup) if compiled.positional else None,
        lists=lists,
        up=tuple((n, up) for n, up in ups if up is not None),
        row=_row(tuple(c.key for c in columns)) if columns else None,
    )


def _processor(kind: TypeEngine[Any], dialect: Dialect, which: str, *more: Any) -> Processor | None:
    made: Processor | None = getattr(kind.dialect_impl(dialect), which)(dialect, *more)
    return made


def _each(down: Processor) -> Processor:
    return lambda values: [down(v) for v in values]


def _row(names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024 - columns known only here
    make: Callable[[Iterable[Any]], Any] = row._make
    return make
