"""Clues of advice in statements: what the presenter should do, and what the speaker makes of it."""

from core.rules.questions.check._clue import Clue, Label
from core.rules.questions.check._vocabulary import ADVERB, COMMAND, GROUP, ME, SOFT, VERDICT

ADVICE = Label.ADVICE

# fmt: off
TO_DO = (
    Clue(ADVICE, 4.5, "you should, you need to, you could",
         rf"\byou(?:'ll| will| really| do)? {ADVERB}(?:should|shouldn't|need|needs|must|mustn't|ought"
         rf"|have to|have got to|has to|had better|'d better|want to|might want|may want|could|can always"
         rf"|can just|might|shall|needn't)\b(?! (?:have been|be (?:so )?(?:tired|exhausted|proud"
         rf"|going through|feeling)|feel|not be)\b)"),
    Clue(ADVICE, 4.0, "you'd better, you can't, you'll never",
         r"\byou(?:'ve got to|'ve to|'d better|'d be (?:better|mad|wise|well|crazy|happier|surprised"
         r"|amazed)|'re better off|'ll have to|'ll need|'ll never|'ll only|'ll lose|'ll end up|'ll regret"
         r"|'ll find|'ll see| can't| don't have to| don't need| won't get| won't)\b"),
    Clue(ADVICE, 3.0, "they should, somebody must",
         rf"\b(?:he|she|they|someone|somebody|the \w+|your \w+|head office|management|hr|it|this|that"
         rf"|nobody|everyone|both of you) {ADVERB}(?:should|shouldn't|must|mustn't|ought to|needs? to"
         rf"|has to|have to)\b"),
    Clue(ADVICE, 3.0, "the board ought to",
         rf"\b(?:your|the|that|this|their) \w+(?: \w+)? {ADVERB}(?:should|shouldn't|must|ought|needs?"
         rf"|has to|have to)\b"),
    Clue(ADVICE, 6.0, "I'd call him",
         rf"\bi(?:'d| would) {ADVERB}(?!have the (?:courage|nerve|guts|heart|strength|energy|time|money)"
         rf"|dare|say\b|like|love|rather|been|never (?:thought|seen|heard|have|have the|be able|dare"
         rf"|known|dreamt|want)|thought|hoped|forgotten|gone|said i|asked|told|had|got|better"
         rf"|have (?:thought|liked|loved|said so|been|hoped|to)|be (?:lost|happy|glad|grateful|interested"
         rf"|curious)|need|want|hate|say so|imagine|agree|prefer|appreciate|\w+ed\b|\w+n't)(?!been)\w+"),
    Clue(ADVICE, 4.0, "I'd say, I wouldn't",
         r"\bi(?:'d| would)(?: just| honestly)? (?:say (?!about|around|roughly|yes|no\b|mostly|so\b|half"
         r"|a (?:third|quarter))|recommend|suggest|advise|be (?:careful|very careful|inclined|wary"
         r"|tempted|upfront|honest|straight|blunt|clear)|go|have (?:a (?:word|chat|talk)|it out|thought"
         r"|gone|told|said))\b|\bi wouldn't\b"),
    Clue(ADVICE, 4.5, "if I were you, in your shoes",
         r"\bif (?:i (?:was|were) (?:you|in)|it (?:was|were) (?:me|my|mine|up to me)|that (?:was"
         r"|were) me)\b|\bin your (?:shoes|position|place|situation)\b"),
    Clue(ADVICE, 7.0, "my advice is, my experience is",
         r"^(?:so |well |honestly |and )?my (?:\w+ )?(?:advice|suggestion|tip|view|take|opinion"
         r"|experience|hunch|guess|recommendation|feeling is|two (?:cents|pence)|theory|suspicion|bet"
         r"|instinct|rule (?:is|of thumb))\b"),
    Clue(ADVICE, 6.0, "I suggest, I recommend",
         r"\bi(?:'d| would|'m going to)? ?(?:\w+ )?(?:suggest|recommend|advise|urge|propose|reckon|bet"
         r"|suspect|guarantee|promise you)\b"),
    Clue(ADVICE, 4.5, "a command: Talk to him.",
         rf"^{SOFT}(?!(?:go|hold|hang|carry|come) on\b|go ahead|take (?:your|all the) time|bear with"
         rf"|give me|let me|let us|let's|excuse me|see you|have a (?:good|nice|lovely)|wait for me"
         rf"|see what you mean){COMMAND}\b(?! (?:of|is|was|that's|isn't|the word)\b)"),
    Clue(ADVICE, 2.5, "a name and a command: Ana, talk to him",
         rf"^\w+(?: \w+)?[,:] {SOFT}(?!(?:go|hold|hang|carry|come) on\b|go ahead|take your time|bear with"
         rf"|give me|let me|let us|excuse me){COMMAND}\b"),
    Clue(ADVICE, 2.0, "…, and copy in the head",
         rf"[,;] (?:and |then |so |just |or )*(?:never |always |don't |just )?(?!go on|hold on|hang on"
         rf"|carry on|come on){COMMAND} (?:him|her|them|it|your|the|to|with|a|an|on|from|around|up|out)\b"),
    Clue(ADVICE, 3.0, "worth asking",
         r"\b(?:might|could|would|may|must|it's|is|be|probably|really|well)? ?(?:be )?worth (?:a|an|it"
         r"|checking|asking|trying|getting|having|looking|talking|thinking|\w+ing)\b"),
    Clue(ADVICE, 3.5, "it would be better to, time to",
         r"\b(?:it(?:'s| is| was|'d be| would be| might be| could be| may be)|would be|might be|could be"
         r"|that's|much|far) (?:\w+ )?(?:better|best|necessary|important|essential|high time|about time"
         r"|time to|easier|wise|wiser|quicker|simpler|cheaper|safer|crucial|advisable|a good idea|an idea"
         r"|no use|no point|pointless)\b"),
    Clue(ADVICE, 4.0, "the best way is, one option",
         r"^(?:so |and |well |honestly |but )*(?:(?:in such case |in this case "
         r"|for me )?(?:the )?(?:sometimes |often |usually )?(?:the )?(?:best|easiest|simplest|only"
         r"|safest|first|quickest|most important|smart|sensible|kindest|fairest|cleanest|hardest|wisest"
         r"|right|decent|obvious|bravest) (?:is|to|thing|way|option|move|step|solution|answer|bet"
         r"|approach|course|one)|better (?:to|not|off|still|that)|one (?:thing|option|way|idea|trick"
         r"|possibility|approach))\b"),
    Clue(ADVICE, 2.5, "that would solve it",
         r"\b(?:would|will|'ll|could|might|should|ought to) (?:\w+ )?(?:solve|fix|sort|help|do the trick"
         r"|do it|work|settle|get you|save you|make (?:all|a|the|things|it|life)|clear|calm|free|stop"
         r"|take the|buy you|give you|do wonders|be enough|go a long way)\b"),
    Clue(ADVICE, 3.0, "how about a … without a question",
         r"\b(?:what about|how about) (?:a|an|\w+ing)\b"),
    Clue(ADVICE, 3.5, "there's a book, there's a tool",
         r"\b(?:there's|there is|there are|i(?:'ve)? (?:read|know|saw|heard)(?: of| about)?"
         r"|have a look at|look up|google|check out|search for|read up)\b.{0,40}\b(?:book|books|tool"
         r"|tools|podcast|course|courses|app|template|framework|article|model|called|video|ted talk"
         r"|website|website|guidance|toolkit|theory|method|technique|technology|software|scheme|policy"
         r"|research|study|chapter|blog|workshop)\b"),
    Clue(ADVICE, 3.0, "I'll send you the template",
         r"^(?:i'll|i can|i could|happy to|let me) (?:\w+ )?(?:send|share|forward|lend|introduce"
         r"|put you) (?:you |to you )?.{0,40}\b(?:book|template|article|link|guide|policy|ours|contact"
         r"|in touch|to someone|copy)\b"),
    Clue(ADVICE, 4.0, "maybe a mediator",
         r"^(?:maybe|perhaps|possibly) (?:a|an|the|some|you|it's time|try|just|somebody|someone|they|he"
         r"|she|your|there's|if you|not|more|less|one|two|both)\b(?! i\b)"),
    Clue(ADVICE, 3.0, "unless you, if you",
         r"\b(?:unless|until|as long as|if) you\b(?! (?:count|include|like|want|ask|asked|know|said"
         r"|mentioned|don't mind|can hear))"),
    Clue(ADVICE, 2.0, "your boss, for you",
         r"\b(?:for you|on your (?:side|behalf)|your (?:boss|manager|team|deputy|director|chair|head"
         r"|husband|staff|board|job|role|own|time|people|department|priorities|colleagues|roadmap"
         r"|situation|confidence|ego|face|needs|position|energy|whole))\b"),
    Clue(ADVICE, 2.5, "a thing alone: An away day, off site.",
         r"^(?:maybe |perhaps |just |or |honestly |and |even |simply )*(?:a|an|some|more|less|two|one"
         r"|fewer) (?:(?:\w+ )?\w+,|(?:\w+ ){1,3}\w+(?:,|$| with| for| at| and| every| once| on))"),
    Clue(ADVICE, 3.5, "it helps to, no harm in",
         r"^(?:it|this|that) (?:always |really |often |usually |sometimes )?(?:helps|pays (?:to|off)"
         r"|works|takes (?:two|time|a)|is best|does no harm|can help|never hurts|doesn't hurt"
         r"|costs nothing)\b|\b(?:no harm|nothing wrong|nothing to lose|no shame|a lot to be said"
         r"|something to be said|no point) (?:in|with|by|for)\b"),
    Clue(ADVICE, 2.0, "he needs a …",
         rf"^(?!.*{ME})(?:[\w'-]+ ){{1,3}}(?:needs?|has to|deserves?|wants?) (?:a|an|to|some|more|your"
         rf"|clear|somebody|someone)\b"),
    Clue(ADVICE, 3.0, "that's the cause, your way out",
         r"\b(?:this|that|which|it|here) (?:is|was|'s) (?:the|your|his|her|their) (?:cause|reason|mistake"
         r"|weakness|blind spot|weak spot|downfall|way out|way forward|solution)\b|\bbadly \w+ed\b"),
    Clue(ADVICE, 3.0, "only the chief can",
         r"^only (?:the|a|an|your|you|\w+) (?:\w+ ){0,2}(?:can|could|will|would)\b"),
)

OPINION = (
    Clue(ADVICE, 5.0, "I think he …",
         r"\bi (?:(?:don't|do|really|just|honestly|still|also|can't help|\w+) )?(?:think|feel|believe"
         r"|reckon|suspect|find|guess|sense|bet|figure|imagine|get the (?:feeling|impression|sense)"
         r"|have the (?:feeling|impression)) (?:that |like )?(?:you|you're|you've|he|he's|she|she's|they"
         r"|they're|it's|it is|that's|the|your|this|there|there's|people|what|a|an|most|both|everybody"
         r"|nobody|we all|management)\b(?! (?:i|me|my)\b)"),
    Clue(ADVICE, 9.0, "I don't see how you …",
         r"\bi (?:don't|can't) (?:see|understand|get|believe|think) (?:how|why|what) (?:you|anyone"
         r"|anybody)\b"),
    Clue(ADVICE, 5.0, "I think Tobias is …",
         r"\bi (?:\w+ )?(?:think|believe|suspect|reckon|bet|guess) (?:that )?(?!i\b|i'm\b|i've\b|so\b"
         r"|about\b|we\b|my\b|me\b|both of us|because)\w+(?: \w+)?(?:'s| is| are| has| have| will| would"
         r"| should| needs| wants| might| could| can| does| was)\b"),
    Clue(ADVICE, 5.0, "in my opinion, as I see it",
         r"\b(?:in my (?:opinion|view|experience|book|humble|eyes|mind)|to my mind|as i see it"
         r"|the way i see it|from where i(?:'m| am)? (?:sit|sitting|stand|standing)|imo|imho"
         r"|if you ask me|according to me,?|for me the|for me it's (?:clear|obvious)"
         r"|with (?:all due )?respect|not being funny|no offence|to me it|from (?:what|all) (?:you"
         r"|i)(?:'ve)? (?:said|say|told|tell|heard|hear|described)|from the sound|hearing you"
         r"|listening to you|reading between|my sense is|for what it's worth|honest opinion|(?:as"
         r"|speaking as) an? \w+|nine times out of ten|ninety per ?cent of|if there's one thing"
         r"|call me (?:cynical|old)|frankly|i'm convinced|i'm sure (?:that )?(?:he|she|they|it|you)"
         r"|i have no doubt|no doubt|mark my words|(?:best|only) (?:advice|thing) (?:i|we"
         r"|anyone) (?:ever )?(?:got|was|gave|did|heard)|i'm telling you|trust me|believe me"
         r"|take it from me|i can (?:tell|promise|assure|guarantee) you|let me tell you|i'm afraid (?:you"
         r"|he|she|they|it|that))\b"),
    Clue(ADVICE, 3.5, "sounds like you …",
         r"\b(?:sounds?|looks?|seems?|smells?|strikes me|comes across)(?: to me| more| a bit| a lot"
         r"| very much| rather)* (?:like|as if|as though|that|to me) (?:you|you're|you've|he|he's|she"
         r"|she's|they|they're|it's|it|the|a|an|your|this|there|there's|that|someone|somebody|nobody|burn"
         r"|classic|two|some|management|maybe|bad|poor|\w+ing|constructive|classic)\b"),
    Clue(ADVICE, 4.5, "seems to me",
         r"\b(?:sounds|looks|seems|smells) like .* to me$|\b(?:seems to me|sounds to me|looks to me"
         r"|strikes me)\b"),
    Clue(ADVICE, 3.5, "it's all about power",
         r"^(?:so |and |well |honestly |but |maybe |sorry |look |for me )*(?:it|this|that|all of this"
         r"|all this|the whole thing)(?:'s| is|'s all| is all| all)? (?:(?:really|just|clearly|obviously"
         r"|basically|always|simply|purely|probably|definitely|actually|essentially|surely|more|plainly"
         r"|fundamentally|mostly|ultimately|all) )*(?:about|(?:comes|boils|came) down to|down to)\b"),
    Clue(ADVICE, 3.5, "it's really …, it's basically …",
         r"^(?:so |and |well |honestly |but |maybe |sorry |look |for me )*(?:it|this|that|all of this"
         r"|all this|the whole thing)(?:'s| is) (?:really|just|clearly|obviously|basically|simply|purely"
         r"|definitely|essentially|surely|plainly|fundamentally|ultimately)\b"),
    Clue(ADVICE, 3.0, "it's fear, not laziness",
         r"^(?:it|this|that|he|she)(?:'s| is| was) (?:\w+ ){0,4}\w+,? not (?:\w+ ){0,3}\w+$"),
    Clue(ADVICE, 1.5, "it's a …, it's your …",
         r"^(?:so |and |well |honestly |but |maybe |sorry |look |for me )*(?:it|this|that"
         r"|what you \w+(?: there| here)?)(?:'s| is) (?:a|an|the|your|not a|not)\b"),
    Clue(ADVICE, 3.5, "the problem is, the answer is",
         r"\b(?:the|your|his|her|their|its)(?: (?:real|main|only|whole|underlying|actual|big|biggest|true"
         r"|basic|first|root))? (?:problem|issue|trouble|answer|solution|trick|key|best way|best thing"
         r"|secret|point|fault|mistake|danger|question|root|reason|cause|thing|difficulty|risk|lesson"
         r"|truth)(?: here| there| with \w+(?: \w+)?| for you| to this| to all this| of it| of all this"
         r"| of this| you have| you've got)?(?: is| isn't| lies|'s| comes| was)\b"),
    Clue(ADVICE, 3.0, "classic, simple as that, full stop",
         r"\b(?:classic|textbook|typical|full stop|simple as that|pure and simple|plain and simple"
         r"|end of(?: story)?$|that's all it is|it's as simple as|no two ways|nothing (?:else|more)$"
         r"|happens every time|always the same|every time|as usual|of course (?:he|she|they)|what (?:do"
         r"|did) you expect|by definition|without exception|that's (?:how|why|what|the (?:trouble|problem"
         r"|way)) (?:he|she|they|people|it|you|with|of|bosses|managers)|which is the (?:trouble|problem"
         r"|point)|is the key|it's human nature|we all know|everybody knows)\b"),
    Clue(ADVICE, 2.5, "he clearly …, they're just …",
         r"\b(?:he|he's|she|she's|they|they're|you|you're|it's|that's|your \w+|the \w+|\w+)(?: is| are"
         r"| was)? (?:clearly|obviously|plainly|basically|evidently|simply|probably|definitely|certainly"
         r"|surely|just|bound to|never going to|out to)\b"),
    Clue(ADVICE, 2.5, "people never …, good managers …",
         rf"^(?:{GROUP}|some people|most \w+|a good \w+|good \w+|bad \w+|\w+s like (?:him|her|that|this"
         rf"|them)|people like \w+|a \w+ (?:who|that) \w+)\b"),
    Clue(ADVICE, 2.0, "Controllers think …, finance people hide …",
         r"^(?!this|thanks|yes|cheers|always|sometimes|guess|sounds|makes|looks|works|his\b|it's|that's"
         r"|he's|she's)(?:\w+ )?(?:\w{2,}[a-rt-z]s|people) (?:always |never |only |just |often )?(?:are"
         r"|aren't|don't|do|never|only|can|can't|will|won't|need|want|love|hate|like|think|hide|die|eat"
         r"|take|make|get|know|work|respond|come|go|kill|change|leave|say|see|talk|trust|follow|respect"
         r"|forget|remember|listen|learn|lie|give|hear|feel|fear|find|confuse|thrive|look|tend|prefer"
         r"|expect|stay|run|move|live|break|burn|grow)\b"),
    Clue(ADVICE, 3.0, "whoever controls payroll …",
         r"^(?:every \w+|whoever|whatever you|wherever|those who|anyone who|anybody who|no one who"
         r"|nobody who|the more|the less|the longer|the sooner)\b"),
    Clue(ADVICE, 1.5, "always, never, nobody",
         r"\b(?:always|never|only|nobody|no one|everyone|everybody)\b"),
    Clue(ADVICE, 2.5, "they'll never, won't change",
         r"\b(?:he|she|they|it|nothing|nobody|that|people|(?!i'll\b|i\b|we\b|we'll\b)\w+)(?:'ll"
         r"| will) (?:never|always|only|just|not|soon|eventually|learn|bury|eat|walk|get|come round|thank"
         r"|respect|find|take|end|regret|burn|leave|back)\b|\bwon't (?:respect|change|get|agree|move|work"
         r"|listen|happen|trust|take|stop|make|help|let|give)\b"),
    Clue(ADVICE, 3.0, "you're …, you never …: about the presenter",
         r"^(?:so |and |but |honestly |sorry but |well |no )*(?:you're|you are|you've|you have|you aren't"
         r"|you're not|you don't|you seem|you sound|you look|you keep|you always|you never|you let"
         r"|you care|you know|you give|you take|you make|you already|you were|you did|you think|you want"
         r"|you expect|you treat|you both|you two|you obviously|you clearly|you just|you simply|your"
         r"|yours)\b"),
    Clue(ADVICE, 2.5, "… is jealous: a verdict on people",
         rf"\b(?:is|are|'s|'re|was|being|been|be|feels?|feeling|that|too)(?: \w+){{0,2}} {VERDICT}\b"),
    Clue(ADVICE, 2.0, "she's being …, they're all …",
         r"^(?:so |and |well |honestly |but |sorry but )*(?:he|she|they|he's|she's|they're|it's|this is"
         r"|that's|that was|this whole|the \w+(?: \w+)?|these)(?: is| are|'s|'re| will"
         r"| would)? (?:\w+ing\b|a |an |the |just|all |not |afraid|too |so |bound|out )"),
    Clue(ADVICE, 2.0, "politics, ego, culture",
         r"\b(?:problem|issue|failure|failing|power struggle|power game|politics|breakdown|dynamic|trap"
         r"|culture|syndrome|blame|excuse|red flag|smokescreen|ego|toxic|dysfunctional|mess|theatre"
         r"|nonsense|disgrace|disaster|sabotage|gaslighting|scapegoat|recipe for)\b"),
    Clue(ADVICE, 4.0, "outrageous, bullying, madness",
         r"\b(?:terrible (?:management|leadership|practice|idea|behaviour)|unacceptable|ridiculous"
         r"|disgraceful|outrageous|illegal|out of order|not on$|unprofessional|discrimination|harassment"
         r"|bullying|gaslighting|constructive dismissal|wrong|inexcusable|appalling|bonkers|madness|mad"
         r"|crazy|stupid|nonsense)\b"),
)
# fmt: on
