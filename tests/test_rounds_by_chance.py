"""Whatever five people press and type in a turn, in any order: no fault, and no question stays open for ever."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot import player, script
from bot.script import Says
from bot.settings import Settings
from bot.stage import ConsoleStage
from core.names import Phase
from core.rules.questions.round import OPEN, Question
from core.rules.session.session import Session
from tests.fresh import fresh
from tests.stage import KEY
from tests.stage.folders import TRANSCRIPTS

PEOPLE = ("Ana", "Ben", "Chidi", "Dora", "Eve", "Zoe")
LINES = (
    "What stops you?",
    "Have you thought of a weekly meeting where they share the work out?",
    "You should really just stop answering the phone at night, Ana",
    "thanks",
    "/als ask What would it take?",
    "/als pass",
    "/als session note What are you protecting?",
    "",
    "🙂",
)
STEPS = 150


@pytest.mark.parametrize("seed", range(6))
def test_no_sequence_of_acts_leaves_a_question_open(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    record = fresh(tmp_path / "stage.sqlite3")
    stage = ConsoleStage(Settings(als_database_url=record, als_secret_keys=KEY))
    try:
        player.set_up(stage, script.Header(given=("five", "presented")), (TRANSCRIPTS / "given",))
        stage.moves(script.Moves("+8m"))
        for _ in range(STEPS):
            _something(stage, chance)
        stage.moves(script.Moves("+3h"))
        assert stage.bugs == []
        with stage.bot.store.work("console", stage.clock.now, wait=1, writes=False) as work:
            assert work.of(Session).where(phase=(Phase.CLOSED.value, Phase.INTERRUPTED.value))
            questions = work.of(Question).where()
        assert [q for q in questions if q.ending in OPEN] == []
        assert len({(q.turn, q.round, q.asker, q.n) for q in questions}) == len(questions)
    finally:
        stage.close()


def _something(stage: ConsoleStage, chance: Random) -> None:
    """Somebody presses a button that they see, fills the form that they have open, or types; or time goes by."""
    name = chance.choice(PEOPLE)
    roll = chance.random()
    seen = [s for s in stage.screen.standing.values() if s.to in ("", name) and s.choices()]
    form = stage.bot.console.forms.get(name)
    if form is not None and roll < 0.7:
        text = chance.choice((*LINES, "What would it take? " * 40))
        values = {f.name: f.initial for f in form.fields} | {form.fields[0].name: text}
        stage.bot.console.fills(name, values, stage.spot(Says(name, "by DM", "")))
        stage.settle()
    elif roll < 0.25:
        stage.says(Says(name, "in turn", chance.choice(LINES)))
    elif roll < 0.3:
        stage.advance(stage.clock.now + timedelta(seconds=chance.randint(5, 90)))
    elif seen:
        shown = chance.choice(seen[-5:])
        stage.bot.console.presses(name, chance.choice(shown.choices()), shown)
        stage.settle()
