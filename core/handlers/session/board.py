"""The boards of a turn: one for the stage in hand, at the bottom of the thread; the one before shrinks."""

from __future__ import annotations

from core.handlers.actions.kept import planned
from core.handlers.call import Call, current_session, names, open_turn, who
from core.handlers.session import week
from core.message import Message, Own, People, Private, Revise, Say, Thread, Who
from core.names import Stage
from core.ports import Work
from core.rules.session.minutes import reflection_fits
from core.rules.session.turn import Turn
from core.words import turn as words
from core.words import yours as private
from core.words.turn import Scene

STAGES = tuple(Stage)  # in the order of a turn
SHOWS_THE_ISSUE = (Stage.PRESENTING, Stage.REFRAMING)


def show(work: Work, turn: Turn) -> None:
    """Post the board of this stage, or bring it up to date. Over days there is none until the presenter has written."""
    message = week.board(work, turn) if turn.days else words.board(scene(work, turn))
    if message is None:
        return
    work.say(Revise(_key(turn, turn.stage_no), Thread(turn.id), message, expires=turn.limit))


def shrink(work: Work, before: Turn, after: Turn) -> None:
    """The board of the stage that has ended keeps one line and no buttons; one never seen is not said."""
    if after.stopped:
        _hide(work, after)
        return
    if after.interrupted:
        message = words.no_time_left()
    elif after.put_off:
        message = words.put_off(who(work, after.presenter))
    elif STAGES.index(after.stage) < STAGES.index(before.stage):
        message = words.went_back()
    elif before.days and before.stage is Stage.CLARIFYING:
        message = week.was_the_week(work, after)
    elif before.days and before.stage is Stage.PLANNING:
        message = week.was_stock(work, after)
    else:
        message = words.was(scene(work, after, before.stage))
    _edit(work, after, before.stage_no, message)


def _hide(work: Work, turn: Turn) -> None:
    """Every board that showed the issue shows it no longer, and the thread reads that we stop."""
    *stages, _ = turn.path
    for no, stage in enumerate(stages, 1):
        if stage in SHOWS_THE_ISSUE or (turn.days and stage is Stage.CLARIFYING):
            _edit(work, turn, no, words.left_out())
        elif no == len(stages):
            _edit(work, turn, no, words.was(scene(work, turn, stage)))
    said = Say(f"turn-{turn.id}/stopped", Thread(turn.id), words.stopped_here(), expires=turn.limit)
    work.say(said)


def _edit(work: Work, turn: Turn, no: int, message: Message) -> None:
    work.say(Revise(_key(turn, no), Thread(turn.id), message, only_edit=True))


def _key(turn: Turn, no: int) -> str:
    return f"turn-{turn.id}/{no}"


def scene(work: Work, turn: Turn, stage: Stage | None = None) -> Scene:
    """The turn as its thread sees it; `stage` where another than the one in hand is meant."""
    people = names(work, (turn.presenter, *turn.order, *((turn.reflector,) if turn.reflector else ())))
    return Scene(
        moment=turn.moment,
        who=people[turn.presenter],
        mode=turn.mode,
        stage=stage or turn.stage,
        issue=Own("") if turn.stopped else turn.issue,
        ends=turn.ends,
        until=turn.stage_until,
        order=People(tuple(people[p] for p in turn.order), then=True),
        level=turn.level,
        reflector=people[turn.reflector] if turn.reflector else None,
        scribe=who(work, turn.scribe) if turn.scribe is not None else None,
        new_issue=turn.new_issue,
        may_hear=not turn.wants_reflection and reflection_fits(turn, turn.stage_until),
        ideas=turn.wants_ideas,
        last_answer=turn.last_answer,
        lent=turn.lent_from is not None,
        actions=planned(work, turn.id, turn.began),
        stopped=turn.stopped,
        interrupted=turn.interrupted,
    )


def yours(work: Work, turn: Turn) -> None:
    """The presenter's own buttons, in private: at any moment, and gone when the turn is over."""
    if turn.days and turn.stage is Stage.PRESENTING:
        week.yours(work, turn)
        return
    if turn.live:
        message = private.yours(turn.id, paused=turn.paused_at is not None)
    else:
        message = private.yours_over(stopped=turn.stopped, put_off=turn.put_off)
    board = Revise(
        f"turn-{turn.id}/yours",
        Private(turn.presenter),
        message,
        expires=turn.limit if turn.live else None,
        only_edit=not turn.live,
    )
    work.say(board)


def pause(work: Work, turn: Turn) -> None:
    """The thread reads that we pause: no name, no reason."""
    message = words.stepped_in(turn.id) if turn.stepped_in else words.paused()
    work.say(Revise(_pause_key(turn), Thread(turn.id), message, expires=turn.limit))


def went_on(work: Work, before: Turn, after: Turn) -> None:
    """What is left of a pause."""
    on = after.live and after.stage is before.stage
    message = words.went_on(after.stage_until) if on else words.was_paused()
    work.say(Revise(_pause_key(before), Thread(before.id), message, only_edit=True))


def _pause_key(turn: Turn) -> str:
    return f"turn-{turn.id}/pause-{turn.pauses}"


def card(work: Work, turn: Turn, presenter: Who) -> None:
    """Those with a special part are told, in private; nobody else is."""
    if turn.reflector is not None:
        card = private.reflectors_card(presenter)
        work.say(Say(f"turn-{turn.id}/reflector", Private(turn.reflector), card, expires=turn.limit))
    if turn.host is not None:
        card = private.hosts_card(presenter)
        work.say(Say(f"turn-{turn.id}/host", Private(turn.host), card, expires=turn.limit))


def current(work: Work, call: Call) -> Message | None:
    """The board of the stage in hand, for somebody in the set whose moment has passed."""
    if call.set is None or not call.set.here(call.actor.id):
        return None
    turn = open_turn(work, current_session(work, call.set.id))
    if turn is None or not turn.live:
        return None
    if turn.paused_at is not None:
        return words.paused()
    return week.board(work, turn) if turn.days else words.board(scene(work, turn))
