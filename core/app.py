"""The one door into core: what people ask for, and what the clock brings."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.commands import Command, find, help_for, nearest
from core.handlers import clock, drafts, wakes
from core.handlers.call import known, meet, resolve
from core.message import Name
from core.names import No
from core.ports import Busy, Conflict, Report, Store, Wake
from core.request import Reply, Request
from core.rules.refused import Refused
from core.words import refusals

PATIENCE = 1.5  # seconds an interactive unit waits for a lock; platforms want an answer within 3 (S2, D1)
BACKGROUND = 10.0  # seconds a unit nobody waits for may wait
TRIES = 4
AGAIN = timedelta(minutes=5)  # a root whose look failed is looked at again after this


class App:
    def __init__(self, store: Store, report: Report) -> None:
        self._store = store
        self._report = report

    def handle(self, request: Request, now: datetime) -> Reply:
        """The answer to one person's request. What they may read is in the reply; nothing is raised."""
        try:
            return self._handle(request, now)
        except Refused as no:
            return self._refuse(request, no, now)
        except (Busy, Conflict):
            return self._refuse(request, Refused(No.BUSY), now)
        except Exception as bug:  # noqa: BLE001 - a bug must reach the log and the person, whatever it is
            reference = self._report(bug, request)
            drafts.keep(self._store, request, now)
            return Reply.say(refusals.something_broke(Name(reference)))

    def _handle(self, request: Request, now: datetime) -> Reply:
        command = find(request.command)
        if command is None:
            raise Refused(No.UNKNOWN_COMMAND, near=Name(nearest(request.command)))
        if command.name == "help":
            return Reply.say(help_for(request.words))
        if command.form is not None and not request.words and not request.submitted:
            reply = self._open_form(command, request, now)
            if reply is not None:
                return reply
        for left in reversed(range(TRIES)):
            try:
                return self._once(command, request, now)
            except Conflict:
                if not left:
                    raise
        raise AssertionError("unreachable")

    def _once(self, command: Command, request: Request, now: datetime) -> Reply:
        with self._store.work(request.workspace, now, wait=PATIENCE) as work:
            before = work.heard(request.delivery)
            if before is not None:
                return before
            call = resolve(work, request, meet(work, request.by))
            reply = command.handler(work, call, now)
            drafts.done(work, call)
            wakes.refresh(work, now)
            work.hear(request.delivery, reply, now)
        return reply

    def _open_form(self, command: Command, request: Request, now: datetime) -> Reply | None:
        """A form opens from a unit that only reads; None where this time no form is needed."""
        assert command.form is not None
        with self._store.work(request.workspace, now, wait=PATIENCE, writes=False) as work:
            call = resolve(work, request, known(work, request.by))
            ask = command.form(work, call, now)
            return Reply.form(drafts.filled_in(work, call, ask, now)) if ask is not None else None

    def _refuse(self, request: Request, no: Refused, now: datetime) -> Reply:
        kept = drafts.keep(self._store, request, now)
        return Reply.say(refusals.sentence(no.no, no.facts, kept=kept))

    def tick(self, now: datetime, away: timedelta = timedelta(0), most: int = 200) -> int:
        """Look at every root whose time has come; `away` is how long the bot was gone before this look.
        Answers how many were looked at.
        """
        due = self._store.due(now, most)
        for workspace, wake in due:
            self._look(workspace, wake, now, away)
        return len(due)

    def _look(self, workspace: str, wake: Wake, now: datetime, away: timedelta) -> None:
        try:
            with self._store.work(workspace, now, wait=BACKGROUND) as work:
                current = work.wake(wake.kind, wake.id)
                if current is None or current.at > now:
                    return  # another worker has looked meanwhile
                clock.look(work, wake.kind, wake.id, current.since, now, away)
                wakes.refresh(work, now, looked=(wake.kind, wake.id))
        except (Busy, Conflict):
            return  # its time has still come: the next tick looks again
        except Exception as bug:  # noqa: BLE001 - one broken root must not stop the others
            self._report(bug, None)
            with self._store.work(workspace, now, wait=BACKGROUND) as work:
                work.set_wake(Wake(wake.kind, wake.id, now + AGAIN, wake.since))
