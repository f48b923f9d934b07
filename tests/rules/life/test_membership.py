"""Who is in a set: four to begin, eight at most, and a facilitator from outside counts in neither."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.message import Own
from core.names import No, PersonId, Phase, Platform, SetId
from core.rules.calendar.rhythm import Rhythm
from core.rules.life import contract
from core.rules.life.contract import Became
from core.rules.life.learning_set import LARGEST, SMALLEST, LearningSet
from core.rules.life.membership import (
    Facilitated,
    accept,
    decline,
    facilitated_by,
    invite,
    leave,
    may_arrange,
    places,
    with_deputy,
)
from core.rules.life.state import SetState
from core.rules.refused import Refused

TODAY = date(2027, 1, 4)
NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
EVE = PersonId(99)


def a_set(members: int = 0) -> LearningSet:
    rhythm = Rhythm("FREQ=WEEKLY", time(10), "Europe/London", date(2027, 1, 12), count=4)
    s = LearningSet(SetId(1), 1, Platform.CONSOLE, Own("Ward leaders"), rhythm, 90, (), EVE)
    s = facilitated_by(s, Facilitated.OUTSIDE, EVE)
    people = tuple(PersonId(n) for n in range(1, members + 1))
    s, _ = invite(s, people)
    for person in people:
        s = accept(s, person, TODAY)
    return s


@pytest.mark.parametrize("members", range(SMALLEST))
def test_fewer_than_four_cannot_begin_and_hear_how_many_are_missing(members: int) -> None:
    with pytest.raises(Refused) as no:
        contract.begin(a_set(members))
    assert no.value.no is No.TOO_FEW
    assert no.value.facts["n"] == SMALLEST - members


@pytest.mark.parametrize("members", range(SMALLEST, LARGEST + 1))
def test_four_to_eight_can_begin(members: int) -> None:
    assert contract.begin(a_set(members)).state is SetState.CONTRACTED


def test_a_ninth_is_refused_and_with_them_nobody_is_invited() -> None:
    with pytest.raises(Refused) as no:
        invite(a_set(7), (PersonId(8), PersonId(9)))
    assert no.value.no is No.TOO_MANY


def test_a_facilitator_who_does_not_present_counts_neither_in_size_nor_in_quorum() -> None:
    s = a_set(4)
    assert EVE not in s.rota
    assert s.here(EVE)
    assert s.needed == 3
    assert facilitated_by(s, Facilitated.INSIDE, EVE).needed == 4


acts = st.lists(
    st.tuples(st.sampled_from(("invite", "accept", "decline", "leave", "facilitate")), st.integers(1, 12)),
    max_size=60,
)


@given(acts)
def test_whatever_people_do_a_set_never_has_more_than_eight_who_present(done: list[tuple[str, int]]) -> None:
    s = a_set()
    for act, n in done:
        person = PersonId(n)
        try:
            match act:
                case "invite":
                    s, _ = invite(s, (person,))
                case "accept":
                    s = accept(s, person, TODAY)
                case "decline":
                    s = decline(s, person)
                case "leave":
                    s = leave(s, person)
                case _:
                    s = facilitated_by(s, Facilitated.INSIDE, person)
        except Refused:
            continue
        assert len(s.rota) <= LARGEST
        assert len({m.person for m in s.members}) == len(s.members)


def test_who_declined_can_be_asked_again_and_may_change_their_mind() -> None:
    s, asked = invite(a_set(), (PersonId(1),))
    assert asked == (PersonId(1),)
    s = decline(s, PersonId(1))
    assert places(s) == LARGEST
    s, asked = invite(s, (PersonId(1),))
    assert asked == (PersonId(1),)
    assert accept(decline(s, PersonId(1)), PersonId(1), TODAY).here(PersonId(1))


def test_who_left_is_not_let_in_by_an_old_invitation() -> None:
    with pytest.raises(Refused) as no:
        accept(leave(a_set(5), PersonId(1)), PersonId(1), TODAY)
    assert no.value.no is No.NOT_INVITED


def test_the_deputy_takes_over_from_a_facilitator_who_leaves() -> None:
    s = leave(with_deputy(a_set(5), PersonId(2)), EVE)
    assert (s.facilitator, s.deputy) == (PersonId(2), None)


def test_in_a_set_by_itself_any_member_may_arrange_once_it_has_begun() -> None:
    s = facilitated_by(facilitated_by(a_set(5), Facilitated.INSIDE, EVE), Facilitated.SELF, None)
    assert not may_arrange(s, PersonId(3))
    assert may_arrange(contract.begin(s), PersonId(3))


@pytest.mark.parametrize(
    ("how", "last", "then", "became"),
    [
        (Phase.CLOSED, False, SetState.ACTIVE, Became.FIRST),
        (Phase.INTERRUPTED, False, SetState.ACTIVE, Became.FIRST),
        (Phase.NOT_MET, False, SetState.CONTRACTED, Became.NO_MATTER),
        (Phase.CANCELLED, False, SetState.CONTRACTED, Became.NO_MATTER),
        (Phase.CLOSED, True, SetState.REVIEWING, Became.LAST),
        (Phase.CANCELLED, True, SetState.REVIEWING, Became.LAST),
    ],
)
def test_a_session_s_end_moves_its_set(how: Phase, last: bool, then: SetState, became: Became) -> None:
    s, was = contract.held(contract.begin(a_set(4)), how, last=last, now=NOW)
    assert (s.state, was) == (then, became)


def test_a_pause_gives_back_the_state_it_found() -> None:
    fresh = contract.begin(a_set(4))
    met, _ = contract.held(fresh, Phase.CLOSED, last=False, now=NOW)
    for s in (fresh, met):
        assert contract.resume(contract.pause(s, None)) == replace(s, paused_until=None)


def test_a_set_that_has_not_met_begins_with_a_first_session_unless_it_chose_otherwise() -> None:
    s = contract.begin(a_set(4))
    met, _ = contract.held(s, Phase.CLOSED, last=False, now=NOW)
    assert contract.session_plan(s)[0] == "first"
    assert contract.session_plan(replace(s, first=False))[0] == "90"
    assert contract.session_plan(met)[0] == "90"


def test_a_founder_who_facilitated_and_leaves_is_out_of_everything() -> None:
    s = leave(replace(a_set(5), state=SetState.ACTIVE), EVE)
    assert not s.here(EVE)
    assert EVE not in s.people
    assert s.lead is None
    assert not may_arrange(s, EVE)
    assert may_arrange(s, PersonId(1))
    assert s.contact == PersonId(1)


def test_a_founder_who_leaves_while_the_set_forms_leaves_it_to_the_others() -> None:
    s = leave(a_set(5), EVE)
    assert may_arrange(s, PersonId(2))
    assert contract.begin(s).facilitator is None
