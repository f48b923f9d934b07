"""A quiet bot, counted over the transcripts (design.md §12)."""

import pytest

from tests import noise
from tests.stage.folders import TRANSCRIPTS

SESSIONS = TRANSCRIPTS / "session"


def test_a_spoken_session_takes_at_most_twelve_lines_and_twelve_taps() -> None:  # LS11
    text = (SESSIONS / "spoken.chat").read_text()
    assert noise.of(noise.between(text, "bot: Welcome", "bot: Next:")).lines <= 12
    after_check_in = noise.between(text, "bot: Since last time", "bot: Next:")
    assert noise.of(after_check_in).taps <= 12


@pytest.mark.parametrize("name", ["a-live-turn", "nobody-touches-it"])
def test_a_written_turn_takes_at_most_seven_lines_and_one_a_question(name: str) -> None:
    text = (SESSIONS / f"{name}.chat").read_text()
    heard = noise.of(noise.between(text, "bot opens turn", "bot: 15 minutes for what we learned")[:-1])
    assert heard.lines - heard.questions <= 7


def test_an_edit_a_private_line_and_an_answer_are_no_bot_lines() -> None:
    lines = [
        "bot: Welcome.",
        "bot opens turn: Ana's turn",
        "bot in turn: 1 · Ben, your question.",
        "bot changes turn: 1 · Ben has asked.",
        "bot by DM to Eve: The check-in runs until 10:08.",
        "bot to Ben: Left.",
        "Ben presses [Ask]",
        'Ben fills "Ask": question = What else?',
        "Ben in turn> What else?",
    ]
    assert noise.of(lines) == noise.Noise(lines=3, taps=2, questions=1)
