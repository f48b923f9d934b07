"""`docs/commands.md`, from the table of commands."""

from core.commands import ALONE, TABLE, Command, Group

HEAD = """# Commands

Made from the table in `core/commands.py` by `make docs`. On Slack and in the console a grouped word also works
alone where only one group has it: `/als new` is `/als set new`; such words stand in the column “alone”.
Everything here has its button or form as well.
"""


def page() -> str:
    """The commands that people type, by area."""
    parts = [HEAD]
    for group in Group:
        rows = [c for c in TABLE if c.group is group]
        if group is Group.HIDDEN or not rows:
            continue
        parts.append(
            f"## {group.value.capitalize()}\n\n| type | alone | what it does | for | example |\n|---|---|---|---|---|"
        )
        parts.append("\n".join(_row(c) for c in rows) + "\n")
    return "\n".join(parts)


def _row(c: Command) -> str:
    example = f"`/als {c.example}`" if c.example else ""
    alone = next((f"`/als {word}`" for word, name in ALONE.items() if name == c.name), "")
    return f"| `/als {c.name}` | {alone} | {c.brief} | {c.who} | {example} |"
