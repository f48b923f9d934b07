"""Clues in questions of every other form, and which table belongs to which form."""

from core.rules.questions.check._by_question_word import WORD
from core.rules.questions.check._by_yes_or_no import POLAR
from core.rules.questions.check._clue import Clue, Label
from core.rules.questions.check._form import Form
from core.rules.questions.check._vocabulary import DOING, SESSION, VERDICT

OPEN, CLOSED, LEADING, OTHER = Label.OPEN, Label.CLOSED, Label.LEADING, Label.OTHER

# fmt: off
ANY_QUESTION = (
    Clue(OTHER, 6.0, "the call, the clock, whose turn it is",
         SESSION),
    Clue(OTHER, 4.5, "Shall we …? Is it my turn? Do you mind if I …?",
         r"^(?:shall (?:we|i)|am i (?:audible|next|on)|do (?:you )?(?:mind|want) (?:me|if i|us)"
         r"|would you like (?:me|us|a (?:minute|moment|break))|do you (?:want"
         r"|need) (?:to take )?a (?:minute|moment|break|second|breather)|can i (?:just )?(?:say|add"
         r"|mention|flag)|is it my|are we (?:still|on|all|doing)|can we (?:go back|come back|return|hear"
         r"|check|take|have|stop|pause|move|go|start|come|just)|could we (?:take|have|stop|pause|move|go"
         r"|start|come)|are you (?:okay|alright|all right)(?:,? \w+){0,5}$|(?:has|does|did) any(?:one"
         r"|body) (?:else )?(?:got|want|have|seen|lost|mind|object|fancy|need|know how|know if|feel|find"
         r"|think)|any(?:one|body) (?:else )?(?:got|want|have|mind|fancy|for|need)|can i (?:go|come|jump"
         r"|have|get|take|pass|leave|come back))\b"),
    Clue(OTHER, 3.0, "How should I …? What do I …?",
         r"^(?:what|how|where|when|why|who|which|whose) (?:am|do|did|can|should|could|would|have|will|was"
         r"|shall|are) (?:i|we (?=on|at|doing|supposed|meant|start|stop|meet|go)\w*)\b(?! (?:to "
         r"|have )?(?:understand|read|hear|take from|make of|see|seen|notice|noticed|find|heard"
         r"|be looking|feel if|know if))"),
    Clue(OTHER, 2.0, "Should I …? Was I …?",
         r"\bwas that (?:to|for|aimed at) me$|^(?:am|was|should|do|did|could|have|shall) i\b(?! (?:right"
         r"|correct|hear|understand|miss|mishear|get it))"),
    Clue(OTHER, 2.5, "Who knows.",
         r"\b(?:who knows|who'd have thought|who would have thought|how should i know|what can i say"
         r"|what do i know|why me)$"),
)

PRESUMED = (
    Clue(LEADING, 4.0, "I wonder if …",
         r"^(?:\w+ ){0,2}?(?:wonder|wondering)(?: to myself| aloud| out loud)? (?:if|whether)\b"),
    Clue(CLOSED, 2.0, "…, is that right?",
         r"\b(?:that's right|is that right|is that correct|am i right|correct|did i|have i|or not"
         r"|is that so|not true|yes|yeah|right)$"),
    Clue(CLOSED, 1.0, "dates, contracts, numbers, past tense",
         r"\b(?:was|were|had|did|started|joined|left|took|signed|reports?|report|last|since|\d+|january"
         r"|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday"
         r"|wednesday|thursday|friday|contract|full time|part time|based|yours|your (?:boss|peer|manager"
         r"|deputy)|for \w+ (?:years|months|weeks)|monthly|weekly|daily|yearly|years|months|weeks|teams"
         r"|two|three|four|five|six|how many|how much|how long|how often)\b"),
    Clue(LEADING, 3.0, "surely, maybe, should, could",
         r"\b(?:surely|maybe|perhaps|should|shouldn't|could|couldn't|would be|might be|might|need to"
         r"|needs to|ought|better|best|if you|have to|must|why not|the (?:answer|solution|plan|point"
         r"|trick|thing) is|what if|would)\b"),
    Clue(LEADING, 3.0, "…, isn't it? about now",
         r"\b(?:isn't|aren't|don't|doesn't|wouldn't|shouldn't|couldn't|can't|won't|haven't|hasn't) (?:it"
         r"|he|she|they|you|there|that|this|we)$|\b(?:don't you think|wouldn't you say|wouldn't you agree"
         r"|surely|i assume|i presume)$"),
    Clue(CLOSED, 2.5, "…, wasn't it? about then",
         r"\b(?:didn't|wasn't|weren't|hadn't) (?:it|he|she|they|you|there|that|this|we)$"),
    Clue(CLOSED, 1.5, "a plain fact with a question mark",
         r"^(?:so )?(?:he|she|it|they|you|there|that|this|(?:the|your) [\w' ]{2,30})(?:'s| is|'re| are"
         r"| has| have|'ve| report| reports| work| works| meets?| sits?| runs?| belongs?| starts?| ends?"
         r"| lives?| owns?| pays?| covers?| teach| teaches| manages?)\b(?!.*\b(?:just|really|basically"
         r"|clearly|too|going to|about)\b)"),
    Clue(LEADING, 2.5, "a verdict on people",
         rf"\b{VERDICT}\b"),
    Clue(LEADING, 2.0, "really, basically, just",
         r"\b(?:really|basically|clearly|just|obviously|simply|secretly|then|going to|of course|after all"
         r"|though|honestly|a bit|a little|in love|actually)\b"),
    Clue(LEADING, 2.5, "By a …? Maybe some …? An answer offered",
         r"^(?:or |like |maybe |perhaps |say |with )*(?:a|an|more|some|by \w+ing|\w+ing) "),
    Clue(LEADING, 3.0, "you've tried … I assume",
         r"\b(?:you haven't|you've not|you've|you have|they've|he's|she's) (?:already |surely "
         r"|presumably |probably )?(?:tried|thought|considered|asked|spoken|talked|looked"
         r"|already thought)\b"),
    Clue(LEADING, 2.0, "so you just want …",
         r"^(?:so )?(?:really |basically )?you(?:'re| are)? (?:just |really |basically |only )?(?:want"
         r"|wanted|need|afraid|scared|hoping|avoiding|letting|blaming|feel|expect)\b"),
    Clue(OPEN, 2.5, "And? Because? Such as?",
         r"^(?:and|because|so|meaning|in the sense|as in|for example|such as|which|because of|in order to"
         r"|so that|say more|more|anything|anything else|what else)(?: you| that| it)?$"),
)

INVITED = (
    Clue(CLOSED, 5.5, "tell me how many …: a fact asked politely",
         r"^.{0,60}?\b(?:tell (?:me|us)|remind (?:me|us)|say|know|explain|wonder|wondering|curious|hear"
         r"|clear|understand|ask)\b.{0,12}?\b(?:how (?:many|old|long|often|big|much (?:money|notice|time"
         r"|budget|funding|it costs?|you (?:pay|spend)))|when (?:the|it|you|he|she|they|that"
         r"|your) (?!.*\b(?:feel|felt|notice)\b)|who (?:owns|runs|chairs|manages|signs|approves|leads"
         r"|is on|sits|reports|pays|appointed|holds)|where (?:the|you|it|your) (?:\w+ )?(?:is|are|work"
         r"|based|located|sit|happens|team)|which (?:team|department|site|office|grade|version|system)"
         r"|what (?:grade|time|year|date|day|percentage|version)|whether|if (?:you|the|he|she|they|it"
         r"|there))\b"),
    Clue(LEADING, 5.0, "I wonder about asking …",
         rf"^i (?:do |just |also |really |still )?wonder (?:about (?:{DOING}|a\b|an\b)"
         rf"|what (?:would happen )?if|what (?:stops you|would happen if you)|why (?:you )?(?:not|don't"
         rf"|haven't|didn't|can't)|how you could get)|(?:what|how) about {DOING}"),
    Clue(LEADING, 4.5, "… why you haven't asked her",
         r"\b(?:why you (?:haven't|don't|didn't|wouldn't|couldn't|can't) (?:just|simply|ask|tell|go|talk"
         r"|speak)|what if you|what would happen if you|what stops you from \w+ing"
         r"|wondering about (?!the\b|your\b|you\b|what\b|how\b|that\b|this\b|his\b|her\b"
         r"|their\b)(?:\w+ing|a|an)|curious about (?:\w+ing|a|an))\b"),
    Clue(OTHER, 5.0, "say that again, share your screen",
         r"\b(?:say that again|repeat|read (?:it|that|the)|time we have|who's next|whose turn|your screen"
         r"|one more time|share (?:your|my|the) screen)\b"),
)
# fmt: on

TABLES = {Form.WORD: WORD, Form.POLAR: POLAR, Form.PRESUMED: PRESUMED, Form.INVITED: INVITED}
# What a form speaks for by itself, before any clue.
PRIOR = {
    Form.WORD: {OPEN: 2.0},
    Form.POLAR: {CLOSED: 2.0},
    Form.PRESUMED: {CLOSED: 1.0},
    Form.INVITED: {OPEN: 4.0},
}
