"""Every way to configure Slack by half has its sentence, and every whole one none."""

from itertools import product

import pytest

from bot import ways
from bot.settings import Settings

B, A, S = {"slack_bot_token": "xoxb"}, {"slack_app_token": "xapp"}, {"slack_signing_secret": "s"}
ID, C, U = (
    {"slack_client_id": "1.2"},
    {"slack_client_secret": "c"},
    {"als_public_url": "https://als.example.org"},
)
MANY = ID | C | U


def settings(**more: str) -> Settings:
    return Settings.model_construct(**(Settings.model_construct().model_dump() | more))


@pytest.mark.parametrize(
    "whole",
    [
        B | A,
        B | S,
        B | A | S,
        MANY | A,
        MANY | S,
        MANY | A | S,
        MANY | S | {"slack_options": "listening, create-channels"},
        {},
        U,
    ],
)
def test_what_is_whole_is_let_be(whole: dict[str, str]) -> None:
    assert ways.what_is_missing(settings(**whole)) == ""


@pytest.mark.parametrize(
    ("half", "names"),
    [
        (B, ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"]),
        (A, ["SLACK_APP_TOKEN", "SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "ALS_PUBLIC_URL"]),
        (S, ["SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "ALS_PUBLIC_URL"]),
        (ID | S | U, ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"]),
        (C | S | U, ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"]),
        (ID | C | S, ["ALS_PUBLIC_URL"]),
        (ID | C | S | {"als_public_url": "als.example.org"}, ["ALS_PUBLIC_URL", "https://"]),
        (ID | C | S | {"als_public_url": "ftp://als"}, ["ALS_PUBLIC_URL"]),
        (MANY, ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"]),
        (MANY | B | S, ["SLACK_BOT_TOKEN", "SLACK_CLIENT_ID"]),
        (B | S | C, ["SLACK_BOT_TOKEN", "SLACK_CLIENT_SECRET"]),
        (
            MANY | S | {"slack_options": "listen"},
            ["SLACK_OPTIONS", "create-channels", "listening", "listen."],
        ),
    ],
)
def test_what_is_half_is_said_with_the_settings_that_mend_it(half: dict[str, str], names: list[str]) -> None:
    said = ways.what_is_missing(settings(**half))
    assert all(name in said for name in names), said
    assert said.endswith(".")


def test_of_all_combinations_each_is_whole_or_has_its_sentence() -> None:
    """Whole is: off; or a way in, and either one workspace's token or all three of many."""
    for chosen in product([True, False], repeat=6):
        given: dict[str, str] = {}
        for part, is_given in zip((B, A, S, ID, C, U), chosen, strict=True):
            given |= part if is_given else {}
        b, a, s, i, c, u = chosen
        off = not (b or a or s or i or c)
        whole = (a or s) and ((b and not i and not c) or (not b and i and c and u))
        assert (ways.what_is_missing(settings(**given)) == "") == (off or whole), given


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("web", ["Slack is on, over HTTP: requests come to port 8080, /slack/events."]),
        ("worker", ["Slack is on, over HTTP: als run web hears it."]),
        (
            "gateway",
            ["Slack is on, over HTTP: als run web hears it.", "Of Slack, gateway has nothing to do."],
        ),
    ],
)
def test_each_part_says_only_of_itself_that_requests_come_to_it(part: str, said: list[str]) -> None:
    assert ways.standing(settings(**B, **S), [part])[:-1] == said
