"""Which table each kind of rule object lies in."""

from typing import Any

from adapters.database import tables as t
from adapters.database.translate import Translation
from core.rules.actions.action import Action, CheckIn
from core.rules.actions.asked import Asked
from core.rules.agenda.issue import Issue
from core.rules.agenda.lineup import Lineup
from core.rules.agenda.swap import Swap
from core.rules.ground.pack import GroundRules
from core.rules.learning.note import Note
from core.rules.life.learning_set import LearningSet
from core.rules.life.person import Person
from core.rules.life.vote import Review
from core.rules.privacy.draft import Draft
from core.rules.privacy.keeping import Keeping
from core.rules.questions.kept import Kept
from core.rules.questions.round import Question
from core.rules.session.session import Session
from core.rules.session.turn import Turn

TRANSLATIONS: dict[type, Translation[Any]] = {
    kind: Translation(kind, table)
    for kind, table in (
        (Person, t.people),
        (LearningSet, t.sets),
        (Session, t.sessions),
        (Turn, t.turns),
        (Issue, t.issues),
        (Lineup, t.lineups),
        (Swap, t.swaps),
        (Question, t.questions),
        (GroundRules, t.ground_rules),
        (Kept, t.kept),
        (Review, t.reviews),
        (Draft, t.drafts),
        (Keeping, t.keepings),
        (Action, t.actions),
        (CheckIn, t.check_ins),
        (Asked, t.asked),
        (Note, t.notes),
    )
}
