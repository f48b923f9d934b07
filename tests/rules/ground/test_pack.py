"""Ground rules: gone through one at a time, agreed by consent, every edition kept."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.message import Own
from core.names import GroundRule, No, PersonId, SetId
from core.rules.calendar.misread import Why
from core.rules.ground import pack
from core.rules.ground.pack import DEFAULT, GroundRules, State
from core.rules.refused import Refused
from core.words import ground as words
from core.words.misread import SENTENCES

PEOPLE = tuple(PersonId(n) for n in range(1, 6))


def draft() -> GroundRules:
    return GroundRules(1, 1, SetId(1), 1)


def proposal() -> GroundRules:
    return pack.propose(draft())


def test_the_default_pack_has_a_sentence_for_every_rule() -> None:
    assert [r.of for r in DEFAULT] == list(GroundRule)
    assert all(words.rule(of).text for of in GroundRule)


def test_whatever_cannot_be_read_has_its_sentence() -> None:
    assert set(SENTENCES) == {why.value for why in Why}


@given(st.lists(st.sampled_from(("keep", "leave", "reword")), max_size=60))
def test_going_through_the_rules_comes_to_an_end_with_at_least_one(acts: list[str]) -> None:
    g = draft()
    for act in acts:
        if g.state is not State.DRAFTED:
            break
        try:
            match act:
                case "keep":
                    g = pack.keep(g)
                case "leave":
                    g = pack.leave_out(g)
                case _:
                    g = pack.reword(g, Own("In our words."))
        except Refused:
            assert len(g.rules) == 1
    assert g.rules
    kept = [a for a in acts if a != "reword"]
    if len(kept) >= len(DEFAULT):
        assert g.state is State.PROPOSED or len(g.rules) == 1


def test_what_protects_people_and_what_somebody_would_talk_about_is_left_out_with_care() -> None:
    careful = [r.of for at, r in enumerate(DEFAULT) if pack.leaves_with_care(replace(draft(), at=at))]
    assert careful == [GroundRule.CONFIDENTIALITY, GroundRule.LIMITS]
    attendance = replace(draft(), at=list(GroundRule).index(GroundRule.ATTENDANCE))
    assert pack.leaves_with_care(pack.would_talk(attendance, PEOPLE[0]))
    assert pack.leaves_with_care(pack.reword(draft(), Own("What we say stays here.")))


@given(st.sets(st.sampled_from(PEOPLE)), st.sets(st.sampled_from(PEOPLE)), st.booleans())
def test_nothing_is_agreed_while_somebody_would_like_to_talk(
    fine: set[PersonId],
    talk: set[PersonId],
    over: bool,
) -> None:
    g = proposal()
    for person in fine:
        g = pack.fine(g, person)
    for person in talk:
        g = pack.would_talk(g, person)
    after = pack.decide(g, PEOPLE, over=over)
    yes = len(fine - talk)
    agreed = not talk and (yes == len(PEOPLE) or (over and 2 * yes > len(PEOPLE)))
    assert (after.state is State.AGREED) == agreed
    if not agreed:
        assert after.state is (State.DROPPED if over else State.PROPOSED)


def test_a_rule_that_is_too_long_or_empty_or_not_there_is_refused() -> None:
    for text, instead, no in (
        ("x" * 281, None, No.TOO_LONG),
        (" ", None, No.EMPTY),
        ("x", 12, No.NO_SUCH_RULE),
    ):
        with pytest.raises(Refused) as refused:
            pack.with_rule(draft(), Own(text), instead)
        assert refused.value.no is no
