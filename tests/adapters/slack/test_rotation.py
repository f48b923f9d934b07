"""Tokens that live twelve hours: renewed in time, by one of several processes, and never lost."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from core.ports import Installation
from tests.fakes.slack.world import TEAM, Refusal
from tests.stage.workspaces import NEW, Workspaces, workspaces

HOUR = timedelta(hours=1)


def renewals(stage: Workspaces) -> int:
    return stage.world.calls.count("oauth.v2.access") - 1


def kept(stage: Workspaces) -> Installation:
    found = stage.kept.of(TEAM)
    assert found is not None
    return found


def test_a_token_is_renewed_two_hours_before_it_expires_and_nobody_notices(tmp_path: Path) -> None:
    with workspaces(tmp_path, rotating=True) as stage:
        stage.install()
        first = kept(stage)
        assert first.expires == stage.clock.now + 12 * HOUR
        stage.says("Ana", NEW)
        stage.clock.now += 9 * HOUR
        stage.says("Ana", "help")
        assert renewals(stage) == 0
        stage.clock.now += HOUR + timedelta(seconds=1)
        stage.says("Ana", "help")
        assert renewals(stage) == 1
        assert kept(stage).token != first.token
        for _ in range(40):
            stage.advance(6 * HOUR)
            stage.says("Ana", "help")
        assert stage.world.refusals == []


def test_after_a_silence_of_weeks_the_first_command_is_answered(tmp_path: Path) -> None:
    with workspaces(tmp_path, rotating=True) as stage:
        stage.install()
        stage.clock.now += 500 * HOUR
        stage.says("Ana", "help")
        assert len(stage.said_in(TEAM)) == 1
        assert stage.world.refusals == []


def test_a_token_that_slack_finds_expired_before_we_do_is_renewed_and_the_call_made_again(
    tmp_path: Path,
) -> None:
    with workspaces(tmp_path, rotating=True) as stage:
        stage.install()
        for token in stage.world.tokens.values():
            token.expires = stage.clock.now
        stage.says("Ana", NEW)
        stage.advance(timedelta(minutes=1))
        assert len(stage.rooms()) == 1
        assert renewals(stage) == 1


def test_of_several_processes_one_renews_and_all_go_on_with_the_new_token(
    record_url: str, tmp_path: Path
) -> None:
    with workspaces(tmp_path, record=record_url, rotating=True, processes=3) as stage:
        stage.install()
        stage.clock.now += 13 * HOUR

        async def everybody() -> list[object]:
            asking = [p.installed.of(TEAM) for p in stage.processes for _ in range(4)]
            return list(await asyncio.gather(*asking))

        found = stage.run(everybody())
        assert len({str(f) for f in found}) == 1
        assert renewals(stage) == 1
        assert all(getattr(f, "token", "") == kept(stage).token for f in found)


def test_who_renews_and_does_not_come_back_is_stood_in_for_after_a_minute(tmp_path: Path) -> None:
    with workspaces(tmp_path, rotating=True) as stage:
        stage.install()
        stage.clock.now += 11 * HOUR
        now = stage.clock.now
        assert stage.kept.may_renew(kept(stage), now, now + timedelta(minutes=1))
        stage.says("Ana", "help")
        assert renewals(stage) == 0  # the old token still is good
        stage.clock.now += timedelta(minutes=2)
        stage.says("Ana", "help")
        assert renewals(stage) == 1


def test_while_a_token_cannot_be_renewed_the_old_one_is_used_to_its_end_and_slack_left_alone(
    tmp_path: Path,
) -> None:
    with workspaces(tmp_path, rotating=True) as stage:
        stage.install()
        stage.clock.now += 11 * HOUR
        stage.world.fails_with["oauth.v2.access"] = Refusal("invalid_refresh_token")
        for _ in range(5):
            stage.says("Ana", "help")
        assert len(stage.said_in(TEAM)) == 5
        assert renewals(stage) == 1
        stage.clock.now += 2 * HOUR
        for _ in range(5):
            stage.says("Ana", "help")
        assert renewals(stage) == 2
        assert "cannot hear you" in stage.said_in(TEAM)[-1].text
        del stage.world.fails_with["oauth.v2.access"]
        stage.clock.now += timedelta(minutes=11)
        stage.says("Ana", "help")
        assert "cannot hear you" not in stage.said_in(TEAM)[-1].text


def test_what_waits_is_kept_until_a_token_can_be_renewed_again(tmp_path: Path) -> None:
    with workspaces(tmp_path, rotating=True) as stage:
        stage.install()
        stage.clock.now += 11 * HOUR
        stage.world.fails_with["oauth.v2.access"] = Refusal("bad_client_secret")
        stage.world.fails_with["conversations.create"] = Refusal("internal_error", status=503)
        stage.says("Ana", NEW)
        stage.advance(2 * HOUR)
        del stage.world.fails_with["conversations.create"]
        stage.advance(HOUR)
        assert stage.rooms() == []
        del stage.world.fails_with["oauth.v2.access"]
        for _ in range(6):
            stage.advance(timedelta(minutes=11))
        assert len(stage.rooms()) == 1


def test_a_new_installation_wins_over_a_renewal_of_the_old(tmp_path: Path) -> None:
    with workspaces(tmp_path, rotating=True) as stage:
        stage.install()
        old = kept(stage)
        stage.clock.now += HOUR
        stage.install()
        new = kept(stage)
        assert not stage.kept.renewed(old)
        assert kept(stage) == new


@pytest.mark.parametrize("after", ["leaving", "installing again"])
def test_another_process_learns_of_it_within_a_minute(after: str, tmp_path: Path) -> None:
    with workspaces(tmp_path, processes=2) as stage:
        stage.install()
        other = stage.processes[1].installed
        before = stage.run(other.of(TEAM))
        assert before is not None
        if after == "leaving":
            stage.clock.now += timedelta(minutes=5)
            stage.run(other.of(TEAM))
            stage.uninstalls()
        else:
            stage.install()
        stage.clock.now += timedelta(minutes=1)
        found = stage.run(other.of(TEAM))
        assert (found is None) == (after == "leaving")
        assert found != before
