"""What the bot says in private while questions are asked: hints, ideas, out of one's turn, help to ask."""

from __future__ import annotations

from collections.abc import Sequence

from core.message import Choice, Choices, Line, Message, Own, Part, Quote, Who
from core.names import Stage
from core.words._say import say


def hint(of: str, presenter: Who) -> Message:
    """Before posting: the words stay in the box."""
    return Message(
        "question.hint",
        (
            say(
                "There may be an idea of yours inside this one. You could ask first what {who} sees."
                " Only you see this.",
                who=presenter,
            ),
            _stems(),
            Choices(
                (
                    Choice(say("Change it"), "ask", of, main=True),
                    Choice(say("Ask it as it is"), "question as-it-is", of),
                    Choice(say("Keep the idea for later"), "question keep-idea", of),
                    Choice(say("No more hints"), "question no-hints", of),
                )
            ),
        ),
    )


def _stems() -> Line:
    return say("“What would it take…”   “What have you seen when…”   “What stops…”")


def hint_after(of: str, presenter: Who) -> Message:
    """After a typed line: it is said already, so only what comes next can help."""
    return Message(
        "question.hint",
        (
            say(
                "There may be an idea of yours inside that one. If you like, ask next what {who} sees."
                " Only you see this.",
                who=presenter,
            ),
            _stems(),
            Choices(
                (
                    Choice(say("Help me ask"), "session help-ask", of),
                    Choice(say("No more hints"), "question no-hints", of),
                )
            ),
        ),
    )


def idea_kept(presenter: Who, of: str) -> Message:
    return Message(
        "question.idea_kept",
        (
            say("Kept. If {who} asks for ideas, I will bring it back to you.", who=presenter),
            Choices((Choice(say("Ask"), "ask", of, main=True), Choice(say("Pass"), "session pass", of))),
        ),
    )


def no_more_hints(of: str, *, waits: bool) -> Message:
    if not waits:
        return Message("question.no_hints", (say("No more hints, then."),))
    options = (
        Choice(say("Change it"), "ask", of),
        Choice(say("Ask it as it is"), "question as-it-is", of, main=True),
    )
    return Message(
        "question.no_hints", (say("No more hints, then. Your words are as you left them."), Choices(options))
    )


def bring_back(of: str, kept: int, presenter: Who, idea: Own) -> Message:
    args = (("kept", str(kept)),)
    return Message(
        "question.idea",
        (
            say("{who} has asked for ideas. You kept one: “{idea}”", who=presenter, idea=idea),
            Choices(
                (
                    Choice(say("Offer it"), "question offer", of, args),
                    Choice(say("Let it go"), "question let-go", of, args),
                )
            ),
        ),
    )


def offers(who: Who, idea: Own) -> Message:
    return Message("question.offer", (say("{who} offers an idea: “{idea}”", who=who, idea=idea),))


def let_go() -> Message:
    return Message("question.let_go", (say("It is gone."),))


# --- outside one's turn ----------------------------------------------------------------------------------------


def out_of_turn(of: str, asking: Who | None, kept: int) -> Message:
    """`kept` 0: too long for a question, so that there is nothing to keep."""
    if asking is None:
        line = say("Is there a question in this for your turn?")
    else:
        line = say("{who} is asking just now. Is there a question in this for your next turn?", who=asking)
    return Message("question.out_of_turn", (line, *_keep_or_leave(of, kept)))


def strict_rule(of: str, stage: Stage, presenter: Who, kept: int) -> Message:
    if stage is Stage.PRESENTING:
        line = say("{who} speaks first. Is there a question in this for later?", who=presenter)
    else:
        line = say("In this set we speak to ask or to answer. Is there a question in this for your turn?")
    return Message("question.strict", (line, *_keep_or_leave(of, kept)))


def _keep_or_leave(of: str, kept: int) -> tuple[Part, ...]:
    if not kept:
        return ()
    args = (("kept", str(kept)),)
    return (
        Choices(
            (
                Choice(say("Keep it for my turn"), "question for-my-turn", of, args),
                Choice(say("Leave it"), "question let-go", of, args),
            )
        ),
    )


def kept_for_your_turn(asking: Who | None) -> Message:
    if asking is None:
        return Message("question.kept", (say("Kept. It waits behind [Ask] for you."),))
    line = say("{who} is asking just now. Yours is kept, and waits behind [Ask] for you.", who=asking)
    return Message("question.kept", (line,))


def left() -> Message:
    return Message("question.left_it", (say("Left."),))


# --- help to ask -----------------------------------------------------------------------------------------------


def help_with(of: str, stage: Stage, text: Own, starts: Sequence[Line], *, mine: bool) -> Message:
    """Beginnings for a question about a message. The reader's own waits behind [Change it]."""
    own = (
        Choice(say("Change it"), "ask", of, main=True),
        Choice(say("Ask it as it is"), "question as-it-is", of),
    )
    options = (*(own if mine else ()), Choice(say("Others"), "session help-ask", of))
    quoted = (Quote(text),) if text else ()
    return Message("question.help", (*quoted, _what_for(stage), *starts, Choices(options)))


def idea_inside(of: str, text: Own, presenter: Who) -> Message:
    """The same where it may be advice."""
    return Message("question.hint", (Quote(text), *hint(of, presenter).parts))


def help_ask(of: str, stage: Stage, starts: Sequence[Line]) -> Message:
    options = Choices((Choice(say("Others"), "session help-ask", of),))
    return Message("question.help", (_what_for(stage), *starts, options))


def _what_for(stage: Stage) -> Line:
    # fmt: off
    return {
        Stage.PRESENTING:  say("Nobody asks yet. These may be good to have ready."),
        Stage.CLARIFYING:  say("Just enough facts to follow. Nothing needs solving yet."),
        Stage.QUESTIONING: say("A question that you do not know the answer to. Short is good; so is one of their own words."),
        Stage.REFRAMING:   say("The question may be another by now. Only the presenter can say which."),
        Stage.REFLECTING:  say("What you heard and what struck you, not what they should do."),
        Stage.PLANNING:    say("Something small and their own, with a day and a way to notice."),
        Stage.OVER:        say("What there was to learn, about the issue and about yourself."),
    }[stage]
    # fmt: on
