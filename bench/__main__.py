"""Medians and ratios, each against a floor measured in the same run: `make bench`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench import present, slack, startup, tick


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="als-bench-") as folder:
        for measured in (present, slack, tick, startup):
            for line in measured.run(Path(folder)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
