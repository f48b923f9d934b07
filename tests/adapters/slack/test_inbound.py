"""What comes in from Slack: once each, signed, and answered whatever it is."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.script import Presses, Says
from tests.adapters.slack.stage import slack
from tests.fakes.slack.server import written
from tests.fakes.slack.world import Stored, User
from tests.stage.slack import SlackStage

PRESENT = "present My team will not delegate"
QUESTIONS_OF_FACT = "bot in turn: Thank you, Ana. First a few questions of fact"


def said(stage: SlackStage) -> list[str]:
    return [line for e in stage.events() for line in stage.reader.event(e)]


def send(stage: SlackStage, body: str, headers: dict[str, str]) -> int:
    async def goes() -> int:
        async with (
            ClientSession() as session,
            session.post(stage.slack.address, data=body, headers=headers) as answer,
        ):
            return answer.status

    return stage.run(goes())


def presenting(stage: SlackStage) -> tuple[User, Stored, dict[str, Any]]:
    """Ana, and the button under her first stage."""
    stage.says(Says("Ana", "", f"/als {PRESENT}"))
    stage.presses(Presses("Ana", "Now"))
    stage.events()
    stored = next(m for m in reversed(stage.slack.world.messages) if "I have said enough" in str(m.blocks))
    return stage.user("Ana"), stored, next(b for _, b in stage.reader.buttons(stored))


def test_a_command_delivered_three_times_has_the_effect_of_one(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        ana, room = stage.user("Ana"), stage.main
        assert room is not None
        payload = stage.people.command_payload(ana, room, PRESENT)
        answers = []
        for attempt in range(3):
            answers.append(stage.run(stage.slack.deliver("slash_commands", payload, retry=attempt)))
            stage.settle()
        assert answers[0] == answers[1] == answers[2]
        assert answers[0]


def test_a_press_twice_has_the_effect_of_one_and_both_are_answered(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        ana, stored, button = presenting(stage)
        for _ in range(2):
            stage.run(stage.people.press(ana, stored, button))
            stage.settle()
        lines = said(stage)
        assert sum(QUESTIONS_OF_FACT in line for line in lines) == 1
        assert any(line.startswith("bot to Ana: That moment has passed.") for line in lines), lines


def test_two_presses_at_the_same_moment_have_the_effect_of_one(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        ana, stored, button = presenting(stage)

        async def both() -> None:
            await asyncio.gather(*(stage.people.press(ana, stored, button) for _ in range(2)))

        stage.run(both())
        stage.settle()
        assert sum(QUESTIONS_OF_FACT in line for line in said(stage)) == 1
        assert stage.slack.world.violations == []


def test_a_typed_line_heard_twice_and_late_is_one_line(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        presenting(stage)
        stage.presses(Presses("Ana", "I have said enough"))
        stage.advance(stage.clock.now + timedelta(minutes=10))
        ben, room = stage.user("Ben"), stage.main
        assert room is not None
        title = next(m for m in stage.slack.world.messages if stage.reader.opens_thread(m))
        typed = stage.run(stage.people.types(ben, room, "What do you see?", title.ts))
        event = stage.people.message_event(ben, room, typed)
        stage.events()
        heard = stage.run(stage.people.event(event))
        for attempt in (1, 2):
            stage.run(stage.people.event(event, retry=attempt, event_id=heard))
        stage.settle()
        lines = said(stage)
        assert sum("1 · Ben has asked" in line for line in lines) == 1, lines


def test_what_slack_has_not_signed_changes_nothing(tmp_path: Path) -> None:
    with slack(tmp_path, "five", http=True) as stage:
        ana, room = stage.user("Ana"), stage.main
        assert room is not None
        body = written("slash_commands", stage.people.command_payload(ana, room, PRESENT))
        signed = stage.slack.signed(body, "slash_commands")
        assert send(stage, body + "&x=1", signed) == 401  # another body
        assert send(stage, body, {**signed, "X-Slack-Signature": "v0=00"}) == 401  # forged
        assert send(stage, body, {**signed, "X-Slack-Request-Timestamp": "soon"}) == 401
        assert send(stage, body, {"Content-Type": signed["Content-Type"]}) == 401
        stage.advance(stage.clock.now.replace(minute=30))
        stage.events()
        assert send(stage, body, signed) == 401  # kept, and sent half an hour later
        big = "x" * 1_000_001
        assert send(stage, big, stage.slack.signed(big)) == 413
        assert said(stage) == []


def test_a_workspace_that_nobody_installed_the_bot_in_changes_nothing(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        ana, room = stage.user("Ana"), stage.main
        assert room is not None
        payload = stage.people.command_payload(ana, room, PRESENT) | {"team_id": "T0OTHER"}
        payload["response_url"] = ""
        stage.run(stage.slack.deliver("slash_commands", payload))
        stage.settle()
        assert [line for line in said(stage) if "delegate" in line or "present" in line] == []


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = ("type", "event", "team_id", "team", "user", "user_id", "actions", "view", "container", "trigger_id",
        "command", "text", "channel", "event_id", "response_url", "message", "challenge")  # fmt: skip
KINDS = ("block_actions", "view_submission", "view_closed", "event_callback", "shortcut", "block_suggestion")
payloads = st.dictionaries(st.sampled_from(KEYS), json_values, max_size=8).flatmap(
    lambda d: st.sampled_from(KINDS).map(lambda kind: {**d, "type": kind})
)


def test_whatever_is_signed_gets_an_answer_that_slack_accepts(tmp_path: Path) -> None:
    with slack(tmp_path, "five", http=True) as stage:

        @settings(max_examples=150, suppress_health_check=list(HealthCheck))
        @given(payload=payloads, kind=st.sampled_from(["events_api", "interactive", "slash_commands"]))
        def every(payload: dict[str, Any], kind: str) -> None:
            body = written(kind, {**payload, "team_id": "T0ALS"})
            assert send(stage, body, stage.slack.signed(body, kind)) == 200

        every()


def test_home_shows_what_is_next_and_can_be_pressed(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        ana = stage.user("Ana")
        stage.run(stage.people.opens_home(ana))
        assert said(stage)[0].startswith("bot shows Ana home:")
        stage.says(Says("Ana", "", "/als action add Thank Priya by Friday"))
        stage.events()
        stage.run(stage.people.opens_home(ana))
        assert any("Thank Priya" in line for line in said(stage))
        assert stage.slack.world.violations == []


def homes_drawn(stage: SlackStage) -> int:
    return sum(line.startswith("bot shows Ana home:") for line in said(stage))


def test_a_home_that_stands_open_follows_what_changes_and_never_too_often(tmp_path: Path) -> None:
    with slack(tmp_path, "five") as stage:
        stage.says(Says("Eve", "", "/als move 2 March to 4 March 14:00"))
        assert homes_drawn(stage) == 0  # nobody has opened it
        stage.run(stage.people.opens_home(stage.user("Ana")))
        stage.events()
        for hour in (11, 12, 13):
            stage.says(Says("Eve", "", f"/als move 4 March to 4 March {hour}:00"))
        stage.advance(stage.clock.now + timedelta(seconds=10))
        shown = [line for e in stage.events() for line in stage.reader.event(e)]
        assert sum(line.startswith("bot shows Ana home:") for line in shown) == 1
        assert any("Next: Thu 4 Mar, 13:00." in line for line in shown)
        stage.advance(stage.clock.now + timedelta(hours=1))
        stage.events()
        stage.says(Says("Eve", "", "/als move 4 March to 5 March"))
        stage.advance(stage.clock.now + timedelta(minutes=1))
        assert homes_drawn(stage) == 0  # an hour later it is drawn when it is opened
        assert stage.slack.world.violations == []
