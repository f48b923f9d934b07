"""Clues that a statement is no advice: an answer, thanks, sympathy, a joke, the running of the session."""

from core.rules.questions.check._clue import Clue, Label
from core.rules.questions.check._vocabulary import FEELING, SESSION

OTHER = Label.OTHER

# fmt: off
PLAIN_TALK = (
    Clue(OTHER, 5.0, "the call, the clock, whose turn it is",
         SESSION),
    Clue(OTHER, 5.0, "thanks, sorry, hello, pass, take your time",
         r"^(?:(?:oh|ah|many|okay|so|no|yes|and|well|right|lovely|great|wow|aw|big|huge"
         r"|sorry)[ ,]+)*(?:thanks|thank|cheers|ta|merci|much appreciated|appreciated|pass|passing|i pass"
         r"|i'll pass|sorry|apologies|pardon|excuse me|hi|hello|hiya|hey|morning|good morning"
         r"|good afternoon|good evening|afternoon|evening|welcome|bye|goodbye|see you|see ya|ha|haha\w*"
         r"|hah|lol|lmao|hehe|hats off|congratulations|congrats|well done|bravo|bless|brb|afk|back now"
         r"|happy birthday|enjoy|nice one|good luck|fingers crossed|hug|hugs|sending|back in|same here"
         r"|me too|fine by me|fine with me|works for me|sounds good|sounds great|no worries|no problem"
         r"|no rush|noted|not now|not today|another time|go easy on me|be gentle|will do|can do"
         r"|understood|agreed|exactly|indeed|absolutely|fair enough|fair point|good point|good question"
         r"|great question|point taken|go ahead|go on,? yours|go on|you go|carry on|take (?:your"
         r"|all the) time|take a (?:breath|moment|minute|break)|hold on|hang on|bear with|give me"
         r"|give us a|after you|let's|let us|let me|let him finish|let her finish)\b(?! (?:me being"
         r"|if i'm (?:blunt|wrong)|but (?:you|he|she|they|i think|that|this|it)))"),
    Clue(OTHER, 5.0, "what a week",
         r"^what an? \w+"),
    Clue(OTHER, 4.0, "…, thank you",
         r"\b(?:thank you|thanks)(?: \w+)?$"),
    Clue(OTHER, 6.0, "I said I'd think about it",
         r"\b(?:said|told \w+|thought|wish|wished|promised|knew|hoped|as if) i(?:'d| would)\b"),
    Clue(OTHER, 4.0, "it's like a divorce, it feels like school",
         r"^(?:it's|it is|it was|it feels|it felt|feels|felt)(?: \w+)? like\b(?! (?:you|he|she|they"
         r"|your)\b)"),
    Clue(OTHER, 2.5, "oof, wow, hmm",
         r"^(?:oof|wow|ouch|gosh|blimey|hmm+|hm|mm+|mhm|oh|ah|aw|aww|ooh|ugh|phew|yikes|crikey|goodness"
         r"|my god|omg|jeez|eek|um|erm|er|uh)\b"),
    Clue(OTHER, 2.5, "yes, no, mostly, two of them: an answer",
         r"^(?:yes|yeah|no|not (?:really|yet|exactly|that|at|always|quite|since|for|in|until|any|me|him"
         r"|her|directly|officially|formally|often)|okay|right|true|sure|of course|correct|exactly|never$"
         r"|sometimes$|mostly|usually|probably (?:me|not|because|both)|possibly|because|since|until"
         r"|about \w+$|around|roughly|only|just (?:me|the|one|two|us|over|under)|two of|three of|both"
         r"|neither|all of (?:them|us)|one of|some of (?:them|us)|none|half|nearly|almost|over|under"
         r"|at the moment|at first|to be fair|to answer|so to answer|well|it depends|depends|\d+"
         r"|it's a long|it's complicated|maybe i|perhaps i|i don't|two$|three|four|five|six|seven|eight"
         r"|nine|ten|eleven|twelve|dozen|a dozen|forty|fifty|partly|every|twice|once|a bit|a little"
         r"|kind of|sort of|in a way|he did|she did|they did|he does|she does|they do|it is|it was|it has"
         r"|it did)\b"),
    Clue(OTHER, 2.5, "I …, we …, my …: speaks of oneself",
         r"^(?:so |and |but |well |yes |no |yeah |honestly |okay |to be honest |ah |oh |actually |hmm "
         r"|because |maybe |perhaps |sometimes |mostly |then |basically |if i'm honest )*(?:i|i'm|i've"
         r"|i am|i'll|i'd|me|mine|my|we|we're|we've|we'll|our)\b"),
    Clue(OTHER, 2.5, "I feel, I don't know, I tried",
         r"\bi(?:'m| am|'ve| have| was| had|'ll| will|'d)? (?:\w+ )?(?:feel|felt|feeling|don't know"
         r"|not sure|no idea|suppose|guess i|want to|wanted|hope|hoped|afraid|scared|tired|stuck|ashamed"
         r"|embarrassed|angry|upset|cross|relieved|worried|nervous|proud|sad|tearful|lost|cried|promised"
         r"|asked him|asked her|tried to|tried (?:talking|that|it|once|twice|asking)|told (?:him|her|them"
         r"|my)|kept|keep|avoid|avoided|dread|said nothing|said yes|should have|shouldn't have|could have"
         r"|haven't|hadn't|didn't|couldn't|can't|wasn't|never thought|need to|have to|don't|wish|worry"
         r"|love|hate|like|miss|care|realise|realised|wonder|put it off|putting|get|got home|end up"
         r"|was hoping|thought (?:i|he|she|it|we|they))\b"),
    Clue(OTHER, 2.0, "me, my",
         r"\b(?:me|my|myself|mine)\b(?! (?:opinion|view|advice|experience|last|old|previous|mind|former"
         r"|suggestion))"),
    Clue(OTHER, 1.0, "us, our",
         r"\b(?:us|our|we|we're|we've)\b"),
    Clue(OTHER, 2.0, "she said, they haven't replied",
         r"\b(?:said|says|told|asked|emailed|replied|promised|apologised|apologized) (?:she|he|they|me|it"
         r"|that|us|to me)\b|\b(?:hasn't|haven't|hadn't|didn't) (?:replied|answered|responded|said|told"
         r"|asked|heard|decided|got|come|been|spoken)\b"),
    Clue(OTHER, 2.0, "numbers, days, places of work: a fact",
         r"^(?!.*\b(?:i'd|when i|when we|best|you|your|should|would|need|must|every|always|never"
         r"|rather)\b).*\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
         r"|forty|fifty|sixty|hundred|january|february|march|april|june|july|august|september|october"
         r"|november|december|spring|summer|autumn|winter|monday|tuesday|wednesday|thursday|friday"
         r"|christmas|easter|tenth|fifth|o'clock|years?|months?|weeks?|on leave|on holiday|off sick"
         r"|on call|retired|pregnant|part time|full time|based|yet|still|so far|last year)\b"),
    Clue(OTHER, 1.5, "she left, it was: an answer about then",
         r"^(?:he|she|they|it|the \w+|there|two|three|my \w+)(?:'s| is| are| was| were| had| has|'ve"
         r"|'d)? (?:found|heard|knew|gave|put|asked|told|said|called|rang|sent|paid|broke|ran|sold|bought"
         r"|wrote|been|was|were|left|came|went|had|got|took|started|joined|walked|stopped|wanted|used to"
         r"|thought|did|moved|ended|happened|retired|resigned|inherited|five|six|two|three|four|about"
         r"|supposed|meant)\b"),
    Clue(OTHER, 5.0, "that must have been hard",
         rf"\b(?:that|this|it|all that|what you(?:'re| are) \w+)(?:'s| is| must| sounds?| sounded| feels?"
         rf"| felt| was| must have)(?: \w+){{0,3}}? {FEELING}\b(?! (?:management|idea|leadership|problem"
         rf"|way|practice|decision|on (?:him|her|them)|news for))"),
    Clue(OTHER, 5.0, "poor you, you're not alone, well done",
         rf"^(?:so |and |but |oh )*(?:sounds (?:\w+ )?{FEELING}|(?:that's|that is|it's|how) (?:so |very "
         rf"|really |just )?(?:heartbreaking|lovely|wonderful|brilliant|kind|generous|rough|shocking)"
         rf"|poor (?:you|thing|love)|i hear you|i(?:'m| am) (?:so |really |very )?sorry|i (?:really "
         rf"|so )?feel for you|we(?:'re| are) (?:all )?(?:with|behind|here)|you(?:'re| are)(?: not"
         rf"| really| all)* (?:alone|welcome|on mute|muted|up|next|on|breaking|frozen|very (?:kind|brave)"
         rf"|so brave|doing (?:really |so )?(?:well|great|brilliantly)|among friends|safe here|a star"
         rf"|a legend)|you (?:go|first|okay|alright|both$|were (?:great|brilliant)|did (?:really "
         rf"|so )?(?:well|great)|poor)|you lot|you're all (?:being |so |very )|you (?:two|all"
         rf"|both) (?:crack|make|made|are great|are lovely)|you(?:'ve| have) (?:given|got this"
         rf"|been (?:really |very |so )?(?:brave|open|honest|helpful|generous|through)|really been|helped"
         rf"|made me|all been)|your (?:honesty|courage|openness|sound|mic|camera|screen|line|video|turn"
         rf"|dog|cat|question|questions)|my heart|thinking of you)\b"),
    Clue(OTHER, 4.0, "that's the awful part",
         r"\b(?:that's|it's|that is|it is|that was|it was)(?: been)? the (?:\w+ )?(?:awful|worst|hard"
         r"|hardest|sad|saddest|funny|silly|stupid|painful|scary|strange|odd|weird|nice|difficult"
         r"|annoying)\b"),
    Clue(OTHER, 3.0, "moved by, food for thought, back in a moment",
         r"\b(?:moved by|struck (?:me|by)|touched|appreciate|resonates?|grateful|honoured|admire|in awe"
         r"|lovely to|good to (?:see|hear|be)|nice to|helpful|useful to me|food for thought"
         r"|a lot to think|think about that|think on that|sit with that|sit with|sleep on|chew on|mull"
         r"|take (?:it|that|this) (?:away|home)|going home with me|written that down|made a note"
         r"|lost my train|hadn't (?:seen|thought)|never thought of|next month|see you|back shortly"
         r"|back in a|two ticks|one sec|a sec|sec\b|nobody (?:has |had )?(?:ever )?asked me|at the door"
         r"|kettle|internet|laptop|bandwidth|headset|traffic|train|m\d+)\b"),
    Clue(OTHER, 3.0, "my question is, my team, my boss says",
         r"^(?:my|the) (?:question|next question|turn|dog|cat|kids|battery|wifi|bad|lips|laptop|phone"
         r"|train|boss (?:doesn't|does|is|was|says|said)|team|manager|director|husband|wife|chair)\b"),
    Clue(OTHER, 2.0, "three words or fewer",
         r"^(?:\S+ ?){1,3}$"),
    Clue(OTHER, 2.5, "nights are the worst, you don't know the half of it",
         r"\b(?:the worst|the half of it|the thing is|that's the thing|on my (?:own|mind)|in tears"
         r"|the honest answer)\b"),
    Clue(OTHER, 4.0, "all the time you need",
         r"\b(?:time|long as|moment) you (?:need|like|want)\b"),
    Clue(OTHER, 2.5, "I see, that makes sense, it's been",
         r"^(?:next up|next is|it (?:feels|felt) (?:like|as|so|very)|i see|that makes sense|makes sense"
         r"|makes (?:total|perfect) sense|that's (?:a (?:good|great|hard|tough|big|fair|tricky"
         r"|really good|lovely|brilliant) (?:one|question|point)|fine|okay|it|all|me|right|true|fair"
         r"|lovely|kind|time|everyone|everything from me|helpful|clear|so|very|funny|hilarious|us)"
         r"|it's (?:me|fine|okay|been|pouring|raining|freezing|my|our|the not|like|in the|on the|a long"
         r"|complicated|both|hard to|difficult to|all i|her|his)|there (?:were|was|are"
         r"|is) (?:\w+ )?(?:of us|of them|only|no|five|six|two|three|four|ten|about))\b"),
)
# fmt: on
