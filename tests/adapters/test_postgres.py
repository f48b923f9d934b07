"""The PostgreSQL that the tests bring along is a real one, and each test has a database to itself."""

import pytest
from sqlalchemy import create_engine, text


@pytest.mark.parametrize("time_", ["first", "second"])
def test_every_test_gets_an_empty_database(fresh_postgres: str, time_: str) -> None:
    engine = create_engine(fresh_postgres)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (word text)"))
        connection.execute(text("INSERT INTO notes VALUES (:word)"), {"word": f"{time_} – ünï ✓"})
        assert connection.execute(text("SELECT word FROM notes")).scalars().all() == [f"{time_} – ünï ✓"]
    engine.dispose()


def test_the_server_is_of_version_18_and_keeps_text_in_utf_8(fresh_postgres: str) -> None:
    engine = create_engine(fresh_postgres)
    with engine.connect() as connection:
        assert connection.execute(text("SHOW server_version_num")).scalar_one() >= "180000"
        assert connection.execute(text("SHOW server_encoding")).scalar_one() == "UTF8"
    engine.dispose()
