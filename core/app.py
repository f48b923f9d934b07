"""The one door into core: what people ask for, and what the clock brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from core.commands import Command, about, find, help_for, nearest, several
from core.handlers import clock, drafts, home, wakes, which
from core.handlers.call import Call, by_their_clock, known, meet, resolve
from core.handlers.life import unreached
from core.handlers.life.reaching import greeted
from core.handlers.session import board, presence
from core.handlers.suggest import suggestions
from core.handlers.wakes import Difference
from core.message import Message, Name
from core.names import No, Outcome
from core.ports import Busy, Conflict, Report, Store, Unwatched, Wake, Watch, Work
from core.request import Ask, Reply, Request, Speaker
from core.rules.life.person import Person
from core.rules.privacy.draft import Draft
from core.rules.refused import OF_WORDS, Refused
from core.words import refusals

PATIENCE = 1.5  # seconds an interactive unit waits for a lock; platforms want an answer within 3 (S2, D1)
BACKGROUND = 10.0  # seconds a unit nobody waits for may wait
TRIES = 4
AGAIN = timedelta(minutes=5)  # a root whose look failed is looked at again after this


@dataclass(frozen=True)
class Rebuilt:
    """`last` is the id to go on after; nothing is left where `looked` is 0."""

    looked: int
    last: int
    wrong: tuple[Difference, ...]


class App:
    def __init__(
        self, store: Store, report: Report, patience: float = PATIENCE, watch: Watch | None = None
    ) -> None:
        """`patience` is how many seconds a person may be kept waiting for a lock."""
        self._store = store
        self._report = report
        self._patience = patience
        self._watch = watch or Unwatched()

    def handle(self, request: Request, now: datetime) -> Reply:
        """The answer to one person's request. What they may read is in the reply; nothing is raised."""
        reply, outcome = self._answer(request, now)
        command = find(request.command)
        self._watch.answered(command.name if command is not None else "unknown", outcome)
        return reply

    def _answer(self, request: Request, now: datetime) -> tuple[Reply, Outcome]:
        try:
            reply = self._handle(request, now)
        except Refused as no:
            if no.no is No.NO_SET_HERE and (asked := self._which(request, now)) is not None:
                return asked, Outcome.ANSWERED
            reply = self._explain(request, now, partial(refusals.sentence, no.no, no.facts, at=no.field))
            if request.submitted and no.no in OF_WORDS:
                reply = replace(reply, amiss=((no.field, refusals.sentence(no.no, no.facts)),))
            if no.no is No.MOMENT_PASSED:
                reply = self._where_we_are(request, reply, now)
            return reply, Outcome.REFUSED
        except (Busy, Conflict):
            return self._explain(request, now, partial(refusals.sentence, No.BUSY, {})), Outcome.BUSY
        except Exception as bug:  # noqa: BLE001 - a bug must reach the log and the person, whatever it is
            reference = Name(self._report(bug, request))
            return self._explain(request, now, partial(refusals.something_broke, reference)), Outcome.BROKEN
        return reply, Outcome.ANSWERED if reply.ask is None else Outcome.FORM

    def suggest(
        self, kind: str, workspace: str, by: Speaker, typed: str, now: datetime
    ) -> list[tuple[str, str]]:
        """(label, thing) pairs to choose from, for an argument of this kind; none while the record is busy."""
        try:
            with self._store.work(workspace, now, wait=self._patience, writes=False) as work:
                return suggestions(work, kind, by, typed)
        except (Busy, Conflict):
            return []

    def _handle(self, request: Request, now: datetime) -> Reply:
        command = find(request.command)
        if command is None:
            topic = about(request.command)
            if topic is not None:
                return Reply.say(topic)
            if meant := several(request.command):
                raise Refused(No.UNKNOWN_COMMAND, near=Name(meant[0]), other=Name(meant[1]))
            raise Refused(No.UNKNOWN_COMMAND, near=Name(nearest(request.command)))
        if command.name == "help":
            return Reply.say(help_for(request.words))
        if which.PICKED in request.args:
            with self._store.work(request.workspace, now, wait=self._patience, writes=False) as work:
                request = which.picked(work, request, now)
        if command.name == drafts.CONTINUE:
            reply = self._continue(request, now)
        elif request.submitted and request.page < request.pages:
            reply = self._turn_the_page(request, now)
        else:
            reply = self._open_form(command, request, now)
        return reply or self._do(command, request, now)

    def _do(self, command: Command, request: Request, now: datetime) -> Reply:
        for attempt in range(TRIES):
            try:
                return self._once(command, request, now, in_line=attempt > 0)
            except Conflict:
                continue
        raise Conflict

    def _once(self, command: Command, request: Request, now: datetime, *, in_line: bool) -> Reply:
        with self._store.work(request.workspace, now, wait=self._patience, in_line=in_line) as work:
            before = work.heard(request.delivery)
            if before is not None:
                return before
            if request.pages:
                request = drafts.whole(work, request, drafts.of_form(work, request, now))
            call = self._resolved(work, request, meet(work, request.by))
            unreached.is_back(work, call)
            presence.note(work, call, now)
            reply = greeted(work, call, command.handler(work, call, now))
            reply = by_their_clock(work, call, reply)
            drafts.done(work, call)
            wakes.refresh(work, now)
            home.refresh(work, now)
            work.hear(request.delivery, reply, now)
        return reply

    def _resolved(self, work: Work, request: Request, actor: Person) -> Call:
        call = resolve(work, request, actor)
        if call.set is not None:
            self._watch.about(call.set.id)
        return call

    def _open_form(self, command: Command, request: Request, now: datetime) -> Reply | None:
        """A form opens from a unit that only reads; None where this time no form is needed."""
        if command.form is None or request.submitted or (request.words and not command.fills_in):
            return None
        with self._store.work(request.workspace, now, wait=self._patience, writes=False) as work:
            call = self._resolved(work, request, known(work, request.by))
            ask = command.form(work, call, now)
            if ask is None:
                return None
            if not request.words:
                ask = drafts.filled_in(work, call, ask, now)
            return by_their_clock(work, call, Reply.form(ask))

    def _continue(self, request: Request, now: datetime) -> Reply | None:
        """The form of a draft, filled in; None where it opens no more, or the draft is gone."""
        with self._store.work(request.workspace, now, wait=self._patience, writes=False) as work:
            draft = drafts.waiting(work, request, now)
        ask = self._asked_again(draft, request, now) if draft is not None else None
        if draft is None or ask is None:
            return None
        if request.args.get("enough"):
            return self._submit(draft, ask, request, now)
        page, at = request.args.get("page", ""), request.args.get("at", "")
        return Reply.form(
            replace(drafts.with_draft(ask, draft), page=int(page) if page.isdigit() else 1, at=at)
        )

    def _asked_again(self, draft: Draft, request: Request, now: datetime) -> Ask | None:
        """The form that a draft belongs to, if it opens still."""
        for again in drafts.reopened(draft, request):
            reply = self._reopen(again, now)
            if reply is not None and reply.ask is not None and reply.ask.form == draft.form:
                return reply.ask
        return None

    def _submit(self, draft: Draft, ask: Ask, request: Request, now: datetime) -> Reply:
        """[That will do]: what is in, and the rest as most have it."""
        whole = replace(
            request, command=draft.command, of=draft.of, args=dict(ask.args), submitted=draft.form
        )
        with self._store.work(request.workspace, now, wait=self._patience, writes=False) as work:
            whole = drafts.whole(work, whole, draft, ask.fields)
        return self.handle(whole, now)

    def _turn_the_page(self, request: Request, now: datetime) -> Reply:
        """One page of several is kept, and the next one offered."""
        draft = drafts.keep(self._store, request, now)
        ask = self._asked_again(draft, request, now)
        left = [f for f in ask.fields if f.name not in draft.values] if ask is not None else []
        rest = all(f.initial or not f.required for f in left)
        told = refusals.page_kept(request.submitted, request.page, request.pages, rest_will_do=rest)
        return Reply.say(told)

    def _reopen(self, request: Request, now: datetime) -> Reply | None:
        command = find(request.command)
        try:
            return self._open_form(command, request, now) if command is not None else None
        except Refused:
            return None

    def _which(self, request: Request, now: datetime) -> Reply | None:
        """Somebody in several sets, who named none, is asked which; None for anybody else, or while it is busy."""
        try:
            with self._store.work(request.workspace, now, wait=self._patience) as work:
                return which.ask(work, request, now)
        except (Busy, Conflict):
            return None

    def _where_we_are(self, request: Request, reply: Reply, now: datetime) -> Reply:
        """Somebody whose moment has passed sees the board in hand as well, unless it cannot be had just now."""
        try:
            with self._store.work(request.workspace, now, wait=self._patience, writes=False) as work:
                current = board.current(work, resolve(work, request, known(work, request.by)))
        except (Busy, Conflict):
            return reply
        return replace(reply, messages=(*reply.messages, current)) if current is not None else reply

    def _explain(self, request: Request, now: datetime, message: Callable[..., Message]) -> Reply:
        """What went wrong, to the actor. What they typed is kept as a draft; where even that cannot be done, the
        form comes back with their words in it.
        """
        if not drafts.holds_words(request):
            return Reply.say(message())
        try:
            drafts.keep(self._store, request, now)
            return Reply.say(message(kept=request.submitted))
        except (Busy, Conflict):
            pass
        except Exception as bug:  # noqa: BLE001 - what went wrong first is told in any case
            self._report(bug, request)
        return Reply((message(),), self._given_back(request, now))

    def _given_back(self, request: Request, now: datetime) -> Ask | None:
        try:
            reply = self._reopen(replace(request, submitted=""), now)
        except Exception as bug:  # noqa: BLE001 - see above
            self._report(bug, request)
            return None
        return (
            drafts.with_words(reply.ask, request.args)
            if reply is not None and reply.ask is not None
            else None
        )

    # --- workspaces

    def left(self, workspace: str, now: datetime, installed: datetime | None = None) -> bool:
        """The bot was taken out of a workspace: see core.ports.Store.left. Raises Busy."""
        return self._store.left(workspace, now, wait=self._patience, installed=installed)

    def returned(self, workspace: str, now: datetime) -> None:
        """The bot is let into a workspace again, or still is. Raises Busy."""
        self._store.returned(workspace, now, wait=self._patience)

    # --- the clock

    def pulse(self, now: datetime) -> None:
        """The bot is awake. Sets that were live while it was not are looked at again, and get their time back."""
        self._store.pulse(now, clock.AWAY)

    def rested(self, until: datetime) -> None:
        """The bot was awake until then, with nothing due: what a simulated clock says."""
        self._store.pulse(until, timedelta.max)

    def tidy(self, now: datetime, most: int) -> int:
        """Remove what is past its keeping, in one batch. Answers how many rows went."""
        try:
            return self._store.tidy(now, most)
        except (Busy, Conflict):
            return 0

    def tick(self, now: datetime, most: int = 200) -> int:
        """Look at the roots whose time has come, at most `most`. Answers how many were seen to; those that another
        worker has in hand, or that could not be had, are not counted.
        """
        return sum(self._look(workspace, wake, now) for workspace, wake in self._store.due(now, most))

    def _look(self, workspace: str, wake: Wake, now: datetime) -> bool:
        try:
            with self._store.work(workspace, now, wait=BACKGROUND) as work:
                current = work.claim_wake(wake.kind, wake.id)
                if current is None or current.at > now:
                    return False  # another worker looks, or has looked
                done = clock.look(work, wake.kind, wake.id, current.since, now, current.away)
                wakes.refresh(work, now, looked=(wake.kind, wake.id))
                home.refresh(work, now)
            for moment in done:
                # What a change has just made due is due since then, whatever instant it names.
                at = moment.at if moment.at >= current.since else current.at
                self._watch.fell_due(moment.what, wake.kind, wake.id, now - at)
        except (Busy, Conflict):
            return False  # its time has still come: the next beat looks again
        except Exception as bug:  # noqa: BLE001 - one broken root must not stop the others
            self._report(bug, None)
            return self._postpone(workspace, wake, now)
        return True

    def rebuild(self, kind: str, after: int, now: datetime, most: int = 50) -> Rebuilt:
        """Work out the wakes of the next `most` roots of a kind anew, and put them right. Raises Busy."""
        found = self._store.roots(kind, after, most)
        wrong: list[Difference] = []
        for workspace, mine in groupby(sorted(found), key=lambda r: r[0]):
            wrong += self._recompute(workspace, kind, [root for _, root in mine], now)
        return Rebuilt(len(found), max((root for _, root in found), default=after), tuple(wrong))

    def _recompute(self, workspace: str, kind: str, roots: list[int], now: datetime) -> list[Difference]:
        for _ in range(TRIES):
            try:
                with self._store.work(workspace, now, wait=BACKGROUND) as work:
                    found = [wakes.recompute(work, kind, root, now) for root in roots]
            except Conflict:
                continue
            return [f for f in found if f is not None]
        raise Busy

    def _postpone(self, workspace: str, wake: Wake, now: datetime) -> bool:
        try:
            with self._store.work(workspace, now, wait=BACKGROUND) as work:
                work.set_wake(replace(wake, at=now + AGAIN))
        except (Busy, Conflict):
            return False
        return True
