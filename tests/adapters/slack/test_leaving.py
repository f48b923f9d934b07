"""The bot is taken out of a workspace: told in any order, twice, late, or not at all; and let in again."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.names import Platform
from tests.adapters.slack.stage import slack
from tests.fakes.slack import oauth
from tests.fakes.slack.world import BOT_TOKEN, TEAM, Refusal
from tests.stage.workspaces import NEW, Workspaces, workspaces

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def installed(stage: Workspaces) -> list[str]:
    return [i.workspace for i in stage.kept.all(Platform.SLACK)]


def calls(stage: Workspaces) -> int:
    return len(stage.world.calls)


def has_a_set(stage: Workspaces, team: str = TEAM) -> bool:
    """Whether the bot knows of Ana's set there."""
    before = len(stage.said_in(team))
    stage.says("Ana", "set schedule", team)
    return "1 Jun" in str([m.blocks for m in stage.said_in(team)[before:]])


@pytest.mark.parametrize(
    "events",
    [
        ("app_uninstalled",),
        ("tokens_revoked",),
        ("app_uninstalled", "tokens_revoked"),
        ("tokens_revoked", "app_uninstalled"),
        ("tokens_revoked", "tokens_revoked", "app_uninstalled", "app_uninstalled"),
    ],
)
def test_tokens_go_at_once_and_nothing_is_sent_any_more(
    events: tuple[str, ...], tmp_path: Path
) -> None:  # PA5
    with workspaces(tmp_path) as stage:
        stage.install()
        stage.install("T0TWO")
        stage.says("Ana", NEW)
        stage.advance(MINUTE)
        stage.uninstalls(TEAM, *events)
        assert installed(stage) == ["T0TWO"]
        before = calls(stage)
        for _ in range(29):
            stage.advance(DAY)
        assert calls(stage) == before
        stage.says("Ben", NEW, "T0TWO")
        assert len(stage.rooms("T0TWO")) == 1


def test_let_in_again_within_the_grace_everything_goes_on(tmp_path: Path) -> None:  # PA5
    with workspaces(tmp_path) as stage:
        stage.install()
        stage.says("Ana", NEW)
        stage.uninstalls()
        for _ in range(3):
            stage.advance(9 * DAY)
        stage.install()
        assert has_a_set(stage)
        for _ in range(40):
            stage.advance(DAY)
        assert has_a_set(stage)


def test_after_the_grace_it_starts_clean(tmp_path: Path) -> None:  # PA5
    with workspaces(tmp_path) as stage:
        stage.install()
        stage.says("Ana", NEW)
        assert has_a_set(stage)
        stage.uninstalls()
        stage.advance(30 * DAY)
        stage.install()
        assert not has_a_set(stage)
        stage.says("Ana", NEW)
        assert len(stage.rooms()) == 2


def test_a_late_word_of_leaving_leaves_the_new_installation_alone(tmp_path: Path) -> None:  # PA5
    with workspaces(tmp_path) as stage:
        stage.install()
        stage.says("Ana", NEW)
        oauth.uninstall(stage.world, TEAM)
        stage.clock.now += 5 * MINUTE
        stage.install()
        stage.tells("app_uninstalled", ago=5 * MINUTE)
        stage.tells("tokens_revoked", ago=timedelta(seconds=2))  # by Slack's clock, which is not quite ours
        assert installed(stage) == [TEAM]
        assert has_a_set(stage)


def test_leaving_right_after_installing_is_leaving(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        stage.install()
        stage.uninstalls(TEAM, "app_uninstalled")
        assert installed(stage) == []


def test_tokens_of_people_are_no_business_of_the_bots(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        stage.install()
        payload = stage.people.event_payload(
            {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}
        )
        stage.run(stage.slack.deliver("events_api", payload))
        assert installed(stage) == [TEAM]


def test_a_word_of_leaving_that_slack_did_not_sign_changes_nothing(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        stage.install()
        stage.clock.now += DAY
        assert stage.forged({"type": "app_uninstalled"}) == 401
        assert installed(stage) == [TEAM]


def test_a_workspace_that_left_unheard_is_noticed_at_the_first_call_and_left_alone(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        stage.install()
        oauth.uninstall(stage.world, TEAM, "token_revoked")
        before = calls(stage)
        stage.says("Ana", NEW)
        stage.advance(23 * 60 * MINUTE)
        for _ in range(20):
            stage.advance(DAY)
        assert installed(stage) == []
        assert calls(stage) - before <= 5


def test_a_token_that_is_not_taken_for_other_reasons_is_tried_every_ten_minutes_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    with workspaces(tmp_path) as stage:
        stage.install()
        for token in stage.world.tokens.values():
            token.wrong = "invalid_auth"
        stage.says("Ana", NEW)
        before = calls(stage)
        for _ in range(59):
            stage.advance(timedelta(seconds=10))
        assert calls(stage) - before <= 2
        for token in stage.world.tokens.values():
            token.wrong = ""
        stage.advance(11 * MINUTE)
        stage.advance(11 * MINUTE)
        assert installed(stage) == [TEAM]
        stage.says("Ana", NEW)
        assert stage.rooms() != []


@pytest.mark.parametrize("events", [("app_uninstalled",), ("tokens_revoked", "app_uninstalled")])
def test_the_one_workspace_of_a_token_may_leave_and_return_too(
    events: tuple[str, ...], tmp_path: Path
) -> None:
    with slack(tmp_path, "five") as stage:
        token = stage.slack.world.tokens[BOT_TOKEN]
        token.wrong = "account_inactive"
        for event in events:
            tokens = {"tokens": {"oauth": [], "bot": ["U0BOT"]}} if event == "tokens_revoked" else {}
            stage.run(stage.people.event({"type": event, **tokens}))
        before = len(stage.slack.world.calls)
        stage.advance(stage.clock.now + 9 * DAY)
        assert len(stage.slack.world.calls) == before
        token.wrong = ""
        stage.restart()
        assert stage.bot.slack is not None
        stage.run(stage.bot.slack.accesses.of(TEAM))
        stage.advance(stage.clock.now + 9 * DAY)
        assert len(stage.slack.world.calls) > before + 1
        assert stage.bugs == []


def test_a_late_word_of_leaving_is_asked_about(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        assert stage.bot.slack is not None
        event = stage.people.event_payload({"type": "app_uninstalled"})
        event["event_time"] = int((stage.clock.now - 10 * MINUTE).timestamp())
        stage.run(stage.slack.deliver("events_api", event))
        assert stage.run(stage.bot.slack.accesses.of(TEAM)) is not None
        stage.slack.world.fails_with["auth.test"] = Refusal("internal_error", status=503)
        stage.slack.patience = 0.5  # it is not taken: Slack brings it again
        stage.run(stage.slack.deliver("events_api", event))
        assert stage.run(stage.bot.slack.accesses.of(TEAM)) is not None


def test_a_token_that_is_revoked_is_said_once_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with slack(tmp_path, "five") as stage:
        stage.slack.world.tokens[BOT_TOKEN].wrong = "token_revoked"
        before = len(stage.slack.world.calls)
        stage.advance(stage.clock.now + 2 * DAY)
        said = [r.getMessage() for r in caplog.records if r.levelname in {"ERROR", "WARNING"}]
        assert said == ["Slack does not take SLACK_BOT_TOKEN: token_revoked. als doctor knows the mend."]
        # One that is tried every ten minutes, however much waits.
        assert set(stage.slack.world.calls[before:]) <= {"auth.test", "chat.postMessage", "chat.update"}
        assert stage.slack.world.calls[before:].count("auth.test") <= 2 * 24 * 6
