"""Word lists that several tables of clues share, as alternations for a pattern."""

# Verbs of thinking, feeling and ability: a conditional with these opens ("if you trusted them"), with a
# verb of doing it proposes ("if you moved the meeting").
INNER = (
    r"(?:trust|trusted|believe|believed|know|knew|felt|feel|had|have|were|weren't|was|wasn't|could|couldn't|didn't|don't|aren't|are|did nothing|do nothing|did know"
    r"|loved|liked|wanted|cared|really wanted|chose|knew|got what|got everything|succeed|succeeded|failed|fail|win|won|lost|lose|look|looked|imagine|imagined|thought|think|woke|carry on|carried on|keep on|kept on|did it|did that|got it|got this|said nothing changes|see|saw|go on|went on|stay|stayed|need|needed|achieve|achieved|reach|reached|manage|managed|met|did know|do|change|changed)"
)

# Verdicts on people and things; in a yes-or-no question they carry the asker's view.
VERDICT = (
    r"(?:bully|bullying|bullied|jealous|envious|scared|afraid|frightened|terrified|threatened|insecure|unfair|fair|harsh|hard on|wrong|lazy|obvious|better|best|easier|simpler|quicker|safer|wiser|cheaper|sensible|silly"
    r"|controlling|defensive|naive|paranoid|toxic|unreasonable|reasonable|ridiculous|pointless|useless|waste|wasting|selfish|weak|soft|passive|avoiding|hiding|projecting|overreacting|overthinking|exaggerating|micromanaging|micromanager"
    r"|unprofessional|manipulating|manipulative|playing|using you|taking advantage|dishonest|lying|excuse|excuses|denial|too (?:nice|soft|kind|hard|much|late|close|involved|many|big|quick|fast|proud|loyal|comfortable)|to blame|your fault|part of the problem|bottleneck|burnt out|burned out|burnout|depressed|bored|lonely"
    r"|a bit (?:harsh|unfair|late|much|rich|naive|hasty|optimistic|cowardly|risky|extreme)|tired|impostor|perfectionis\w+|mistake|unrealistic|realistic|wise|worth it|the answer|the problem|the real|really about|about (?:power|trust|money|control|respect|ego|you|fear)|testing you|immature|grow up|overdue|generational|rescuing|parenting|mothering)"
)

# People and places that one is sent to.
RESOURCE = (
    r"(?:hr|h r|human resources|the union|your union|union rep|a union|occupational health|oh|your gp|a gp|the gp|acas|a mentor|your mentor|a coach|a lawyer|a solicitor|legal|a therapist|a counsellor|the eap|the regulator|the ombudsman|mediation|a mediator"
    r"|your (?:boss|manager|line manager|director|head|husband|wife|partner|team|peers|colleagues|deputy|predecessor|supervisor)|her boss|his boss|their manager|it support|the governors|the board|the chair|the unions|a consultant|an outside|external|a facilitator)"
)

# The session itself: who speaks, the call, the clock.
SESSION = (
    r"\b(?:mute|muted|unmute|mic|microphone|camera|cameras|wifi|wi-fi|screen|zoom|joining link|link in|in the chat|hear me|see me|hear you|next session|next month's session|this session|the recording|being recorded|recorded|timer|time is it|for time|on time|hand up|hands up|my turn|your turn|whose turn|next turn|turn is it|go first|go next|go last"
    r"|who's next|who is next|next question|last question|the question again|question again|was the question|the question please|what page|repeat (?:the|that|it|your)|say that again|read (?:it|that|the (?:issue|question)) (?:out|again)|read out|minutes left|minute left|more minutes|two minutes|five minutes|break|breakout|a tea|cuppa|loo|coffee break|next round|this round|the round|second round|last round|check.?in|check.?out|go.?round|the agenda for today|same time next|take notes|keep time|keeping time"
    r"|(?:we|can|let's|to) move on to|we move on|moving on|over to (?:you|\w+$|\w+ for)|back to you (?:\w+)$|leave it there|wrap up|join late|drop off|dropped off|dropping off|rejoin|lost connection|connection|(?:you|you're|you've|you|screen|screen's|is \w+) (?:froze|frozen)|(?:got|have|just|still) time for|let \w+ (?:back )?in\b|breaking up|more slowly|slow down|could you speak up|can you speak up|louder|closer to the|turn your|catch that|catch the|missed that|the calendar invite|next date|the doodle|pick up the next|my place|reflections next|typing|the facilitator|shall we start|start again|ready to start|waiting for|is everyone|everybody here|everyone here|can everyone|could everyone|everyone hear)\b"
)
