"""The end review: private votes for seven days, then a renewal or the closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.handlers import quiet
from core.handlers.call import Call, names, who
from core.handlers.life import laid_out
from core.handlers.life.contracting import arranged
from core.handlers.life.founding import new_dates
from core.message import Line, Message, Own, Private, Revise, Room, Say, Who
from core.names import ActionStatus, No, PersonId, Phase, Stage
from core.ports import Work
from core.request import Ask, Reply
from core.rules.actions.action import Action
from core.rules.due import Moment, SetView
from core.rules.life import person as people
from core.rules.life import vote as votes
from core.rules.life.learning_set import LearningSet
from core.rules.life.membership import Facilitated, facilitated_by
from core.rules.life.person import Person
from core.rules.life.state import Event, SetState, after
from core.rules.life.vote import TAKEAWAY_CAP, Outcome, Review, Wish
from core.rules.refused import Refused
from core.rules.session.session import Session
from core.rules.session.turn import Turn
from core.words import contract as words
from core.words import founding as forms


def open_review(work: Work, s: LearningSet, now: datetime, *, together: bool) -> None:
    """Each is asked in private; the room hears that it is so. Where they are not `together`, in the last minutes of a
    live session, whoever has been written to enough is asked on one of the days to come.
    """
    assert s.vote_until is not None
    work.of(Review).add(Review(0, 0, s.id, s.contract))
    work.say(Say(f"set-{s.id}/review-{s.contract}", Room(s.id), words.review_begins(s.vote_until)))
    for person in s.people:
        if together or _within_measure(work, person, now):
            _ask(work, s, person)


def ask_the_others(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """Who could not be asked when the review began, within the measure of quiet (design.md §5)."""
    del moment
    s = view.set
    if s.state is not SetState.REVIEWING:
        return
    for person in s.people:
        if not work.was_said(_board(s, person)) and _within_measure(work, person, now):
            _ask(work, s, person)


def _within_measure(work: Work, person: PersonId, now: datetime) -> bool:
    """Whether this person may be written to today; then it is written down that they are."""
    found = work.of(Person).get(person)
    if found is None or not people.may_nudge(found, now, of_a_session=True):
        return False
    quiet.nudged(work, person, now)
    return True


def _ask(work: Work, s: LearningSet, person: PersonId, mine: str = "") -> None:
    work.say(Revise(_board(s, person), Private(person), _ballot(s, mine), expires=s.vote_until))


def _board(s: LearningSet, person: PersonId) -> str:
    return f"set-{s.id}/review-{s.contract}/{person}"


def _ballot(s: LearningSet, mine: str = "") -> Message:
    assert s.vote_until is not None
    return words.vote(f"set-{s.id}", s.contract, s.name, s.vote_until, mine)


def vote(work: Work, call: Call, now: datetime) -> Reply:
    del now
    s, review = _open(work, call)
    wish = call.arg("wish")
    if wish not in tuple(w.value for w in Wish):
        raise Refused(No.NO_SUCH_CHOICE)
    work.of(Review).save(votes.voted(review, call.actor.id, Wish(wish)))
    _ask(work, s, call.actor.id, wish)
    return Reply.quiet()


def takeaway_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del now
    s, review = _open(work, call)
    mine = next((t.words.words for t in review.takeaways if t.person == call.actor.id), "")
    return words.takeaway_form(f"set-{s.id}", s.contract, TAKEAWAY_CAP, mine)


def takeaway(work: Work, call: Call, now: datetime) -> Reply:
    del now
    _s, review = _open(work, call)
    said = Own(call.arg("words") or call.words)
    work.of(Review).save(votes.takes_away(review, call.actor.id, said))
    return Reply.say(words.takeaway_kept(said))


def _open(work: Work, call: Call) -> tuple[LearningSet, Review]:
    """The review of this set; of an earlier contract's ballot the moment has passed."""
    s = call.the_set
    found = work.of(Review).where(set=s.id, contract=s.contract)
    if s.state is not SetState.REVIEWING or not found or call.arg("contract") not in ("", str(s.contract)):
        raise Refused(No.MOMENT_PASSED)
    return s, found[0]


# --- counted ----------------------------------------------------------------------------------------------------


def vote_over(work: Work, view: SetView, moment: Moment, now: datetime) -> None:
    """Seven days are over: renewed or closed."""
    del moment, now
    s = view.set
    review = work.of(Review).where(set=s.id, contract=s.contract)[0]
    outcome = votes.outcome(review, s.people)
    lines = _takeaways(work, s, review)
    counts = _counts(work, s)
    if outcome.renew:
        if s.facilitator and outcome.facilitated is False:
            thanks = f"set-{s.id}/review-{s.contract}/thanks"
            work.say(Say(thanks, Private(s.facilitator), words.by_themselves(s.name)))
        s = _led(replace(s, state=after(s.state, Event.VOTED_RENEW), vote_until=None), outcome)
        message = words.goes_on(f"set-{s.id}", lines, counts, _how(work, s, outcome))
    else:
        s = replace(s, state=after(s.state, Event.VOTED_END), vote_until=None)
        message = words.closed(s.name, lines, counts)
    work.of(LearningSet).save(s)
    work.say(Say(f"set-{s.id}/review-{s.contract}/over", Room(s.id), message))


def _led(s: LearningSet, outcome: Outcome) -> LearningSet:
    return facilitated_by(s, Facilitated.SELF, None) if outcome.facilitated is False else s


def _how(work: Work, s: LearningSet, outcome: Outcome) -> Line | None:
    if outcome.facilitated is None:
        return None
    lead = who(work, s.facilitator) if s.facilitator else None
    return words.how(facilitated=outcome.facilitated, lead=lead)


def _takeaways(work: Work, s: LearningSet, review: Review) -> list[tuple[Who, Own]]:
    """In order of joining, as typed."""
    said: dict[PersonId, Own] = {t.person: t.words for t in review.takeaways}
    people = names(work, s.people)
    return [(people[p], said[p]) for p in s.people if p in said]


def _counts(work: Work, s: LearningSet) -> tuple[Line, ...]:
    """What can be counted without saying what anything was about, over this contract's life and those before."""
    met = work.of(Session).where(set=s.id, phase=(Phase.CLOSED.value, Phase.INTERRUPTED.value))
    turns = [t for t in work.of(Turn).where(set=s.id, stage=Stage.OVER.value) if not t.stopped]
    done = work.of(Action).where(set=s.id, status=ActionStatus.DONE.value)
    return words.counts(len(met), len(turns), len(done))


# --- renewed ----------------------------------------------------------------------------------------------------


def renew_form(work: Work, call: Call, now: datetime) -> Ask | None:
    del work, now
    s = arranged(call)
    after(s.state, Event.NEW_DATES)
    return forms.renew_form(f"set-{s.id}")


def renew(work: Work, call: Call, now: datetime) -> Reply:
    """A new contract: new dates, the same people and ground rules."""
    s = arranged(call)
    state = after(s.state, Event.NEW_DATES)
    rhythm = new_dates(call, s, now)
    s = replace(s, state=state, rhythm=rhythm, ends=rhythm.ends, contract=s.contract + 1, held=0)
    s = work.of(LearningSet).save(s)
    days = laid_out.days_of(s)
    first = rhythm.first
    assert first is not None, "a rhythm that was read has a first date"
    message = words.renewed(s.name, len(days), first.starts, days[-1])
    work.say(Say(f"set-{s.id}/renewed-{s.contract}", Room(s.id), message))
    return Reply.quiet()
