"""The manifest keeps Slack's limits, and asks for no more than is needed."""

import itertools

import pytest

from adapters.slack.manifest import APP_NAME, DESCRIPTION, SCOPES, SHORTCUT, manifest

EVERY = list(itertools.product([False, True], [False, True], ["", "https://als.example.org/"]))


@pytest.mark.parametrize(("listening", "create_channels", "http"), EVERY)
def test_the_manifest_keeps_slacks_limits(listening: bool, create_channels: bool, http: str) -> None:
    made = manifest(listening=listening, create_channels=create_channels, http=http)
    assert len(made["display_information"]["name"]) <= APP_NAME
    assert len(made["display_information"]["description"]) <= DESCRIPTION
    assert len(made["features"]["bot_user"]["display_name"]) <= 80
    shortcuts = made["features"]["shortcuts"]
    assert 0 < len(shortcuts) <= 10
    assert all(0 < len(s["name"]) <= SHORTCUT for s in shortcuts)
    assert made["settings"]["socket_mode_enabled"] is (not http)
    urls = [
        made["features"]["slash_commands"][0].get("url"),
        made["settings"]["interactivity"].get("request_url"),
    ]
    assert urls == [f"{http}slack/events" if http else None] * 2


def test_history_is_asked_for_by_those_who_want_to_be_heard_typing_alone() -> None:
    assert not [s for s in manifest(create_channels=True)["oauth_config"]["scopes"]["bot"] if "history" in s]
    assert [s.name for s in SCOPES if "history" in s.name] == ["groups:history"]
    assert all(s.why for s in SCOPES)
