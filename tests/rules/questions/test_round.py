"""The go-round is fair, and no sequence of acts leaves a question open for ever."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.message import Own
from core.names import Mode, No, PersonId, QuestionId, SessionId, SetId, Stage, TurnId
from core.rules.agenda.templates import TEMPLATES
from core.rules.questions.round import (
    CLOSES,
    OPEN,
    Do,
    Ending,
    Invitation,
    Part,
    Question,
    Standing,
    close,
    next_invitation,
    nobody_has_one,
    own_place,
    standing,
)
from core.rules.refused import Refused
from core.rules.session.turn import Turn, begin

NOW = datetime(2027, 3, 2, 10, 25, tzinfo=UTC)
ANA, BEN, CHIDI, DORA, EVE = (PersonId(n) for n in range(1, 6))
ORDER = (BEN, CHIDI, DORA)


def a_turn(stage: Stage = Stage.QUESTIONING, *, mode: Mode = Mode.WRITTEN, strict: bool = False) -> Turn:
    turn = Turn(
        id=TurnId(31),
        version=1,
        set=SetId(7),
        session=SessionId(9),
        presenter=ANA,
        issue=Own("My team will not delegate"),
        mode=mode,
        minutes=TEMPLATES["90"].turn,
        stage=Stage.PRESENTING,
        stage_no=0,
        began=NOW,
        stage_began=NOW,
        stage_until=NOW,
        ends=NOW,
        limit=NOW + timedelta(minutes=70),
        order=ORDER,
        strict=strict,
    )
    started = begin(turn, NOW)
    return Turn(**{**vars(started), "stage": stage})


def a_question(
    place: Invitation, ending: Ending = Ending.INVITED, *, n: int = 1, typed: bool = False
) -> Question:
    stage = Stage.QUESTIONING if place.place else Stage.CLARIFYING
    words = Own("") if ending is Ending.INVITED else Own("What stops you?")
    return Question(
        id=QuestionId(place.place * 10 + n),
        version=1,
        turn=TurnId(31),
        stage=stage,
        place=place.place,
        round=place.round,
        asker=place.asker,
        n=n,
        ending=ending,
        at=NOW,
        words=words,
        typed=typed,
    )


people = st.lists(st.integers(2, 9).map(PersonId), min_size=1, max_size=7, unique=True)
endings = st.sampled_from([e for e in Ending if e not in OPEN])


@given(order=people, ends=st.lists(endings, max_size=40))
def test_nobody_is_invited_twice_before_everybody_was_invited_once(
    order: list[PersonId], ends: list[Ending]
) -> None:
    so_far: list[Question] = []
    for ending in ends:
        place = next_invitation(order, order, so_far)
        assert place is not None
        so_far.append(a_question(place, ending))
        times = Counter(dict.fromkeys(order, 0)) + Counter(q.asker for q in so_far)
        counts = [times[p] for p in order]
        assert max(counts) - min(counts) <= 1
        assert [q.place for q in so_far] == list(range(1, len(so_far) + 1))
        assert len({(q.round, q.asker, q.n) for q in so_far}) == len(so_far)


@given(order=people, data=st.data())
def test_whoever_comes_and_goes_has_at_most_one_place_a_round(
    order: list[PersonId], data: st.DataObject
) -> None:
    so_far: list[Question] = []
    for _ in range(data.draw(st.integers(0, 25))):
        present = data.draw(st.sets(st.sampled_from(order)))
        own = data.draw(st.booleans())
        place = (
            own_place(data.draw(st.sampled_from(order)), so_far)
            if own
            else next_invitation(order, present, so_far)
        )
        assert place is not None
        assert own or not present or place.asker in present
        so_far.append(a_question(place, data.draw(endings)))
    assert len({(q.round, q.asker) for q in so_far}) == len(so_far)
    rounds = [q.round for q in so_far]
    assert rounds == sorted(rounds)


def test_nobody_of_the_round_seen_yet_counts_as_everybody_here() -> None:
    assert next_invitation(ORDER, (ANA,), []) == Invitation(BEN, 1, 1)


def test_a_late_comer_joins_the_round_in_hand_and_catches_up_with_nobody() -> None:
    so_far = [
        a_question(Invitation(BEN, 1, 1), Ending.ANSWERED),
        a_question(Invitation(BEN, 2, 2), Ending.KEPT),
    ]
    assert next_invitation(ORDER, (BEN, DORA), so_far) == Invitation(DORA, 2, 3)
    so_far.append(a_question(Invitation(DORA, 2, 3), Ending.ANSWERED))
    assert next_invitation(ORDER, (BEN, DORA), so_far) == Invitation(BEN, 3, 4)


def test_where_there_is_nobody_to_ask_nobody_is_invited() -> None:
    assert next_invitation((), (), []) is None


def test_a_round_that_everybody_passes_is_the_last_until_somebody_asks() -> None:
    passed = [a_question(Invitation(p, 1, i), Ending.PASSED) for i, p in enumerate(ORDER, 1)]
    assert not nobody_has_one(ORDER, ORDER, passed[:2])
    assert nobody_has_one(ORDER, ORDER, passed)
    asked = [*passed, a_question(own_place(CHIDI, passed), Ending.ANSWERED)]
    assert asked[-1].round == 2
    assert not nobody_has_one(ORDER, ORDER, asked)


@pytest.mark.parametrize("ending", OPEN)
def test_an_open_question_ends_with_its_stage_whatever_else_happens(ending: Ending) -> None:
    q = a_question(Invitation(BEN, 1, 1), ending)
    assert not close(q, Do.STAGE_ENDS, {None}).open


@pytest.mark.parametrize("ending", OPEN)
@pytest.mark.parametrize("part", list(Part))
def test_whoever_may_press_next_can_always_move_an_open_question_on(ending: Ending, part: Part) -> None:
    q = a_question(Invitation(BEN, 1, 1), ending)
    assert not close(q, Do.NEXT, {part}).open


@given(acts=st.lists(st.tuples(st.sampled_from(list(Do)), st.sampled_from([*Part, None])), max_size=12))
def test_a_question_that_has_ended_stays_as_it_ended(acts: list[tuple[Do, Part | None]]) -> None:
    q = a_question(Invitation(BEN, 1, 1), Ending.ASKED)
    for do, part in acts:
        before = q
        with suppress(Refused):
            q = close(q, do, {part})
        assert q == before or (before.open and not q.open)


def test_every_row_of_the_table_ends_a_question() -> None:
    assert all(row.during in OPEN and row.then not in OPEN for row in CLOSES)
    assert len({(row.during, row.do, row.by) for row in CLOSES}) == len(CLOSES)


@pytest.mark.parametrize("do", [Do.NEXT, Do.DECLINE, Do.STAGE_ENDS])
def test_typed_words_are_not_kept_once_the_question_has_ended(do: Do) -> None:
    q = a_question(Invitation(BEN, 1, 1), Ending.ASKED, typed=True)
    by = {Part.PRESENTER} if do is not Do.STAGE_ENDS else {None}
    assert close(q, do, by).words == Own("")


def test_typed_words_are_kept_where_the_presenter_takes_them_home() -> None:
    q = a_question(Invitation(BEN, 1, 1), Ending.ASKED, typed=True)
    assert close(q, Do.KEEP, {Part.PRESENTER}).words == q.words


def test_only_the_presenter_keeps_a_question() -> None:
    q = a_question(Invitation(BEN, 1, 1), Ending.ASKED)
    with pytest.raises(Refused) as no:
        close(q, Do.KEEP, {Part.ASKER, Part.FACILITATOR})
    assert no.value.no is No.NOT_YOURS


IN_HAND = a_question(Invitation(BEN, 1, 1))
ASKED = a_question(Invitation(BEN, 1, 1), Ending.ASKED)
FOLLOWED = a_question(Invitation(BEN, 1, 1), Ending.ASKED, n=2)
# fmt: off
STANDINGS: list[tuple[Stage, Mode, Question | None, PersonId, Standing | No]] = [
    # stage              mode          in hand    who    stands
    (Stage.PRESENTING,  Mode.WRITTEN, None,      BEN,   No.QUESTIONS_LATER),
    (Stage.CLARIFYING,  Mode.WRITTEN, None,      DORA,  Standing.FACT),
    (Stage.CLARIFYING,  Mode.DAYS,    None,      EVE,   Standing.FACT),
    (Stage.QUESTIONING, Mode.WRITTEN, IN_HAND,   BEN,   Standing.PLACE),
    (Stage.QUESTIONING, Mode.WRITTEN, ASKED,     BEN,   Standing.FOLLOW),
    (Stage.QUESTIONING, Mode.WRITTEN, FOLLOWED,  BEN,   No.ASKED_TWICE),
    (Stage.QUESTIONING, Mode.WRITTEN, IN_HAND,   DORA,  Standing.WAIT),
    (Stage.QUESTIONING, Mode.WRITTEN, None,      DORA,  Standing.FREE),
    (Stage.QUESTIONING, Mode.WRITTEN, IN_HAND,   EVE,   No.NOT_IN_ROUND),
    (Stage.QUESTIONING, Mode.WRITTEN, IN_HAND,   ANA,   No.ASKED_OF_YOU),
    (Stage.QUESTIONING, Mode.DAYS,    ASKED,     DORA,  Standing.WEEK),
    (Stage.QUESTIONING, Mode.SPOKEN,  None,      BEN,   No.ASK_ALOUD),
    (Stage.REFRAMING,   Mode.WRITTEN, None,      BEN,   No.MOMENT_PASSED),
]
# fmt: on


@pytest.mark.parametrize(("stage", "mode", "in_hand", "who", "stands"), STANDINGS)
def test_where_somebody_stands_who_would_like_to_ask(
    stage: Stage, mode: Mode, in_hand: Question | None, who: PersonId, stands: Standing | No
) -> None:
    so_far = [in_hand] if in_hand else []
    if isinstance(stands, No):
        with pytest.raises(Refused) as no:
            standing(a_turn(stage, mode=mode), in_hand, so_far, who)
        assert no.value.no is stands
    else:
        assert standing(a_turn(stage, mode=mode), in_hand, so_far, who) is stands


def test_in_a_week_each_has_two_questions() -> None:
    turn = a_turn(mode=Mode.DAYS)
    so_far = [
        a_question(Invitation(DORA, 1, 1), Ending.ASKED),
        a_question(Invitation(DORA, 2, 2), Ending.KEPT),
    ]
    assert standing(turn, None, so_far[:1], DORA) is Standing.WEEK
    with pytest.raises(Refused) as no:
        standing(turn, None, so_far, DORA)
    assert no.value.no is No.ASKED_TWO


def test_in_a_strict_set_the_presenter_asks_too_but_has_no_place_in_the_round() -> None:
    assert standing(a_turn(Stage.CLARIFYING, strict=True), None, [], ANA) is Standing.FACT
    with pytest.raises(Refused) as no:
        standing(a_turn(strict=True), IN_HAND, [IN_HAND], ANA)
    assert no.value.no is No.NOT_IN_ROUND
