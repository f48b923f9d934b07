"""Clues in questions. One table per form; the first line of each is what the form speaks for by itself."""

from core.rules.questions.check._clue import Clue, Label
from core.rules.questions.check._form import NOT, Form
from core.rules.questions.check._vocabulary import INNER, RESOURCE, SESSION, VERDICT

OPEN, C, L, X = Label.OPEN, Label.CLOSED, Label.LEADING, Label.OTHER

PRIOR = {
    Form.WORD: {OPEN: 2.0},
    Form.POLAR: {C: 2.0},
    Form.INVITED: {OPEN: 4.0},
    Form.PRESUMED: {C: 1.0},
}

SOMEONE = r"(?:you|they|we|he|she|it|one|i|somebody|someone|people|everyone|everybody|your \w+|the \w+|that \w+|\w+)"
YOU = r"(?:you|they|we|he|she)"
DOING = r"(?!(?:be|being|feeling|having|knowing|doing nothing|thinking|trusting|this|that|the|it|morning|evening|nothing|something|everything|anything)\b)\w+ing\b"

# fmt: off
ANY_QUESTION = (
    Clue(X, 6.0, SESSION),
    Clue(X, 3.0, r"^(?:shall (?:we|i)|am i (?:audible|next|on)|do (?:you )?(?:mind|want) (?:me|if i|us)|would you like (?:me|us|a (?:minute|moment|break))|do you (?:want|need) (?:to take )?a (?:minute|moment|break|second|breather)|can i (?:just )?(?:say|add|mention|flag)|is it my|are we (?:still|on|all|doing)|can we (?:take|have|stop|pause|move|go|start|come|just)|could we (?:take|have|stop|pause|move|go|start|come)|are you (?:okay|alright|all right)(?:,? \w+){0,5}$|(?:has|does|did) any(?:one|body) (?:else )?(?:got|want|have|seen|lost|mind|object|fancy|need|know how|know if|feel|find|think)|any(?:one|body) (?:else )?(?:got|want|have|mind|fancy|for|need)|can i (?:go|come|jump|have|get|take|pass|leave|come back))\b"),
    Clue(X, 3.0, r"^(?:what|how|where|when|why|who|which|whose) (?:am|do|did|can|should|could|would|have|will|was|shall|are) (?:i|we (?=on|at|doing|supposed|meant|start|stop|meet|go)\w*)\b(?! (?:to |have )?(?:understand|read|hear|take from|make of|see|seen|notice|noticed|find|heard|be looking|feel if|know if))"),
    Clue(X, 2.0, r"^(?:am|was|should|do|did|could|have|shall) i\b(?! (?:right|correct|hear|understand|miss|mishear|get it))"),
    Clue(X, 2.5, r"\b(?:who knows|who'd have thought|who would have thought|how should i know|what can i say|what do i know|why me)$"),
)

WORD = (
    # --- a proposal dressed as a question word ---
    Clue(L, 4.0, r"^why not\b(?! (?:now|you|him|her|then)\b$)"),
    Clue(L, 4.0, r"^why (?:don't|doesn't|can't|couldn't|wouldn't|won't|shouldn't|haven't|didn't|not|aren't) (?:you|we|they just|he just|she just|your|the|just|somebody|someone|let|get)\b"),
    Clue(L, 3.0, r"^why (?:can't|couldn't|wouldn't|shouldn't) \w+"),
    Clue(L, 4.0, r"^why (?:you|they|he|she) (?:don't|doesn't|not|didn't|can't|couldn't)\b"),
    Clue(OPEN, 4.0, r"^why (?:don't|doesn't|can't|didn't|haven't|aren't) (?:you|they|he|she|we|your \w+|the \w+) (?:feel|trust|want|like|believe|know|enjoy|care|respect|see|understand|listen|happy|sure)\b"),
    Clue(L, 2.5, r"^why (?:are|do|would|should) you (?:still|even|keep|let|letting|putting up|so|always|bother|insist|have to be the one|wait|waiting)\b"),
    Clue(L, 4.5, r"^how about\b(?! (?:you|you now|that|this|now)$)"),
    Clue(L, 4.5, rf"^what about (?:just |maybe |perhaps |simply |then )?(?:{DOING}|a|an|some|the idea|if|to|one|two|another)\b"),
    Clue(L, 2.5, r"^what about\b(?! (?:you\b|your (?:own|part|role|feelings|needs|wishes|team|family)|him|her|them|that|this|it\b|the (?:others|rest|people|team|staff|patients|children|clients|customers)|now))"),
    Clue(L, 4.5, rf"^(?:and |but )?what if\b(?! (?:nothing|(?:it|this|that|things|everything)\b|that (?:never|doesn't)|(?:you|they|he|she|we) (?:really |actually |simply )?{INNER})\b)"),
    Clue(L, 1.5, r"^what if (?:it|this|that)\b"),
    Clue(L, 3.0, r"^what if (?:there (?:was|were)|(?:you|they|we|he|she) (?:had|were to|could)|you (?:said nothing|were the one|were wrong|didn't|don't))\b"),
    Clue(L, 4.0, rf"^(?:what|how)(?: do you (?:think|imagine|suppose))?(?: would|'d| might| could| will| does|'ll| do| happens)?.{{0,40}}?(?:happens?|change|be like|look like|it be|be different|go down|(?:it|that|this|things) go|react|take it|feel|be the (?:harm|risk|downside|effect)|stop|cost you|it cost|possible|you lose|to lose) if (?:you|they|we|he|she|someone|somebody|your \w+|(?:the|a|my) (?!story\b|meeting\b|conversation\b|day\b|week\b)\w+|(?!the\b|your\b|a\b|an\b|it\b|this\b|that\b|nothing\b|nobody\b|his\b|her\b|their\b|these\b)\w+) (?:just |simply |actually |really |only |all )?(?!{INNER}\b|\w+s\b|doesn't|isn't)\w+"),
    Clue(OPEN, 1.5, rf"\bif (?:you|they|we|he|she|that|this|it|nothing|nobody|no one|\w+ \w+) (?:really |actually |simply |just )?{INNER}\b"),
    Clue(L, 4.5, r"^what(?:'s| is| would be| could be| can be) (?:so )?(?:wrong with|to stop (?:you|them|him|her|it)|the (?:harm|problem|matter|danger|risk) (?:in|with|of|if)|so (?:bad|wrong|hard|difficult) about|against \w+ing|to lose (?:by|if))"),
    Clue(L, 3.2, rf"^what(?:'s| is| would| might| else| could)? ?(?:stopping|stops?|preventing|prevents?|keeping|keeps?|holding|holds?|hinders?) (?:you|them|him|her|us)(?: back)?(?: from| to)? (?:just |simply |ever )?(?!being|feeling|having|awake|going|doing|here|there|up\b|in\b|at\b|back$|most|now|today|then|so|when|about|on\b|though|do\b){DOING}"),
    Clue(L, 4.0, rf"^what (?:do|would|did) you (?:think|make|say|feel)(?: about| of| to)(?: the idea of| the idea to| maybe| perhaps| just| simply)? (?:{DOING}|the idea)"),
    Clue(L, 3.5, r"^what would you say to (?:a|an)\b"),
    Clue(L, 6.5, rf"^how would (?:you|they|he|she|your \w+|the \w+) (?:feel|react|respond|take it)(?: about| to| if)? (?:{DOING}|a |an |if (?:you|they|we) (?!{INNER}))"),
    Clue(L, 3.5, r"^(?:how|when|where) (?:might|could|can|would|will|should) (?:you|we|they) (?:best )?(?:get|persuade|convince|make|push|force|encourage|talk|let|nudge|use|bring in|involve|delegate|hand|move|offload|pass|ask|tell|invite|hire|bring|set up|cut|drop|train|introduce|raise|escalate|report|go to|share the|reorgani[sz]e|turn)\b(?! (?:it|that|this|yourself|sense of|of|to know|there|out of|about)(?: (?:easier|work|better|happen|clear|safe))?\b)"),
    Clue(L, 3.5, r"^who (?:else )?(?:could|might|can|should|would) you (?:delegate|hand|pass|give|offload|ask|get|bring|send)\b|^(?:who|what) (?:else )?(?:could|might|can|should) (?:you )?(?:ask|get|hire|delegate|hand|give) (?:it )?(?:to|this to)\b|^who (?:else )?(?:could|might|can|should) (?:take|cover|do|run|chair)\b.*\b(?:instead|for you|off you)\b"),
    Clue(L, 5.0, r"^when (?:are|will|do) you (?:going to |gonna |finally |plan to |actually )?(?:tell|stop|start|talk|leave|resign|ask|fire|sack|confront|admit|have the conversation|stand up|say no|speak|report|do something|let|finally)\b"),
    Clue(L, 3.0, r"^how (?:soon|quickly|early|fast) (?:could|can|might|will) (?:you|they|we)\b"),
    Clue(L, 3.0, r"^(?:what|how) (?:can|could|would|do) you (?:possibly |honestly |really )?(?:expect|justify|not)\b|^what(?:'s| is) the point (?:of|in)\b|^who says\b|^since when is it\b"),
    Clue(L, 1.5, r"\b(?:just|simply|instead of|rather than|surely|instead)\b"),
    Clue(L, 2.5, r"\b(?:shouldn't|wouldn't it|isn't it|don't you think|don't you)\b"),
    # --- a fact ---
    Clue(C, 5.5, r"^(?:and |so )?(?:about |roughly |approximately )?how (?:many|old|long|often|tall|frequently|late|recently|wide|heavy is the|regularly)\b(?!.*\b(?:can you (?:keep|go|carry)|feel|really|will you (?:keep|put|let|carry)|willing|prepared|your (?:life|energy)|deep down|have to (?:feel|believe))\b)"),
    Clue(C, 3.5, r"^how (?:much|big|large|far|high|small|new) (?:(?:is|are|was|were|does|did) (?:the|your|that|this|it|they|a|each|his|her)|money|notice|time|budget|funding|annual|holiday|scrap|leave|experience|warning|stock|overtime|per|from|away|does it cost|do (?:they|you) (?:pay|charge|spend|produce|earn)|of (?:the|your) (?:budget|team|week|time|staff|funding|turnover|income|work))\b(?!.*\b(?:trust|feel|affect|matter|influence|responsib|yours|you think|for you|to you|about (?:you|him|her|them|the|your|money))\b)"),
    Clue(C, 3.0, r"^(?:and |so )?who(?:'s| is| was| are| were| else is| else was) (?!you\b|it\b|(?:really )?(?:most )?(?:suffering|benefiting|carrying|losing|winning|affected|missing|really|most|hurt|at their))\w+"),
    Clue(C, 3.0, r"^who (?:else )?(?:signed|appointed|chairs|owns|runs|leads|manages|decides|pays|paid|wrote|sits|has|had|approved|approves|made|set|hired|reports|funds|funded|holds|took|left|told|knows about|called|sent|signs|does|did|covers|covered|attends|attended|sees|gets|replaced|supervises|employs|organises|organized|organised|line manages|authorised|allocates|drew|designed|looks after|deals with|works|came|is on|was in|raised|complained|asked|gave|inherits|chaired|ran|led|managed|started|agreed|recruited|invited|audits|inspects|commissions|commissioned|currently|\w+s (?:the|your|their|his|her|it|them)|actually (?:owns|runs|signs|manages|has|holds))\b(?!.*\b(?:most|matters?|feel|benefit|lose|worr\w+)\b)"),
    Clue(OPEN, 3.0, r"^who(?:'s| is| are)? (?:really |else )?(?:gains?|loses?|benefits?|wins?|cares?|needs?|carries|suffers?|matters?|decides what|has (?:a stake|something|the most|most|an interest)|gets (?:to|hurt)|knows you)\b|\bwhose (?:problem|voice|job|interest|need|expectation|story|fear|standard)"),
    Clue(C, 2.0, r"^who (?:does|did|do) (?:you|he|she|it|they|the \w+|your \w+) (?:report|work|hand|speak|talk|answer|tell|send|meet|sit|appoint|hire|send|submit|use|buy|line manage|manage|share)\b"),
    Clue(C, 3.5, r"^(?:and |so )?when(?: exactly)?(?: (?=\w)|(?='))(?:is|'s|does|did|was|were|are|has|had|will|do|can)\b(?! (?:the last time|you going|you at|it (?:at its|been)|(?:do|did) you (?:feel|notice|first (?:feel|notice|realise|realize|sense)))\b)"),
    Clue(OPEN, 4.5, r"^when (?:are|do|did|were|was|have|is|'s) (?:you|it|the last time|was the last)\b.*\b(?:feel|felt|notice|noticed|realise|realised|realize|realized|proud|happy|happiest|best|alive|yourself|enjoy|enjoyed|easy|easiest|different|trust|trusted|laugh|laughed|like|worst|good|sense|sensed|safe|free|worked|works|excited|surprised)\b"),
    Clue(C, 3.0, r"^(?:and |so )?where(?: exactly| else)?(?: (?=\w)|(?='))(?:is|'s|are|was|were|did|do|does|will)\b.*\b(?:based|located|work|worked|works|sit|sits|office|offices|meeting|meet|held|live|lives|kept|building|site|sites|team|plant|school|depot|store|stored|desk|department|budget|headquarters|hq|report|headed|advertised|published|before|clinic|ward|now|file|data|server)\b"),
    Clue(OPEN, 2.5, r"^where (?:in|does (?:that|this|it|your)|do you (?:see|feel|want|stand|get|draw|go)|would you|are you (?:in|with|on|now)|could|might|has)\b(?!.*\b(?:based|located|office)\b)"),
    Clue(C, 3.0, r"^(?:and |so |in |on |at |by |from |to |of )*which (?!.*\b(?:your own|you most)\b)(?:of (?:the|your|those|these) )?(?:\w+ ){1,5}(?:is|are|do|does|did|was|were|has|have|had|will|apply|owns|runs|holds|came|applies|covers|uses|chairs|got|takes|handles)\b(?!.*\b(?:your own|you (?:want|feel|most|avoid|value|enjoy|find|keep|think|care|notice|like|need|fear|trust)|feels?|most|matters?|hardest|yours|bothers|worries|weighs|hurts|trodden|keeps)\b)"),
    Clue(OPEN, 2.5, r"^which (?:of your (?:values|strengths|beliefs|needs|feelings|assumptions)|bit|part|parts|feeling|thought|value|voice|side|version of you|of (?:those|these|them) (?:would|do|feels?|is (?:most|hardest)|matters))\b"),
    Clue(C, 4.0, r"^(?:and |so |in |on |at |by |from |to |of )*what (?:time|date|day|year|month|version|grade|band|percentage|proportion|size|colour|number|sector|department|system|software|qualification|qualifications|age|salary|job|country|region|city|town|platform|tool|software|type of (?:contract|organisation|school|company)|kind of (?:contract|organisation|school|company|business|charity)|job title|title|notice period|shift|shifts|level|share|term|industry|language|subject)\b"),
    Clue(C, 3.5, r"^what(?:'s| is| was| are| were) (?:the |your |his |her |their |its |it )?(?:\w+ )?(?:size|name|names|budget|deadline|job title|title|timescale|timescales|timeline|time frame|timeframe|headcount|date|dates|grade|salary|pay|status of|number|numbers|total|cost|costs|price|ratio|turnover|policy on|procedure|reporting line|org chart|notice|notice period|address|head count|staffing|contract|funding|caseload|staff turnover|vacancy rate|impact factor|factor|limit|threshold|ceiling|score|interest rate|rate|margin|capacity|occupancy|sickness rate|rota|shift pattern|target|legal status|split|term|length|end date|start date|(?:previous|last|next|old) (?:job|role|post)|role (?:before|at|on|then|there)|position called|called|post called|job)\b(?!.*\b(?:of your (?:heart|life)|to you|for you|you (?:pay|paying)|of (?:staying|silence|keeping|not|that|this|waiting|saying|doing|carrying|all))\b)"),
    Clue(C, 3.0, r"^what(?:'s| is) (?:he|she|it|that|the \w+) called\b|^what (?:does|do) \w+ (?:stand for|cost)\b|^what did (?:it|that|the \w+) cost$|^what do you do for a\b"),
    Clue(C, 4.0, r"^(?:since when|until when|by when|from when|as of when|in (?:which|what) (?:city|year|month|town|country|building|team|department)|at what (?:time|level|grade|age)|on (?:what|which) (?:date|day|grade|budget|system)|for how (?:long|many)|to whom (?:do|does|did) (?:you|he|she|it|they) report|how (?:do|does|is|are) .{1,20} (?:spell|spelt|spelled|pronounce))\b"),
    # --- an opening that looks like a fact ---
    Clue(OPEN, 3.0, r"\b(?:expectations?|feelings?|hopes?|values?|assumptions?|beliefs?|needs|fears?|patterns?|strengths?|emotions?|dreams?|qualities|memories|instincts?|loyalt(?:y|ies)|metaphor|image)\b"),
    Clue(OPEN, 3.0, r"\b(?:feel|feels|felt|feeling|matters? (?:most|to)|to you|for you|your (?:gut|heart|body|energy|own part|hunch|sense|story|fear|hope|role in)|you most|be yourself|underneath|deep down|sense of)\b"),
    Clue(OPEN, 2.0, r"^how much (?:energy|of (?:this|that|it|what)|do you (?:want|trust|care|need|believe|enjoy|like)|does (?:it|that|this) (?:matter|cost you|affect|bother|weigh)|(?:influence|trust|control|power|support|say|room|freedom|space|courage|choice|patience))\b"),
    Clue(OPEN, 2.5, r"^how (?:big|important|much|far|high|old|long|large) (?:a |an )?(?:deal|role|part|is (?:that|this|it) (?:for|to) you|can you|are you (?:willing|prepared)|do you (?:feel|want|think|see))\b"),
)

POLAR = (
    # --- a proposal ---
    Clue(L, 5.0, r"^(?:have|had|did|do|would|are|were|haven't|hadn't|didn't) (?:you|they|we|he|she)(?: \w+){0,2}? (?:thought|think (?:of|about|to)|thinking (?:of|about)|consider|considered|considering|contemplated|contemplate|explored|exploring|toyed|looked (?:at|into)|look (?:at|into)|entertained|weighed up|experimented|wondered)\b"),
    Clue(L, 4.5, r"^(?:have|had|did|haven't|hadn't|didn't) (?:you|they|we|he|she)(?: \w+){0,2}? (?:tried|try|attempted|come across|heard (?:of|about)|been to see|run (?:it|this|that|the \w+) (?:past|by)|asked yourself|ask yourself|used|made use|put (?:it|that|this) to|give (?:it )?a try|given .{1,20} a (?:go|try|chance)|set up|built|taken (?:it|this) (?:to|up)|gone (?:to|back|over|through)|reached out|sat (?:down|them|him|her)|suggested|offered|proposed|pushed back|said no|set (?:a|any|some) (?:boundar|limit)|made (?:it|that) clear)\b"),
    Clue(L, 4.0, rf"^(?:have|had|did|haven't|didn't|are) (?:you|they|we|he|she)(?: \w+){{0,2}}? (?:asked?|spoken|spoke|speak|talked|talk|talking|raised|raise|told|tell|been|gone|discussed|checked|involved|contacted|contact|approached|rung|called|emailed|written|consulted|got|brought|escalated|reported)\b.{{0,30}}\b{RESOURCE}\b"),
    Clue(L, 2.5, r"^(?:have|had|did|haven't|didn't) (?:you|they|we|he|she)(?: \w+){0,2}? (?:asked?|spoken|spoke|talked|talk|raised|told|tell|shared|said|confronted|discussed|shown|show|checked|written|invited|explained)\b.*\b(?:what|how|for|directly|openly|properly|honestly|in person|straight|face to face|one to one|one.on.one|what (?:he|she|they) (?:want|need|think)|how (?:you|he|she|they|it) (?:feel|felt|feels|makes|made|affects|is)|calmly|privately|to (?:help|stop|change|come|join|do|take)|out loud|why|whether|if|about)\b"),
    Clue(C, 2.5, r"^(?:have|has|had|did|is|are|was|were|do|does) .*\b(?:yet|since|so far|this year|last (?:year|week|month|time)|at the time|back then|already|before (?:or|the|you|he|she|they|it)|recently|by (?:then|now))$"),
    Clue(L, 4.0, rf"^{NOT}\b"),
    Clue(L, 3.0, r"^(?:didn't|hasn't)\b"),
    Clue(C, 5.0, r"^(?:didn't|haven't|hadn't) you (?:say|mention|tell us|said|mentioned|told us|already (?:say|said|have|got))\b|^(?:did|do) (?:you (?:say|mean|mention)|i (?:hear|understand|get) (?:you|that|it)|we)\b"),
    Clue(C, 2.5, r"^(?:hasn't|haven't|didn't|isn't|wasn't|weren't|aren't) (?:it|that|he|she|they|there|the \w+|(?!you\b)\w+) (?:been|got|already|say|supposed|also|meant|due|in|on|from|happen|come|go|have)\b"),
    Clue(L, 3.5, r"^(?:is|are|was|were|do|does|did|have|has|could|can|would|should|might|will) (?:\w+ ){1,3}not\b(?! (?:know|yet|sure|allowed|there|here)\b)"),
    Clue(L, 4.0, r"^(?:would|wouldn't|could|couldn't|might|may|won't) (?:it|that|this|there|not it)\b"),
    Clue(L, 4.0, r"^(?:would|will|could|might|can) (?!you\b|they\b|he\b|she\b|i\b)(?:[\w-]+ ){1,7}?(?:help|work|solve|fix|sort|do the trick|make (?:sense|a difference|it|things|that|life)|take (?:some|the|away|off)|be (?:better|any (?:use|help|good)|of any|an option|a way|useful|easier|enough|worth|possible|a start|a good|an idea|helpful|able|of use|of help|better off)|ease|change things|get you|give you|free|do it|listen|move|stop)\b"),
    Clue(L, 4.0, r"^(?:would|wouldn't) (?:you|they|he|she|we)(?: \w+){0,2}? (?:consider|be (?:open|better|willing|happier|happy|up for|able|prepared|ready|interested|safer|comfortable|tempted)|ever|feel|prefer|rather|think (?:about|of)|benefit|gain|get further|not|want to|agree to|accept|go to|dare|try)\b"),
    Clue(L, 2.0, r"^(?:would|could|might) (?!you\b|i\b)\w+ .*\b(?:better|easier|quicker|sooner|happier|safer|less|more|worse|differently|anyway)\b"),
    Clue(C, 2.5, r"^would (?:you|they|he|she) (?:stay|still|say|describe|call|know|normally|usually|have to|need|lose|get|leave)\b"),
    Clue(L, 3.0, r"^(?:could|might|may|should|couldn't) (?:you|they|he|she|we|your \w+|the \w+|somebody|someone|anyone|anybody|not|\w+ and \w+|\w+)\b"),
    Clue(L, 1.5, r"^(?:could|should|might) you\b|^should\b"),
    Clue(C, 3.0, r"^could (?:you|they|he|she|it|anyone|anybody) (?:have (?:known|seen|been|done)|see|hear|tell (?:from|that)|afford|overrule|veto|access|remember)\b"),
    Clue(L, 3.5, r"^(?:can|can't) (?:you|they|he|she|we|your \w+|somebody|someone) (?:just|simply|not|maybe|perhaps|at least|try|ask|get|tell|let|talk|speak|hand|hire|use|move|give|go|find|put|make|delegate|say no|work from|take|swap|bring|offer|share|start|stop|push|drop|cut|ignore|invite)\b"),
    Clue(C, 1.5, r"^can (?:you|they|he|she|the \w+|your \w+) (?:see|access|hire and fire|overrule|veto|get into|spend|afford|remember|recall|say no|refuse|sign|read|choose|appoint|be)\b"),
    Clue(L, 6.0, r"^(?:may|can|could|might) i (?:just |perhaps |maybe )?(?:suggest|offer|recommend|propose|make a suggestion|give you (?:a|some)|share (?:a|an|something|what)|tell you what|throw|float|put)\b"),
    Clue(L, 3.5, r"^(?:is|was) (?:it|that|this|there|now|the answer|he|she)(?: not| then)? (?:really|honestly|perhaps|maybe|possible (?:that|you|he|she|they|it)|worth|time|high time|fair|wise|sensible|a good|not|an option|necessary|just|because|a question of|a case of|the case that|truly|simply|actually just|about time|conceivable|helpful|healthy|only|likely|too (?:late|early|much)|better|an idea|any wonder|so bad|about)\b"),
    Clue(L, 4.0, r"^(?:is|are|was|isn't) there (?:not |perhaps |maybe |really )?(?:a|any|some|no|an) (?:\w+ )?(?:reason|way|chance|scope|possibility|option|point|case|mileage|harm|merit|value|argument|danger|risk|part of you|alternative|room|world|sense|benefit|need|opportunity|middle ground|compromise|version)\b"),
    Clue(L, 3.0, r"^(?:is|are) there (?:anyone|anybody|someone|somebody|anything|something|a \w+)(?: else)?(?: in \w+ \w+)? (?:who|that|you) (?:could|might|can|should)\b"),
    Clue(L, 3.0, r"^(?:are|were) (?:you|they|we) (?:\w+ )?(?:sure|certain|not|maybe|perhaps|being|just|really|too|afraid|scared|frightened|expecting|prepared|open|willing|ready to|honestly|ever going|avoiding|asking|hoping|letting|trying|making|assuming|taking|using|looking for|punishing|confusing|waiting)\b"),
    Clue(L, 3.5, r"^do (?:you|they|we) (?:not )?(?:really|honestly|actually|truly|seriously|even) (?:need|want|have|think|believe|expect|care|trust)\b"),
    Clue(L, 3.5, r"^(?:do|did|don't) you (?:not )?(?:think|feel|believe|suppose|reckon|find|agree|see)\b.{0,60}\b(?:might|could|should|would|needs?|need to|ought|may|perhaps|maybe|better|help|helps|useful|worth|time|just|simply|enough|too|because|really|have to|must|deserves?|respond)\b"),
    Clue(L, 2.0, r"^(?:do|did) you (?:need|have) to\b|^do you want to (?:be|keep|carry|stay|go on)\b"),
    Clue(L, 2.0, rf"\b{VERDICT}\b"),
    Clue(L, 1.5, r"\b(?:instead|rather than|perhaps|maybe|just|simply|surely|for once|at least|after all|first|a bit of)\b"),
    Clue(L, 1.5, r"\b(?:deep down|secretly|the same mistake|your comfort zone|hold on to|letting go|let go)\b"),
    Clue(C, 2.0, r"\bor (?:is|are|was|were|did|do|does|not|the|a|both|just|by|from|head|your|her|his|did i|later|after|in|at|on|with|\w+)(?: \w+){0,4}$"),
    Clue(C, 2.0, r"^(?:is|are|was|were) (?!there\b|it\b)\w+(?: \w+)? (?:still |now |also |currently |formally |usually )?(?:on|in|at|from|part|based|employed|paid|funded|called|a|an|the|your|his|her|full|part|temporary|permanent|separate|new|\d+)\b"),
    Clue(C, 1.5, r"\b\d+\b|\b(?:monday|tuesday|wednesday|thursday|friday|january|february|march|april|june|july|august|september|october|november|december|contract|grade|budget holder|policy|handbook|deadline|statutory|signed|minuted|published)\b"),
    # --- an invitation after all ---
    Clue(OPEN, 5.0, r"^(?:can|could|would|will|do) you (?:\w+ ){0,4}(?:say (?:more|a bit|a little)|tell us|describe|put words|put into words|imagine what|think of (?:a|an) (?:time|moment|example)|remember (?:a|the) (?:time|moment)|find words)\b"),
)

PRESUMED = (
    Clue(L, 4.0, r"^(?:\w+ ){0,2}?(?:wonder|wondering)(?: to myself| aloud| out loud)? (?:if|whether)\b"),
    Clue(C, 2.0, r"\b(?:that's right|is that right|is that correct|am i right|correct|did i|have i|or not|is that so|not true|yes|yeah|right)$"),
    Clue(C, 1.0, r"\b(?:was|were|had|did|started|joined|left|took|signed|reports?|report|last|since|\d+|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|contract|full time|part time|based|yours|your (?:boss|peer|manager|deputy)|for \w+ (?:years|months|weeks)|years|months|weeks|teams|two|three|four|five|six|how many|how much|how long|how often)\b"),
    Clue(L, 3.0, r"\b(?:surely|maybe|perhaps|should|shouldn't|could|couldn't|would be|might be|might|need to|needs to|ought|better|best|if you|have to|must|why not|what if|would)\b"),
    Clue(L, 2.5, r"\b(?:isn't|aren't|don't|doesn't|wouldn't|shouldn't|couldn't|can't|won't|haven't|hasn't) (?:it|he|she|they|you|there|that|this|we)$|\b(?:don't you think|wouldn't you say|wouldn't you agree|surely|i assume|i presume)$"),
    Clue(C, 2.5, r"\b(?:didn't|wasn't|weren't|hadn't) (?:it|he|she|they|you|there|that|this|we)$"),
    Clue(C, 1.5, r"^(?:so )?(?:he|she|it|they|you|there|that|this|the \w+|your \w+)(?:'s| is|'re| are| has| have|'ve| report| reports| work| works)\b(?!.*\b(?:just|really|basically|clearly|too|going to|about)\b)"),
    Clue(L, 2.5, rf"\b{VERDICT}\b"),
    Clue(L, 2.0, r"\b(?:really|basically|clearly|just|obviously|simply|secretly|then|going to|of course|after all|though|honestly|actually)\b"),
    Clue(L, 2.5, r"^(?:or |like |maybe |perhaps |say |with )*(?:a|an|more|some|by \w+ing|\w+ing) "),
    Clue(L, 3.0, r"\b(?:you've|you have|they've|he's|she's) (?:already |surely |presumably |probably )?(?:tried|thought|considered|asked|spoken|talked|looked|already thought)\b"),
    Clue(L, 2.0, r"^(?:so )?(?:really |basically )?you(?:'re| are)? (?:just |really |basically |only )?(?:want|wanted|need|afraid|scared|hoping|avoiding|letting|blaming|feel|expect)\b"),
    Clue(OPEN, 2.5, r"^(?:and|because|so|meaning|in the sense|as in|for example|such as|which|because of|in order to|so that|say more|more|anything|anything else|what else)(?: you| that| it)?$"),
)

INVITED = (
    Clue(C, 5.5, r"^.{0,60}?\b(?:tell (?:me|us)|remind (?:me|us)|say|know|explain|wonder|wondering|curious|hear|clear|understand|ask)\b.{0,12}?\b(?:how (?:many|old|long|often|big|much (?:money|notice|time|budget|funding|it costs?|you (?:pay|spend)))|when (?:the|it|you|he|she|they|that|your) (?!.*\b(?:feel|felt|notice)\b)|who (?:owns|runs|chairs|manages|signs|approves|leads|is on|sits|reports|pays|appointed|holds)|where (?:the|you|it|your) (?:\w+ )?(?:is|are|work|based|located|sit|happens|team)|which (?:team|department|site|office|grade|version|system)|what (?:grade|time|year|date|day|percentage|version)|whether|if (?:you|the|he|she|they|it|there))\b"),
    Clue(L, 5.0, rf"^i (?:do |just |also |really |still )?wonder (?:about (?:{DOING}|a\b|an\b)|what (?:would happen )?if|what (?:stops you|would happen if you)|why (?:you )?(?:not|don't|haven't|didn't|can't)|how you could get)|(?:what|how) about {DOING}"),
    Clue(L, 4.5, r"\b(?:why you (?:haven't|don't|didn't|wouldn't|couldn't|can't) (?:just|simply|ask|tell|go|talk|speak)|what if you|what would happen if you|what stops you from \w+ing|wondering about (?!the\b|your\b|you\b|what\b|how\b|that\b|this\b|his\b|her\b|their\b)(?:\w+ing|a|an)|curious about (?:\w+ing|a|an))\b"),
    Clue(X, 5.0, r"\b(?:say that again|repeat|read (?:it|that|the)|time we have|who's next|whose turn|your screen|one more time|share (?:your|my|the) screen)\b"),
)
# fmt: on

TABLES = {Form.WORD: WORD, Form.POLAR: POLAR, Form.PRESUMED: PRESUMED, Form.INVITED: INVITED}
