"""Clues of advice in statements: what is said of others and in general, and the speaker’s own story."""

from core.rules.questions.check._clue import Clue, Label
from core.rules.questions.check._vocabulary import ME

ADVICE = Label.ADVICE

# fmt: off
OF_OTHERS = (
    Clue(ADVICE, 2.0, "you, your, anywhere but in thanks",
         r"^(?!.*\b(?:thank|thanks|sorry|count|ask|asking|see you|hear you|join you|with you|for you"
         r"|you all|you know|if you like|if you want|take your|as you|before you)\b).*\b(?:you|your"
         r"|you're|you've|yours|yourself)\b"),
    Clue(ADVICE, 2.5, "others in the present tense, no word of oneself",
         rf"^(?!.*{ME})(?:[\w']+ ){{0,3}}(?:is|are|isn't|aren't|means|needs|wants|thinks|does|doesn't"
         rf"|don't|has|hasn't|will|won't|can|can't|never|always|likes|feels|takes|makes|gets|keeps|knows"
         rf"|works|comes|goes|lies)\b(?!.* (?:january|february|march|april|june|july|august|september"
         rf"|october|november|december|monday|tuesday|wednesday|thursday|friday|o'clock|\d+)\b)"),
    Clue(ADVICE, 2.0, "the sector's like this",
         rf"^(?!.*{ME})(?:[\w',]+ ){{0,3}}\w+'s (?:like|just|not|all|too|so|never|always)\b"),
    Clue(ADVICE, 1.5, "would, might, must, no word of oneself",
         rf"^(?!.*{ME}).*\b(?:would|could|might|should|may|must|'ll|will|won't)\b"),
    Clue(ADVICE, 1.5, "five words or more, no word of oneself",
         rf"^(?!.*{ME})(?:\S+ ){{5}}"),
    Clue(ADVICE, 2.0, "everybody does",
         r"\b(?:everyone|everybody|nobody|no one|people|somebody) (?:always |never |just )?(?:\w+s|is|has"
         r"|does|wants|knows|thinks|likes|loves|hates|remembers|changes|are|have|will)\b"),
    Clue(ADVICE, 2.0, "is a …: a likeness or a name for it",
         r"\b(?:is|are|'s|'re)(?: just| really| only| nothing but| basically| clearly"
         r"| always)? an? (?!lot|bit|few|little|couple|long|good (?:question|point)|member|part|former"
         r"|new|year|month|week|day|nurse|teacher|doctor|manager|contractor)\w+"),
    Clue(ADVICE, 6.0, "would be my first move, happy to share",
         r"\b(?:would|might|could|is|'s) (?:be )?my (?:first|next|advice|suggestion|preference|approach"
         r"|answer|recommendation|instinct|rule)\b|\b(?:happy|glad|willing|delighted) to (?:share|send"
         r"|lend|show|put you|introduce|talk you|come and)\b"),
)

STORY = (
    Clue(ADVICE, 6.0, "at my startup we …, at Keele they …",
         r"^(?:so |and |well )*(?:at|in|over in|up in|back in) (?:(?:my|our) \w+|(?!the\b|a\b|this|that"
         r"|my|our|your|his|her|their|it|fact|there|theory|general|short|all|january|february|march|april"
         r"|may|june|july|august|september|october|november|december|spring|summer|autumn|winter"
         r"|\d+)\w+(?: \w+)?),? (?:we|they|the|everyone|everybody|people)\b"),
    Clue(ADVICE, 6.0, "at my last place, my old boss",
         r"\b(?:at|in|from|with|for|back at|back in) my (?:own |very )?(?:last|old|previous|first|former"
         r"|other|current|day)\b|\bmy (?:old|last|previous|former|first) (?:\w+ )?(?:boss|job|team"
         r"|manager|director|trust|firm|company|school|place|employer|department|chair|head|deputy|mentor"
         r"|role)\b"),
    Clue(ADVICE, 4.5, "when I worked at",
         r"\b(?:when|while|back when|before) (?:i|we) (?:was|were|worked|had|ran|started|took|managed|led"
         r"|joined|did|chaired|moved|set|tried|merged|first)\b|\bwhen (?:my|our) \w+(?: \w+)? (?:merged"
         r"|moved|did|had|was|went|got|tried|closed|split|left)\b"),
    Clue(ADVICE, 5.5, "had exactly the same",
         r"\b(?:had|have|has|saw|seen|through|faced|did|in|was|were)(?: \w+)? (?:exactly |precisely "
         r"|just |pretty much |almost |kind of )?(?:(?:the|that) (?:very |exact(?:ly)? )?same"
         r"|a (?:very )?similar|something (?:very )?similar|the identical|this exact|exactly this"
         r"|this same|a \w+ (?:just )?like (?:that|this|yours|him|her)|that too|one like that"
         r"|one of those|the same thing|this too|this as well)\b"),
    Clue(ADVICE, 4.0, "he'd tell you, she used to say",
         r"\b(?:he|she|they|who)(?:'d| would| always| used to) (?:always )?(?:tell you|say|tell me)\b"),
    Clue(ADVICE, 5.5, "that happened to me, years ago, in Germany we",
         r"\b(?:(?:same|that|this|similar)(?: thing| exact thing)? happened (?:to|with|in|at)|i(?:'ve"
         r"| have) been (?:there|in (?:that|your|the same|this|a similar))|been there,? done|i(?:'ve"
         r"| have)? (?:been|went|gone|lived) through|i (?:did|took|went on|read|found) an? (?:course"
         r"|workshop|book|training|class|article|coach)|life.changing|i left (?:a|my) (?:job|post|role"
         r"|place)|i once|we once|(?:a|an|one) \w+ (?:like that )?once\b|years ago|a few years back"
         r"|back in the day|i (?:was|worked as|trained as) an? \w+(?: \w+)? (?:for|in|at|when|before) "
         r"|i used to (?:work|have|be|do|think|manage|run)|in my (?:case|day|time|country|trust|school"
         r"|team|company|council|firm|charity|department|organisation|sector|world|twenties)"
         r"|in our (?:case|trust|school|team|company|council|firm|charity|department|organisation|sector"
         r"|office|place|plant|lab)|in (?:germany|france|poland|india|italy|spain|holland|sweden|ireland"
         r"|scotland|america|my home country)|we (?:had|have|got|did) (?:that|this|it)\b.{0,20}\b(?:too"
         r"|as well|also|once|before|in \w+)|my (?:sister|brother|wife|husband|friend|mum|dad|cousin"
         r"|neighbour|mate|colleague)(?: \w+)? (?:had|went|did|was|got|left|took|tried))\b"),
    Clue(ADVICE, 5.5, "what worked was, what you need is",
         r"\bwhat (?:really |finally |actually |always )?(?:works?|worked|helps?|helped|sorted|saved"
         r"|changed|did it|made|fixed|got|does it)\b.*\b(?:is|was|were)\b|\bwhat (?:i|we) (?:did|do|found"
         r"|learned|learnt|ended up|eventually did|would do|tend to do)(?: \w+){0,3} (?:was|is|that)\b"
         r"|^what (?:you|they|he|she) (?:really |actually |just )?(?:need|needs|want|have|lack|should"
         r"|must|could)\b"),
    Clue(ADVICE, 4.5, "and it changed everything",
         r"\b(?:it|that|this|which|and|things|everything|everyone|nobody|two weeks later"
         r"|within \w+ \w+)(?: \w+){0,2} (?:changed everything|worked|works|fixed|sorted|solved|settled"
         r"|helped|transformed|turned (?:it|things) (?:round|around)|saved|made (?:all|a huge|a big|such"
         r"|the) |does the|did the trick|worked wonders|works wonders|works a treat|calmed|stopped"
         r"|paid off|looked back|noticed|got on with it|improved|halved|doubled|did wonders)\b"),
    Clue(ADVICE, 3.0, "makes all the difference, I learned that",
         r"\b(?:makes? (?:all the|a huge|a big) difference|works? (?:a treat|wonders|well|every time"
         r"|brilliantly)|worked (?:a treat|wonders|well|brilliantly|for (?:me|us))|(?:helped|saved"
         r"|works for) (?:me|us)|nobody (?:looked back|noticed)|never looked back|does the trick"
         r"|did the trick|i (?:always )?(?:found|find|learned|learnt)(?: out)? (?:that|it|people|a|the)"
         r"|(?:solved|fixed|sorted|cured|ended) (?:most|half|all|everything|it)|(?:we|i) found that"
         r"|more than any|i always (?:tell|say|found|find|do|start|ask|put|make)|i swear by|(?:she|he"
         r"|they|we|who) swears? by|\w+ years ago|can't say (?:anybody|anyone)|(?:nobody|no one"
         r"|anybody) misses|fell by|went up|went down|dropped by|rose by|by half)\b"),
    Clue(ADVICE, 5.5, "we switched to, our school uses",
         r"^(?:so |well |yeah |and )*(?:we|our (?:\w+ )?(?:school|team|trust|company|council|firm|charity"
         r"|department|practice|surgery|clinic|branch|shop|factory|unit|site|college|faculty|agency"
         r"|service|region|group|hospital|library|museum|parish|bank|startup|lab|board|ceo|head|office"
         r"|place|lot|people|ward|plant|it lot|hr))(?:'ve| have)? (?:just |always |now |simply |finally "
         r"|actually |ended up )?(?:used (?!to\b)|use|keep|rotate|publish|swear by|tried|switched|hired"
         r"|brought in|moved to|went over to|started doing|cut|trained|set up|banned|introduced|moved"
         r"|did away|gave (?:everyone|them|people|her|him)|do (?:a|an|it|this|that|ours)|always|now"
         r"|have a \w+|run a|made (?:it|them|everyone)|rotate|split|solved|scrapped|stopped|started"
         r"|got rid|created|built|outsourced|held|hold|wrote|sent|promoted|reorganised|swapped|adopted"
         r"|implemented|agreed a|ended up)\b"),
    Clue(ADVICE, 2.0, "I hired, I walked away",
         r"\bi (?:just |simply |finally |eventually |always |ended up |even )?(?:hired|used|outlasted"
         r"|quit|resigned|took (?:him|her|them)|sat (?:him|her|them)|told (?:him|her|them) straight"
         r"|wrote (?:him|her|them)|set up|switched|delegated|banned|scrapped|cancelled|started (?:doing|a"
         r"|using)|learned|learnt|went off sick|walked away|put my foot)\b"),
    Clue(ADVICE, 6.0, "I've found that",
         r"\b(?:we|we've|i|i've|i have)(?: always| often| also)? (?:found|learned|learnt)(?: out)? that\b"
         r"|\bi(?:'ve| have)(?: always| often)? (?:found|learned|learnt|noticed|seen)(?: out)? (?:that|it"
         r"|people|a|the|\w+ing)\b"),
    Clue(ADVICE, 4.0, "it's really good for this",
         r"\b(?:it|that|this|they|she|he)(?:'s|'re| is| are| was)(?: really| very| so| quite| pretty"
         r"| all)* (?:good|great|brilliant|excellent|useful|helpful|perfect|ideal|made|free"
         r"|in there) (?:for|at|on|with|in|to read|stuff|on exactly)\b|\b(?:it|that|this) (?:really "
         r"|totally |all )?(?:covers|explains|describes|deals with) (?:this|that|it|exactly)\b"
         r"|\ball in there\b"),
)
# fmt: on
