"""Medians and ratios, each against a floor measured in the same run: `make bench`, or `python -m bench NAME …`."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench import deliver, discord, present, scale, slack, soak, startup, tick

ALWAYS = ("present", "slack", "discord", "deliver", "tick", "startup", "scale")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what", nargs="*", default=ALWAYS, help=f"{', '.join(ALWAYS)} (all without any), soak"
    )
    parser.add_argument(
        "--full",
        action="store_true",
        help="scale: with a million sets, some minutes and 8 GB; deliver: ten thousand posts",
    )
    parser.add_argument("--minutes", type=float, default=1.0, help="soak: for so long")
    parser.add_argument("--folder", type=Path, help="where records are made and removed again")
    wanted = parser.parse_args()
    measures: dict[str, Callable[[Path], Iterator[str]]] = {
        "present": present.run,
        "slack": slack.run,
        "discord": discord.run,
        "deliver": partial(deliver.run, posts=10_000 if wanted.full else deliver.POSTS),
        "tick": tick.run,
        "startup": startup.run,
        "scale": partial(scale.run, full=wanted.full),
        "soak": partial(soak.run, minutes=wanted.minutes),
    }
    unknown = [name for name in wanted.what if name not in measures]
    if unknown:
        parser.error(f"there is no {unknown[0]}: {', '.join(measures)}")
    with tempfile.TemporaryDirectory(prefix="als-bench-", dir=wanted.folder) as folder:
        for name in wanted.what:
            own = Path(folder) / name  # each has its records apart from the others'
            own.mkdir()
            _print(measures[name](own))


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
