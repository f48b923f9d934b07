"""The grammatical form of a sentence: what kind of question it is, if any, and where it begins."""

import re
from dataclasses import dataclass
from enum import StrEnum

from core.rules.questions.check._plain import Sentence


class Form(StrEnum):
    """How a sentence asks. `PRESUMED` is a statement with a question mark or a tag ("…, isn't it?")."""

    WORD = "question word"
    POLAR = "yes or no"
    INVITED = "invitation"
    PRESUMED = "presumed"
    STATED = "statement"


@dataclass(frozen=True)
class Asked:
    """A sentence with its form. `core` is the part that asks; `whole` is the sentence it stands in."""

    form: Form
    core: str
    whole: str


WHAT = r"(?:what|how|why|who|whom|whose|where|when|which)"
HELPER = r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|might|may|must)"
AUX = r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|might|may|must|'s|'re|'d|'ll|'ve)"
NOT = r"(?:isn't|aren't|wasn't|weren't|don't|doesn't|didn't|won't|wouldn't|can't|couldn't|shouldn't|haven't|hasn't|hadn't|mightn't|mustn't|needn't|ain't)"
PREPOSITION = r"(?:in|to|from|at|on|for|by|with|of|about|since|until|under|over|through|against)"

# Said before a question begins, without a comma.
OPENER = re.compile(
    r"(?:(?:so|and|but|okay|right|well|um|uh|er|erm|hmm|hm|mm|ah|oh|yeah|yes|no|now|then|or|also|sorry"
    r"|thanks|thank you|hi|hey|look|honestly"
    r"|actually|maybe|perhaps|just|please|again|basically|anyway|i guess|i mean|like|lol|haha|because"
    r"|if i may|if you don't mind"
    r"|(?:just )?out of (?:interest|curiosity)|(?:just )?(?:to check|checking|to be clear|to clarify"
    r"|so i understand|so i'm clear|curious|checking in)"
    r"|(?:a )?(?:quick|silly|daft|stupid|simple|random|follow.?up|last|final|second|next|small|odd) (?:one"
    r"|question|q)(?: from me| for you| to you)?"
    r"|(?:my|the) (?:next |second |first |last |main |only |real )?question (?:is|would be|was|for you is"
    r"|to you is)"
    r"|what i(?:'d| would) (?:like|love) to (?:ask|know|understand|hear) is|what i(?:'m"
    r"| am) (?:curious about|wondering|interested in) is|i(?:'d| would| want to| wanted to"
    r"|'m going to)? ?(?:like to )?ask(?: you)?"
    r"|(?:can|could|may|might) i (?:just |please |maybe |also )?(?:ask|check|clarify|confirm|know)(?: you"
    r"| with you| again| something)?(?: if| whether| that)?)\b[ ,:;–—-]*){1,5}"
)
BREAK = re.compile(r"[,;:()]+ ?| [-–—]+ |[–—]|\.\.+|… ?")

INVERTED = re.compile(
    rf"(?:{PREPOSITION} )?(?:"
    rf"(?:what|how|why|who|where|when|which|whom)(?: |(?=')){AUX}\b"
    rf"|why (?:not\b|{NOT}|now\b|you\b|him\b|her\b|them\b|that\b|this\b|then\b)"
    rf"|(?:how|what) (?:about|come|if|else|then|on earth|exactly|kind|sort|type)\b"
    rf"|how (?:many|much|long|often|far|old|big|large|soon|well|important|likely|clear|honest|open|real"
    rf"|ready|hard|difficult|close|different|confident|comfortable|sure|serious|true|bad|urgent|strong|free"
    rf"|safe|committed|realistic|high|deep|quickly|easy|early|late|recently|else|badly|willing|attached"
    rf"|aware|heavy|painful|alone|typical|new|small|supported|involved|frequently)\b"
    rf"|(?:what|which|whose) (?:\w+ ){{1,4}}(?:is|are|was|were|do|does|did|has|have|had|can|could|will"
    rf"|would|should|might|may)\b"
    rf"|what (?:happens|happened|makes|made|gives|keeps|kept|stops|stopped|prevents|drives|matters|comes"
    rf"|came|goes|went|gets|got|brings|brought|lies|sits|stays|helps|worries|scares|frightens|surprises"
    rf"|surprised|tells|told|becomes|became|changes|changed|holds|pulls|led|leads|says|hurts|bothers"
    rf"|excites|draws|remains|means|motivates|attracts|feels|works|triggers|counts|time|year|day|month"
    rf"|grade|version|part|bit|percentage|proportion)\b"
    rf"|who(?:se)? (?!knows$)\w+"
    rf"|which (?!is\b|was\b|means\b|made\b|makes\b|has\b)\w+"
    rf")"
)
LOOSE = re.compile(rf"(?:{PREPOSITION} )?{WHAT}\b")
AND_YOU = re.compile(r"and (?:you|him|her|them|yourself|your(?: own)? \w+|the others)$")
ALONE = re.compile(r"(?:what|why|how|who|where|which|how so|like what|such as what|what for)$")
# "What you need is a coach", "What worked for us was …": a statement, however it begins.
CLEFT = re.compile(
    r"(?:what|where|how|why) (?:you|i|we|he|she|they|people|it|(?:the|your|my|our|this"
    r"|that) \w+)\b(?!.*\b(?:is|was) (?:it|that|there)$).*\b(?:is|was|'s|are)\b"
    r"|what (?:works|worked|helps|helped|matters|mattered|counts|sorted|saved|changed|did|got|made|gets"
    r"|strikes|struck|turned)\b.*\b(?:is|was|were)\b"
    r"|what (?:a|an)\b|how (?:awful|lovely|horrible|funny|sad|nice|exciting|brave|frustrating|rude|kind)\b"
)
POLAR = re.compile(rf"(?:{HELPER}|{NOT}) (?!be\b)\S")
# Commands and short answers that begin like a question: "Have a word", "Do it", "May be worth …", "Will do".
NOT_POLAR = re.compile(
    r"(?:has|had) (?:a|an|been|no|to|nothing)\b|(?!have the \w+(?: \w+)? (?:\w+ed|been|got|gone|had|seen"
    r"|met|said|told|given|taken|made|done|left|come|paid|read)\b|.* yet$)(?:have|do) (?:a|an|the|it|that"
    r"|this|some|your|one|another|more|what|not|nothing|no|to|fun|faith|been|something|them|him|lunch"
    r"|patience|courage|coffee)\b"
    r"|don't (?!you\b|they\b|we\b|i\b|the (?:staff|team|others)\b|your\b|people\b|any of\b|some of\b)"
    r"|(?:will|can|could|would|might|may|must|should|can't|couldn't|wouldn't|won't) (?:be|do|have|also|not"
    r"|always|never|make|need|depend|just|try|only|help|say|go|agree|imagine|tell|see|well)\b"
    r"|(?:didn't|doesn't|haven't|hasn't|wasn't|isn't|aren't|did|was|is|are|were|am|has|had|have"
    r"|does) (?:really|yet|much|at all|just|always|never|about|not|only|been|even|know|have|want|work|like"
    r"|seen|got|think|had|said|feel|heard|sure|fine|happy|going|easy|enough|just)\b"
)
OF_SOMEBODY = re.compile(r"\S+ (?:you|he|she|they|we|it|there|the|that|this|your|anyone|anybody|somebody)\b")
MIDWAY = re.compile(
    rf"\b(?:what|how|why|who|where|which)(?: |(?=')){AUX}\b|\b(?:what|how|why)\b (?=makes|happens|comes"
    rf"|else|if|about)"
)
MIDWAY_POLAR = re.compile(
    rf"(?<=\s)(?:(?:do|did|does|have|has) (?:you|they|he|she)|(?:are|is|were|was|would|could|can|should"
    rf"|might|will|{NOT}) (?:you|they|he|she|we|it|there|the|your|this|that))\b"
)

TELL = (
    r"(?:say (?:a |some|more|something|anything|what|how|why|where|which|who)|tell (?:us|me|the set"
    r"|the group|more|a bit)|describe|explain (?!to (?:him|her|them|your|the))|expand|elaborate|unpack"
    r"|share (?:with us|with me|more|a |an |some|what|how|your)|give (?:us|me) (?:an? (?:\w+ )?(?:example"
    r"|idea|sense|flavour|picture|feel|feeling|taste|instance|glimpse|bit more)|some|more|your)|find (?:a"
    r"|the|some|any) words?|(?:walk|talk|take) (?:us|me) (?:through|back|into)|speak (?:more|a bit|a little"
    r"|about)"
    r"|help (?:us|me) (?:to )?(?:understand|see|get|picture|feel)|paint (?:us|me|a)|put (?:it |that "
    r"|this )?into|illustrate|picture|bring (?:us|me)|show (?:us|me)|let (?:us|me) (?:know|in on)"
    r"|remind (?:us|me)"
    r"|think of an? (?:time|moment|example|situation)|remember an? (?:time|moment)|name (?:one|the|a|what"
    r"|three|two|it)|go (?:a bit |a little )?(?:deeper|further) (?:into|on|with)|talk (?:a bit |a little "
    r"|some )?(?:more )?about (?:what|how|why|the|that|your|this|it))"
)
INVITATION = re.compile(
    rf"(?:please |just |do |yes |perhaps |maybe )*{TELL}"
    rf"|(?:can|could|would|will|might) (?:you|we|i) (?:please |just |perhaps |maybe |possibly |also |ever "
    rf"|briefly |mind |care |bear |like |be (?:willing|able|happy|up|okay)(?: to| for)? |try (?:to|and) "
    rf"|to |invite you to |ask you to |get you to )*{TELL}\b"
    rf"|would you mind (?:say|tell|describ|explain|expand|elaborat|shar|giv|walk|talk|unpack)ing\b"
    r"|(?:any chance|is there any chance|it would be (?:good|great|helpful|useful"
    r"|interesting) if) you could (?:say|tell|describe|explain|share|walk|talk)"
    r"|(?:(?:i'm|i am|i was|i'd be|i would be|still|left|we're) )?(?:(?:also|just|really|very|still|left"
    r"|quite) )?(?:curious|interested|intrigued|fascinated|wondering|keen)(?: (?:to (?:know|hear|understand"
    r"|learn|explore)|in|about|by))?(?: more)?(?: about)? (?:(?:in|at|to|from|for|of|with) )?(?:what|how"
    r"|why|who|where|which|when|whose|your|hearing|knowing)\b"
    r"|(?:(?:i'm|i am|i was|i'd be) )?(?:(?:also|just|really|very|still) )?(?:curious|wondering"
    r"|intrigued) about\b"
    r"|(?:i'd|i would|we'd|we would|it'd be|it would be) (?:also |really |just |so )?(?:like|love|be keen"
    r"|be interested|be curious|good|great|interesting|helpful|useful|lovely)(?: for (?:you|me"
    r"|us))? to (?:know|hear|understand|learn|explore|get) (?:more |a bit more |a little more "
    r"|a sense )?(?:about|of|what|how|why|who|where|which|from|your|when)\b"
    rf"|i (?:do |just |also |really |still )?wonder (?:about )?(?:{PREPOSITION} )?{WHAT}\b"
    r"|(?:my|the) (?:question|curiosity) is about|i want to (?:ask|understand|hear) (?:you )?(?:about|what"
    r"|how|why)|(?:imagine|suppose|picture) (?:you|it|that|we|for|the|a)"
)
GUESS = re.compile(r"(?:\w+ ){0,2}?(?:wonder|wondering)(?: to myself| aloud| out loud)? (?:if|whether)\b")

TAG = re.compile(
    rf"(?:,? (?:{NOT}|is|are|was|were|do|does|did|has|have|will|would|can|could|should) (?:it|he|she|they"
    rf"|you|we|there|that|this|i)(?: not)?"
    r"|,? (?:right|correct|yes|yeah|no|innit|eh|huh|am i right|is that (?:right|correct|fair|it|so)"
    r"|have i got that right|or not|or (?:did i|have i|am i) [\w ]{3,24}|surely|i (?:assume|take it|presume"
    r"|guess|suppose)|don't you think|wouldn't you (?:say|agree)|do you think|or what|isn't that (?:right"
    r"|so|true)|not true|no))$"
)
# Tags that ask without a question mark; "…, yes" does not.
PLAIN_TAG = re.compile(
    rf"(?:{NOT} (?:it|he|she|they|you|we|there)|,? (?:innit|eh|am i right|is that (?:right|correct)"
    rf"|don't you think|wouldn't you say|or did i \w+)|, (?:right|correct))$"
)
# "If money was no object what would you do": a frame, then the question, without comma or question mark.
FRAMED = re.compile(
    r"(?:if|when|given|knowing|looking|thinking|suppose|supposing|imagine|imagining|after|before|with|from"
    r"|as|once|in|on)\b"
)


def form_of(sentence: Sentence) -> Asked:
    """The form of one sentence. Without a question mark only clear inversions count as questions."""
    whole = sentence.text
    stripped = _opened(whole)
    if AND_YOU.match(whole):
        return Asked(Form.WORD, whole, whole)
    if GUESS.match(stripped):
        return Asked(Form.PRESUMED, stripped, whole)
    if INVITATION.match(stripped):
        return Asked(Form.INVITED, stripped, whole)
    found = _clause(stripped, whole, asked=sentence.asked)
    if found is not None:
        return found
    tag = TAG.search(whole)
    if tag is not None and (sentence.asked or PLAIN_TAG.search(whole)):
        return Asked(Form.PRESUMED, whole, whole)
    if not sentence.asked and FRAMED.match(stripped) and (midway := MIDWAY.search(stripped)):
        return Asked(Form.WORD, stripped[midway.start() :], whole)
    if not sentence.asked:
        return Asked(Form.STATED, whole, whole)
    return _somewhere(stripped, whole)


def _opened(clause: str) -> str:
    opener = OPENER.match(clause)
    rest = clause[opener.end() :] if opener else clause
    return rest or clause


def _clause(stripped: str, whole: str, *, asked: bool) -> Asked | None:
    """The first clause that asks: "When it goes well, *what do you do*?"."""
    start = 0
    ends = [*[match.span() for match in BREAK.finditer(stripped)][:12], (len(stripped), len(stripped))]
    for index, (end, following) in enumerate(ends):
        clause = _opened(stripped[start:end])
        rest = _opened(stripped[start:])
        form = _asking(clause, rest, asked=asked, first=index == 0)
        if form is not None:
            return Asked(form, rest, whole)
        start = following
    return None


def _asking(clause: str, rest: str, *, asked: bool, first: bool) -> Form | None:
    if not asked and CLEFT.match(rest):
        return None
    if ALONE.match(rest) or (
        INVERTED.match(clause) and (asked or first or not clause.startswith(("which", "who ", "whose")))
    ):
        return Form.WORD
    if not first and TAG.fullmatch(f" {rest}"):
        return None
    if _polar(clause, sure=asked and first) and (asked or first or OF_SOMEBODY.match(clause)):
        return Form.POLAR
    if INVITATION.match(clause) and not first:
        return Form.INVITED
    if GUESS.match(clause):
        return Form.PRESUMED
    return None


def _polar(clause: str, *, sure: bool) -> bool:
    return POLAR.match(f"{clause} ") is not None and (sure or NOT_POLAR.match(clause) is None)


def _somewhere(stripped: str, whole: str) -> Asked:
    """A sentence with a question mark and no clause that plainly asks."""
    if LOOSE.match(stripped):
        return Asked(Form.WORD, stripped, whole)
    for pattern, form in ((MIDWAY, Form.WORD), (MIDWAY_POLAR, Form.POLAR)):
        match = pattern.search(stripped)
        if match is not None:
            return Asked(form, stripped[match.start() :], whole)
    return Asked(Form.PRESUMED, whole, whole)
