"""The ground rules: the default pack in our own short sentences, and what is said about them."""

from __future__ import annotations

from collections.abc import Sequence

from core.message import Choice, Choices, Facts, Heading, Line, Message, Own, Part, Quote
from core.names import GroundRule
from core.request import Ask, Field
from core.words._say import say


def rule(of: GroundRule) -> Line:
    """One rule of the default pack."""
    return _pack()[of]


def rule_text(of: GroundRule | None) -> str:
    """The same as text, to be changed in a form."""
    return rule(of).text if of else ""


def _pack() -> dict[GroundRule, Line]:
    # fmt: off
    return {
        GroundRule.CONFIDENTIALITY: say("What is said here stays here. What is mine I may tell; what is yours I may not."),
        GroundRule.LIMITS:          say("One limit: where somebody could come to serious harm, we say so here first and then speak with "
                                        "whoever looks after safeguarding in our organisation."),
        GroundRule.SAFETY:          say("Anyone may pass, pause or stop, and gives no reasons. Nobody is laughed at or judged."),
        GroundRule.INTEGRITY:       say("We bring what is real and our own, and we do as we said we would."),
        GroundRule.ATTENDANCE:      say("We come, we are on time, and we say early when we cannot."),
        GroundRule.AIRTIME:         say("Everybody gets time to speak, and nobody is spoken over."),
        GroundRule.HONESTY:         say("We are honest with ourselves and with one another."),
        GroundRule.RESPECT:         say("We respect one another, and views that are not ours."),
        GroundRule.RESPONSIBILITY:  say("Each of us answers for our own actions, and for nobody else's."),
        GroundRule.QUESTIONS:       say("We ask rather than advise: no solutions, no stories of our own."),
        GroundRule.NOTES:           say("Notes are taken by the presenter, or for them. Nothing is recorded."),
    }
    # fmt: on


Wording = Line | Own  # of the pack, or the set's own


def _listed(rules: Sequence[Wording]) -> Facts:
    return Facts(tuple((say("{n}", n=n), _line(r)) for n, r in enumerate(rules, 1)))


def _line(wording: Wording) -> Line:
    return say("“{words}”", words=wording) if isinstance(wording, Own) else wording


def one(moment: str, n: int, of: int, wording: Wording, *, talk: bool) -> Message:
    """The board of one rule, while a set goes through them."""
    text: Part = Quote(wording) if isinstance(wording, Own) else wording
    asked = (say("Somebody would like to talk about this one first."),) if talk else ()
    return Message(
        "ground.one",
        (
            Heading(say("Our ground rules, one at a time: {n} of {of}.", n=n, of=of)),
            text,
            *asked,
            Choices(
                (
                    Choice(say("Keep it"), "rules keep", moment, main=True),
                    Choice(say("Change the wording"), "rules reword", moment),
                    Choice(say("Leave it out"), "rules leave-out", moment),
                    Choice(say("I would like to talk about it"), "rules talk", moment),
                )
            ),
        ),
    )


def leave_out_all_the_same(moment: str, of: GroundRule | None, *, talk: bool) -> Message:
    """Asked of whoever pressed [Leave it out], where somebody wishes to talk or the rule protects people."""
    about: tuple[Part, ...] = (say("Somebody would like to talk about this one first."),) if talk else ()
    if of is GroundRule.CONFIDENTIALITY:
        about = (*about, say("This is the one that keeps what is said here among us."))
    elif of is GroundRule.LIMITS:
        about = (*about, say("This is the one for when somebody could come to serious harm."))
    leave = Choice(say("Leave it out"), "rules leave-out", moment, (("sure", "yes"),))
    not_yet = Choice(say("Not yet"), "rules leave-out", moment, (("sure", "no"),), main=True)
    return Message("ground.leave_out", (*about, say("Leave it out all the same?"), Choices((leave, not_yet))))


def stays_in_hand() -> Message:
    return Message("ground.stays", (say("It stays for now."),))


def gone_through(seen: int, of: int) -> Message:
    """`seen`: how many of them there was time for."""
    line = say("We have gone through our ground rules, one by one.")
    if not seen:
        line = say("There was no time to go through our ground rules one by one.")
    elif seen < of:
        line = say("We have gone through {n} of our {of} ground rules.", n=seen, of=of)
    return Message("ground.gone_through", (line,), mood="done")


def whole(of: str, rules: Sequence[Wording], *, talk: bool) -> Message:
    """A proposal for all to answer. It tells neither who is fine with it nor how many are."""
    asked = (say("Somebody would like to talk about it before we agree."),) if talk else ()
    return Message(
        "ground.whole",
        (
            Heading(say("These would be our ground rules.")),
            _listed(rules),
            *asked,
            Choices(
                (
                    Choice(say("Fine with me"), "rules agree", of, main=True),
                    Choice(say("I would like to talk about it"), "rules talk", of),
                )
            ),
        ),
    )


def agreed(edition: int, rules: Sequence[Wording]) -> Message:
    return Message(
        "ground.agreed",
        (Heading(say("Our ground rules, version {n}: agreed.", n=edition)), _listed(rules)),
        mood="done",
    )


def was_dropped() -> Message:
    """What its board becomes; `dropped` tells the room."""
    return Message("ground.was_dropped", (say("This was put to us, and is not agreed."),), mood="done")


def dropped(*, before: bool) -> Message:
    """`before`: whether an earlier edition is in force."""
    if before:
        line = say(
            "We have not agreed on this change, and what was agreed before holds. It can be talked over when we meet."
        )
    else:
        line = say(
            "We have not agreed on ground rules yet. Once we have talked, /als rules propose puts them to all of us again."
        )
    return Message("ground.dropped", (line,), mood="done")


def shown(of: str, edition: int, rules: Sequence[Wording], *, agreed: bool) -> Message:
    """The rules in force for one member; `of` "" where there is nothing to agree to."""
    if not edition:
        head = say("Your set has not agreed on ground rules yet. These are what we begin from:")
    elif agreed:
        head = say("Your ground rules, version {n}. You have agreed to them.", n=edition)
    else:
        head = say("Your ground rules, version {n}.", n=edition)
    ask = Choice(say("Fine with me"), "rules agree", of, main=True)
    propose = Choice(say("Propose a change"), "rules propose", of)
    options = ((ask,) if of and edition and not agreed else ()) + ((propose,) if of else ())
    return Message("ground.shown", (head, _listed(rules), *((Choices(options),) if options else ())))


def thanks(edition: int) -> Message:
    return Message("ground.thanks", (say("Noted: you agree to version {n}.", n=edition),))


def noted() -> Message:
    return Message(
        "ground.noted",
        (say("Noted, and your name is not. Say what you would like to talk about when it suits you."),),
    )


def said_fine() -> Message:
    return Message("ground.said_fine", (say("Noted: fine with you."),))


def proposed() -> Message:
    return Message(
        "ground.proposed", (say("It is in the set's channel now, for everybody to answer within a week."),)
    )


def in_the_room(edition: int, rules: Sequence[Wording]) -> Message:
    head = (
        say("What we agreed on:") if edition else say("What we have not agreed on yet, and would begin from:")
    )
    return Message("ground.reminded", (Heading(head), _listed(rules)))


def short(wording: Wording) -> Line:
    """One rule a session, in the welcome."""
    if isinstance(wording, Own):
        return say("From our ground rules: “{words}”", words=wording)
    return wording


def asked(of: str, name: Own, edition: int) -> Message:
    """To one who has not agreed yet, in private."""
    return Message(
        "ground.asked",
        (
            say(
                "“{name}” has ground rules, version {n}. Would you look them over when you have a minute?",
                name=name,
                n=edition,
            ),
            say("You may take part either way; before you present, they need your yes."),
            Choices(
                (
                    Choice(say("Show me"), "rules show", of, main=True),
                    Choice(say("Fine with me"), "rules agree", of),
                )
            ),
        ),
    )


def reword_form(of: str, wording: str) -> Ask:
    field = Field("rule", say("In our words"), "text", cap=280, initial=wording)
    return Ask("rules reword", say("Change the wording"), (field,), "rules reword", of)


def propose_form(of: str) -> Ask:
    return Ask(
        "rules propose",
        say("Propose a ground rule"),
        (
            Field("rule", say("The rule, in our words"), "text", required=False, cap=280,
                  hint=say("Empty, with a number: that rule is left out.")),
            Field("number", say("Instead of rule number"), "number", required=False,
                  hint=say("Empty: it is added.")),
        ),
        "rules propose",
        of,
    )  # fmt: skip


def remind_form(of: str, every: int) -> Ask:
    options = (
        ("now", say("Once, now")),
        ("4", say("Every four weeks")),
        ("12", say("Every twelve weeks")),
        ("0", say("Only one line at each session")),
    )
    field = Field(
        "every",
        say("Say our ground rules in the channel"),
        "choice",
        options=options,
        initial=str(every) if every else "now",
    )
    return Ask("rules remind", say("Our ground rules"), (field,), "rules remind", of)


def remind_every(weeks: int) -> Message:
    if not weeks:
        return Message("ground.remind", (say("One line at each session, and no more."),))
    return Message("ground.remind", (say("They come up in the channel every {n} weeks.", n=weeks),))
