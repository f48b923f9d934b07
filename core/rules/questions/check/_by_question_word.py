"""Clues in questions that begin with a question word: open, unless a fact is asked or a proposal hidden in it."""

from core.rules.questions.check._clue import Clue, Label
from core.rules.questions.check._vocabulary import DOING, INNER

OPEN, CLOSED, LEADING = Label.OPEN, Label.CLOSED, Label.LEADING

# fmt: off
WORD = (
    # --- a proposal dressed as a question word ---
    Clue(LEADING, 4.0, "why not …",
         r"^why not\b(?! (?:now|you|him|her|then)\b$)"),
    Clue(LEADING, 4.0, "why don't you …",
         r"^why (?:don't|doesn't|can't|couldn't|wouldn't|won't|shouldn't|haven't|didn't|not"
         r"|aren't) (?:you|we|they just|he just|she just|your|the|just|somebody|someone|let|get)\b"),
    Clue(LEADING, 3.0, "why can't they …",
         r"^why (?:can't|couldn't|wouldn't|shouldn't) \w+"),
    Clue(LEADING, 4.0, "why you don't … (word order of other languages)",
         r"^why (?:you|they|he|she) (?:don't|doesn't|not|didn't|can't|couldn't)\b"),
    Clue(OPEN, 4.0, "why don't you trust her: about feelings",
         r"^why (?:don't|doesn't|can't|didn't|haven't|aren't) (?:you|they|he|she|we|your \w+"
         r"|the \w+) (?:feel|trust|want|like|believe|know|enjoy|care|respect|see|understand|listen|happy"
         r"|sure)\b"),
    Clue(LEADING, 2.5, "why are you still …",
         r"^why (?:are|do|would|should) you (?:still|even|keep|let|letting|putting up|so|always|bother"
         r"|insist|have to be the one|wait|waiting)\b"),
    Clue(LEADING, 4.5, "how about …",
         r"^how about\b(?! (?:you|you now|that|this|now)$)"),
    Clue(LEADING, 4.5, "what about asking …, what about a …",
         rf"^what about (?:just |maybe |perhaps |simply |then )?(?:{DOING}|a|an|some|the idea|if|to|one"
         rf"|two|another)\b"),
    Clue(LEADING, 2.5, "what about X, where X is no person",
         r"^what about\b(?! (?:you\b|your (?:own|part|role|feelings|needs|wishes|team|family)|him|her"
         r"|them|that|this|it\b|the (?:others|rest|people|team|staff|patients|children|clients|customers)"
         r"|now))"),
    Clue(LEADING, 4.5, "what if you moved it",
         rf"^(?:and |but )?what if\b(?! (?:nothing|(?:it|this|that|things|everything)\b|that (?:never"
         rf"|doesn't)|(?:you|they|he|she|we) (?:really |actually |simply )?{INNER})\b)"),
    Clue(LEADING, 1.5, "what if it …: may be either",
         r"^what if (?:it|this|that)\b"),
    Clue(LEADING, 3.0, "what if there were …, what if you had …",
         r"^what if (?:there (?:was|were)|(?:you|they|we|he|she) (?:had|were to|could)"
         r"|you (?:said nothing|were the one|were wrong|didn't|don't))\b"),
    Clue(LEADING, 4.0, "what would happen if you told her",
         rf"^(?:what|how)(?: do you (?:think|imagine|suppose))?(?: would|'d| might| could| will| does|'ll"
         rf"| do| happens)?.{{0,40}}?(?:happens?|change|be like|look like|it be|be different|go down"
         rf"|(?:it|that|this|things) go|react|take it|feel|be the (?:harm|risk|downside|effect)|stop"
         rf"|cost you|it cost|possible|you lose|to lose) if (?:you|they|we|he|she|someone|somebody"
         rf"|your \w+|(?:the|a|my) (?!story\b|meeting\b|conversation\b|day\b|week\b)\w+|(?!the\b|your\b"
         rf"|a\b|an\b|it\b|this\b|that\b|nothing\b|nobody\b|his\b|her\b|their\b|these\b)\w+) (?:just "
         rf"|simply |actually |really |only |all )?(?!{INNER}\b|\w+s\b|doesn't|isn't)\w+"),
    Clue(OPEN, 1.5, "… if you trusted them: about feelings or ability",
         rf"\bif (?:you|they|we|he|she|that|this|it|nothing|nobody|no one|\w+ \w+) (?:really |actually "
         rf"|simply |just )?{INNER}\b"),
    Clue(LEADING, 4.5, "what's wrong with …, what's to stop you …",
         r"^what(?:'s| is| would be| could be| can be) (?:so )?(?:wrong with|to stop (?:you|them|him|her"
         r"|it)|the (?:harm|problem|matter|danger|risk) (?:in|with|of|if)|so (?:bad|wrong|hard"
         r"|difficult) about|against \w+ing|to lose (?:by|if))"),
    Clue(LEADING, 3.2, "what's stopping you from asking",
         rf"^what(?:'s| is| would| might| else| could)? ?(?:stopping|stops?|preventing|prevents?|keeping"
         rf"|keeps?|holding|holds?|hinders?) (?:you|them|him|her|us)(?: back)?(?: from| to)? (?:just "
         rf"|simply |ever )?(?!being|feeling|having|awake|going|doing|here|there|up\b|in\b|at\b|back$"
         rf"|most|now|today|then|so|when|about|on\b|though|do\b){DOING}"),
    Clue(LEADING, 4.0, "what do you think about asking …",
         rf"^what (?:do|would|did) you (?:think|make|say|feel)(?: about| of| to)(?: the idea of"
         rf"| the idea to| maybe| perhaps| just| simply)? (?:{DOING}|the idea)"),
    Clue(LEADING, 3.5, "what would you say to a …",
         r"^what would you say to (?:a|an)\b"),
    Clue(LEADING, 6.5, "how would you feel about handing it over",
         rf"^how would (?:you|they|he|she|your \w+|the \w+) (?:feel|react|respond|take it)(?: about| to"
         rf"| if)? (?:{DOING}|a |an |if (?:you|they|we) (?!{INNER}))"),
    Clue(LEADING, 3.5, "how might you persuade them …",
         r"^(?:how|when|where) (?:might|could|can|would|will|should) (?:you|we|they) (?:best )?(?:get"
         r"|persuade|convince|make|push|force|encourage|talk|let|nudge|use|bring in|involve|delegate|hand"
         r"|move|offload|pass|ask|tell|invite|hire|bring|set up|cut|drop|train|introduce|raise|escalate"
         r"|report|go to|share the|reorgani[sz]e|turn)\b(?! (?:it|that|this|yourself|sense of|of|to know"
         r"|there|out of|about)(?: (?:easier|work|better|happen|clear|safe))?\b)"),
    Clue(LEADING, 3.5, "who could you ask to …",
         r"^who (?:else )?(?:could|might|can|should|would) you (?:delegate|hand|pass|give|offload|ask|get"
         r"|bring|send)\b|^(?:who|what) (?:else )?(?:could|might|can|should) (?:you )?(?:ask|get|hire"
         r"|delegate|hand|give) (?:it )?(?:to|this to)\b|^who (?:else )?(?:could|might|can"
         r"|should) (?:take|cover|do|run|chair)\b.*\b(?:instead|for you|off you)\b"),
    Clue(LEADING, 5.0, "when are you going to tell her",
         r"^when (?:are|will|do) you (?:going to |gonna |finally |plan to |actually )?(?:tell|stop|start"
         r"|talk|leave|resign|ask|fire|sack|confront|admit|have the conversation|stand up|say no|speak"
         r"|report|do something|let|finally)\b"),
    Clue(LEADING, 3.0, "how soon could you …",
         r"^how (?:soon|quickly|early|fast) (?:could|can|might|will) (?:you|they|we)\b"),
    Clue(LEADING, 3.0, "how can you expect …, what's the point of …, who says …",
         r"^(?:what|how) (?:can|could|would|do) you (?:possibly |honestly |really )?(?:expect|justify"
         r"|not)\b|^what(?:'s| is) the point (?:of|in)\b|^who says\b|^since when is it\b"),
    Clue(LEADING, 1.5, "just, simply, instead",
         r"\b(?:just|simply|instead of|rather than|surely|instead|for once)\b"),
    Clue(LEADING, 2.5, "a negative inside: don't you think",
         r"\b(?:shouldn't|wouldn't it|isn't it|don't you think|don't you)\b"),
    # --- a fact ---
    Clue(CLOSED, 5.5, "how many, how long, how often",
         r"^(?:and |so )?(?:about |roughly |approximately )?how (?:many|old|long|often|tall|frequently"
         r"|late|recently|wide|heavy is the|regularly)\b(?!.*\b(?:can you (?:keep|go|carry)|feel|really"
         r"|will you (?:keep|put|let|carry)|willing|prepared|your (?:life|energy)|deep down"
         r"|have to (?:feel|believe))\b)"),
    Clue(CLOSED, 3.5, "how much money, how big is the team",
         r"^how far (?:is|away|from|was)\b|^how (?:much|big|large|high|small|new) (?:(?:is|are|was|were"
         r"|does|did) (?:the|your|that|this|it|they|a|each|his|her)|money|notice|time|budget|funding"
         r"|annual|holiday|scrap|leave|experience|warning|stock|overtime|per|from|away|does it cost"
         r"|do (?:they|you) (?:pay|charge|spend|produce|earn)|of (?:the|your) (?:budget|team|week|time"
         r"|staff|funding|turnover|income|work))\b(?!.*\b(?:trust|feel|affect|matter|influence|responsib"
         r"|yours|you think|for you|to you|about (?:you|him|her|them|the|your|money))\b)"),
    Clue(CLOSED, 3.0, "who is the …",
         r"^(?:and |so )?who(?:'s| is| was| are| were| else is| else was) (?!.*\byou(?:'re| are"
         r"|'ve)\b)(?!(?:we|they|us|them)$)(?!.*\byou (?:haven't|can|could|trust|need|want|most|feel"
         r"|go to|turn to|admire|respect|rely|avoid|find|look|listen|keep)\b)(?!you\b|it\b"
         r"|(?:really )?(?:most )?(?:suffering|benefiting|carrying|losing|winning|affected|missing|really"
         r"|most|hurt|at their))\w+"),
    Clue(CLOSED, 3.0, "who chairs, who signed",
         r"^who (?:else )?(?:signed|appointed|chairs|owns|runs|leads|manages|decides|pays|paid|wrote|sits"
         r"|has|had|approved|approves|made|set|hired|reports|funds|funded|holds|took|left|told"
         r"|knows about|called|sent|signs|does|did|covers|covered|attends|attended|sees|gets|replaced"
         r"|supervises|employs|organises|organized|organised|line manages|authorised|allocates|drew"
         r"|designed|looks after|deals with|works|came|is on|was in|raised|complained|asked|gave|inherits"
         r"|chaired|ran|led|managed|started|agreed|recruited|invited|audits|inspects|commissions"
         r"|commissioned|currently|\w+s (?:the|your|their|his|her|it|them)|actually (?:owns|runs|signs"
         r"|manages|has|holds))\b(?!.*\b(?:most|matters?|feel|benefit|lose|worr\w+)\b)"),
    Clue(OPEN, 3.0, "who gains, who cares, whose voice",
         r"^who(?:'s| is| are)? (?:really |else )?(?:gains?|loses?|benefits?|wins?|cares?|needs?|carries"
         r"|suffers?|matters?|decides what|has (?:your back|a stake|something|the most|most|an interest)"
         r"|gets (?:to|hurt)|knows you)\b|\bwhose (?:problem|voice|job|interest|need|expectation|story"
         r"|fear|standard)"),
    Clue(CLOSED, 2.0, "who do you report to",
         r"^who (?:does|did|do) (?:you|he|she|it|they|the \w+|your \w+) (?:report|work|hand|speak|talk"
         r"|answer|tell|send|meet|sit|appoint|hire|send|submit|use|buy|line manage|manage|share)\b"),
    Clue(CLOSED, 4.0, "when is, when did",
         r"^(?:and |so )?when(?: exactly)?(?: (?=\w)|(?='))(?:is|'s|does|did|was|were|are|has|had|will|do"
         r"|can)\b(?! (?:the last time|you going|you at|it (?:at its|been)|(?:do|did) you (?:feel|notice"
         r"|first (?:feel|notice|realise|realize|sense)))\b)"),
    Clue(OPEN, 4.5, "when did you last feel proud",
         r"^when (?:are|do|did|were|was|have|is|'s) (?:you|it|the last time"
         r"|was the last)\b.*\b(?:(?:start|stop|begin) \w+ing|feel|felt|notice|noticed|realise|realised"
         r"|realize|realized|proud|happy|happiest|best|alive|yourself|enjoy|enjoyed|easy|easiest"
         r"|different|trust|trusted|laugh|laughed|like|worst|good|sense|sensed|safe|free|worked|works"
         r"|excited|surprised)\b"),
    Clue(CLOSED, 2.5, "where do you rehearse",
         r"^(?:and |so )?where (?:do|did|does) (?:you|they|he|she|it|the \w+|your \w+) (?:all |usually "
         r"|normally |actually )?(?:rehearse|meet|park|store|keep|sit|study|train|buy|advertise|recruit"
         r"|report|publish|practise|work|live|eat|sleep|commute|travel|teach|print|ship|source|hire|file"
         r"|save|log|record|qualify|graduate)\b(?! (?:best|hardest|most))"),
    Clue(CLOSED, 3.0, "where is it based",
         r"^(?:and |so )?where(?: exactly| else)?(?: (?=\w)|(?='))(?:is|'s|are|was|were|did|do|does"
         r"|will)\b.*\b(?:based|located|work|worked|works|sit|sits|office|offices|meeting|meet|held|live"
         r"|lives|kept|building|site|sites|team|plant|school|depot|store|stored|desk|department|budget"
         r"|headquarters|hq|report|headed|advertised|published|before|clinic|ward|now|file|data|server)\b"),
    Clue(OPEN, 2.5, "where in this, where does that come from",
         r"^where (?:in|does (?:that|this|it|your)|do you (?:see|feel|want|stand|get|draw|go)|would you"
         r"|are you (?:in|with|on|now)|could|might|has)\b(?!.*\b(?:based|located|office)\b)"),
    Clue(CLOSED, 3.0, "which department is",
         r"^(?:and |so |in |on |at |by |from |to |of )*which (?!.*\b(?:ways?|sense|respects?|moments?"
         r"|situations?|circumstances|your own|your best|you most|(?:are|do|would|could|might"
         r"|will) you)\b)(?:of (?:the|your|those|these) )?(?:\w+ ){1,5}(?:is|are|do|does|did|was|were|has"
         r"|have|had|will|would|could|apply|owns|runs|holds|came|applies|covers|uses|chairs|got|takes"
         r"|handles)\b(?!.*\b(?:your own|you (?:want|feel|most|avoid|value|enjoy|find|keep|think|care"
         r"|notice|like|need|fear|trust)|feels?|most|matters?|hardest|yours|bothers|worries|weighs|hurts"
         r"|trodden|keeps)\b)"),
    Clue(CLOSED, 2.5, "which machine broke",
         r"^(?:and |so )?which (?:\w+ ){1,2}(?:\w+ed|\w+s|broke|went|came|fell|got|won|lost|left)$"),
    Clue(CLOSED, 2.5, "which team …: a thing with a name",
         r"^(?:and |so )?which (?:team|department|site|office|person|system|ward|school|school|branch"
         r"|unit|directorate|company|supplier|country|day|month|year|week|room|building|floor|body"
         r"|regulator|policy|version|document|form|band|course|agency|funder|bank|tool|trust|council"
         r"|committee|union|manager|director)\b(?! (?:do|would|are|does|could) you (?:feel|trust|want"
         r"|most|like)\b)"),
    Clue(OPEN, 2.5, "which part of you, which feeling",
         r"^which (?:of your (?:values|strengths|beliefs|needs|feelings|assumptions)|bit|part|parts"
         r"|feeling|thought|value|voice|side|version of you|of (?:those|these|them) (?:would|do|feels?"
         r"|is (?:most|hardest)|matters))\b"),
    Clue(CLOSED, 4.0, "what time, what grade",
         r"^(?:and |so |in |on |at |by |from |to |of )*what (?:(?:accounting|it|computer|booking|hr"
         r"|finance|payroll|job|pay|legal|care|clinical|phone) )?(?:time|date|day|year|month|version"
         r"|grade|band|percentage|rating|proportion|size|colour|number|sector|department|system|software"
         r"|qualification|qualifications|age|salary|job|country|region|city|town|platform|tool|software"
         r"|type of (?:contract|organisation|school|company)|kind of (?:contract|organisation|school"
         r"|company|business|charity)|job title|title|notice period|shift|shifts|level|share|term"
         r"|industry|language|subject)\b"),
    Clue(CLOSED, 3.5, "what's the size of, what's the deadline",
         r"^what(?:'s| is| was| are| were) (?:the |your |his |her |their |its |it )?(?:\w+ )?(?:size|name"
         r"|names|budget|deadline|job title|title|timescale|timescales|timeline|time frame|timeframe"
         r"|headcount|date|dates|grade|salary|pay|status of|number|numbers|total|cost|costs|price|ratio"
         r"|turnover|policy on|procedure|reporting line|org chart|notice|notice period|address|head count"
         r"|staffing|contract|funding|caseload|staff turnover|vacancy rate|impact factor|list"
         r"|waiting list|time|average|frequency|lead time|waiting time|turnaround|rent|fee|fees|range|law"
         r"|rule on|factor|limit|threshold|ceiling|score|interest rate|rate|margin|capacity|occupancy"
         r"|sickness rate|rota|shift pattern|target|legal status|split|term|length|end date|start date"
         r"|(?:previous|last|next|old) (?:job|role|post)|role (?:before|at|on|then|there)|position called"
         r"|called|post called|job)\b(?!.*\b(?:in your (?:own )?(?:head|heart|mind|view|eyes)|real"
         r"|of your (?:heart|life)|to you|for you|you (?:pay|paying)|of (?:staying|silence|keeping|not"
         r"|waiting|saying|doing|carrying|all))\b)"),
    Clue(CLOSED, 3.0, "what is it called, what does it stand for",
         r"^what \w+ (?:do|does|did) (?:you|it|they|he|she|the \w+) (?:take|use|run|cover|offer|serve"
         r"|sell|charge|work|teach|pay|drive|ship|start|finish|open|close)\b|^what(?:'s| is) (?:he|she|it"
         r"|that|the \w+) called\b|^what (?:does|do) \w+ (?:stand for|cost)\b|^what did (?:it|that"
         r"|the \w+) cost$|^what do you do for a\b"),
    Clue(CLOSED, 4.0, "since when, by when, in which city",
         r"^(?:since when|until when|by when|from when|as of when|in (?:which|what) (?:city|year|month"
         r"|town|country|building|team|department)|at what (?:time|level|grade|age)|on (?:what"
         r"|which) (?:date|day|grade|budget|system)|for how (?:long|many)|to whom (?:do|does|did) (?:you"
         r"|he|she|it|they) report|how (?:do|does|is|are) .{1,20} (?:spell|spelt|spelled|pronounce))\b"),
    # --- an opening that looks like a fact ---
    Clue(OPEN, 3.0, "nouns of the inner life",
         r"\b(?:expectations?|feelings?|hopes?|values?|assumptions?|beliefs?|needs|fears?|patterns?"
         r"|strengths?|emotions?|dreams?|qualities|memories|instincts?|loyalt(?:y|ies)|metaphor|image)\b"),
    Clue(OPEN, 1.5, "… for you",
         r"\bfor you\b"),
    Clue(OPEN, 3.0, "to feel, what matters most, your hunch",
         r"\b(?:feel|feels|felt|feeling|matters? (?:most|to)|to you|your (?:gut|heart|body|energy"
         r"|own part|hunch|sense|story|fear|hope|role in)|you most|be yourself|underneath|deep down"
         r"|sense of)\b"),
    Clue(OPEN, 2.0, "how much of this, how much influence",
         r"^how much (?:energy|of (?:this|that|it|what)|do you (?:want|trust|care|need|believe|enjoy"
         r"|like)|does (?:it|that|this) (?:matter|cost you|affect|bother|weigh)|(?:influence|trust"
         r"|control|power|support|say|room|freedom|space|courage|choice|patience))\b"),
    Clue(OPEN, 2.5, "how important is that to you",
         r"^how (?:big|important|much|far|high|old|long|large) (?:a |an )?(?:deal|role|part|is (?:that"
         r"|this|it) (?:for|to) you|can you|are you (?:willing|prepared)|do you (?:feel|want|think"
         r"|see))\b"),
)
# fmt: on
