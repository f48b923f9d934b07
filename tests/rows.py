"""`make rows`: which line of which test shows each feature. Fails on a feature that no line shows.

A transcript line, or the `def` line of a test, that shows a feature ends in its id: `# LS13`, or
`# LS13 SC8`. `rows.txt` beside this file lists the features.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

TESTS = Path(__file__).parent
TRAILING_IDS = re.compile(r"(?:^|\s)#\s+((?:[A-Z]{2}\d{1,2})(?:[ ,]+[A-Z]{2}\d{1,2})*)\s*$")
"""The comment at the end of a line that names what the line shows; the stage cuts it off."""


@dataclass(frozen=True)
class Row:
    id: str
    shown_by: Literal["talk", "test"]
    title: str


@dataclass(frozen=True)
class Showing:
    """One line that shows a row. `file` is relative to the tests; lines count from 1."""

    row: str
    file: Path
    line: int

    @property
    def is_talk(self) -> bool:
        return self.file.suffix == ".chat"


def ids_at_the_end(line: str) -> tuple[str, ...]:
    """The ids that a line ends in, none for a line without."""
    found = TRAILING_IDS.search(line)
    return tuple(re.findall(r"[A-Z]{2}\d{1,2}", found[1])) if found else ()


def rows(listing: str) -> list[Row]:
    """The rows of `rows.txt`: id, talk or test, title. Raises ValueError for anything else."""
    listed = []
    for line in listing.splitlines():
        if line and not line.startswith("#"):
            fields = line.split(maxsplit=2)
            if len(fields) != 3 or fields[1] not in {"talk", "test"}:
                raise ValueError(f"rows.txt: {line!r} is not an id, talk or test, and a title")
            listed.append(Row(fields[0], cast("Literal['talk', 'test']", fields[1]), fields[2]))
    if len({row.id for row in listed}) != len(listed):
        raise ValueError("rows.txt: a row is listed twice")
    return listed


def shown_in_talk(file: Path, text: str) -> Iterator[Showing]:
    for number, line in enumerate(text.splitlines(), start=1):
        for row in ids_at_the_end(line):
            yield Showing(row, file, number)


def shown_in_tests(file: Path, text: str) -> Iterator[Showing]:
    """What the tests of a Python file show: the `def` may be spread over several lines."""
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            # A body on the line of its `def` has no lines between the two.
            for number in range(node.lineno, max(node.body[0].lineno, node.lineno + 1)):
                for row in ids_at_the_end(lines[number - 1]):
                    yield Showing(row, file, number)


def all_showings(tests: Path = TESTS) -> Iterator[Showing]:
    for path in sorted(tests.glob("transcripts/**/*.chat")):
        yield from shown_in_talk(path.relative_to(tests), path.read_text())
    for path in sorted(tests.rglob("*.py")):
        yield from shown_in_tests(path.relative_to(tests), path.read_text())


def report(listed: list[Row], showings: list[Showing]) -> tuple[list[str], list[str]]:
    """A line for each row that is shown, and a line for each that is not."""
    by_row: defaultdict[str, list[Showing]] = defaultdict(list)
    for showing in showings:
        by_row[showing.row].append(showing)
    shown, missing = [], []
    for row in listed:
        fit = [it for it in by_row[row.id] if it.is_talk or row.shown_by == "test"]
        if fit:
            places = ", ".join(f"{it.file}:{it.line}" for it in fit)
            shown.append(f"{row.id:<5} → {places}")
        else:
            where = "transcript" if row.shown_by == "talk" else "test or transcript"
            missing.append(f"{row.id:<5} no {where} shows it: {row.title}")
    return shown, missing


def main() -> int:
    listed = rows((TESTS / "rows.txt").read_text())
    shown, missing = report(listed, list(all_showings()))
    for line in (*shown, *missing):
        sys.stdout.write(line + "\n")
    sys.stdout.write(f"{len(shown)} of {len(listed)} rows are shown.\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
