"""What is in trouble, said once when it begins and once when it is over, however often it is met in between."""

from __future__ import annotations

import structlog

AGAIN = 1000  # times met until it is said once more that it lasts


class Weather:
    """`what` names what is in trouble: the record, or a workspace of a platform. No member's words are in it."""

    def __init__(self, *, lines: bool = True) -> None:
        """Without `lines` nothing is written to the log."""
        self._log = structlog.get_logger("als") if lines else None
        self._met: dict[str, int] = {}  # since it began
        self._times: dict[str, int] = {}  # that it began
        self._told: set[str] = set()

    def bad(self, what: str, reason: str) -> None:
        self._met[what] = met = self._met.get(what, 0) + 1
        if met == 1:
            self._times[what] = times = self._times.get(what, 0) + 1
            if times & (times - 1) == 0:  # what comes and goes is told ever more rarely
                self._told.add(what)
                self._line("trouble", what=what, reason=reason, time=times)
        elif met % AGAIN == 0:
            self._line("the trouble lasts", what=what, reason=reason, times=met)

    def good(self, what: str) -> None:
        met = self._met.pop(what, 0)
        if what in self._told:
            self._told.discard(what)
            self._line("the trouble is over", what=what, times=met)

    def _line(self, event: str, **facts: object) -> None:
        if self._log is not None:
            self._log.warning(event, **facts)

    def all_bad(self) -> list[str]:
        return sorted(self._met)

    def is_bad(self, what: str) -> bool:
        return what in self._met
