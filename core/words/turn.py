"""What the bot says in a turn: one board a stage, and the line that is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from core.message import At, Choice, Choices, Heading, Line, Message, Mood, Own, Part, People, Quote, Who
from core.names import MOST_ACTIONS, Level, Mode, Stage, TurnId
from core.words import actions
from core.words._say import say


@dataclass(frozen=True)
class Scene:
    """A turn as its thread sees it."""

    moment: str
    who: Who
    mode: Mode
    stage: Stage
    issue: Own
    ends: datetime
    until: datetime
    order: People
    level: Level = Level.STRAIGHT
    reflector: Who | None = None
    scribe: Who | None = None  # notes questions for the presenter
    new_issue: Own = Own("")
    may_hear: bool = False  # the presenter may still ask to hear what the others noticed
    ideas: bool = False
    last_answer: bool = False
    lent: bool = False  # two more minutes, and nobody has minded yet
    actions: tuple[actions.Item, ...] = ()
    stopped: bool = False
    interrupted: bool = False

    @property
    def spoken(self) -> bool:
        return self.mode is Mode.SPOKEN


def title(presenter: Who) -> Message:
    return Message("turn.title", (say("{who}'s turn", who=presenter),))


def board(s: Scene) -> Message:
    """The board of the stage in hand."""
    parts, buttons, mood = _board(s)
    if s.lent:
        parts = (*parts, say("Two more minutes here, unless somebody minds."))
        buttons = (*buttons, Choice(say("I mind"), "session mind", s.moment))
    choices = (Choices(buttons),) if buttons else ()
    return Message(f"turn.{s.stage.value}", (*parts, *choices), mood)


Board = tuple[tuple[Part, ...], tuple[Choice, ...], Mood]


def _board(s: Scene) -> Board:
    match s.stage:
        case Stage.PRESENTING:
            return _presenting(s)
        case Stage.CLARIFYING:
            return _clarifying(s)
        case Stage.QUESTIONING:
            return _questioning(s)
        case Stage.REFRAMING:
            return _reframing(s)
        case Stage.REFLECTING:
            return _reflecting(s)
        case Stage.PLANNING:
            return _planning(s)
        case Stage.OVER:
            return (_thanks(s),), (), "done"
        case _:
            assert_never(s.stage)


def _presenting(s: Scene) -> Board:
    return (
        (
            Heading(say("This is {who}'s time, until {ends}.", who=s.who, ends=At(s.ends))),
            *((Quote(s.issue, s.who),) if s.issue else ()),
            say(
                "{who} speaks first, until {until}. Everyone else just listens.", who=s.who, until=At(s.until)
            ),
        ),
        (Choice(say("I have said enough"), "session enough", s.moment),),
        "your turn",
    )


def _clarifying(s: Scene) -> Board:
    if s.spoken:
        return (Heading(say("Questions of fact, until {until}.", until=At(s.until))),), (), "calm"
    heading = say(
        "Thank you, {who}. First a few questions of fact, until {until}: who, what, when, how many.",
        who=s.who,
        until=At(s.until),
    )
    return (
        (Heading(heading), say("Anyone, in any order. A short answer will do.")),
        (Choice(say("Ask"), "ask", s.moment), _help_me_ask(s)),
        "calm",
    )


def _questioning(s: Scene) -> Board:
    buttons = () if s.last_answer else (_help_me_ask(s),)
    if s.spoken:
        buttons = () if s.last_answer or s.scribe else (_scribe(s),)
    return (Heading(_opens_up(s)), *_go_round(s), *_noted(s), *_level(s)), buttons, "calm"


def _scribe(s: Scene) -> Choice:
    return Choice(say("I will note questions"), "session scribe", s.moment)


def _noted(s: Scene) -> tuple[Part, ...]:
    if s.scribe is None or s.last_answer:
        return ()
    return (
        say("{scribe} is noting questions for {who}; only {who} will get them.", scribe=s.scribe, who=s.who),
    )


def _opens_up(s: Scene) -> Line:
    if s.last_answer:
        return say("Questions that open it up: the last answer, then {who} takes stock.", who=s.who)
    if s.spoken:
        return say("Questions that open it up, until {until}.", until=At(s.until))
    return say("Now questions that open it up, until {until}.", until=At(s.until))


def _go_round(s: Scene) -> tuple[Part, ...]:
    if s.last_answer:
        return ()
    if s.spoken:
        return (say("{order}; round again while there is time.", order=s.order),) if s.order.people else ()
    order = say("{order}; one question, and one to follow if you like.", order=s.order)
    hurry = say(
        "{who}, there is no hurry, and you need not answer them all. Some can go home with you.", who=s.who
    )
    return (order, hurry) if s.order.people else (hurry,)


def _level(s: Scene) -> tuple[Part, ...]:
    match s.level:
        case Level.GENTLE:
            return (say("{who} would like us to go gently today.", who=s.who),)
        case Level.BOLD:
            return (say("{who} would like to be challenged today: ask the bold ones too.", who=s.who),)
        case Level.STRAIGHT:
            return ()
        case _:
            assert_never(s.level)


def _help_me_ask(s: Scene) -> Choice:
    return Choice(say("Help me ask"), "session help-ask", s.moment)


def _reframing(s: Scene) -> Board:
    heading = Heading(say("{who}, what is the question now?", who=s.who))
    began = (say("You began with “{issue}”.", issue=s.issue),) if s.issue else ()
    hear = Choice(say("Hear what you noticed"), "session reflect", s.moment)
    if s.spoken:
        return (
            (heading, *began),
            (
                Choice(say("Write it down"), "session reframe", s.moment),
                Choice(say("I have said it"), "session same", s.moment),
                *((hear,) if s.may_hear else ()),
            ),
            "your turn",
        )
    return (
        (heading, *began, say("The rest of us stay quiet for a moment.")),
        (
            Choice(say("Say it again"), "session reframe", s.moment, main=True),
            Choice(say("It is still the same"), "session same", s.moment),
            *((hear,) if s.may_hear else ()),
        ),
        "your turn",
    )


def _reflecting(s: Scene) -> Board:
    until = At(s.until)
    if s.ideas:
        heading = say(
            "{who} would like to hear what you noticed, and ideas too, until {until}.", who=s.who, until=until
        )
    else:
        heading = say("{who} would like to hear what you noticed, until {until}.", who=s.who, until=until)
    asked = say("A sentence or two each: what you heard, what struck you.")
    first = (say("{who} has watched for all of us, and begins.", who=s.reflector),) if s.reflector else ()
    ideas = () if s.ideas else (Choice(say("Ideas too, please"), "session ideas", s.moment),)
    return (
        (
            Heading(heading),
            *(() if s.spoken else (asked,)),
            *first,
            say("{who} only listens.", who=s.who),
        ),
        (*ideas, Choice(say("Enough, thank you"), "session thanks", s.moment)),
        "calm",
    )


def _planning(s: Scene) -> Board:
    if s.actions:
        more = Choice(say("Another"), "action add", s.moment)
        enough = Choice(say("That is all"), "session planned", s.moment, main=True)
        buttons = (more, enough) if len(s.actions) < MOST_ACTIONS else (enough,)
        return _promises(s), buttons, "your turn"
    return (
        (
            Heading(say("{who}, the last word is yours.", who=s.who)),
            say("What will you do, by when, and how will you know?"),
            say("One is enough. It need not solve everything."),
        ),
        (
            Choice(say("Write an action"), "action add", s.moment, main=True),
            Choice(say("Nothing for today"), "session planned", s.moment),
        ),
        "your turn",
    )


def _promises(s: Scene) -> tuple[Part, ...]:
    return tuple(part for item in s.actions for part in actions.written(item))


# --- what is left of a board --------------------------------------------------------------------------------


def was(s: Scene) -> Message:
    """The line that is left of the board of `s.stage`, once it has ended."""
    return Message(f"turn.was_{s.stage.value}", _was(s), mood="done")


def _was(s: Scene) -> tuple[Part, ...]:
    match s.stage:
        case Stage.PRESENTING:
            if s.issue:
                return (say("{who} presented “{issue}”.", who=s.who, issue=s.issue),)
            return (say("{who} presented.", who=s.who),)
        case Stage.CLARIFYING:
            return (say("Questions of fact: done."),)
        case Stage.QUESTIONING:
            return (say("Questions that open it up: done."),)
        case Stage.REFRAMING:
            return _said_again(s)
        case Stage.REFLECTING:
            return (say("{who} has heard what we noticed.", who=s.who),)
        case Stage.PLANNING | Stage.OVER:
            return (*_promises(s), _thanks(s))
        case _:
            assert_never(s.stage)


def _said_again(s: Scene) -> tuple[Part, ...]:
    if s.new_issue and s.issue:
        return (
            say("{who} began with “{issue}”.", who=s.who, issue=s.issue),
            say("Now: “{new}”", new=s.new_issue),
        )
    if s.new_issue:
        return (say("{who} now: “{new}”", who=s.who, new=s.new_issue),)
    return (say("{who} has taken stock.", who=s.who),)


def _thanks(s: Scene) -> Line:
    return say("Thank you, {who}. That was your time, and what you said stays here.", who=s.who)


def stopped_here() -> Message:
    return Message("turn.stopped", (say("We stop here."),), mood="done")


def no_time_left() -> Message:
    line = say("We ran out of time here. What was begun can be taken up again.")
    return Message("turn.interrupted", (line,), mood="done")


def went_back() -> Message:
    return Message("turn.went_back", (say("We go back a step."),), mood="done")


def put_off(who: Who) -> Message:
    line = say("{who} is not here today. The turn is kept.", who=who)
    return Message("turn.put_off", (line,), mood="done")


def left_out() -> Message:
    """What stands where a board showed an issue that its presenter has hidden."""
    return Message("turn.left_out", (say("This part of the turn is no longer shown."),), mood="done")


# --- pausing --------------------------------------------------------------------------------------------------


def paused() -> Message:
    """No name and no reason."""
    return Message("turn.paused", (say("We pause here."),), mood="time")


def stepped_in(turn: TurnId) -> Message:
    return Message(
        "turn.stepped_in",
        (
            Heading(say("The clock stops for a moment.")),
            say("What are we doing well? What could we do better?"),
            Choices((Choice(say("Go on"), "session resume", f"turn-{turn}"),)),
        ),
        mood="time",
    )


def went_on(until: datetime) -> Message:
    return Message("turn.went_on", (say("We went on, until {until}.", until=At(until)),), mood="done")


def was_paused() -> Message:
    return Message("turn.was_paused", (say("We paused here."),), mood="done")
