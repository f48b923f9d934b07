"""A rehearsal in short: the same every time, and nothing found in it."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from bot.rehearse.command import Performed, Wanted, perform
from core.names import Platform

SHORT = Wanted(sets=2, weeks=5, seed=3)


def rehearsed(wanted: Wanted) -> Performed:
    return perform(wanted, Console(file=StringIO()))


@pytest.fixture(scope="module")
def short() -> Performed:
    return rehearsed(SHORT)


def test_nothing_is_found_in_five_weeks_of_two_sets(short: Performed) -> None:
    assert short.findings == []


def test_people_ask_for_a_thousand_things_a_set_year(short: Performed) -> None:
    assert short.requests / (SHORT.sets * SHORT.weeks / 52) >= 1_000


def test_the_same_seed_is_the_same_year_and_another_is_another(short: Performed) -> None:
    small = Wanted(sets=1, weeks=2, platforms=(Platform.CONSOLE,), seed=4)
    assert rehearsed(small).trace == rehearsed(small).trace
    assert (
        rehearsed(Wanted(sets=1, weeks=2, platforms=(Platform.CONSOLE,), seed=5)).trace
        != rehearsed(small).trace
    )
    assert short.trace
