"""What every test may ask for."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from adapters.database.engine import open_engine
from adapters.database.migrate import migrate
from tests.adapters.record import Record
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
    name = f"test_{next(_numbers)}"
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(postgres_url).set(database=name).render_as_string()
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def record_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty record, on either database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'record.sqlite3'}"
    return str(request.getfixturevalue("fresh_postgres"))


@pytest.fixture
def record(record_url: str) -> Iterator[Record]:
    """A record of this release's tables, on either database."""
    engine = open_engine(record_url)
    migrate(engine)
    yield Record.on(record_url, engine)
    engine.dispose()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite", action="store_true", help="accept what the bot says today as the transcripts"
    )
