"""Fresh records with this release's tables, copied from one that was migrated once in each process of a test run.

How an empty record becomes one is for tests/adapters/test_migrations.py and test_bringup.py.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from adapters.database.engine import open_engine
from adapters.database.migrate import migrate


def fresh(path: Path) -> str:
    """The URL of a record at `path`: of the one that lies there, or of a new one, not sealed with any key yet."""
    if not path.exists():
        path.write_bytes(_migrated())
    return f"sqlite:///{path}"


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory(prefix="als-fresh-") as folder:
        path = Path(folder) / "fresh.sqlite3"
        engine = open_engine(f"sqlite:///{path}")
        migrate(engine)
        engine.dispose()  # the last one out puts what was written ahead into the file
        return path.read_bytes()
