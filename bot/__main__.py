"""The command line: `als …`, or `python -m bot …`."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

cli = typer.Typer(
    name="als",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="A bot that hosts action learning sets in chat. Begin with: als demo, then als console.",
)

Fast = Annotated[bool, typer.Option("--fast", help="As fast as it can, without pauses.")]
Play = Annotated[
    Path | None, typer.Option("--play", metavar="FILE.chat", help="Perform this transcript and end.")
]
Record = Annotated[
    str, typer.Option("--record", metavar="URL", help="Another record than that of ALS_DATABASE_URL.")
]


@cli.command()
def demo(*, fast: Fast = False) -> None:
    """Twelve weeks of one set, in this terminal, in a minute."""
    from bot import demo as performance

    performance.demo(fast=fast or not sys.stdout.isatty())


@cli.command()
def console(
    *,
    play: Play = None,
    fast: Fast = False,
    new: Annotated[
        bool, typer.Option("--new", help="Begin anew: what was played is moved aside, and kept.")
    ] = False,
    record: Annotated[
        str, typer.Option("--record", metavar="URL", help="Another record than the console's own.")
    ] = "",
) -> None:
    """Try the bot alone: you play everybody, and move the clock."""
    from bot import demo as performance

    if play is not None:
        _must_exist(play)
        folders = (play.parent, play.parent.parent / "given")
        _clearly(lambda: performance.perform(play, fast=fast or not sys.stdout.isatty(), folders=folders))
        return
    from bot import playing, terminal
    from bot.stage import ConsoleStage, RunningClock
    from bot.wiring import clock

    if new and record:
        sys.stderr.write("--new is for the console's own record; --record takes the name of a new file.\n")
        raise typer.Exit(2)
    settings = _settings(record)
    if new and (aside := _clearly(lambda: playing.set_aside(playing.file_beside(settings)))):
        _told(f"What was played is kept in {aside}.\n")
    settings = settings if record else _clearly(lambda: playing.own_record(settings))
    stage = _clearly(
        lambda: ConsoleStage(settings, RunningClock(clock), terminal.local_zone(), secrets.token_hex(4))
    )
    terminal.run(stage, playing.greeting(stage))


@cli.command()
def run(
    part: Annotated[
        str, typer.Argument(help="web, worker or gateway; without it, all that is configured.")
    ] = "",
) -> None:
    """Run the bot: all that is configured, or one part of it."""
    from bot import running
    from bot.settings import Settings

    if part and part not in running.PARTS:
        sys.stderr.write(f"There is no part {part}: {', '.join(running.PARTS)}.\n")
        raise typer.Exit(2)
    parts = frozenset([part] if part else running.PARTS)
    _clearly(lambda: running.run(Settings(), parts, _told))


@cli.command()
def rehearse(
    context: typer.Context,
    *,
    sets: Annotated[int, typer.Option(min=1, max=50, help="How many sets.")] = 5,
    weeks: Annotated[
        int | None,
        typer.Option(min=1, max=520, help="For how many weeks: 52; with --faults 2.", show_default=False),
    ] = None,
    platform: Annotated[
        str, typer.Option(help="slack, discord or console; several with commas.")
    ] = "slack,discord",
    seed: Annotated[int, typer.Option(help="The same seed is the same year.")] = 1,
    database: Annotated[
        str, typer.Option(metavar="URL", help="An empty database; without it, a record of its own.")
    ] = "",
    faults: Annotated[
        bool, typer.Option("--faults", help="One set for two weeks, with everything going wrong.")
    ] = False,
    seeds: Annotated[
        str, typer.Option(metavar="A-B", help="The seeds of --faults, one after the other.")
    ] = "1-20",
    processes: Annotated[int, typer.Option(min=1, help="How many seeds of --faults at a time.")] = 1,
) -> None:
    """Play a year of some sets, and check what must be true.

    People forget, leave, swap and come late. With --faults everything goes wrong as well.
    """
    from rich.console import Console

    from bot.rehearse import command
    from bot.rehearse import faults as adversity
    from core.names import Platform

    _only_what_belongs(context, faults=faults)
    if faults:
        first, _, last = seeds.partition("-")
        if not (first.isdigit() and (last or first).isdigit()):
            sys.stderr.write("--seeds is a number, or two with a dash between them.\n")
            raise typer.Exit(2)
        wanted = range(int(first), int(last or first) + 1)
        if not wanted:
            sys.stderr.write(f"--seeds goes from the smaller to the larger: {last}-{first}.\n")
            raise typer.Exit(2)
        raise typer.Exit(adversity.rehearse(wanted, weeks or 2, processes, Console()))

    try:
        platforms = tuple(dict.fromkeys(Platform(p.strip()) for p in platform.split(",")))
    except ValueError:
        sys.stderr.write("--platform is slack, discord or console, or several of them with commas.\n")
        raise typer.Exit(2) from None
    raise typer.Exit(
        command.rehearse(command.Wanted(sets, weeks or 52, platforms, seed, database), Console())
    )


def _only_what_belongs(context: typer.Context, *, faults: bool) -> None:
    """An option that would do nothing is a slip."""
    others = ("sets", "platform", "seed", "database") if faults else ("seeds", "processes")
    sources = ((o, context.get_parameter_source(o)) for o in others)
    named = [o for o, source in sources if source is not None and source.name == "COMMANDLINE"]
    if named:
        what = "has no meaning with --faults; --seeds chooses" if faults else "goes with --faults"
        sys.stderr.write(f"--{named[0]} {what}.\n")
        raise typer.Exit(2)


@cli.command()
def doctor(
    platform: Annotated[
        str, typer.Argument(help="slack or discord; without it, all that is configured.")
    ] = "",
    *,
    rebuild: Annotated[
        bool,
        typer.Option(
            "--rebuild", help="Work out anew when each set and person is to be looked at; nothing else."
        ),
    ] = False,
    record: Record = "",
) -> None:
    """Look whether all is well, and say what mends what is not."""
    if rebuild:
        from bot import kept

        late = _clearly(lambda: kept.rebuild(_settings(record), _told))
        raise typer.Exit(1 if late else 0)
    from bot import doctor as examination

    if platform not in ("", "slack", "discord"):
        sys.stderr.write(f"There is no platform {platform}: slack, discord.\n")
        raise typer.Exit(2)
    if not examination.examine(_settings(record), _told, platform):
        raise typer.Exit(1)


@cli.command()
def manifest(
    *,
    listening: Annotated[
        bool, typer.Option("--listening", help="Hear what is typed in its channels.")
    ] = False,
    create_channels: Annotated[
        bool, typer.Option("--create-channels", help="Make the sets' private channels.")
    ] = False,
    http: Annotated[
        str, typer.Option("--http", metavar="URL", help="Requests come to this address, not by Socket Mode.")
    ] = "",
    rotating: Annotated[
        bool, typer.Option("--rotating", help="Tokens live twelve hours; for SLACK_CLIENT_ID only.")
    ] = False,
) -> None:
    """Print the manifest to make the Slack app from.

    It asks for no more scopes than the options need.
    """
    import json

    from adapters.slack.manifest import manifest as made

    if http and not _is_reachable(http):
        sys.stderr.write("--http takes the address of this bot, such as https://als.example.org.\n")
        raise typer.Exit(2)
    asked = made(listening=listening, create_channels=create_channels, http=http, rotating=rotating)
    sys.stdout.write(json.dumps(asked, indent=2) + "\n")


@cli.command()
def questions() -> None:
    """Label utterances, one a line on standard input.

    Each is answered as label, tab, utterance.
    """
    from core.rules.questions.check import label_lines

    for line in label_lines(sys.stdin):
        sys.stdout.write(line + "\n")


@cli.command()
def migrate(*, record: Record = "") -> None:
    """Bring the record to this release's tables.

    Where what falls due has changed, everybody is looked at again.
    """
    from bot import kept

    _clearly(lambda: kept.migrate(_settings(record), _told))


@cli.command()
def backup(file: Annotated[Path, typer.Argument(help="A new file.")], *, record: Record = "") -> None:
    """Copy an embedded record into a file, while the bot runs.

    The key of its words is not in it.
    """
    from bot import kept

    _clearly(lambda: kept.backup(_settings(record), file, _told))


@cli.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What als backup has written.")], *, record: Record = ""
) -> None:
    """Put a copy in the place of an embedded record.

    While the bot does not run; the old one is kept aside.
    """
    from bot import kept

    _clearly(lambda: kept.restore(_settings(record), file, _told))


@cli.command()
def copy(
    to: Annotated[str, typer.Argument(metavar="TO_URL", help="postgresql://user:password@host/name, empty.")],
    *,
    record: Record = "",
) -> None:
    """Copy an embedded record into an empty PostgreSQL.

    Every row is read again and compared.
    """
    from bot import kept

    _clearly(lambda: kept.copy(_settings(record), to, _told))


@cli.command()
def reseal(*, record: Record = "") -> None:
    """Put members' words under the newest key.

    While the bot runs; then the older of ALS_SECRET_KEYS can go.
    """
    from bot import kept

    _clearly(lambda: kept.reseal(_settings(record), _told))


@cli.command()
def key() -> None:
    """Print a new key for ALS_SECRET_KEYS.

    To change keys: put it before the others, then als reseal.
    """
    from bot import kept

    _told(kept.new_key())


def _settings(record: str) -> Any:
    """Those of the environment, with another record where one is named: its folder is not made unasked."""
    from bot.settings import Settings

    folder = Path(record.removeprefix("sqlite:///")).parent
    if record.startswith("sqlite:///") and ":" not in record.removeprefix("sqlite:") and not folder.is_dir():
        sys.stderr.write(f"There is no folder {folder} to keep the record in; please make it first.\n")
        raise typer.Exit(2)
    return Settings(als_database_url=record) if record else Settings()


def _is_reachable(address: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        return False


def _told(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _must_exist(path: Path) -> None:
    if not path.is_file():
        sys.stderr.write(f"There is no transcript {path}.\n")
        raise typer.Exit(2)


def _clearly(does: Any) -> Any:
    """The answer of `does`; what keeps the bot from starting is one sentence, not a traceback."""
    from bot.script import Unreadable
    from bot.stage import Impossible
    from bot.wiring import CannotStart

    try:
        return does()
    except (CannotStart, Impossible) as e:
        sys.stderr.write(f"{e}\n")
    except Unreadable as e:
        sys.stderr.write(f"This line of the transcript is nobody's: {e}\n")
    raise typer.Exit(2)


def main() -> None:
    """Settings that cannot be taken are a sentence each, whatever the command."""
    from pydantic import ValidationError

    try:
        cli()
    except ValidationError as e:
        from bot.settings import amiss

        sys.stderr.write("".join(f"{line}\n" for line in amiss(e)))
        sys.exit(2)


if __name__ == "__main__":
    main()
