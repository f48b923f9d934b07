"""A transcript holds what is said in each place in order; between places there is none."""

from tests.stage.order import as_in

SCRIPT = """Ana> hello
bot: One.
     [Yes]
bot by DM to Ben: Two.
bot: Three.
Ben> hello
bot in turn: Four.
"""


def test_what_came_to_another_place_earlier_is_the_same() -> None:
    played = SCRIPT.replace("bot by DM to Ben: Two.\nbot: Three.", "bot: Three.\nbot by DM to Ben: Two.")
    assert as_in(SCRIPT, played) == SCRIPT


def test_another_order_in_one_place_is_not_the_same() -> None:
    played = (
        SCRIPT.replace("One.\n     [Yes]", "x").replace("Three.", "One.\n     [Yes]").replace("x", "Three.")
    )
    assert as_in(SCRIPT, played) == played != SCRIPT


def test_what_came_after_another_line_is_not_the_same() -> None:
    played = SCRIPT.replace("bot: Three.\nBen> hello", "Ben> hello\nbot: Three.")
    assert as_in(SCRIPT, played) == played != SCRIPT


def test_what_was_not_said_is_missed() -> None:
    played = SCRIPT.replace("bot in turn: Four.\n", "")
    assert as_in(SCRIPT, played) == played != SCRIPT
