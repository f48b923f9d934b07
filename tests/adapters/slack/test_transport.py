"""What the courier is told when Slack does not take something, and what people see then."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.script import Presses, Says
from tests.adapters.slack.stage import slack
from tests.fakes.slack.world import BOT, BOT_TOKEN, Channel, Refusal
from tests.stage.slack import SlackStage

NEW = '/als new "Ward leaders" every 4 weeks on Tuesday 10:00 Europe/London for 90 minutes from 2027-03-02'


def room_of(stage: SlackStage) -> Channel:
    assert stage.main is not None
    return stage.main


def in_room(stage: SlackStage) -> list[str]:
    room = room_of(stage).id
    return [line for m in stage.slack.world.messages if m.channel == room for line in stage.reader.message(m)]


def test_the_bot_lets_everybody_who_accepts_into_the_channel(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        members = {stage.slack.world.users[u].name for u in room_of(stage).members - {BOT}}
        assert members == {"Ana", "Ben", "Chidi", "Dora", "Eve"}
        assert stage.slack.world.calls.count("conversations.invite") >= len(members)


def test_a_channel_at_its_rate_gets_the_rest_a_second_later_in_order(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as quick:
        quick.says(Says("Ana", "", "/als present My team will not delegate"))
        quick.presses(Presses("Ana", "Now"))
        expected = in_room(quick)
    (tmp_path / "slow").mkdir()
    with slack(tmp_path / "slow", "five") as slow:
        slow.slack.world.burst = 1
        slow.says(Says("Ana", "", "/als present My team will not delegate"))
        slow.presses(Presses("Ana", "Now"))
        slow.advance(slow.clock.now + timedelta(seconds=30))
        assert in_room(slow) == expected
        assert ("chat.postMessage", "ratelimited") in slow.slack.world.refusals
        assert slow.bugs == []


def test_while_slack_has_a_fault_nothing_is_lost(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        stage.slack.world.fails_with["chat.postMessage"] = Refusal("internal_error", status=503)
        stage.says(Says("Ana", "", "/als present My team will not delegate"))
        stage.presses(Presses("Ana", "Now"))
        before = in_room(stage)
        del stage.slack.world.fails_with["chat.postMessage"]
        stage.advance(stage.clock.now + timedelta(minutes=2))
        assert any("This is Ana's time" in line for line in in_room(stage))
        assert not any("This is Ana's time" in line for line in before)


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "token_revoked"])
def test_what_waits_is_kept_while_the_token_is_no_longer_good(error: str, tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        token = stage.slack.world.tokens[BOT_TOKEN]
        stage.says(Says("Ana", "", "/als present My team will not delegate"))
        token.wrong = error
        stage.presses(Presses("Ana", "Now"))
        assert "Ana's turn" not in in_room(stage)
        token.wrong = ""
        stage.advance(stage.clock.now + timedelta(minutes=11))
        assert "Ana's turn" in in_room(stage)


@pytest.mark.parametrize("error", ["restricted_action", "missing_scope"])
def test_whoever_founds_a_set_is_told_when_no_channel_can_be_made(error: str, tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        if error == "missing_scope":
            stage.slack.world.tokens[BOT_TOKEN].scopes.discard("groups:write")
        stage.slack.world.may_create_channels = error != "restricted_action"
        stage.says(Says("Eve", "", NEW))
        lines = [line for e in stage.events() for line in stage.reader.event(e)]
        assert any("could not open a room" in line for line in lines), lines


def test_a_channel_that_people_made_themselves_becomes_the_sets(tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        stage.slack.world.may_create_channels = False
        stage.says(Says("Eve", "", NEW))
        stage.slack.world.channel("our-set", {stage.user("Eve").id, BOT})
        stage.events()
        stage.says(Says("Eve", "in #our-set", "/als set here"))
        lines = [line for e in stage.events() for line in stage.reader.event(e)]
        assert "bot in #our-set: This is the room of “Ward leaders” now." in lines
        assert "bot in #our-set: “Ward leaders” is being formed." in lines


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        stage.slack.world.channel("ward-leaders", set(), private=False)
        stage.says(Says("Eve", "", NEW))
        assert room_of(stage).name == "ward-leaders-2"


@pytest.mark.parametrize("fate", ["archived", "left", "deleted"])
def test_when_its_channel_is_lost_the_set_survives_and_the_facilitator_is_told_once(
    fate: str, tmp_path: Path
) -> None:
    with slack(tmp_path, "five") as stage:
        room = room_of(stage)
        room.archived = fate == "archived"
        if fate == "left":
            room.members.discard(BOT)
        if fate == "deleted":
            del stage.slack.world.channels[room.id]
        stage.advance(stage.clock.now + timedelta(days=9))
        told = [line for e in stage.events() for line in stage.reader.event(e) if "no longer speak" in line]
        assert len(told) == 1, told
        assert told[0].startswith("bot by DM to Eve: I can no longer speak in the room of “Ward leaders”.")
        stage.slack.world.channel("another", {stage.user("Eve").id, BOT})
        stage.says(Says("Eve", "in #another", "/als set here"))
        lines = [line for e in stage.events() for line in stage.reader.event(e)]
        assert any("This is the room of “Ward leaders” now." in line for line in lines), lines
        assert stage.bugs == []


def test_a_board_that_somebody_deleted_is_posted_anew(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        stage.says(Says("Ana", "", "/als present My team will not delegate"))
        stage.presses(Presses("Ana", "Now"))
        world = stage.slack.world
        board = next(m for m in world.messages if "I have said enough" in str(m.blocks))
        world.messages.remove(board)
        stage.events()
        stage.says(Says("Eve", "", "/als session next"))
        assert stage.bugs == []
        assert ("chat.update", "message_not_found") in world.refusals


def test_slack_may_ask_the_bot_to_connect_anew(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:

        async def anew() -> None:
            old = list(stage.slack.sockets)
            await stage.slack.refresh()
            await stage.slack.until(lambda: stage.slack.world.calls.count("apps.connections.open") > 1)
            for socket in old:
                await socket.close()
            await stage.slack.connected()

        stage.run(anew())
        stage.events()
        stage.says(Says("Ana", "", "/als help"))
        lines = [line for e in stage.events() for line in stage.reader.event(e)]
        assert lines
        assert lines[0].startswith("bot to Ana:")


def test_members_words_stay_the_characters_they_typed(tmp_path: Path) -> None:
    typed = "*stars* <!channel> <@U1> _x_ `y` https://example.org &amp; @Ben"
    with slack(tmp_path, "five") as stage:
        stage.user("Ben")
        stage.says(Says("Ana", "", f"/als present {typed}"))
        stage.presses(Presses("Ana", "Now"))
        shown = next(m for m in stage.slack.world.messages if "I have said enough" in str(m.blocks))
        assert f"“{typed}”" in stage.reader.message(shown)
        assert "stars" not in shown.text  # which is what a lock screen shows


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "token_revoked", "token_expired"])
def test_a_channel_waits_too_while_the_token_is_no_longer_good(error: str, tmp_path: Path) -> None:
    with slack(tmp_path) as stage:
        stage.says(Says("Eve", "", "/als help"))
        token = stage.slack.world.tokens[BOT_TOKEN]
        token.wrong = error
        stage.says(Says("Eve", "", NEW))
        assert stage.main is None
        token.wrong = ""
        stage.advance(stage.clock.now + timedelta(minutes=11))
        assert stage.main is not None
