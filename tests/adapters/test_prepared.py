"""Statements run by the driver's own cursor say what SQLAlchemy would say, and fail as it does."""

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from adapters.database.engine import open_engine, unit
from adapters.database.migrate import migrate
from adapters.database.prepared import among, first, read, value, write, write_each
from adapters.database.promises import counters, marks, outbox
from tests.adapters.record import NOW, Record, hearing

COUNTS = select(counters).where(among(counters.c.name, "of_names")).order_by(counters.c.value)
NUMBERED = select(counters.c.name).where(among(counters.c.value, "of_values")).order_by(counters.c.name)
COUNT = insert(counters)
NAMES = ("it's", 'a "name"', "100 %", "%(of_names)s", "ß", "a")


@pytest.fixture
def counted(record: Record) -> Record:
    with unit(record.engine, 10) as c:
        write_each(c, COUNT, [{"workspace": 1, "name": n, "value": i} for i, n in enumerate(NAMES)])
    return record


@pytest.mark.parametrize("wanted", [(), (NAMES[0],), NAMES, ("nobody", NAMES[3])])
def test_any_number_of_values_is_one_parameter(counted: Record, wanted: tuple[str, ...]) -> None:
    with unit(counted.engine, 10, writes=False) as c:
        found = read(c, COUNTS, {"of_names": wanted})
        numbers = read(c, NUMBERED, {"of_values": [r.value for r in found]})
    assert [r.name for r in found] == [n for n in NAMES if n in wanted]
    assert [(r.workspace, r.name, r.value) for r in found] == [tuple(r) for r in found]
    assert sorted(r.name for r in numbers) == sorted(r.name for r in found)


def test_however_many_there_are_the_texts_are_few(counted: Record) -> None:
    heard: set[str] = set()
    with hearing(counted.engine, lambda _c, statement, _p, _m: heard.add(statement)):
        for many in range(600):
            names = [*NAMES, *map(str, range(600))][:many]
            with unit(counted.engine, 10, writes=False) as c:
                assert len(read(c, COUNTS, {"of_names": names})) == min(many, len(NAMES))
    selects = {s for s in heard if s.startswith("SELECT")}
    assert len(selects) == 1 if counted.dialect == "postgresql" else len(selects) < 120


def test_what_is_written_comes_back_as_it_was(record: Record) -> None:
    put, mine = insert(marks), select(marks).where(marks.c.name == bindparam("of_name"))
    with unit(record.engine, 10) as c:
        write(c, put, {"name": "a", "at": NOW + timedelta(microseconds=7), "sealed": b"\x00\xff'"})
        write(c, put, {"name": "b", "at": None, "sealed": None})
        [a], [b] = read(c, mine, {"of_name": "a"}), read(c, mine, {"of_name": "b"})
        assert (a.at, bytes(a.sealed), a.text) == (NOW + timedelta(microseconds=7), b"\x00\xff'", None)
        assert (b.at, b.sealed) == (None, None)
        assert first(c, mine, {"of_name": "c"}) is None
        assert value(c, mine, {"of_name": "c"}) is None
        assert value(c, mine, {"of_name": "a"}) == "a"


def test_how_many_rows_were_written_is_answered(counted: Record) -> None:
    more = update(counters).where(among(counters.c.name, "of_names")).values(value=counters.c.value + 10)
    with unit(counted.engine, 10) as c:
        assert write(c, more, {"of_names": NAMES[:2]}) == 2
        assert write(c, more, {"of_names": ["nobody"]}) == 0
        write_each(c, more, [])
        assert [r.value for r in read(c, COUNTS, {"of_names": NAMES[:2]})] == [10, 11]


def test_an_error_is_raised_as_sqlalchemy_raises_it_and_tells_no_values(counted: Record) -> None:
    broken = insert(outbox).values(key="nobody's")  # without what it must have
    with pytest.raises(IntegrityError) as told, unit(counted.engine, 10) as c:
        write(c, broken)
    assert told.value.params is None
    assert told.value.hide_parameters
    with unit(counted.engine, 10, writes=False) as c:
        assert len(read(c, COUNTS, {"of_names": NAMES})) == len(NAMES)


def test_a_connection_that_is_lost_goes_out_of_the_pool(fresh_postgres: str) -> None:
    engine = open_engine(fresh_postgres)
    migrate(engine)
    with pytest.raises(Exception) as lost, unit(engine, 10) as c:  # noqa: PT011 - whichever way it is told
        me = c.scalar(text("SELECT pg_backend_pid()"))
        with psycopg.connect(engine.url.set(drivername="postgresql").render_as_string()) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [me])
        read(c, COUNTS, {"of_names": NAMES})
    assert type(lost.value).__name__ == "Away"
    assert isinstance(lost.value.__cause__, OperationalError)
    with unit(engine, 10) as c:
        assert read(c, COUNTS, {"of_names": NAMES}) == []
    engine.dispose()
