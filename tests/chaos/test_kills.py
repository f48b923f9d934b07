"""The short form of `make chaos`: a few real processes, killed in earnest."""

import asyncio
from pathlib import Path

from tests.chaos.census import Census
from tests.chaos.kills import OUTSIDE, Plan, fast, round_of
from tests.chaos.platforms import OnSlack


def killed(url: str, plan: Plan, *, may_read: bool) -> Census:
    time = fast(plan.rate)
    return asyncio.run(round_of("", url, OnSlack(time.now, may_read=may_read), time, plan))


def test_nothing_is_lost_or_said_twice_where_slack_can_be_read_wherever_workers_are_killed(
    fresh_postgres: str,
) -> None:
    census = killed(fresh_postgres, Plan(6, workers=3, askers=1, rate=30.0), may_read=True)
    assert (census.lost, census.doubled, census.dropped, census.wrong) == ([], {}, [], [])
    assert census.disorder == 0
    assert census.killed.total() >= 6
    assert census.asked > 20
    assert min(census.boards, census.threads, census.back) > 0


def test_only_a_crash_between_sending_and_writing_down_is_ever_in_doubt(tmp_path: Path) -> None:
    """One errand at a time: nothing else is on its way where the worker dies."""
    plan = Plan(3, workers=1, askers=2, points=OUTSIDE, at_random=False, rate=30.0, most=1, pause=0.05)
    census = killed(f"sqlite:///{tmp_path / 'record.sqlite3'}", plan, may_read=False)
    assert (census.lost, census.doubled, census.dropped, census.wrong) == ([], {}, [], [])
    assert set(census.killed) <= {str(point) for point in OUTSIDE}
    assert min(census.boards, census.threads, census.back) > 0
    assert census.disorder == 0
