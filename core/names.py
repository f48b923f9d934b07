"""Ids and the enums that both rules and words need; no behaviour."""

from enum import StrEnum
from typing import NewType

WorkspaceId = NewType("WorkspaceId", int)
PersonId = NewType("PersonId", int)
SetId = NewType("SetId", int)
SessionId = NewType("SessionId", int)
TurnId = NewType("TurnId", int)
QuestionId = NewType("QuestionId", int)
ActionId = NewType("ActionId", int)

# What a member may write, in characters. The caps hold after escaping, so that any part fits one message of
# every platform (Slack section 3,000, Discord 4,000 a message: platform-facts S6, D5).
ISSUE_CAP = 280
ACTION_CAP = 280
SIGN_CAP = 280
QUESTION_CAP = 600
WORDS_CAP = 1500
NAME_CAP = 80
MOST_ACTIONS = 3  # of one turn, and open at a time beside the turns, for one person in one set (AP1)


class Platform(StrEnum):
    CONSOLE = "console"
    SLACK = "slack"
    DISCORD = "discord"


class Role(StrEnum):
    FACILITATOR = "facilitator"
    PRESENTER = "presenter"
    QUESTIONER = "questioner"
    LISTENER = "listener"
    REFLECTOR = "reflector"
    HOST = "host"
    MEMBER = "member"


class Mode(StrEnum):
    """How a session is held: on a call, typed within the hour, or over days."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    DAYS = "days"


class Reach(StrEnum):
    """Whether somebody may be written to in private, unasked by them."""

    UNASKED = "unasked"
    ASKED = "asked"  # and they have not answered
    YES = "yes"
    NO = "no"
    CLOSED = "closed"  # the platform did not let the bot through; a word of theirs in private opens it again


class Asking(StrEnum):
    """Where a set, or a person for their own actions, is asked how they go."""

    CHANNEL = "channel"
    PRIVATE = "private"
    BOTH = "both"


class Phase(StrEnum):
    """Where a session is, around its turns."""

    PLANNED = "planned"
    STEPS = "steps"  # a first session, at one of its named steps
    CHECK_IN = "check-in"
    PROGRESS = "progress"
    BIDS = "bids"
    TURNS = "turns"
    BREAK = "break"
    REVIEW = "review"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    NOT_MET = "not met"


class Stage(StrEnum):
    """Where a turn is."""

    PRESENTING = "presenting"
    CLARIFYING = "clarifying"
    QUESTIONING = "questioning"
    REFRAMING = "reframing"
    REFLECTING = "reflecting"
    PLANNING = "planning"
    OVER = "over"


class Outcome(StrEnum):
    """How a request was answered."""

    ANSWERED = "answered"
    FORM = "form"
    REFUSED = "refused"  # the rules say no, with the next step
    BUSY = "busy"
    BROKEN = "broken"


class Step(StrEnum):
    """The named steps of a first session."""

    WHO = "who"  # who we are and what we hope
    HOW = "how"  # how a turn goes
    RULES = "rules"  # ground rules, one at a time
    MATTERS = "matters"  # what may be brought, and what leaves the room
    TASTER = "taster"  # a short turn
    DATES = "dates"  # dates and the set's own choices
    CLOSE = "close"


class GroundRule(StrEnum):
    """The rules of the default pack, in the order they are gone through."""

    CONFIDENTIALITY = "confidentiality"
    LIMITS = "limits"
    SAFETY = "safety"
    INTEGRITY = "integrity"
    ATTENDANCE = "attendance"
    AIRTIME = "airtime"
    HONESTY = "honesty"
    RESPECT = "respect"
    RESPONSIBILITY = "responsibility"
    QUESTIONS = "questions"
    NOTES = "notes"


class Act(StrEnum):
    """What may happen in a turn."""

    SAID_ENOUGH = "said enough"
    NEXT = "next"
    BACK = "back"
    TIME_UP = "time is up"
    LAST_ANSWER = "time is up, and a question is open"
    GRACE_OVER = "the question in hand has ended"
    ABSENT = "the presenter is not here"
    OUT_OF_TIME = "what must follow no longer fits"
    EXTEND = "two more minutes"
    MIND = "I mind"
    PAUSE = "pause"
    RESUME = "go on"
    STEP_IN = "step in"
    STOP = "stop"
    SAY_AGAIN = "say it again"
    STILL_SAME = "still the same"
    HEAR = "hear what you noticed"
    IDEAS = "ideas too"
    ENOUGH = "enough, thank you"
    PLANNED = "that is all"
    TOMORROW = "tomorrow is better"
    WEEKEND = "I need the weekend"
    BOT_WAS_AWAY = "the bot was away"


class Level(StrEnum):
    """How challenging the others may be; the presenter chooses (QU13)."""

    GENTLE = "gentle"
    STRAIGHT = "straight"
    BOLD = "bold"


class Coming(StrEnum):
    """What somebody answered about a session."""

    YES = "yes"
    NO = "no"
    LATE = "late"


class ActionStatus(StrEnum):
    """How an action stands, as its owner last said."""

    OPEN = "open"
    MOVING = "moving"
    STUCK = "stuck"
    CHANGED = "changed"
    RESTING = "resting"
    DONE = "done"
    LET_GO = "let go"


class Told(StrEnum):
    """Where an owner said how an action goes: what was said in private stays there."""

    CHANNEL = "channel"
    PRIVATE = "private"
    SESSION = "session"


class AskStep(StrEnum):
    """How far a private talk about one action has come: what stands in the message now."""

    ASKED = "asked"
    ANSWERED = "answered"
    REWORDED = "reworded"
    POSTPONED = "postponed"
    SNOOZED = "snoozed"
    TO_THE_SET = "to the set"
    NOTED = "noted"
    LEARNED = "learned"
    ENOUGH = "enough"
    REOPENED = "reopened"


class Phrase(StrEnum):
    """The sentences an owner may be asked with; `words.actions` has one for each."""

    LOOKING = "looking"
    FIRST_STEP = "first step"
    SINCE_THEN = "since then"
    IN_THE_WAY = "in the way"
    COME_AND_GONE = "come and gone"
    PAST_ITS_DAY = "past its day"
    STILL_MOVING = "still moving"
    MOVED_ON = "moved on"
    WHEN_YOU_MET = "when you met"
    STUCK_STILL = "stuck still"
    LOOSER = "looser"
    NOTICED = "noticed"
    SMALLER_NOW = "smaller now"
    LAST = "last"


class Item(StrEnum):
    """A line of a session's agenda."""

    CHECK_IN = "check-in"
    PROGRESS = "progress"
    BIDS = "bids"
    TURN = "turn"
    BREAK = "break"
    REVIEW = "review"


class QuestionKind(StrEnum):
    """What a question is for (domain.md §6)."""

    CLARIFYING = "clarifying"
    OPEN = "open"
    PROBING = "probing"
    REFLECTIVE = "reflective"
    FEELING = "feeling"
    HYPOTHETICAL = "hypothetical"
    CHALLENGING = "challenging"
    STAKEHOLDER = "stakeholder"
    REFRAMING = "reframing"
    ACTION = "action"
    LEARNING = "learning"


class Hard(StrEnum):
    """The hard situations of a session that a facilitator may want words for (domain.md §9)."""

    ADVICE = "advice"
    LEADING = "leading"
    RAPID = "rapid"
    REPEATED = "repeated"
    ONE_ON_ONE = "one-on-one"
    SILENT = "silent"
    LONG = "long"
    SHIFTED = "shifted"
    SOLVING = "solving"
    UNANSWERED = "unanswered"
    RANK = "rank"
    LATE = "late"
    TIRED = "tired"
    NO_ACTION = "no-action"
    FINISH_UP = "finish-up"
    TOLD = "told"


class No(StrEnum):
    """Why the rules say no. `words.refusals` has a sentence with a next step for each."""

    UNKNOWN_COMMAND = "unknown command"
    MOMENT_PASSED = "moment passed"
    NOT_YOURS = "not yours"
    NOT_IN_SET = "not in set"
    NO_SET_HERE = "no set here"
    ROOM_TAKEN = "room taken"
    NOTHING_OPEN = "nothing open"
    SOMEBODY_PRESENTS = "somebody presents"
    NOT_NOW = "not now"
    EMPTY = "empty"
    TOO_LONG = "too long"
    BUSY = "busy"
    ONLY_FACILITATOR = "only facilitator"
    PAUSED = "paused"
    WHO = "who"
    NOT_DOWN = "not down"
    DAY_UNKNOWN = "day unknown"
    DAY_PAST = "day past"
    DAY_UNCLEAR = "day unclear"
    DAY_OF_ANOTHER_NAME = "day of another name"
    DAY_TOO_FAR = "day too far"
    ACTION_OF_ANOTHER = "action of another"
    ACTION_FOR_ANOTHER = "action for another"
    ACTION_CLOSED = "action closed"
    ENOUGH_ACTIONS = "enough actions"
    NO_ACTION = "no action"
    WHICH_SET = "which set"
    SET_PAUSED = "set paused"
    NOT_IN_THIS_STATE = "not in this state"
    TOO_FEW = "too few"
    TOO_MANY = "too many"
    YOUR_TURN_IS_OPEN = "your turn is open"
    NO_SET_TO_JOIN = "no set to join"
    NO_DATE_LEFT = "no date left"
    SESSION_IS_OPEN = "session is open"
    PAUSE_UNTIL_LATER = "pause until later"
    STAGE_NEEDS_TIME = "stage needs time"
    SET_FULL = "set full"
    NOT_INVITED = "not invited"
    IN_ALREADY = "in already"
    NOBODY_NAMED = "nobody named"
    NOT_A_MEMBER = "not a member"
    FACILITATES_ALREADY = "facilitates already"
    MISREAD = "misread"
    MINUTES_DO_NOT_FIT = "minutes do not fit"
    UNKNOWN_SETTING = "unknown setting"
    NOT_A_NUMBER = "not a number"
    RULES_FIRST = "rules first"
    LAST_RULE = "last rule"
    NO_SUCH_RULE = "no such rule"
    ENOUGH_RULES = "enough rules"
    NO_SUCH_CHOICE = "no such choice"
    RULES_PENDING = "rules pending"
    DRAFT_GONE = "draft gone"
    ASKED_OF_YOU = "asked of you"
    QUESTIONS_LATER = "questions later"
    ASK_ALOUD = "ask aloud"
    ASKED_TWICE = "asked twice"
    NOT_IN_ROUND = "not in the round"
    SOMEBODY_ASKS = "somebody asks"
    QUESTION_PASSED = "question passed"
    SOMEBODY_NOTES = "somebody notes"
    ASKED_TWO = "asked two"
    WORDS_GONE = "words gone"
    NO_ISSUE_KEPT = "no issue kept"
    NO_TIME = "no time"
    MINDED = "minded"
    TIME_PAST = "time past"
    MEETS_THEN = "meets then"
    MEETING_NOW = "meeting now"
    NO_SESSION_THAT_DAY = "no session that day"
    TOLD_ALREADY = "told already"
    BEGUN = "begun"
    REGION_UNKNOWN = "region unknown"
    ANSWER_UNKNOWN = "answer unknown"
    REVIEWING = "reviewing"
    NAME_UNKNOWN = "name unknown"
    NOT_A_COUNT = "not a count"


class Due(StrEnum):
    """What can fall due, on its own clock."""

    NEXT_SESSION = "next session"  # a session to come needs its row
    OPENING = "opening"
    NOBODY = "nobody"  # nobody has pressed or said anything yet
    NOT_MET = "not met"
    QUORUM = "quorum"
    PHASE = "phase"
    STAGE = "stage"
    GIVES_OUT = "gives out"  # a pause has lasted until what follows no longer fits
    QUIET = "quiet"  # two minutes of silence: time to think
    LIMIT = "limit"
    TELL_CHANGE = "tell change"  # a session was moved or cancelled: everybody hears of it
    HOLIDAY = "holiday"  # the next session is on a public holiday
    WEEK_BEFORE = "week before"
    DAY_BEFORE = "day before"  # a person, in private
    HOUR_BEFORE = "hour before"
    PAUSE_OVER = "pause over"  # a set that paused until a day
    RULES_OVER = "rules over"  # the time to answer a proposal of ground rules
    RULES_REMIND = "rules remind"  # they come up in the channel
    LAST_MORNING = "last morning"  # of a week's questions: those not heard from are told
    WORDS_GO = "words go"  # what a turn left in words has been kept long enough
    RULES_ASK = "rules ask"  # those who have not agreed are asked once more
    VOTE_ASK = "vote ask"  # whoever had been written to enough when an end review began is asked now
    VOTE_OVER = "vote over"  # the seven days of an end review
    PREPARE = "prepare"  # somebody who is down may be asked to prepare
    CHECK_IN = "check-in"  # the weekly board in the set's channel
    ASK = "ask"  # a person in private, over all their sets
