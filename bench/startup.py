"""How long a command takes to begin, and the demo as fast as it can, against Python's own start."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter


def run(folder: Path) -> Iterator[str]:
    floor = _seconds(["-c", "pass"], folder, 7)
    helped = _seconds(["-m", "bot", "--help"], folder, 7)
    yield f"als --help        {helped:7.2f} s    (aim: under 0.4; python alone {floor:.2f})"
    demo = _seconds(["-m", "bot", "demo", "--fast"], folder, 3)
    yield f"als demo --fast   {demo:7.2f} s    (aim: under 5)"


def _seconds(command: list[str], folder: Path, rounds: int) -> float:
    """Median seconds of a whole process."""
    del folder
    taken = []
    for _ in range(rounds):
        begin = perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        taken.append(perf_counter() - begin)
    return median(taken)
