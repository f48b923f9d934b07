"""Clues in questions to be answered with yes or no: closed, unless a proposal or a verdict is hidden in it."""

from core.rules.questions.check._clue import Clue, Label
from core.rules.questions.check._form import NOT
from core.rules.questions.check._vocabulary import RESOURCE, VERDICT

OPEN, CLOSED, LEADING = Label.OPEN, Label.CLOSED, Label.LEADING

# fmt: off
POLAR = (
    # --- a proposal ---
    Clue(LEADING, 5.0, "have you thought of, have you considered",
         r"^(?:have|had|did|do|would|are|were|haven't|hadn't|didn't) (?:you|they|we|he"
         r"|she)(?: \w+){0,2}? (?:thought|think (?:of|about|to)|thinking (?:of|about)|consider|considered"
         r"|considering|contemplated|contemplate|explored|exploring|toyed|looked (?:at|into)|look (?:at"
         r"|into)|entertained|weighed up|experimented|wondered)\b"),
    Clue(LEADING, 3.5, "did you ever think that",
         r"^(?:did|do|have) (?:you|they) (?:ever|never|not) (?:think|feel|wonder|imagine|notice|want"
         r"|ask)\b"),
    Clue(LEADING, 4.5, "have you tried, have you come across",
         r"^(?:have|had|did|haven't|hadn't|didn't) (?:you|they|we|he|she)(?: \w+){0,2}? (?:tried|try"
         r"|attempted|come across|heard (?:of|about)|been to see|run (?:it|this|that|the \w+) (?:past|by)"
         r"|asked yourself|ask yourself|used|made use|put (?:it|that|this) to|give (?:it )?a try"
         r"|given .{1,20} a (?:go|try|chance)|set up|built|taken (?:it|this) (?:to|up)|gone (?:to|back"
         r"|over|through)|reached out|sat (?:down|them|him|her)|suggested|offered|proposed|pushed back"
         r"|said no|set (?:a|any|some) (?:boundar|limit)|made (?:it|that) clear)\b"),
    Clue(LEADING, 4.0, "have you spoken to somebody useful",
         rf"^(?:have|had|did|haven't|didn't|are) (?:you|they|we|he|she)(?: \w+){{0,2}}? (?:asked?|spoken"
         rf"|spoke|speak|talked|talk|talking|raised|raise|told|tell|been|gone|discussed|checked|involved"
         rf"|contacted|contact|approached|rung|called|emailed|written|consulted|got|brought|escalated"
         rf"|reported)\b.{{0,30}}\b{RESOURCE}\b"),
    Clue(LEADING, 2.5, "have you told him how it feels",
         r"^(?:have|had|did|haven't|didn't) (?:you|they|we|he|she)(?: \w+){0,2}? (?:asked?|spoken|spoke"
         r"|talked|talk|raised|told|tell|shared|said|confronted|discussed|shown|show|checked|written"
         r"|invited|explained)\b.*\b(?:what|how|for|directly|openly|properly|honestly|in person|straight"
         r"|face to face|one to one|one.on.one|what (?:he|she|they) (?:want|need|think)|how (?:you|he|she"
         r"|they|it) (?:feel|felt|feels|makes|made|affects|is)|calmly|privately|to (?:help|stop|change"
         r"|come|join|do|take)|out loud|why|whether|if|about)\b"),
    Clue(CLOSED, 2.5, "… yet, … since, … last year",
         r"^(?:have|has|had|did|is|are|was|were|do|does) .*\b(?:yet|since|so far|this year|last (?:year"
         r"|week|month|time)|at the time|back then|already|before (?:or|the|you|he|she|they|it)|recently"
         r"|by (?:then|now))$"),
    Clue(LEADING, 4.0, "isn't it, couldn't you, don't you",
         rf"^{NOT}\b"),
    Clue(LEADING, 3.0, "didn't, hasn't: a little more",
         r"^(?:didn't|hasn't)\b"),
    Clue(CLOSED, 5.0, "didn't you say …: checking what was heard",
         r"^(?:didn't|haven't|hadn't) you (?:say|mention|tell us|said|mentioned|told us|already (?:say"
         r"|said|have|got))\b|^(?:did|do) (?:you (?:say|mean|mention)|i (?:hear|understand|get) (?:you"
         r"|that|it)|we)\b"),
    Clue(CLOSED, 2.5, "hasn't it been announced: about a thing",
         r"^(?:hasn't|haven't|didn't|isn't|wasn't|weren't|aren't) (?:it|that|he|she|they|there|the \w+"
         r"|(?!you\b)\w+) (?:been|got|already|say|supposed|also|meant|due|in|on|from|happen|come|go"
         r"|have)\b"),
    Clue(LEADING, 3.5, "is it not, would she not",
         r"^(?:is|are|was|were|do|does|did|have|has|could|can|would|should|might"
         r"|will) (?:\w+ ){1,3}not\b(?! (?:know|yet|sure|allowed|there|here)\b)"),
    Clue(LEADING, 4.0, "would it, could it, might that",
         r"^(?:would|wouldn't|could|couldn't|might|may|won't) (?:it|that|this|there|not it)\b"),
    Clue(LEADING, 4.0, "would a checklist help",
         r"^(?:would|will|could|might|can) (?!you\b|they\b|he\b|she\b|i\b)(?:[\w-]+ ){1,7}?(?:help|work"
         r"|solve|fix|sort|do the trick|make (?:sense|a difference|it|things|that|life)|take (?:some|the"
         r"|away|off)|be (?:better|any (?:use|help|good)|of any|an option|a way|useful|easier|enough"
         r"|worth|possible|a start|a good|an idea|helpful|able|of use|of help|better off)|ease"
         r"|change things|get you|give you|free|do it|listen|move|stop)\b"),
    Clue(LEADING, 4.0, "would you consider, would you be open to",
         r"^(?:would|wouldn't) (?:you|they|he|she|we)(?: \w+){0,2}? (?:consider|be (?:open|better|willing"
         r"|happier|happy|up for|able|prepared|ready|interested|safer|comfortable|tempted)|ever|feel"
         r"|prefer|rather|think (?:about|of)|benefit|gain|get further|not|want to|agree to|accept|go to"
         r"|dare|try)\b"),
    Clue(LEADING, 3.0, "would he step back if you offered",
         r"^(?:would|could|might) (?!you\b|i\b).* if (?:you|they|we|somebody|someone)\b"),
    Clue(LEADING, 2.0, "would she take it better",
         r"^(?:would|could|might) (?!you\b|i\b)\w+ .*\b(?:better|easier|quicker|sooner|happier|safer|less"
         r"|more|worse|differently|anyway)\b"),
    Clue(CLOSED, 2.5, "would you stay, would you describe",
         r"^would (?:you|they|he|she) (?:stay|still|say|describe|call|know|normally|usually|have to|need"
         r"|lose|get|leave)\b"),
    Clue(LEADING, 3.0, "could you, might they, should the board",
         r"^(?:could|might|may|should|couldn't) (?:you|they|he|she|we|your \w+|the \w+|somebody|someone"
         r"|anyone|anybody|not|\w+ and \w+|\w+)\b"),
    Clue(LEADING, 1.5, "could you, should they: a little more",
         r"^(?:could|should|might) you\b|^should\b"),
    Clue(CLOSED, 3.0, "could they have known",
         r"^could (?:you|they|he|she|it|anyone|anybody) (?:have (?:known|seen|been|done)|see|hear"
         r"|tell (?:from|that)|afford|overrule|veto|access|remember)\b"),
    Clue(LEADING, 3.5, "can't you just, can you ask",
         r"^(?:can|can't) (?:you|they|he|she|we|your \w+|somebody|someone) (?:just|simply|not|maybe"
         r"|perhaps|at least|try|ask|get|tell|let|talk|speak|hand|use|move|give|go|find|put|make|delegate"
         r"|say no|work from|take|swap|bring|offer|share|start|stop|push|drop|cut|ignore|invite)\b"),
    Clue(CLOSED, 1.5, "can you see, can she overrule",
         r"^can (?:you|they|he|she|the \w+|your \w+) (?:see|access|hire and fire|overrule|veto|get into"
         r"|spend|afford|remember|recall|say no|refuse|sign|read|choose|appoint|be)\b"),
    Clue(LEADING, 6.0, "may I suggest",
         r"^(?:may|can|could|might) i (?:just |perhaps |maybe )?(?:suggest|offer|recommend|propose"
         r"|make a suggestion|give you (?:a|some)|share (?:a|an|something|what)|tell you what|throw|float"
         r"|put)\b"),
    Clue(LEADING, 3.5, "is it worth, is it time, is it possible that",
         r"^(?:is|was) (?:it|that|this|there|now|the answer|he|she)(?: not| then)? (?:really|honestly"
         r"|perhaps|maybe|possible (?:that|you|he|she|they|it)|worth|time|high time|fair|wise|sensible"
         r"|a good|not|an option|necessary|just|because|a question of|a case of|the case that|truly"
         r"|simply|actually just|about time|conceivable|helpful|healthy|only|likely|too (?:late|early"
         r"|much)|better|an idea|any wonder|so bad|about)\b"),
    Clue(LEADING, 4.0, "is there a reason, is there any way",
         r"^(?:is|are|was|isn't) there (?:not |perhaps |maybe |really )?(?:a|any|some|no"
         r"|an) (?:\w+ )?(?:reason|way|chance|scope|possibility|option|point|case|mileage|harm|merit"
         r"|value|argument|danger|risk|part of you|alternative|room|world|sense|benefit|need|opportunity"
         r"|middle ground|compromise|version)\b"),
    Clue(LEADING, 3.0, "is there anyone who could",
         r"^(?:is|are) there (?:anyone|anybody|someone|somebody|anything|something"
         r"|a \w+)(?: else)?(?: in \w+ \w+)? (?:who|that|you) (?:could|might|can|should)\b"),
    Clue(LEADING, 3.0, "are you sure, are you afraid",
         r"^(?:are|were) (?:you|they|we) (?:\w+ )?(?:sure|certain|not|maybe|perhaps|being|just|really|too"
         r"|afraid|scared|frightened|expecting|prepared|open|willing|ready to|honestly|ever going"
         r"|avoiding|asking|hoping|letting|trying|making|assuming|taking|using|looking for|punishing"
         r"|confusing|waiting)\b"),
    Clue(LEADING, 3.5, "do you really need",
         r"^do (?:you|they|we) (?:not )?(?:really|honestly|actually|truly|seriously|even) (?:need|want"
         r"|have|think|believe|expect|care|trust)\b"),
    Clue(LEADING, 3.5, "do you think it might help",
         r"^(?:do|did|don't) you (?:not )?(?:think|feel|believe|suppose|reckon|find|agree"
         r"|see)\b.{0,60}\b(?:might|could|should|would|needs?|need to|ought|may|perhaps|maybe|better|help"
         r"|helps|useful|worth|time|just|simply|enough|too|because|really|have to|must|deserves?"
         r"|respond)\b"),
    Clue(LEADING, 2.5, "do you need to, do you want to keep",
         r"^(?:do|did) you (?:need|have) to\b|^do you (?:really )?want to (?:end up|be|keep|carry|stay"
         r"|go on)\b"),
    Clue(LEADING, 2.5, "… because …",
         r"\bbecause (?:you|he|she|they|it|your|of|the)\b"),
    Clue(LEADING, 2.0, "a verdict on people",
         rf"\b{VERDICT}\b"),
    Clue(LEADING, 1.5, "instead, maybe, just, first",
         r"\b(?:instead|rather than|perhaps|maybe|just|simply|surely|for once|at least|after all|first"
         r"|a bit of)\b"),
    Clue(LEADING, 1.5, "deep down, letting go",
         r"\b(?:deep down|secretly|the same mistake|your comfort zone|hold on to|letting go|let go)\b"),
    Clue(CLOSED, 2.0, "… or the other?",
         r"\bor (?:is|are|was|were|did|do|does|not|the|a|both|just|by|from|head|your|her|his|did i|later"
         r"|after|in|at|on|with|\w+)(?: \w+){0,4}$"),
    Clue(CLOSED, 2.0, "is she on, are they in, is it a",
         r"^(?:is|are|was|were) (?!there\b|it\b|you (?:sure|certain|really|not)\b)\w+(?: \w+)? (?:still "
         r"|now |also |currently |formally |usually )?(?:on|in|at|from|part|based|employed|paid|funded"
         r"|called|a|an|the|your|his|her|full|part|temporary|permanent|separate|new|\d+)\b"),
    Clue(CLOSED, 1.5, "days, months, papers, numbers",
         r"\b\d+\b|\b(?:monday|tuesday|wednesday|thursday|friday|january|february|march|april|june|july"
         r"|august|september|october|november|december|contract|grade|budget holder|policy|handbook"
         r"|deadline|statutory|signed|minuted|published)\b"),
    # --- an invitation after all ---
    Clue(OPEN, 5.0, "could you find words for it",
         r"^(?:can|could|would|will|do) you (?:\w+ ){0,4}(?:say (?:more|a bit|a little)|tell us|describe"
         r"|put words|put into words|imagine what|think of (?:a|an) (?:time|moment|example)|remember (?:a"
         r"|the) (?:time|moment)|find words)\b"),
)
# fmt: on
