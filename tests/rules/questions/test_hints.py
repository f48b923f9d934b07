"""When a hint is right, and when a line typed outside one's turn draws a word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.names import Mode, PersonId, Platform, Stage
from core.rules.life.person import Person
from core.rules.questions.check import Label, Verdict, check
from core.rules.questions.hints import addressed_in, asks, hint_is_right, is_out_of_turn, takes_the_place
from core.rules.questions.round import Ending, Invitation
from tests.rules.questions.test_round import ANA, BEN, CHIDI, DORA, a_question, a_turn

SURE = Verdict(Label.LEADING, sure=True)
PERSON = Person(CHIDI, 1, Platform.CONSOLE, "Chidi", "Chidi")
TURN = a_turn()


def test_a_hint_is_for_advice_and_leading_alone_and_only_when_sure() -> None:
    """QU4"""
    right = {
        (label, sure): hint_is_right(Verdict(label, sure=sure), TURN, PERSON, leads=False)
        for label in Label
        for sure in (True, False)
    }
    assert {k for k, v in right.items() if v} == {(Label.LEADING, True), (Label.ADVICE, True)}


@pytest.mark.parametrize("stage", [s for s in Stage if s is not Stage.QUESTIONING])
def test_there_are_no_hints_outside_questioning(stage: Stage) -> None:
    assert not hint_is_right(SURE, a_turn(stage), PERSON, leads=False)


def test_there_is_one_hint_a_turn_for_each_person() -> None:
    assert not hint_is_right(SURE, replace(TURN, hinted=(CHIDI,)), PERSON, leads=False)
    assert hint_is_right(SURE, replace(TURN, hinted=(DORA,)), PERSON, leads=False)


def test_hints_stay_silent_for_the_facilitator_and_where_ideas_are_wanted() -> None:
    assert not hint_is_right(SURE, TURN, PERSON, leads=True)
    assert not hint_is_right(SURE, replace(TURN, wants_ideas=True), PERSON, leads=False)


def test_hints_end_after_two_as_it_is_or_when_somebody_wants_no_more() -> None:
    assert hint_is_right(SURE, TURN, replace(PERSON, asked_as_it_is=1), leads=False)
    assert not hint_is_right(SURE, TURN, replace(PERSON, asked_as_it_is=2), leads=False)
    assert not hint_is_right(SURE, TURN, replace(PERSON, hints=False), leads=False)


def test_a_question_is_known_by_its_mark_where_the_check_cannot_read_it() -> None:
    other = Verdict(Label.OTHER, sure=False)
    assert asks("ماذا ترين أنت؟", other)
    assert asks("何が見えますか？", other)
    assert not asks("thanks", other)


# fmt: off
PLACES = [
    # before           typed at one's place                          is the question
    (Ending.INVITED, "What happens in you?",                        True),
    (Ending.INVITED, "You should really stop answering the phone",  True),
    (Ending.INVITED, "thanks, one moment",                          False),
    (Ending.ASKED,   "And what else?",                              True),
    (Ending.ASKED,   "You should really stop answering the phone",  False),
]
# fmt: on


@pytest.mark.parametrize(("before", "words", "taken"), PLACES)
def test_what_somebody_types_at_their_place_is_their_question_or_just_talk(
    before: Ending, words: str, taken: bool
) -> None:
    q = a_question(Invitation(BEN, 1, 1), before)
    assert takes_the_place(q, words, check(words)) is taken


def test_there_is_no_third_question() -> None:
    q = a_question(Invitation(BEN, 1, 1), Ending.ASKED, n=2)
    assert not takes_the_place(q, "And what else?", check("And what else?"))


# fmt: off
LINES = [
    # strict  stage               who    what they type                                      draws a word
    (False, Stage.QUESTIONING, DORA,  "Who else knows about it?",                            True),
    (False, Stage.QUESTIONING, DORA,  "You should really stop answering the phone at night", True),
    (False, Stage.QUESTIONING, DORA,  "oh I know that one",                                  False),
    (False, Stage.QUESTIONING, ANA,   "What do you all think I should do?",                  False),
    (False, Stage.PRESENTING,  DORA,  "Who else knows about it?",                            False),
    (False, Stage.CLARIFYING,  DORA,  "Who else knows about it?",                            False),
    (False, Stage.REFLECTING,  DORA,  "You should really stop answering the phone at night", False),
    (True,  Stage.QUESTIONING, DORA,  "Who else knows about it?",                            False),
    (True,  Stage.QUESTIONING, DORA,  "I had the very same thing last year",                 True),
    (True,  Stage.QUESTIONING, DORA,  "thanks",                                              False),
    (True,  Stage.QUESTIONING, CHIDI, "I had the very same thing last year",                 False),  # was asked
    (True,  Stage.CLARIFYING,  DORA,  "You should really stop answering the phone at night", True),
    (True,  Stage.PRESENTING,  DORA,  "Who else knows about it?",                            True),
    (True,  Stage.REFLECTING,  DORA,  "I heard it three times in what you said",             False),
]
# fmt: on


@pytest.mark.parametrize(("strict", "stage", "who", "words", "draws"), LINES)
def test_only_a_question_or_advice_outside_ones_turn_draws_a_word(
    strict: bool, stage: Stage, who: PersonId, words: str, draws: bool
) -> None:
    """QU5"""
    turn = replace(a_turn(stage, strict=strict), addressed=(CHIDI,))
    assert is_out_of_turn(turn, who, words, check(words)) is draws


def test_it_draws_one_word_a_turn() -> None:
    words = "Who else knows about it?"
    assert not is_out_of_turn(replace(TURN, redirected=(DORA,)), DORA, words, check(words))


@pytest.mark.parametrize("mode", [Mode.SPOKEN, Mode.DAYS])
def test_there_are_no_places_but_in_a_written_hour(mode: Mode) -> None:
    words = "Who else knows about it?"
    assert not is_out_of_turn(a_turn(mode=mode), DORA, words, check(words))


def test_a_question_is_for_those_it_names() -> None:
    people = {ANA: "Ana", BEN: "Ben Okri", CHIDI: "Chidi"}
    assert addressed_in("Ben, what did you do? And @Chidi?", people) == (BEN, CHIDI)
    assert addressed_in("What about bananas, Benjamin?", people) == ()
