"""What every test may ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from adapters.database.engine import open_engine
from adapters.database.migrate import migrate
from tests.adapters.record import Record
from tests.fresh import fresh
from tests.postgres import running_postgres

# The same examples every time, and no deadline: a slow machine is no bug. To look for new examples:
# pytest --hypothesis-profile=default
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("ci")

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a PostgreSQL server that lives as long as this run (with xdist: this worker)."""
    with running_postgres() as url:
        yield url


@pytest.fixture
def fresh_postgres(postgres_url: str) -> Iterator[str]:
    """The URL of an empty database of this test's own."""
    with _database(postgres_url) as url:
        yield url


@pytest.fixture(scope="session")
def template(postgres_url: str) -> Iterator[str]:
    """The name of a database with this release's tables, for others to be made like it."""
    with _database(postgres_url) as url:
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
        yield str(engine.url.database)


@pytest.fixture
def migrated_postgres(postgres_url: str, template: str) -> Iterator[str]:
    """The URL of a database of this test's own, with this release's tables."""
    with _database(postgres_url, f"TEMPLATE {template}") as url:
        yield url


@contextmanager
def _database(server_url: str, like: str = "") -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    server = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} {like}"))
        yield make_url(server_url).set(database=name).render_as_string()
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def record_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty record, on either database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'record.sqlite3'}"
    return str(request.getfixturevalue("fresh_postgres"))


@pytest.fixture(params=["sqlite", "postgresql"])
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Record]:
    """A record of this release's tables, on either database."""
    if request.param == "sqlite":
        url = fresh(tmp_path / "record.sqlite3")
    else:
        url = str(request.getfixturevalue("migrated_postgres"))
    engine = open_engine(url)
    yield Record.on(url, engine)
    engine.dispose()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite", action="store_true", help="accept what the bot says today as the transcripts"
    )
