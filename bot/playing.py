"""Where `als console` keeps what is played: a file of its own, never that of `als run`."""

from __future__ import annotations

from pathlib import Path

from adapters.console.inbound import WORKSPACE
from adapters.database import files
from adapters.database.bringup import Unusable
from bot.settings import Settings, data_folder
from bot.stage import ConsoleStage
from bot.wiring import CannotStart, clock
from core.rules.life.learning_set import LearningSet
from core.rules.life.state import SetState

NAME = "console.sqlite3"
EMBEDDED = "sqlite:///"


def file_beside(settings: Settings) -> Path:
    """Beside an embedded record; where the record lies elsewhere, in the user's data folder."""
    name = settings.database.removeprefix(EMBEDDED)
    return (data_folder() if name == settings.database else Path(name).parent) / NAME


def own_record(settings: Settings) -> Settings:
    """The settings with the console's own record in place of the other. Raises CannotStart."""
    file = file_beside(settings)
    if file.parent == data_folder():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise CannotStart(
                f"The folder of the record cannot be used: {e.strerror}, {e.filename}."
            ) from None
    return settings.model_copy(update={"als_database_url": f"{EMBEDDED}{file}"})


def set_aside(file: Path) -> Path | None:
    """Move what was played, and its key, out of the way; None where there is nothing. Raises CannotStart."""
    if not file.exists():
        return None
    aside = file.with_stem(f"{file.stem}.before-{clock():%Y%m%dT%H%M%SZ}")
    try:
        files.alone(file)
        file.rename(aside)
        key = file.with_suffix(".key")
        if key.exists():
            key.rename(aside.with_suffix(".key"))
    except Unusable:
        raise CannotStart(
            f"The record {file} is in use, or no record: end the other console first."
        ) from None
    except OSError as e:
        raise CannotStart(f"The record {file} cannot be moved: {e.strerror}.") from None
    return aside


def greeting(stage: ConsoleStage) -> str:
    """What goes on where a record is opened again; "" where nothing does."""
    with stage.bot.store.work(WORKSPACE, stage.clock.now, wait=10, writes=False) as work:
        sets = [s for s in work.of(LearningSet).where() if s.state is not SetState.CLOSED]
    names = ", ".join(f"“{s.name.words}”" for s in sets)
    return f"You were playing {names}, and go on with it. als console --new begins anew." if sets else ""
