"""An answer of Slack's that is lost: what was said is not said again where Slack can be asked, and else as chosen."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from adapters.slack.api import PATIENCE
from bot.script import Presses, Says
from tests.adapters.slack.stage import slack
from tests.fakes.slack.world import BOT, BOT_TOKEN
from tests.stage.slack import SlackStage


def losing(*which: int) -> Callable[[str], bool]:
    """The answers to the posts of these numbers, from 0, are lost."""
    posts = count()
    return lambda method: method == "chat.postMessage" and next(posts) in which


def presented(stage: SlackStage, loses: Callable[[str], bool]) -> Counter[tuple[str, str]]:
    """How often each message of a turn's beginning stands, by its channel and key."""
    stage.slack.world.loses_answer = loses
    stage.says(Says("Ana", "", "/als present My team will not delegate"))
    stage.presses(Presses("Ana", "Now"))
    stage.advance(stage.clock.now + timedelta(seconds=45))
    said = Counter[tuple[str, str]]()
    for m in stage.slack.world.messages:
        key = m.metadata.get("event_payload", {}).get("key")
        if m.user == BOT and key and m.metadata["event_payload"]["part"] == 0:
            said[m.channel, key] += 1
    assert stage.bugs == []
    return said


@pytest.mark.parametrize("lost", range(4))
def test_what_slack_took_is_found_by_its_key_and_not_said_again(lost: int, tmp_path: Path) -> None:
    with slack(tmp_path, "five", listening=True) as stage:
        stage.slack.world.tokens[BOT_TOKEN].scopes.add("groups:history")
        stage.slack.world.may_read_direct = True
        assert set(presented(stage, losing(lost)).values()) == {1}
        assert {"conversations.history", "conversations.replies"} & set(stage.slack.world.calls)


def test_what_slack_took_at_once_is_found_though_the_bot_waited_ten_seconds_for_its_answer(
    tmp_path: Path,
) -> None:
    with slack(tmp_path, "five", listening=True) as stage:
        stage.slack.world.tokens[BOT_TOKEN].scopes.add("groups:history")
        stage.slack.world.may_read_direct = True
        lost = losing(1)

        def in_vain(method: str) -> bool:
            if lost(method):
                stage.clock.now += timedelta(seconds=PATIENCE)
                return True
            return False

        assert set(presented(stage, in_vain).values()) == {1}


def test_where_slack_may_not_be_read_it_is_said_again_and_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "calm").mkdir()
    with slack(tmp_path / "calm", "five") as calm:
        expected = presented(calm, losing())
    with slack(tmp_path, "five") as stage:
        said = presented(stage, losing(0))
    assert [k for _, k in said] == [k for _, k in expected]
    assert sorted(said.values())[-2:] == [1, 2]
