"""What every test may ask for."""

from collections.abc import Iterator
from itertools import count

import hypothesis
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite", action="store_true", help="accept what the bot says today as the transcripts"
    )
