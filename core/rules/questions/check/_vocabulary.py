"""Word lists that the tables of clues share, each a pattern of alternatives."""

# fmt: off
# Words of somebody who speaks of themself.
ME = (
    r"\b(?:i|i'm|i've|i'd|i'll|me|my|myself|mine|we|we're|we've|we'd|we'll|us|our|ours)\b"
)

# Verbs of thinking, feeling and ability: a conditional with these opens ("if you trusted them"), with a
# verb of doing it proposes ("if you moved the meeting").
INNER = (
    r"(?:trust|trusted|believe|believed|know|knew|felt|feel|had|have|were|weren't|was|wasn't|could|couldn't"
    r"|didn't|don't|aren't|are|did nothing|do nothing|did know|loved|liked|wanted|cared|really wanted|chose"
    r"|knew|got what|got everything|succeed|succeeded|failed|fail|win|won|lost|lose|look|looked|imagine"
    r"|imagined|thought|think|woke|carry on|carried on|keep on|kept on|did it|did that|got it|got this"
    r"|said nothing changes|see|saw|go on|went on|stay|stayed|need|needed|achieve|achieved|reach|reached"
    r"|manage|managed|met|did know|do|change|changed)"
)

# An activity ("moving the meeting"), but no state of mind.
DOING = (
    r"(?!(?:be|being|feeling|having|knowing|doing nothing|thinking|trusting|this|that|the|it|morning|evening"
    r"|nothing|something|everything|anything)\b)\w+ing\b"
)

# Base verbs that open a command to the presenter. Verbs of the session itself ("carry on") are outweighed.
COMMAND = (
    r"(?:accept|acknowledge|act|address|admit|agree|aim|allow|apologise|apologize|appeal|apply|appoint"
    r"|approach|arrange|ask|assume|audit|automate|avoid|axe|back her|back him|back off|back them|ban|bargain"
    r"|be|bear|begin|bin|bite|block|book|borrow|breathe|bring|build|buy|call|cancel|carve|catch|cc|challenge"
    r"|change|charge|chase|check|choose|chuck|chunk|clarify|clear|close|coach|come|commit|compare|complain"
    r"|confront|consider|consult|contact|copy|count|cover|crack|create|cut|deal|decide|define|delay|delegate"
    r"|demand|develop|diarise|dig|distance|ditch|divide|do|document|download|draft|draw|drop|dump|earn|ease"
    r"|email|embrace|empathise|employ|empower|encourage|enforce|engage|enlist|enrol|escalate|establish"
    r"|evaluate|examine|expect|experiment|explain|explore|face|feed|fight|figure|file|find|fire|fix|focus"
    r"|follow|force|forget|forgive|formalise|forward|frame|gather|get|give|go|google|grab|grow|hand|hang|have"
    r"|highlight|hint|hire|hit|hold|identify|ignore|improve|inform|insist|inspect|instruct|interview|introduce"
    r"|invent|invest|invite|invoice|involve|join|jot|justify|keep|kick|kill|lay|leak|learn|leave|lend|let|lie"
    r"|limit"
    r"|link|list|listen|lobby|lock|log|look|loop|lose|lower|maintain|make|manage|map|measure|meet|mention"
    r"|mentor|merge|mirror|mix|monitor|move|name|negotiate|nip|nominate|note|nudge|obtain|occupy|offer"
    r"|organise|outsource|own it|own the|pace|pair|park|pause|pay|persuade|phase|phone|pick|pilot|pitch|plan"
    r"|play|pool|post|practise|praise|prepare|present|preserve|press|prioritise|prioritize|probe|promise"
    r"|propose|protect|prove|provide|publicise|publish|pull|punish|pursue|push|put|quit|quote|raise|reach|read"
    r"|realise|reassure|rebuild|reconnect|reconsider|record|recruit|redo|reduce|reframe|refuse|rehearse|reject"
    r"|relax|rely|remember|remind|remove|reopen|reorganise|replace|reply|report|request|require|research|reset"
    r"|resign|resist|resolve|respect|rest|restrict|review|revisit|reward|rewrite|ring|rise|rope|rotate|run"
    r"|sack|satisfy|save|say|scan|schedule|scrap|see|seek|seize|sell|send|separate|set|settle|shadow|shake"
    r"|share|ship|deploy|refactor|shield|shift|show|shut|sign|simplify|sit|skip|sleep|slow|smile|sort|speak"
    r"|specify|spell|spend"
    r"|split|spread|squeeze|stand|standardise|start|stay|steer|step|stick|stop|strike|strip|submit|surround"
    r"|survey|suspend|swap|sweeten|switch|tackle|take|talk|tap|teach|tell|tempt|test|thank|think|threaten"
    r"|throw|tidy|tighten|tour|track|train|transfer|treat|trial|trim|trust|try|turn|tweak|understand|undo"
    r"|unite|unplug|upgrade|use|validate|visit|volunteer|vote|wait|walk|warn|watch|wear|weigh|welcome"
    r"|whistleblow|widen|withdraw|withhold|work|wrap|write|yield)"
)

# What may stand before a command.
SOFT = (
    r"(?:(?:so|and|but|then|also|well|okay|right|honestly|seriously|frankly|look|listen|please|just|simply"
    r"|always|never|maybe|perhaps|definitely|first|instead|don't|do|try to|or|oh|yes|no|tbh|imo|personally"
    r"|sorry but|sorry|mate|easy|you know|obviously|at least|if in doubt|next time|for now"
    r"|in that case)[, ]+){0,4}"
)

# What may stand between "you" and "should".
ADVERB = (
    r"(?:(?:really|just|also|probably|definitely|maybe|perhaps|both|all|simply|always|still|only|clearly"
    r"|honestly|actually|first|then|absolutely|certainly|surely|either|at least|now|never|even) ){0,2}"
)

# Verdicts on people and things; in a question they carry the asker's view.
VERDICT = (
    r"(?:bully|bullying|bullied|jealous|envious|scared|afraid|frightened|terrified|threatened|insecure|unfair"
    r"|fair|harsh|hard on|wrong|lazy|obvious|better|best|easier|simpler|quicker|safer|wiser|cheaper|sensible"
    r"|silly|controlling|defensive|naive|paranoid|toxic|unreasonable|reasonable|ridiculous|pointless|useless"
    r"|waste|wasting|selfish|weak|soft|passive|avoiding|hiding|projecting|overreacting|overthinking"
    r"|exaggerating|micromanaging|micromanager|unprofessional|manipulating|manipulative|playing|using you"
    r"|taking advantage|dishonest|lying|excuse|excuses|denial|too (?:nice|soft|kind|hard|much|late|close"
    r"|involved|many|big|quick|fast|proud|loyal|comfortable)|to blame|your fault|part of the problem"
    r"|bottleneck|burnt out|burned out|burnout|depressed|bored|lonely|a bit (?:harsh|unfair|late|much|rich"
    r"|naive|hasty|optimistic|cowardly|risky|extreme)|tired|impostor|perfectionis\w+|mistake|unrealistic"
    r"|realistic|wise|worth it|the answer|the problem|the real|really about|about (?:power|trust|money|control"
    r"|respect|ego|you|fear)|testing you|immature|grow up|overdue|generational|rescuing|parenting|mothering)"
)

# What one says a situation must be, in sympathy.
FEELING = (
    r"(?:hard|tough|awful|horrible|exhausting|rough|difficult|painful|dreadful|frustrating|lonely|terrible"
    r"|stressful|upsetting|sad|heavy|brave|a lot|grim|miserable|rubbish|brutal|draining|tiring|scary"
    r"|frightening|lovely|wonderful|great|brilliant|amazing|good|nice|fantastic|fun|familiar|so much|intense"
    r"|infuriating|tricky|overwhelming|demoralising|maddening|isolating|hideous|gruelling|no fun)"
)

# Kinds of people of whom general truths are told.
GROUP = (
    r"(?:people|nothing|not every|not all|some|managers|bosses|teams|nobody|no one|everyone|everybody"
    r"|families|residents|carers|patients|tenants|neighbours|drivers|pupils|journalists|inspectors|investors"
    r"|shareholders|graduates|apprentices|trainers|owners|providers|landlords|couples|friends|adults|humans"
    r"|librarians|nerds|volunteers|leaders|academics|founders|doctors|consultants|nurses|teachers|parents"
    r"|politicians|members"
    r"|directors|trustees|developers|engineers|auditors|staff|employees|unions|customers|clients|boards"
    r"|committees|organisations|companies|men|women|kids|children|students|funders|donors|regulators|suppliers"
    r"|partners|lawyers|accountants|contractors|experts|juniors|seniors|newcomers|charities|councils|hospitals"
    r"|schools|universities|banks|restructures|mergers|reorganisations|meetings|emails|policies|heads"
    r"|chief execs|ceos|ctos|bullies|perfectionists|introverts|millennials|head office|hr|management|change"
    r"|trust|culture|conflict|silence|the best teams|good leaders|good managers|bad managers)"
)

# People and places that one is sent to.
RESOURCE = (
    r"(?:hr|h r|human resources|the union|your union|union rep|a union|occupational health|oh|your gp|a gp"
    r"|the gp|acas|a mentor|your mentor|a coach|a lawyer|a solicitor|legal|a therapist|a counsellor|the eap"
    r"|the regulator|the ombudsman|mediation|a mediator|your (?:boss|manager|line manager|director|head"
    r"|husband|wife|partner|team|peers|colleagues|deputy|predecessor|supervisor)|her boss|his boss"
    r"|their manager|it support|the governors|the board|the chair|the unions|a consultant|an outside|external"
    r"|a facilitator)"
)

# The session itself: who speaks, the call, the clock.
SESSION = (
    r"\b(?:mute|muted|unmute|sound gone|the sound (?:has|is|keeps|went|dropped)|doorbell|no sound|lost (?:you"
    r"|sound|audio|video)|audio|mic|microphone|camera|cameras|wifi|wi-fi|screen|zoom|joining link|link in"
    r"|in the chat|hear me|see the chat|all see|all hear|hear us|see me|hear you|next session"
    r"|next month's session|this session|the recording|being recorded|recorded|timer|time is it|for time"
    r"|on time|hand up|hands up|my turn|your turn|whose turn|next turn|turn is it|go first|go next|go last"
    r"|who's next|who is next|next question|last question|the question again|question again|was the question"
    r"|the question please|what page|repeat (?:the|that|it|your)|say that again|read (?:it|that|the (?:issue"
    r"|question)) (?:out|again)|read out|minutes left|rephrase|an echo|before we (?:move|start|finish|close"
    r"|stop)|minute left"
    r"|more minutes|two minutes|five minutes|(?:short|quick|comfort|tea|coffee|minute|minutes|screen) break"
    r"|break now|breakout|a tea|cuppa|loo|coffee break|next round|this round|the round|second round|last round"
    r"|check.?in|check.?out|go.?round|the agenda for today|same time next|take notes|keep time|keeping time"
    r"|(?:we|can|let's|to) move on to|we move on|moving on|over to (?:you|\w+$|\w+ for)|back to you (?:\w+)$"
    r"|leave it there|wrap up|join late|drop off|dropped off|dropping off|rejoin|lost connection|connection"
    r"|(?:you|you're|you've|you|screen|screen's|is \w+) (?:froze|frozen)|(?:got|have|just|still) time for"
    r"|let \w+ (?:back )?in\b|breaking up|more slowly|slow down|could you speak up|can you speak up|louder"
    r"|closer to the|turn your|catch that|catch the|missed that|the calendar invite|next date|the doodle"
    r"|pick up the next|my place|reflections next|typing|the facilitator|shall we start|let's start again"
    r"|ready to start|waiting for|is everyone|everybody here|everyone here|can everyone|could everyone"
    r"|everyone hear)\b"
)
# fmt: on
