"""The states of a set: the table is whole, and nothing outside it happens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.life.state import CHANGES, MEETS, Event, SetState, after
from core.rules.refused import Refused


def test_no_state_and_event_lead_to_two_states() -> None:
    rows = [(c.during, c.when) for c in CHANGES]
    assert len(rows) == len(set(rows))


def test_every_event_happens_in_some_state_and_every_state_is_reached() -> None:
    assert {c.when for c in CHANGES} == set(Event)
    assert {c.then for c in CHANGES} | {SetState.FORMING} == set(SetState)


@given(st.sampled_from(SetState), st.sampled_from(Event))
def test_what_the_table_does_not_name_is_refused(state: SetState, event: Event) -> None:
    named = {(c.during, c.when): c.then for c in CHANGES}
    if (state, event) in named:
        assert after(state, event) is named[(state, event)]
    else:
        with pytest.raises(Refused):
            after(state, event)


@given(st.lists(st.sampled_from(Event), max_size=40))
def test_a_set_never_meets_before_it_begins_nor_after_it_has_closed(events: list[Event]) -> None:
    state, begun, closed = SetState.FORMING, False, False
    for event in events:
        try:
            state = after(state, event)
        except Refused:
            continue
        begun = begun or event is Event.BEGIN
        assert not closed
        closed = state is SetState.CLOSED
        if state in MEETS:
            assert begun
