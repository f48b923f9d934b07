"""For maintainers: `python -m migrations.draft` writes the migrations that make today's tables from nothing.

Until the first release there is no record to bring along, so the first migrations may be written anew whenever the
tables change; each spells out what it makes. From the first release on, migrations are added and these stay:
`python -m migrations.draft TITLE` then writes one that brings the tables of the last migration up to the code's.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy import Connection, Engine, MetaData, Table

from adapters.database import columns, promises, tables
from adapters.database.engine import open_engine, unit
from adapters.database.migrate import migrate

HERE = Path(__file__).parent
VERSIONS = HERE / "versions"
# Which tables a migration makes, in order; what is named nowhere goes to the last.
FILES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sets and members", ("workspaces", "installations", "used_up", "people", "sets", "memberships")),
    ("sessions and turns", ("sessions", "issues", "lineups", "swaps", "turns", "questions", "notes", "reviews")),
    ("actions and check-ins", ("actions", "check_ins", "asked")),
    ("promises", tuple(t.name for t in (promises.wakes, promises.outbox, promises.said, promises.places,
                                        promises.heard, promises.counters, promises.marks))),
    ("rules, words kept and drafts", ()),
)  # fmt: skip


def groups(metadata: MetaData) -> Iterator[tuple[str, list[Table]]]:
    named = {table for _, names in FILES for table in names}
    for title, names in FILES:
        mine = [t for t in metadata.sorted_tables if t.name in names or (not names and t.name not in named)]
        if mine:
            yield title, mine


def first_migrations(connection: Connection, metadata: MetaData) -> Iterator[tuple[str, str]]:
    """The files' names and texts, from an empty database to `metadata`."""
    before = None
    for number, (title, mine) in enumerate(groups(metadata), 1):
        names = {t.name for t in mine}
        context = MigrationContext.configure(
            connection,
            opts={"include_object": lambda o, name, kind, *_, names=names: _belongs(o, name, kind, names)},
        )
        script = produce_migrations(context, metadata)
        yield _file(f"{number:04}", before, title, script)
        before = f"{number:04}"


def _belongs(thing: object, name: str | None, kind: str, names: set[str]) -> bool:
    return name in names if kind == "table" else getattr(getattr(thing, "table", None), "name", None) in names


def _file(revision: str, before: str | None, title: str, script: ops.MigrationScript) -> tuple[str, str]:
    assert script.upgrade_ops is not None
    assert script.downgrade_ops is not None
    up, down = (
        render_python_code(o, render_as_batch=True, render_item=_type, user_module_prefix="")
        for o in (script.upgrade_ops, script.downgrade_ops)
    )
    template = (HERE / "script.py.mako").read_text()
    text = (
        template.replace("${message}", f"{title[0].upper()}{title[1:]}.")
        .replace('${imports if imports else ""}\n', "")
        .replace("${repr(up_revision)}", repr(revision))
        .replace("${repr(down_revision)}", repr(before))
        .replace('${upgrades if upgrades else "pass"}', up)
        .replace('${downgrades if downgrades else "pass"}', down)
    )
    slug = re.sub(r"\W+", "_", title).strip("_")
    return f"{revision}_{slug}.py", re.sub(r"\n *# ### .*", "", text)


def _type(kind: str, thing: object, _: object) -> str | Literal[False]:
    """Our own types as what they are in a database: a migration must not change when our code does."""
    if kind != "type":
        return False
    match thing:
        case columns.Instant():
            return "sa.DateTime(timezone=True)"
        case columns.Sealed():
            return "sa.LargeBinary()"
        case columns.Json():
            return "sa.Text()"
        case _:
            return False


def write(versions: Path, words: Sequence[str] = ()) -> list[Path]:
    """Write the first migrations anew into the folder `versions`, or with a title one more. Answers the files."""
    assert tables.sets.metadata is columns.metadata
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/draft.sqlite3")
        files = _written(engine, words)
        engine.dispose()
    for old in versions.glob("0*.py") if not words else ():
        old.unlink()
    for name, text in files:
        (versions / name).write_text(text)
    return [versions / name for name, _ in files]


def main(words: Sequence[str]) -> None:
    for path in write(VERSIONS, words):
        sys.stdout.write(f"migrations/versions/{path.name}\n")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(VERSIONS)], check=True)  # noqa: S603 - our own files


def _written(engine: Engine, words: Sequence[str]) -> list[tuple[str, str]]:
    if words:
        migrate(engine)
    with unit(engine, 1) as connection:
        if words:
            known = sorted(p.name[:4] for p in VERSIONS.glob("0*.py"))
            context = MigrationContext.configure(connection)
            script = produce_migrations(context, columns.metadata)
            return [_file(f"{int(known[-1]) + 1:04}", known[-1], " ".join(words), script)]
        return list(first_migrations(connection, columns.metadata))


if __name__ == "__main__":
    main(sys.argv[1:])
