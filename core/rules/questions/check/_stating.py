"""All clues in statements. By itself a statement is no advice."""

from core.rules.questions.check._advising import OPINION, TO_DO
from core.rules.questions.check._clue import Label
from core.rules.questions.check._plain_talk import PLAIN_TALK
from core.rules.questions.check._telling import OF_OTHERS, STORY

STATED = TO_DO + OPINION + OF_OTHERS + STORY + PLAIN_TALK
PRIOR = {Label.OTHER: 1.5}
