"""What happened in a rehearsal, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.rehearse.cast import Cast
from bot.rehearse.ledger import Facts, gather
from bot.rehearse.world import World
from core.names import Phase

NOT_HELD = (Phase.NOT_MET, Phase.CANCELLED)
Row = tuple[str, str]


@dataclass(frozen=True)
class Speed:
    """Transactions a second of the processor's time: in the rehearsal's first part, and of a bare loop over the same."""

    seconds: float
    rehearsed: float
    bare: float
    megabytes: float

    @property
    def share(self) -> float:
        return self.rehearsed / self.bare if self.bare else 0.0


def rows(world: World, casts: list[Cast], weeks: int, speed: Speed | None) -> list[Row]:
    """Label and figure, in the order in which one asks."""
    facts = gather(world, casts)
    told: list[Row] = []
    for f in facts:
        told += [(cast.name, _of_set(f, cast)) for cast in casts if cast in f.casts]
    posts = [e.at for f in facts for e in f.chat.log if e.what == "new"]
    edits = sum(e.what == "changes" for f in facts for e in f.chat.log)
    late = sorted(_lateness(world, facts))
    done = [a for f in facts for a in f.actions if not a.is_open]
    asked = sum(e.message.kind == "actions.ask" for f in facts for e in f.first.values() if e.message)
    years = len(casts) * weeks / 52
    told += [
        ("Actions", f"{sum(len(f.actions) for f in facts)} written, {len(done)} done or let go"),
        ("Nudges", f"{asked} in private about actions"),
        ("Requests", f"{world.counts['requests']:,}, {world.counts['requests'] / years:,.0f} a set-year"),
        ("Posts", f"{len(posts):,}, and {edits:,} edits"),
        ("At the peak", f"{_most_in_a_minute(posts)} posts in a minute"),
        ("Lateness", _spread(late)),
        ("Transactions", f"{world.counts['transactions']:,}"),
    ]
    if speed is not None:
        told += [
            (
                "A second",
                f"{speed.rehearsed:,.0f} transactions; a bare loop {speed.bare:,.0f} ({speed.share:.0%})",
            ),
            ("Took", f"{speed.seconds:.0f} s, {speed.megabytes:.0f} MB at the most"),
        ]
    return [*told, ("Trace", f"{world.trace}, seed {world.seed}")]


def _of_set(facts: Facts, cast: Cast) -> str:
    s = next(
        (s for s in facts.sets.values() if facts.people[s.founder].account == cast.founder.account), None
    )
    if s is None:
        return "never founded"
    mine = [
        x for x in facts.sessions.values() if x.set == s.id and not x.live and x.phase is not Phase.PLANNED
    ]
    held = [x for x in mine if x.phase not in NOT_HELD]
    had = Counter(
        t.presenter for t in facts.turns if t.set == s.id and not (t.put_off or t.stopped or t.interrupted)
    )
    turns = ", ".join(f"{facts.people[p].name} {had[p]}" for p in s.rota)
    return f"{len(held)} of {len(mine)} sessions held; turns: {turns or 'none'}"


def _lateness(world: World, facts: Iterable[Facts]) -> Iterable[float]:
    for f in facts:
        for p in world.witness.promises.values():
            if p.workspace == f.chat.workspace and not p.board and p.key in f.first:
                yield (f.first[p.key].at - p.at).total_seconds()


def _spread(late: list[float]) -> str:
    if not late:
        return "nothing was said"
    return f"{late[len(late) // 2]:.1f} s in the middle, {late[-1]:.1f} s at the most"


def _most_in_a_minute(posts: Iterable[datetime]) -> int:
    return max(Counter(at.replace(second=0, microsecond=0) for at in posts).values(), default=0)
