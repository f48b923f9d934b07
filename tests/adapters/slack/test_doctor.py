"""`als doctor` names what is wrong with the way to Slack, and the mend."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.api import Api
from adapters.slack.doctor import Finding, Setup, look
from bot.doctor import examine
from bot.settings import Settings
from bot.wiring import clock
from tests.adapters.slack.stage import KEY, slack
from tests.fakes.slack import FakeSlack, oauth
from tests.fakes.slack.world import APP_TOKEN, BOT, BOT_TOKEN, TEAM, Refusal
from tests.stage.slack import SlackStage
from tests.stage.workspaces import Workspaces, workspaces

SCOPES = {"chat:write", "commands", "groups:read", "im:write", "users:read"}


def found(
    *,
    scopes: set[str] = SCOPES,
    bot: str = BOT_TOKEN,
    app: str = APP_TOKEN,
    wrong: str = "",
    ahead: int = 0,
    **more: Any,
) -> list[Finding]:
    async def goes() -> list[Finding]:
        slack = FakeSlack(clock, scopes)
        slack.world.tokens[BOT_TOKEN].wrong = wrong
        await slack.start()
        api = Api(slack.url)
        await api.open()
        try:
            setup = Setup(bot_token=bot, app_token=app, **more)
            return await look(api, setup, lambda: clock() + timedelta(seconds=ahead))
        finally:
            await api.close()
            await slack.stop()

    return asyncio.run(goes())


def mends(findings: list[Finding]) -> list[str]:
    return [f.what for f in findings if f.mend]


def test_a_bot_that_is_well_has_nothing_to_mend() -> None:
    assert mends(found()) == []
    assert any("Socket Mode" in f.what for f in found())


@pytest.mark.parametrize("wrong", ["invalid_auth", "account_inactive", "token_revoked"])
def test_a_token_that_is_not_taken_is_named_with_its_mend(wrong: str) -> None:
    assert mends(found(wrong=wrong)) == [f"The bot's token is not taken: {wrong}."]


def test_a_missing_scope_is_named_with_what_it_is_for() -> None:
    (said,) = mends(found(scopes=SCOPES - {"users:read"}))
    assert said == "The scope users:read is missing: to know somebody's name and time zone."


def test_a_clock_that_is_off_and_a_way_in_that_is_missing_are_named() -> None:
    (said,) = mends(found(ahead=600))
    assert said.startswith("The clock is ")
    assert mends(found(app="")) == ["Slack has no way in."]
    assert mends(found(app="xapp-other")) == ["The app-level token is not taken: invalid_auth."]


def test_with_both_ways_in_socket_mode_is_used_and_said() -> None:
    said = [f.what for f in found(signing_secret="s")]
    assert "Requests come by Socket Mode. The signing secret is not used." in said


def examined(stage: SlackStage | Workspaces, **more: Any) -> list[str]:
    """What `als doctor` says, every finding with its mend in one line."""
    lines: list[str] = []

    async def goes() -> None:
        await asyncio.to_thread(examine, stage.settings.model_copy(update=more), lines.append)

    stage.run(goes())
    joined = " ".join(" ".join(lines).split())
    return joined.replace(" mend ", "\nmend ").replace(" well ", "\nwell ").split("\n")


def to_mend(lines: list[str]) -> list[str]:
    return [line.removeprefix("mend ") for line in lines if line.startswith("mend ")]


def test_every_set_with_the_bot_at_home_is_well(tmp_path: Path) -> None:  # OP4
    with slack(tmp_path, "five") as stage:
        assert to_mend(examined(stage))[0].endswith("Start als run, or als run worker.")
        stage.bot.store.pulse(clock(), timedelta(hours=1))
        said = examined(stage)
        assert "well Channels of sets in which the bot is at home: 1 of 1." in said
        assert not [m for m in to_mend(said) if not m.startswith("The clock")]


@pytest.mark.parametrize(
    ("fate", "what", "mend"),
    [
        ("archived", "is archived.", "Take it out of the archive"),
        ("left", "cannot be seen.", "/invite the bot there"),
        ("deleted", "cannot be seen.", "/invite the bot there"),
        ("public", "is public: everybody", "Make it private"),
        ("public, without the bot", "is without the bot.", "/invite the bot there"),
    ],
)
def test_a_channel_that_is_lost_is_named_with_what_to_do(
    fate: str, what: str, mend: str, tmp_path: Path
) -> None:
    with slack(tmp_path, "five") as stage:
        stage.bot.store.pulse(clock(), timedelta(hours=1))
        room = stage.main
        assert room is not None
        room.archived = fate == "archived"
        room.private = not fate.startswith("public")
        if fate == "left" or "without" in fate:
            room.members.discard(BOT)
        if fate == "deleted":
            del stage.slack.world.channels[room.id]
        (said,) = [m for m in to_mend(examined(stage)) if not m.startswith("The clock")]
        assert said.startswith(f"The channel {room.id} of set 1 in Ward {what}")
        assert mend in said
        assert "/als set here" in said


def test_many_sets_are_looked_at_as_fast_as_slack_lets_us() -> None:
    async def goes() -> list[Finding]:
        slack = FakeSlack(clock, SCOPES)
        await slack.start()
        room = slack.world.channel("set", {BOT})
        slack.world.fails_with["conversations.info"] = Refusal("ratelimited", status=429, retry_after=7)
        waited: list[float] = []

        async def sleep(seconds: float) -> None:
            waited.append(seconds)
            slack.world.fails_with.clear()

        api = Api(slack.url)
        await api.open()
        setup = Setup(
            bot_token=BOT_TOKEN, app_token=APP_TOKEN, rooms=((TEAM, 1, room.id), (TEAM, 2, room.id))
        )
        found = await look(api, setup, clock, sleep)
        await api.close()
        await slack.stop()
        assert waited == [7.0]
        return found

    assert mends(asyncio.run(goes())) == []


def test_each_workspace_is_looked_at_and_a_dead_token_named_with_its_mend(tmp_path: Path) -> None:  # OP4
    with workspaces(tmp_path) as stage:
        assert any("No workspace has installed the bot yet" in line for line in examined(stage))
        stage.install("T0ONE")
        stage.install("T0TWO", scopes={"chat:write", "commands", "groups:read", "im:write", "users:read"})
        stage.install("T0THREE")
        stage.uninstalls("T0THREE")
        oauth.uninstall(stage.world, "T0ONE", "token_revoked")
        said = examined(stage, als_public_url="https://als.example.org")
        dead, scope, *_ = to_mend(said)
        assert dead.startswith("The bot's token of Ward T0ONE (T0ONE) is not taken: token_revoked.")
        assert dead.endswith("It was taken out there. Somebody of that workspace has to install it again: "
                             "https://als.example.org/slack/install.")  # fmt: skip
        assert scope.startswith("The scope groups:write is missing in Ward T0TWO")
        assert (
            "well Workspaces or servers that have taken the bot out: 1. What is kept of each goes after 30 days."
            in said
        )
        assert "well Slack knows the app by its id and secret." in said


def test_an_app_that_slack_does_not_know_and_an_address_it_does_not_take_are_named(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        said = to_mend(examined(stage, slack_client_secret="other"))
        assert said[0].startswith("The app's id or secret is not taken: bad_client_secret. Copy Client ID")
        assert "Slack wants https:// there." in said[1]


def test_doctor_makes_no_record_and_changes_none(tmp_path: Path) -> None:
    lines: list[str] = []
    settings = Settings(als_database_url=f"sqlite:///{tmp_path / 'none.sqlite3'}", als_secret_keys=KEY)
    assert not examine(settings, lines.append)
    assert f"well  There is no record {tmp_path / 'none.sqlite3'} yet; als run makes it." in lines
    assert list(tmp_path.iterdir()) == []
    assert "mend  No platform is configured." in lines


def test_a_record_that_cannot_be_opened_is_said_with_its_mend(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        other = "b3RoZXJvdGhlcm90aGVyb3RoZXJvdGhlcm90aGVyb3Q="
        said = to_mend(examined(stage, als_secret_keys=other))
        assert "cannot be looked into. The words in the record are sealed with another key" in said[0]


def test_what_is_half_configured_is_said_as_als_run_says_it(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        assert "Slack is half configured. SLACK_CLIENT_ID is set without" in str(
            examined(stage, slack_client_secret="")
        )


def test_a_token_that_nobody_has_renewed_is_named(tmp_path: Path) -> None:
    with workspaces(tmp_path, rotating=True) as stage:
        stage.clock.now = clock() - timedelta(hours=13)
        stage.install("T0ONE")
        stage.clock.now = clock()
        said = to_mend(examined(stage, als_public_url="https://als.example.org"))
        assert said[0].startswith("The bot's token of Ward T0ONE (T0ONE) has expired. als run renews it")
