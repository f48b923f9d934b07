"""The end review: a majority of answers decides, a tie or silence closes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import PersonId, SetId
from core.rules.life.vote import Outcome, Review, Wish, outcome, voted

HERE = tuple(PersonId(n) for n in range(1, 9))
F, S, E = Wish.FACILITATED, Wish.SELF, Wish.END


def review(*wishes: Wish) -> Review:
    r = Review(1, 1, SetId(1), 1)
    for person, wish in zip(HERE, wishes, strict=False):
        r = voted(r, person, wish)
    return r


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ((), Outcome(renew=False)),
        ((F,), Outcome(renew=True, facilitated=True)),
        ((S,), Outcome(renew=True, facilitated=False)),
        ((E,), Outcome(renew=False)),
        ((F, E), Outcome(renew=False)),
        ((F, S, E, E), Outcome(renew=False)),
        ((F, S, E), Outcome(renew=True, facilitated=None)),
        ((F, S, S, E, E), Outcome(renew=True, facilitated=False)),
    ],
)
def test_the_answers_decide(wishes: tuple[Wish, ...], expected: Outcome) -> None:
    assert outcome(review(*wishes), HERE) == expected


@given(st.lists(st.tuples(st.sampled_from(HERE), st.sampled_from(Wish)), max_size=30))
def test_everybody_has_one_voice_and_the_last_word_counts(said: list[tuple[PersonId, Wish]]) -> None:
    r = Review(1, 1, SetId(1), 1)
    for person, wish in said:
        r = voted(r, person, wish)
    last = dict(said)
    assert {v.person: v.wish for v in r.votes} == last
    ends = sum(w is E for w in last.values())
    assert outcome(r, HERE).renew == (len(last) - ends > ends)


def test_who_has_left_is_not_counted() -> None:
    assert outcome(review(E, F), HERE[1:]) == Outcome(renew=True, facilitated=True)
