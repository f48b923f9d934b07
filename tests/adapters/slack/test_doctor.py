"""`als doctor` names what is wrong with the way to Slack, and the mend."""

import asyncio
from datetime import timedelta

import pytest

from adapters.slack.api import Api
from adapters.slack.doctor import Finding, look
from bot.wiring import clock
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.world import APP_TOKEN, BOT_TOKEN

SCOPES = {"chat:write", "commands", "groups:read", "im:write", "users:read"}


def found(
    *, scopes: set[str] = SCOPES, bot: str = BOT_TOKEN, app: str = APP_TOKEN, wrong: str = "", ahead: int = 0
) -> list[Finding]:
    async def goes() -> list[Finding]:
        slack = FakeSlack(clock, scopes)
        slack.world.tokens[BOT_TOKEN].wrong = wrong
        await slack.start()
        api = Api(slack.url)
        await api.open()
        try:
            return await look(api, bot, app, "", lambda: clock() + timedelta(seconds=ahead))
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


def test_without_a_token_slack_is_off() -> None:
    assert mends(found(bot=""))[0] == "SLACK_BOT_TOKEN is not set: Slack is off."
