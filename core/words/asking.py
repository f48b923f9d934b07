"""Asking how an action goes, in private and on the week's board, and what is said to each answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from core.message import Choice, Choices, Day, Line, Message, Own, Part
from core.names import WORDS_CAP, ActionStatus, AskStep, Phrase
from core.request import Ask, Field
from core.words._say import say
from core.words.actions import Item, answers, named, own, with_status


@dataclass(frozen=True)
class Talk:
    """One action in a private message: how it was asked about, and how far the talk has come."""

    item: Item
    phrase: Phrase | None = None
    answer: ActionStatus | None = None
    step: AskStep = AskStep.ASKED
    line: Own = Own("")  # what they wrote for themselves last
    following: Day | None = None  # when it is next asked about
    meets: Day | None = None  # when the set meets next
    asked: int = 0  # the asking that this belongs to; 0: told unasked
    may_rest: bool = False  # [Let it rest] stands in the place of [Not now]


def private(talks: Sequence[Talk]) -> Message:
    """One message for all of a person's actions that are due; edited as they answer."""
    if len(talks) == 1:
        return Message("actions.ask", parts(talks[0]), mood="your turn")
    all_parts: list[Part] = [say("How are these going? One press each, when it suits you.")]
    for talk in talks:
        if talk.step not in (AskStep.ASKED, AskStep.REWORDED, AskStep.POSTPONED):
            all_parts.append(own(talk.item))
        all_parts += parts(talk)
    return Message("actions.ask", tuple(all_parts), mood="your turn")


def answered(talk: Talk) -> Message:
    """The same, where nobody had asked: said to the owner alone."""
    return Message("actions.answered", parts(talk))


def parts(talk: Talk) -> tuple[Part, ...]:
    t = talk
    match t.step:
        case AskStep.ASKED:
            return (_question(t), *_answers(t))
        case AskStep.ANSWERED:
            return _after_answer(t)
        case AskStep.REWORDED:
            kept = say("I have kept the first wording, for you to compare: “{first}”", first=t.item.first)
            return (_so_now(t), kept) if t.item.first else (_so_now(t),)
        case AskStep.POSTPONED:
            return (_so_now(t),)
        case AskStep.SNOOZED:
            return (_later(t), Choices((_choice(t, say("Another day"), "action later"),)))
        case AskStep.TO_THE_SET:
            return (_to_the_set(t),)
        case AskStep.NOTED:
            return (say("“{line}”", line=t.line), say("Kept, for you alone."))
        case AskStep.LEARNED:
            return (say("“{line}”", line=t.line), _yours_alone(t))
        case AskStep.ENOUGH:
            return (say("Done. I will not ask about this again."),)
        case AskStep.REOPENED:
            return (say("Open again, as it was."), *_answers(t))
        case _:
            assert_never(t.step)


def _choice(t: Talk, label: Line, command: str) -> Choice:
    return Choice(label, command, t.item.of, (("asked", str(t.asked)),) if t.asked else ())


def _answers(t: Talk) -> tuple[Part, ...]:
    if t.phrase is Phrase.LAST:
        return ()
    four = tuple(_choice(t, c.label, c.command) for c in answers(t.item.of))
    not_now = _choice(t, say("Not now"), "action snooze")
    rest = _choice(t, say("Let it rest"), "action rest")
    return (Choices((*four, rest if t.may_rest else not_now)),)


def _question(t: Talk) -> Line:
    """The sentence chosen for this time."""
    words, by = t.item.words, t.item.by
    if t.phrase is Phrase.LAST:
        return _last(t)
    if by is not None:
        dated = {
            Phrase.LOOKING: say("“{words}”, by {by}. How is it looking?", words=words, by=by),
            Phrase.COME_AND_GONE: say("“{words}” was for {by}. How did it go?", words=words, by=by),
            Phrase.PAST_ITS_DAY: say("“{words}” was for {by}. Where did it get to?", words=words, by=by),
        }
        if t.phrase in dated:
            return dated[t.phrase]
    # fmt: off
    lines = {
        Phrase.FIRST_STEP:   say("“{words}”. What was the first step, or what could it be?", words=words),
        Phrase.SINCE_THEN:   say("“{words}”. What has happened since?", words=words),
        Phrase.IN_THE_WAY:   say("“{words}”. What helps, and what stands in the way?", words=words),
        Phrase.STILL_MOVING: say("“{words}” was moving. Where is it today?", words=words),
        Phrase.MOVED_ON:     say("“{words}” was moving when you last spoke of it. What has moved since?", words=words),
        Phrase.WHEN_YOU_MET: say("“{words}” was moving when you met. Where is it today?", words=words),
        Phrase.STUCK_STILL:  say("“{words}” was stuck. Has anything shifted?", words=words),
        Phrase.LOOSER:       say("“{words}” was stuck when you last spoke of it. What would loosen it?", words=words),
        Phrase.NOTICED:      say("“{words}”. Whether it worked or not: what did you notice?", words=words),
        Phrase.SMALLER_NOW:  say("“{words}”, in its new words. How is it going?", words=words),
    }
    # fmt: on
    return lines.get(t.phrase or Phrase.SINCE_THEN, lines[Phrase.SINCE_THEN])


def _last(t: Talk) -> Line:
    if t.meets is None:
        return say("I will stop asking about “{words}”. /als action list keeps it.", words=t.item.words)
    return say(
        "I will stop asking about “{words}”. It comes up when you meet on {meets}.",
        words=t.item.words,
        meets=t.meets,
    )


def _after_answer(t: Talk) -> tuple[Part, ...]:
    match t.answer:
        case ActionStatus.DONE:
            write = _choice(t, say("Write it"), "action learned")
            enough = _choice(t, say("No, thank you"), "action enough")
            asked = say("Done. One line, if you like: what did it teach you?")
            slip = _choice(t, say("Not done after all"), "action reopen")
            return (asked, Choices((write, enough, slip)))
        case ActionStatus.STUCK:
            return (
                say("That happens, and it is worth knowing. What would help?"),
                Choices(
                    (
                        _choice(t, say("Make it smaller"), "action smaller"),
                        _choice(t, say("A new date"), "action date"),
                        _choice(t, say("Take it to the set"), "action bring"),
                        _choice(t, say("Let it rest"), "action rest"),
                    )
                ),
            )
        case ActionStatus.RESTING:
            rests = say("It rests, and I leave it alone.")
            if t.meets is not None:
                rests = say("It rests until you meet on {meets}.", meets=t.meets)
            return (rests, Choices((_choice(t, say("Let it go for good"), "action let-go"),)))
        case ActionStatus.LET_GO:
            again = _choice(t, say("Take it up again"), "action reopen")
            return (say("Let go. I will not ask about this again."), Choices((again,)))
        case _:
            note = _choice(t, say("Add a line for myself"), "action note")
            return (_peace(t), Choices((note,)))


def _peace(t: Talk) -> Line:
    if t.following is not None:
        return say("Moving. I will leave you in peace until {day}.", day=t.following)
    if t.meets is not None:
        return say("Moving. It comes up when you meet on {day}.", day=t.meets)
    return say("Moving. I will leave you in peace.")


def _so_now(t: Talk) -> Line:
    if t.item.by is None:
        return say("So now: “{words}”.", words=t.item.words)
    return say("So now: “{words}”, by {by}.", words=t.item.words, by=t.item.by)


def _later(t: Talk) -> Line:
    if t.following is None:
        return say("Not now, then. It comes up when you meet.")
    return say("Not now, then. I will ask again on {day}.", day=t.following)


def _to_the_set(t: Talk) -> Line:
    if t.meets is None:
        return say("It is on the agenda for the next time you meet. Until then I leave it alone.")
    return say("It is on the agenda for {meets}. Until then I leave it alone.", meets=t.meets)


def _yours_alone(t: Talk) -> Line:
    if t.meets is None:
        return say("Yours alone. I will not ask about this again.")
    return say("Yours alone, unless you bring it on {meets}. I will not ask about this again.", meets=t.meets)


# --- forms -----------------------------------------------------------------------------------------------------


def smaller_form(words: str) -> Ask:
    lead = say("What part of it could you do this week?")
    what = Field("what", say("The smaller version"), "line", initial=words)
    by = Field(
        "by", say("By when?"), "date", required=False, typed=say("A day: Friday, 15 March, in two weeks")
    )
    return Ask("action-smaller", say("Make it smaller"), (what, by), "action smaller", lead=lead)


def date_form() -> Ask:
    by = Field("by", say("By when?"), "date", typed=say("A day: Friday, 15 March, in two weeks"))
    return Ask("action-date", say("A new date"), (by,), "action date")


def later_form() -> Ask:
    until = Field(
        "until", say("When may I ask again?"), "date", typed=say("A day: Friday, 15 March, in two weeks")
    )
    return Ask("action-later", say("Ask me later"), (until,), "action later")


def note_form() -> Ask:
    line = Field("line", say("A line for yourself"), "text", cap=WORDS_CAP)
    return Ask("action-note", say("A line for myself"), (line,), "action note")


def learned_form() -> Ask:
    line = Field("line", say("What did it teach you?"), "text", cap=WORDS_CAP)
    return Ask("action-learned", say("What it taught me"), (line,), "action learned")


# --- in front of the set ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OnBoard:
    """An action on a board of the set, and its owner's answer there, if any."""

    item: Item
    answer: ActionStatus | None = None
    passed: bool = False  # its day had gone by when the board was posted


def week(rows: Sequence[OnBoard], moment: str, meets: Day | None, n: int, *, more: bool) -> Message:
    """The week's board, the `n`th: never with the lead of the week before. `more`: something had to be cut, and
    stands behind [See mine].
    """
    leads = (
        say("How are these going? One tap is enough."),
        say("This week's actions. One tap is enough; say more only if you like."),
    )
    if meets is not None:
        leads = (
            say("Before we meet again on {meets}:", meets=meets),
            say("Where are these? We meet on {meets}.", meets=meets),
        )
    lead = leads[n % 2]
    buttons = answers(moment)
    if more:
        buttons = (*buttons, Choice(say("See mine"), "action list", "", (("whose", "mine"),)))
    return Message("actions.week", (lead, *(_row(r) for r in rows), Choices(buttons)))


def since_last_time(rows: Sequence[OnBoard], moment: str) -> Message:
    """The look back that opens a session."""
    if not rows:
        return Message(
            "actions.progress", (say("Since last time: what has moved, and what did it teach you?"),)
        )
    asked = say("How did it go, and what did it teach you?")
    lines = tuple(_row(OnBoard(r.item, r.answer)) for r in rows)
    return Message("actions.progress", (say("Since last time."), *lines, asked, Choices(answers(moment))))


def _row(row: OnBoard) -> Line:
    i = row.item
    if row.answer is not None:
        return with_status(i, row.answer)
    if row.passed and i.by is not None:
        return say("{who}: “{words}” was for {by}. What became of it?", who=i.who, words=i.words, by=i.by)
    return named(i)


def nothing_of_yours() -> Message:
    see = Choice(say("See mine"), "action list", "", (("whose", "mine"),))
    return Message("actions.nothing", (say("You have no open action this week."), Choices((see,))))


def that_was_last_time(items: Sequence[Item]) -> Message:
    """A button of an earlier board: the moment has passed, and here is what is the presser's own now."""
    all_parts: list[Part] = [say("That was an earlier week. These are yours now:")]
    for item in items:
        all_parts += [own(item), Choices(answers(item.of))]
    return Message("actions.earlier", tuple(all_parts))
