"""`docs/turn.md`: the table of moves, and the same as a picture."""

from itertools import groupby

from core.names import Act, Stage
from core.rules.session.turn import LIVE, MOVES, Move

INTRODUCTION = """\
# A turn, move by move

One member's turn, from the first word to the last. This page is made from the table `MOVES` in
`core/rules/session/turn.py` (`make docs`); the rules of the clock are in `core/rules/session/minutes.py`.

Whatever is not in the table is not possible: somebody who presses at another moment reads where we are, and
somebody whose press it is not is told so, alone. *Reflecting* is left out where the presenter does not want it, and
where less than two minutes are left for it.
"""


def page() -> str:
    anywhere = [m for m in MOVES if _is_anywhere(m)]
    by_stage = [m for m in MOVES if not _is_anywhere(m)]
    return "\n".join(
        (
            INTRODUCTION,
            "```mermaid",
            *_picture(by_stage),
            "```",
            "",
            "| while | when | is said by | then we are |",
            "|---|---|---|---|",
            *(_row(m) for m in by_stage),
            "",
            "At any time:",
            "",
            "| when | is said by | then we are |",
            "|---|---|---|",
            *dict.fromkeys(_anywhere_row(m) for m in anywhere),
            "",
        )
    )


def _is_anywhere(move: Move) -> bool:
    """Whether the act is possible in every stage, and leads to the same everywhere."""
    rows = [m for m in MOVES if (m.when, m.by) == (move.when, move.by)]
    leads_on = {Stage.OVER if m.then is not m.during else None for m in rows}
    same = leads_on == {None} or all(m.then is Stage.OVER for m in rows)
    return same and {m.during for m in rows} == set(LIVE)


def _picture(moves: list[Move]) -> list[str]:
    """The ways between the stages; where several acts lead the same way they share an arrow."""
    lines = ["stateDiagram-v2", f"    [*] --> {Stage.PRESENTING.value}"]
    ways = sorted(
        ((m.during, m.then, m.when) for m in moves if m.then is not m.during),
        key=lambda way: (list(Stage).index(way[0]), list(Stage).index(way[1])),
    )
    for (during, then), acts in groupby(ways, key=lambda way: way[:2]):
        said = ", ".join(dict.fromkeys(act.value for _, _, act in acts))
        lines.append(f"    {during.value} --> {then.value}: {said}")
    lines.append(f"    {Stage.OVER.value} --> [*]")
    return lines


def _row(m: Move) -> str:
    then = "still there" if m.then is m.during else m.then.value
    return f"| {m.during.value} | {_said(m.when)} | {m.by.value} | {then} |"


def _anywhere_row(m: Move) -> str:
    then = m.then.value if m.then is Stage.OVER else "where we were"
    return f"| {_said(m.when)} | {m.by.value} | {then} |"


def _said(act: Act) -> str:
    return act.value
