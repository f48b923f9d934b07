"""Installing the bot into workspaces over the web: by the browser that began, once, in time; and what goes wrong."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import func, select

from adapters.database.columns import metadata
from adapters.database.engine import unit
from core.names import Platform
from tests.fakes.slack import oauth
from tests.fakes.slack.server import written
from tests.fakes.slack.world import Refusal
from tests.stage.workspaces import NEW, Workspaces, workspaces


def installed(stage: Workspaces) -> list[str]:
    return [i.workspace for i in stage.kept.all(Platform.SLACK)]


def test_two_workspaces_install_the_bot_and_each_has_a_set_of_its_own(tmp_path: Path) -> None:  # OP3 PA11
    with workspaces(tmp_path) as stage:
        for team, name in (("T0ONE", "Ana"), ("T0TWO", "Ben")):
            page = stage.install(team)
            assert page.status == 200
            assert f"The bot is in Ward {team}" in page.text
            assert "/als new" in page.text
            stage.says(name, NEW, team)
        assert [[c.name for c in stage.rooms(team)] for team in ("T0ONE", "T0TWO")] == [["ward-leaders"]] * 2
        assert stage.world.refusals == []


def test_what_slack_is_asked_for_is_what_the_settings_say(tmp_path: Path) -> None:
    with workspaces(tmp_path, public_url="https://als.example.org") as stage:
        there = stage.get(f"{stage.processes[0].url}/slack/install")
        asked = parse_qs(urlsplit(there.headers["Location"]).query)
        scopes = "chat:write,commands,groups:read,groups:write,im:write,users:read"
        assert asked["scope"] == [scopes]
        assert asked["redirect_uri"] == ["https://als.example.org/slack/oauth_redirect"]
        cookie = there.headers["Set-Cookie"]
        assert all(
            word in cookie for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/slack", "Max-Age=600")
        )


def test_somebody_who_cancels_reads_that_nothing_was_installed(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        page = stage.come_back("/slack/oauth_redirect?error=access_denied&state=x")
        assert "Nothing was installed" in page.text
        assert f'href="{stage.public_url}/slack/install"' in page.text
        assert installed(stage) == []


def test_a_beginning_is_good_for_ten_minutes(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        back = oauth.allow(stage.world, stage.begin(), "T0ONE")
        stage.clock.now += timedelta(minutes=10, seconds=1)
        page = stage.come_back(back)
        assert (page.status, installed(stage)) == (400, [])
        assert "more than ten minutes" in page.text


def test_a_beginning_is_good_once(tmp_path: Path) -> None:
    with workspaces(tmp_path, processes=2) as stage:
        address = stage.begin()
        back = oauth.allow(stage.world, address, "T0ONE")
        word = str(stage.cookie())
        assert stage.come_back(back).status == 200
        again = oauth.allow(stage.world, address, "T0TWO")
        stage.another_browser()
        parts = urlsplit(again)
        page = stage.get(f"{stage.processes[1].url}{parts.path}?{parts.query}", Cookie=f"als-install={word}")
        assert "open before" in page.text
        assert installed(stage) == ["T0ONE"]


@pytest.mark.parametrize("state", ["", "x", "forged", "of another browser"])
def test_who_did_not_begin_here_installs_nothing(state: str, tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        back = oauth.allow(stage.world, stage.begin(), "T0ONE")
        if state == "of another browser":
            stage.another_browser()
        else:
            back = back.partition("state=")[0] + f"state={state}"
        page = stage.come_back(back)
        assert (page.status, installed(stage)) == (400, [])
        assert "not begun here" in page.text
        assert "oauth.v2.access" not in stage.world.calls


def rows(stage: Workspaces) -> dict[str, int]:
    """How many each table of the record holds."""
    with unit(stage.bot.engine, 5, writes=False) as connection:
        return {
            t.name: connection.execute(select(func.count()).select_from(t)).scalar_one()
            for t in metadata.sorted_tables
        }


def test_whoever_begins_a_thousand_times_leaves_nothing_in_the_record(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        before = rows(stage)
        for _ in range(20):
            stage.begin()
        assert rows(stage) == before


def test_scopes_that_were_left_out_are_named(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        page = stage.install("T0ONE", scopes={"commands", "chat:write", "groups:read", "users:read"})
        assert (page.status, installed(stage)) == (400, [])
        assert "cannot work without im:write." in page.text


def test_a_whole_organisation_is_asked_to_choose_a_workspace(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        page = stage.install("T0ONE", whole_organisation=True)
        assert (page.status, installed(stage)) == (400, [])
        assert "One workspace at a time" in page.text


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        ("invalid_code", 400, "Slack did not confirm it"),
        ("bad_client_secret", 500, "cannot be installed yet"),
        ("bad_redirect_uri", 500, "cannot be installed yet"),
        ("internal_error", 503, "Slack did not answer"),
    ],
)
def test_what_slack_does_not_confirm_is_not_installed(
    error: str, status: int, words: str, tmp_path: Path
) -> None:
    with workspaces(tmp_path) as stage:
        stage.world.fails_with["oauth.v2.access"] = Refusal(error)
        page = stage.install("T0ONE")
        assert (page.status, installed(stage)) == (status, [])
        assert words in page.text


def test_pages_say_nothing_of_what_comes_in(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        page = stage.come_back(
            "/slack/oauth_redirect?error=<script>alert(1)</script>&state=%ff&state=2&code=%00"
        )
        assert page.status == 200
        assert "script" not in page.text
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert stage.come_back("/slack/oauth_redirect?" + "x" * 60_000).status in (400, 431)
        assert stage.come_back("/slack/oauth_redirect").status == 400
        assert installed(stage) == []


def test_installing_twice_leaves_the_newer_token_and_the_set(tmp_path: Path) -> None:  # PA5
    with workspaces(tmp_path) as stage:
        stage.install("T0ONE")
        stage.says("Ana", NEW, "T0ONE")
        rooms = len(stage.rooms("T0ONE"))
        stage.install("T0ONE")
        stage.says("Ana", "set schedule", "T0ONE")
        assert len(stage.rooms("T0ONE")) == rooms
        assert installed(stage) == ["T0ONE"]
        assert stage.world.refusals == []


def test_a_workspace_that_has_not_installed_the_bot_changes_nothing(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        stage.install("T0ONE")
        stage.says("Ana", NEW, "T0TWO")
        assert stage.rooms("T0TWO") == []
        assert ["cannot hear you" in str(m.blocks) + m.text for m in stage.said_in("T0TWO")] == [True]


def test_what_another_workspace_does_in_a_shared_channel_is_told_to_the_one_that_let_the_bot_in(
    tmp_path: Path,
) -> None:
    with workspaces(tmp_path) as stage:
        stage.install("T0ONE")
        ana = stage.user("Ana", "T0TWO")
        payload = stage.people.event_payload({"type": "app_home_opened", "user": ana.id, "tab": "home"})
        payload |= {"team_id": "T0TWO", "authorizations": [{"team_id": "T0ONE", "is_bot": True}]}
        stage.run(stage.slack.deliver("events_api", payload))
        assert ana.id in stage.world.homes
        assert stage.world.team == "T0ONE"


@pytest.mark.parametrize("path", ["/slack/install", "/slack/oauth_redirect"])
def test_nothing_is_taken_in_where_browsers_come(path: str, tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        assert stage.post(f"{stage.processes[0].url}{path}", b"x" * 2_000_000) == 405
        assert installed(stage) == []


def test_where_events_come_only_what_slack_has_signed_now_is_read(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        stage.install("T0ONE")
        body = written(
            "events_api", stage.people.event_payload({"type": "app_uninstalled"}) | {"team_id": "T0ONE"}
        )
        signed = stage.slack.signed(body, "events_api")
        events = stage.slack.address
        stage.clock.now += timedelta(minutes=6)
        assert stage.post(events, body.encode(), **signed) == 401  # kept, and sent later
        signed = stage.slack.signed(body, "events_api")
        assert stage.post(events, body.replace("T0ONE", "T0TWO").encode(), **signed) == 401
        assert stage.post(events, body.encode(), **{"Content-Type": "application/json"}) == 401
        assert stage.post(events, b"x" * 1_000_001, **signed) == 413
        for shape in ("[]", "{}", LEAVING % "null", LEAVING % "1e99"):
            assert stage.post(events, shape.encode(), **stage.slack.signed(shape, "events_api")) == 200
        assert installed(stage) == ["T0ONE"]


def test_slack_may_try_the_address_before_anybody_has_installed_the_bot(tmp_path: Path) -> None:
    with workspaces(tmp_path) as stage:
        asked = {"type": "url_verification", "challenge": "zebra", "token": "t"}
        assert stage.run(stage.slack.deliver("events_api", asked)) == {"challenge": "zebra"}


LEAVING = '{"type":"event_callback","team_id":"T0ONE","event_time":%s,"event":{"type":"app_uninstalled"}}'
