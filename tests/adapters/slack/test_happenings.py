"""What befalls people and channels in Slack: the set survives, and whoever facilitates is told what to do, once."""

from pathlib import Path
from typing import Any

import pytest

from bot.script import Presses, Says
from tests.adapters.slack.stage import slack
from tests.fakes.slack.world import BOT, Channel
from tests.stage.slack import SlackStage

NEW = '/als new "Ward leaders" every 2 weeks on Tuesday 10:00'


def said(stage: SlackStage, *, to: str = "") -> list[str]:
    lines = [line for e in stage.events() for line in stage.reader.event(e)]
    return [line for line in lines if to in line]


def happens(stage: SlackStage, kind: str, **event: Any) -> None:
    """Twice, as Slack may say it."""
    for _ in range(2):
        stage.run(stage.people.event({"type": kind, **event}))
        stage.settle()


def main(stage: SlackStage) -> Channel:
    assert stage.main is not None
    return stage.main


def test_a_public_channel_becomes_a_sets_room_only_when_somebody_insists(tmp_path: Path) -> None:  # GR6
    with slack(tmp_path) as stage:
        stage.slack.world.may_create_channels = False
        stage.says(Says("Eve", "", NEW))
        stage.slack.world.channel("town-square", {stage.user("Eve").id, BOT}, private=False)
        stage.events()
        stage.says(Says("Eve", "in #town-square", "/als set here"))
        lines = said(stage)
        assert lines[0].startswith("bot to Eve: Whoever likes can come into this channel")
        assert not any("This is the room" in line for line in lines)
        stage.presses(Presses("Eve", "Use it all the same"))
        lines = said(stage)
        assert any("This is the room of “Ward leaders” now." in line for line in lines)
        assert any("The channel is public: whoever likes can come in." in line for line in lines)


def test_whoever_makes_a_set_of_a_channel_is_told_who_else_reads_along(tmp_path: Path) -> None:  # GR14
    with slack(tmp_path) as stage:
        world = stage.slack.world
        world.may_create_channels = False
        stage.says(Says("Eve", "", NEW))
        stage.user("Gus").is_guest = True
        stage.user("Olga").is_stranger = True
        stage.user("Polls").is_bot = True
        people = {stage.user(name).id for name in ("Eve", "Ana", "Gus", "Olga", "Polls")}
        world.channel("our-set", {*people, BOT}).shared = True
        stage.says(Says("Eve", "", "/als set invite @Ana"))
        stage.events()
        stage.says(Says("Eve", "in #our-set", "/als set here"))
        told = said(stage)
        at = next(n for n, line in enumerate(told) if "Others than your set can read along" in line)
        assert [line.strip() for line in told[at + 1 : at + 5]] == [
            "A guest of the workspace: Gus.",
            "From another organisation: Olga.",
            "Another app: Polls.",
            "Another organisation shares this channel, and keeps what is said in it by its own rules.",
        ]
        assert not any("Ana" in line for line in told[at:])
        happens(stage, "member_joined_channel", channel=_named(stage, "our-set").id, user=BOT)
        assert not said(stage, to="read along")
        assert world.violations == []


def _named(stage: SlackStage, name: str) -> Channel:
    return next(c for c in stage.slack.world.channels.values() if c.name == name)


def test_somebody_who_joins_the_sets_channel_from_outside_is_told_of_once(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        room, gus = main(stage), stage.user("Gus")
        gus.is_guest = True
        room.members.add(gus.id)
        stage.events()
        happens(stage, "member_joined_channel", channel=room.id, user=gus.id)
        happens(stage, "member_joined_channel", channel=room.id, user=stage.user("Ben").id)
        lines = said(stage)
        assert sum("read along in the room of “Ward leaders”" in line for line in lines) == 1
        assert any(line.startswith("bot by DM to Eve:") for line in lines)


@pytest.mark.parametrize("kind", ["group_archive", "group_deleted", "group_left"])
def test_a_channel_that_goes_is_told_of_at_once_and_once(kind: str, tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        room = main(stage)
        stage.events()
        happens(stage, kind, channel=room.id, user=stage.user("Eve").id)
        told = said(stage, to="I can no longer speak in the room")
        assert len(told) == 1
        assert told[0].startswith("bot by DM to Eve:")


def test_a_bot_that_is_let_in_again_goes_on_where_it_was(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        room = main(stage)
        room.members.discard(BOT)
        happens(stage, "group_left", channel=room.id)
        stage.events()
        room.members.add(BOT)
        happens(stage, "member_joined_channel", channel=room.id, user=BOT)
        stage.says(Says("Ana", "", "/als present My team will not delegate"))
        stage.presses(Presses("Ana", "Now"))
        assert any("My team will not delegate" in line for line in said(stage))


def test_a_channel_of_another_name_is_the_same_room(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        main(stage).name = "ward-leaders-2027"
        happens(stage, "group_rename", channel={"id": main(stage).id, "name": "ward-leaders-2027"})
        stage.events()
        stage.says(Says("Ana", "", "/als present My team will not delegate"))
        stage.presses(Presses("Ana", "Now"))
        assert said(stage)
        assert stage.bugs == []


def profile(stage: SlackStage, name: str, **more: Any) -> dict[str, Any]:
    user = stage.user(name)
    return {"id": user.id, "team_id": user.team, "name": user.handle, "tz": user.tz, "profile": {}, **more}


def test_an_account_that_is_closed_is_told_of_at_once(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        ben = profile(stage, "Ben", deleted=True, profile={"display_name": "Ben"})
        stage.events()
        happens(stage, "user_change", user=ben)
        told = said(stage, to="Ben has no account here any more")
        assert len(told) == 1
        stage.presses(Presses("Eve", "Take them out"))
        assert any("Ben has left the set." in line for line in said(stage))


def test_somebody_is_called_by_their_new_name(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        user = stage.user("Ben")
        user.name = "Benjamin"
        happens(stage, "user_change", user=profile(stage, "Benjamin", profile={"display_name": "Benjamin"}))
        stage.events()
        stage.says(Says("Ana", "", "/als rota swap Benjamin"))
        assert any("I am asking Benjamin, privately." in line for line in said(stage))


def test_while_slack_leaves_out_events_the_facilitator_of_a_session_is_told_once(tmp_path: Path) -> None:
    with slack(tmp_path, "five", "presented") as stage:
        stage.events()
        for minute in (1, 2):
            limited = {"type": "app_rate_limited", "team_id": "T0ALS", "minute_rate_limited": minute}
            stage.run(stage.slack.deliver("events_api", limited))
            stage.settle()
        told = said(stage, to="Not all that is typed reaches me")
        assert len(told) == 1
        assert told[0].startswith("bot by DM to Eve:")
