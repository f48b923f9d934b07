"""A request with what it is about: who asks, in which set, of which session, turn or question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from core.message import Place, Room, Thread, Who
from core.names import No, PersonId, Phase, Reach, SetId
from core.ports import Shelf, Work
from core.request import Reply, Request, Speaker
from core.rules.actions.action import Action
from core.rules.actions.asked import Asked
from core.rules.ground.pack import GroundRules
from core.rules.life.learning_set import LearningSet, leads
from core.rules.life.person import Person
from core.rules.life.state import SetState
from core.rules.questions.round import Question
from core.rules.refused import Refused
from core.rules.session.session import LIVE, Session
from core.rules.session.turn import By, Turn


@dataclass(frozen=True)
class Call:
    request: Request
    actor: Person
    place: Place | None
    set: LearningSet | None

    @property
    def words(self) -> str:
        return self.request.words.strip()

    def arg(self, name: str) -> str:
        return self.request.args.get(name, "").strip()

    @property
    def the_set(self) -> LearningSet:
        """The set that this is about. Raises Refused for somebody who is not in it."""
        if self.set is None:
            raise Refused(No.NO_SET_HERE)
        if not self.set.here(self.actor.id):
            raise Refused(No.NOT_IN_SET)
        return self.set


def meet(work: Work, speaker: Speaker) -> Person:
    """The person behind an account; made on first sight, and kept up with what the platform tells."""
    if not speaker.id:
        return _stranger(speaker)  # the platform itself
    found = work.of(Person).where(platform=speaker.platform.value, account=speaker.id)
    if not found:
        return work.of(Person).add(_stranger(speaker))
    known = found[0]
    zone = known.zone if known.zone_chosen else speaker.zone or known.zone
    if zone != known.zone:
        for each in work.sets_of(known.id):
            work.touch("set", each)  # what is said to them a day before is said by their clock
    return work.of(Person).save(replace(known, name=speaker.name, zone=zone))


def known(work: Work, speaker: Speaker) -> Person:
    """The person behind an account, without writing anything: a stranger has the id 0."""
    found = work.of(Person).where(platform=speaker.platform.value, account=speaker.id)
    return found[0] if found else _stranger(speaker)


def _stranger(speaker: Speaker) -> Person:
    reach = Reach.UNASKED if speaker.asks else Reach.YES
    known = (speaker.platform, speaker.id, speaker.name, speaker.zone, speaker.language)
    return Person(PersonId(0), 0, *known, reach=reach)


def resolve(work: Work, request: Request, actor: Person) -> Call:
    """The set is that of the thing named, else of the place, else the actor's only one."""
    place = work.place_at(request.at)
    return Call(request, actor, place, _set(work, request, actor, place))


def _set(work: Work, request: Request, actor: Person, place: Place | None) -> LearningSet | None:
    shelf = work.of(LearningSet)
    thing, _, number = request.of.partition("@")[0].partition("-")
    if number.isdigit():
        of = int(number)
        match thing:
            case "set":
                return shelf.get(of)
            case "session":
                return _whose(shelf, work.of(Session).get(of))
            case "turn":
                return _whose(shelf, work.of(Turn).get(of))
            case "question":
                question = work.of(Question).get(of)
                return _whose(shelf, work.of(Turn).get(question.turn)) if question else None
            case "action":
                return _whose(shelf, work.of(Action).get(of))
            case "ground":
                return _whose(shelf, work.of(GroundRules).get(of))
            case "asked":
                asked = work.of(Asked).get(of)
                return shelf.get(asked.set) if asked is not None and asked.set is not None else None
            case _:
                pass
    match place:
        case Room():
            return shelf.get(place.set)
        case Thread():
            return _whose(shelf, work.of(Turn).get(place.turn))
        case _:
            mine = sets_open_to(work, actor.id)
            return mine[0] if len(mine) == 1 else None


def sets_open_to(work: Work, person: PersonId) -> tuple[LearningSet, ...]:
    """The sets that this person is in; those that have ended only where there is no other."""
    shelf = work.of(LearningSet)
    mine = tuple(s for i in work.sets_of(person) if (s := shelf.get(i)) and s.here(person))
    return tuple(s for s in mine if s.state is not SetState.CLOSED) or mine


def _whose(
    shelf: Shelf[LearningSet], thing: Session | Turn | Action | GroundRules | None
) -> LearningSet | None:
    return shelf.get(thing.set) if thing else None


def current_session(work: Work, set_id: SetId) -> Session | None:
    """The session that is live, else the next one planned."""
    live = work.of(Session).where(set=set_id, phase=tuple(p.value for p in LIVE))
    if live:
        return live[0]
    planned = work.of(Session).where(set=set_id, phase=Phase.PLANNED.value)
    return min(planned, key=lambda s: s.starts, default=None)


def open_turn(work: Work, session: Session | None) -> Turn | None:
    return work.of(Turn).get(session.turn) if session and session.turn else None


def live_turn(work: Work, call: Call) -> tuple[LearningSet, Session, Turn]:
    """What is going on in the set of this call. Raises Refused when no turn is, or the moment has passed."""
    s = call.the_set
    session = current_session(work, s.id)
    turn = open_turn(work, session)
    if session is None or turn is None:
        raise Refused(No.NOTHING_OPEN)
    of_its_moment(call, session, turn)
    return s, session, turn


def of_its_moment(call: Call, session: Session, turn: Turn | None) -> None:
    """Raises Refused for a choice that was offered at another moment than this."""
    thing, at, _ = call.request.of.partition("@")
    kind = thing.partition("-")[0]
    now = {"turn": turn.moment if turn else "", "session": session.moment}.get(kind)
    if now is None:
        return
    if at and (call.request.of != now or (kind == "session" and turn is not None)):
        raise Refused(No.MOMENT_PASSED)
    if thing != now.partition("@")[0]:
        raise Refused(No.MOMENT_PASSED)


def parts_of(s: LearningSet, session: Session, turn: Turn, person: PersonId) -> set[By]:
    """The parts a person may speak in, as the table of moves names them."""
    parts = {By.MEMBER}
    if person == turn.presenter:
        parts.add(By.PRESENTER)
    if person in facilitators(s, session, turn):
        parts.add(By.FACILITATOR)
    return parts


def leader(s: LearningSet, session: Session, turn: Turn | None) -> PersonId | None:
    """Who has the facilitator's part now, and its panel: the turn's host, who was handed it for today, else the
    set's facilitator; the deputy where the check-in has passed without a word of the facilitator's.
    """
    if turn is not None and turn.host is not None:
        return turn.host
    if session.facilitator is not None or s.facilitator is None:
        return session.facilitator or next((p for p in s.people if leads(s, p)), None)
    begun = session.phase not in (Phase.PLANNED, Phase.CHECK_IN)
    silent = begun and s.facilitator not in session.present
    return s.deputy if silent and s.deputy in session.present else s.facilitator


def facilitators(s: LearningSet, session: Session, turn: Turn | None) -> tuple[PersonId, ...]:
    """Who may act as the facilitator: whoever has the part, and the set's own where it was not handed over."""
    mine = leader(s, session, turn)
    handed = session.facilitator is not None or (turn is not None and turn.host is not None)
    own = () if handed else (s.facilitator, s.deputy)
    return tuple(dict.fromkeys(p for p in (mine, *own) if p is not None))


def names(work: Work, people: Iterable[PersonId]) -> Mapping[PersonId, Who]:
    wanted = tuple(dict.fromkeys(people))
    found = work.of(Person).where(id=wanted) if wanted else ()
    return {p.id: p.who for p in found}


def who(work: Work, person: PersonId) -> Who:
    found = work.of(Person).get(person)
    return found.who if found else Who(person, "somebody")


def by_their_clock(work: Work, call: Call, reply: Reply) -> Reply:
    """The answer with the zone that whoever asked has chosen, perhaps just now, or that is known here alone."""
    person = work.of(Person).get(call.actor.id)
    if person is None or not (person.zone_chosen or not call.request.by.zone):
        return reply
    return replace(reply, zone=person.zone)
