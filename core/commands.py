"""The table of commands. Slack, Discord, the console, `/als help` and `docs/commands.md` all read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum

from core.handlers import drafts, on_message, places, reported
from core.handlers import home as home_page
from core.handlers.actions import adding, after, again, answering, choosing, listing
from core.handlers.agenda import bidding, fitting, preparing, showing, signing, swapping
from core.handlers.calendar import changing, coming, holidays, schedule
from core.handlers.call import Call
from core.handlers.ground import drafting
from core.handlers.learning import notes
from core.handlers.life import (
    beginning,
    contracting,
    ending,
    founding,
    people,
    reaching,
    roles,
    settings,
    unreached,
)
from core.handlers.privacy import words_kept
from core.handlers.questions import answering as questions
from core.handlers.questions import asking, helping, hinting, home, ideas, scribe
from core.handlers.questions import typed as talk
from core.handlers.session import absent, asked, beside, over_days, present
from core.message import Message
from core.ports import Work
from core.request import Ask, Reply
from core.words import help as help_words

Handler = Callable[[Work, Call, datetime], Reply]
Form = Callable[[Work, Call, datetime], Ask | None]


class Group(StrEnum):
    """The area a command is listed under in help."""

    START = "start"
    CALENDAR = "calendar"
    AGENDA = "agenda"
    SESSION = "session"
    ACTIONS = "actions"
    RULES = "rules"
    LEARNING = "learning"
    PRIVACY = "privacy"
    HIDDEN = "hidden"  # pressed or reported by a platform, never typed


@dataclass(frozen=True)
class Arg:
    """A typed option: only people, dates, numbers and choices; free text is the option `words`."""

    name: str
    brief: str
    kind: str = (
        "words"  # words, person, people, date, time, number, zone, choice; action, set: one of their own
    )
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Command:
    """`brief` has at most 45 characters; `example` is what somebody would type after /als."""

    name: str
    group: Group
    brief: str
    handler: Handler
    args: tuple[Arg, ...] = ()
    form: Form | None = None
    example: str = ""
    who: str = "anybody"  # anybody, member, presenter, facilitator: as `docs/commands.md` says it
    fills_in: bool = False  # its form opens with the words in it, rather than only where there are none


def never(work: Work, call: Call, now: datetime) -> Reply:
    """`/als help` is answered by the app, which alone sees the whole table."""
    raise AssertionError(work, call, now)


WORDS = Arg("words", "in your own words")
WHICH = Arg("action", "which of yours", "action")
G = Group
# fmt: off
TABLE: tuple[Command, ...] = (
    # --- start
    Command("home",        G.START,   "What is mine, what is next",        home_page.home),
    Command("help",        G.START,   "What you can ask for",              never, (WORDS,), example="help session"),
    Command("set",           G.START,   "Your set, and all its dates",     contracting.show, who="member"),
    Command("set new",       G.START,   "Found a set",                     founding.new, (WORDS,), form=founding.new_form, example='set new "Ward leaders" every 2 weeks on Tuesday 10:00'),
    Command("set find",      G.START,   "Find a set that is open to others", people.find),
    Command("set join",      G.START,   "Ask to join a set",               people.join),
    Command("set invite",    G.START,   "Invite people to your set",       people.invite, (Arg("people", "who", "people", required=True),), form=people.invite_form, who="facilitator"),
    Command("set here",      G.START,   "Use this room for your set",      places.here, who="facilitator"),
    Command("set begin",     G.START,   "Begin: the dates are laid out",   beginning.begin, who="facilitator"),
    Command("set leave",     G.START,   "Leave your set, without reasons", people.leave, who="member"),
    Command("set role",      G.START,   "Who facilitates, who stands in",  roles.role, (WORDS, Arg("person", "who", "person")), form=roles.form, example="set role @Dora deputy", who="facilitator"),
    Command("set pause",     G.START,   "Pause, until a day or until later", contracting.pause, (Arg("until", "until when", "date"),), form=contracting.pause_form, example="set pause until 5 January", who="facilitator"),
    Command("set resume",    G.START,   "Take it up again",                contracting.resume, who="facilitator"),
    Command("set settings",  G.START,   "What your set chooses for itself", settings.settings, (WORDS,), form=settings.form, example="set settings kept 14", who="facilitator"),
    Command("set function",  G.START,   "Say in a line what you do",       people.function, (WORDS,), form=people.function_form, who="member"),
    Command("set accept",    G.HIDDEN,  "Accept an invitation",            people.accept),
    Command("set decline",   G.HIDDEN,  "Decline an invitation",           people.decline),
    Command("set let-in",    G.HIDDEN,  "Let them in",                     people.let_in),
    Command("set not-now",   G.HIDDEN,  "Not now",                         people.not_now),
    Command("set vote",      G.HIDDEN,  "Go on, or end",                   ending.vote),
    Command("set takeaway",  G.HIDDEN,  "What I take away",                ending.takeaway, form=ending.takeaway_form),
    Command("set renew",     G.HIDDEN,  "Choose the dates",                ending.renew, form=ending.renew_form),
    Command("zone",        G.START,   "Your own time zone",                schedule.zone, (Arg("words", "a city or a region", "zone"),), form=schedule.zone_form, example="zone New York"),
    Command("private",     G.START,   "Whether I may write to you alone",  reaching.private, (Arg("answer", "yes or no", "choice", ("yes", "no")),), example="private no"),
    # --- the calendar
    Command("set schedule", G.CALENDAR, "All your dates",                  schedule.schedule, who="member"),
    Command("set move",     G.CALENDAR, "Move a session",                  changing.move, (WORDS,), form=changing.move_form, example="set move to Thu 4 March 14:00", who="facilitator"),
    Command("set cancel",   G.CALENDAR, "Cancel a session",                changing.cancel, (WORDS,), form=changing.cancel_form, example="set cancel 30 March", who="facilitator"),
    Command("rsvp",         G.CALENDAR, "Say yes, no or late",             coming.rsvp, (Arg("answer", "yes, no or late", "choice", ("yes", "no", "late")),), example="rsvp late", who="member"),
    Command("session brief",   G.HIDDEN, "Agenda and ground rules",        schedule.brief),
    Command("calendar undo",   G.HIDDEN, "Undo",                           changing.undo),
    Command("calendar tell",   G.HIDDEN, "Tell them now",                  changing.tell_now),
    Command("calendar skip", G.HIDDEN, "Cancel it",                      changing.cancel_offered),
    Command("calendar hold",   G.HIDDEN, "Hold it anyway",                 coming.hold),
    Command("calendar keep",   G.HIDDEN, "Keep it",                        holidays.keep),
    # --- actions
    Command("agenda again",   G.HIDDEN,  "It comes back",                     again.again),
    Command("action add",     G.ACTIONS, "Write down what you will do",       adding.add, (WORDS, Arg("by", "by when", "date")), form=adding.form, example="action add Ask the matron to chair by Friday", who="member"),
    Command("action list",    G.ACTIONS, "What is open: yours, or your set's", listing.show),
    Command("action done",    G.ACTIONS, "Say that an action is done",        answering.done, (WHICH,), who="its owner"),
    Command("action update",  G.ACTIONS, "Change an action, its day or sign", answering.changed, (WHICH,), form=answering.change_form, who="its owner"),
    Command("action changed", G.HIDDEN,  "Changed",                           answering.changed, form=answering.change_form),
    Command("action moving",  G.HIDDEN,  "Moving",                            answering.moving),
    Command("action stuck",   G.HIDDEN,  "Stuck",                             answering.stuck),
    Command("action rest",    G.HIDDEN,  "Let it rest",                       answering.rest),
    Command("action reopen",  G.HIDDEN,  "Not done after all",                answering.reopened),
    Command("action let-go",  G.HIDDEN,  "Let it go for good",                answering.let_go),
    Command("action smaller", G.HIDDEN,  "Make it smaller",                   after.smaller, form=after.smaller_form),
    Command("action date",    G.HIDDEN,  "A new date",                        after.date_, form=after.date_form),
    Command("action bring",   G.HIDDEN,  "Take it to the set",                after.bring),
    Command("action snooze",  G.HIDDEN,  "Not now",                           after.not_now),
    Command("action later",   G.HIDDEN,  "Another day",                       after.later, form=after.later_form),
    Command("action note",    G.HIDDEN,  "Add a line for myself",             after.note, form=after.note_form),
    Command("action learned", G.HIDDEN,  "What it taught",                    after.learned, form=after.learned_form),
    Command("action enough",  G.HIDDEN,  "No, thank you",                     after.enough),
    Command("action asking",  G.HIDDEN,  "How I ask you",                     choosing.choose),
    Command("action day",     G.HIDDEN,  "Another day",                       choosing.day),
    # --- ground rules
    Command("rules show",    G.RULES, "Your ground rules",                 drafting.show),
    Command("rules propose", G.RULES, "Propose a rule, or a change",       drafting.propose, (WORDS,), form=drafting.propose_form, example="rules propose Phones stay in the bag", who="member"),
    Command("rules agree",   G.RULES, "Agree to the ground rules",         drafting.agree, who="member"),
    Command("rules remind",  G.RULES, "Say them in the channel",           drafting.remind, form=drafting.remind_form, who="member"),
    Command("rules talk",      G.HIDDEN, "I would like to talk about it",  drafting.talk),
    Command("rules keep",      G.HIDDEN, "Keep it",                        drafting.keep),
    Command("rules leave-out", G.HIDDEN, "Leave it out",                   drafting.leave_out),
    Command("rules reword",    G.HIDDEN, "Change the wording",             drafting.reword, form=drafting.reword_form),
    Command("continue",    G.HIDDEN,  "Go on with what I wrote",           drafts.show),
    Command("person-unreached", G.HIDDEN, "Somebody cannot be written to", unreached.unreached),
    Command("set take-out",  G.HIDDEN,  "Take somebody out",             people.take_out),
    Command("person-changed", G.HIDDEN, "Somebody has a new name",       reported.changed),
    Command("room-seen",   G.HIDDEN,  "Who is in a room",                reported.room_seen),
    Command("platform-busy", G.HIDDEN, "The platform drops lines",       reported.busy),
    Command("room-silent", G.HIDDEN,  "A room did not take something",   places.left_out),
    Command("room-lost",   G.HIDDEN,  "A room is gone",                  places.lost),
    Command("room-failed", G.HIDDEN,  "A place could not be opened",       places.failed),
    # --- people's own words
    Command("issue",            G.PRIVACY, "Words kept of my turns",    words_kept.mine),
    Command("issue hide",       G.PRIVACY, "Take my issue out of the thread", words_kept.hide, who="presenter"),
    Command("issue delete",     G.PRIVACY, "Delete my issue's words",   words_kept.ask_delete, who="presenter"),
    Command("issue delete-now", G.HIDDEN,  "Yes, delete",               words_kept.delete),
    # --- the session
    Command("present",       G.AGENDA,  "Bring an issue, now or next time", again.present, (WORDS,), form=present.form, example="present My team will not delegate"),
    Command("agenda",        G.AGENDA,  "The agenda of the next session",   showing.agenda),
    Command("agenda now",      G.HIDDEN, "Now",                             present.at_once),
    Command("agenda put-down", G.HIDDEN, "Yes, put me down",                signing.put_down),
    Command("agenda leave-it", G.HIDDEN, "No",                              signing.leave_it),
    Command("agenda not-now",  G.HIDDEN, "Not this time",                   signing.not_now),
    Command("agenda prepare",  G.HIDDEN, "Prepare",                         preparing.write, form=preparing.form),
    Command("agenda level",    G.HIDDEN, "How challenging we may be",       preparing.level),
    Command("agenda hear",     G.HIDDEN, "Hear what people noticed",        preparing.hear),
    Command("agenda ideas",    G.HIDDEN, "Ideas too",                       preparing.ideas),
    Command("agenda share",    G.HIDDEN, "What the others see beforehand",  preparing.share),
    Command("agenda check",    G.HIDDEN, "Is it one for the set?",          preparing.check),
    Command("agenda still",    G.HIDDEN, "Yes, still",                      preparing.still),
    Command("agenda bid",      G.HIDDEN, "I have something",                bidding.bid, form=bidding.form),
    Command("agenda prefer",   G.HIDDEN, "Whose time it is",                bidding.prefer),
    Command("agenda fewer",    G.HIDDEN, "Fewer presenters",                fitting.fewer, who="facilitator"),
    Command("agenda shorter",  G.HIDDEN, "Shorter questioning",             fitting.shorter, who="facilitator"),
    Command("agenda longer",   G.HIDDEN, "A longer session",                fitting.longer, who="facilitator"),
    Command("agenda first",    G.HIDDEN, "Who comes first",                 fitting.first, who="facilitator"),
    Command("rota",          G.AGENDA,  "Who presents when, and who has already",   showing.rota),
    Command("rota swap",     G.AGENDA,  "Ask somebody to swap with you",    swapping.ask, (Arg("with", "with whom", "person"),), form=swapping.form, example="rota swap @Ben", who="presenter"),
    Command("rota skip",     G.AGENDA,  "Let this turn go by",              signing.skip, (Arg("who", "whose, if not yours", "person"),), who="presenter"),
    Command("rota keep",     G.HIDDEN,  "Keep the turn",                    signing.keep),
    Command("rota away",     G.HIDDEN,  "Pass it on",                       signing.away),
    Command("rota back",     G.HIDDEN,  "I can after all",                  signing.back),
    Command("rota yes",      G.HIDDEN,  "Yes, swap",                        swapping.agree),
    Command("rota no",       G.HIDDEN,  "No swap",                          swapping.decline),
    Command("session start",     G.SESSION, "Open the session, or go on",      asked.start, who="facilitator"),
    Command("session next",      G.SESSION, "Go on to what comes next",        asked.next_, who="facilitator"),
    Command("session back",      G.SESSION, "Go back one stage",               asked.back, who="facilitator"),
    Command("session extend",    G.SESSION, "Two more minutes here",           asked.extend, who="facilitator"),
    Command("session pause",     G.SESSION, "Stop the clock for a while",      asked.pause, who="presenter or facilitator"),
    Command("session stop",      G.SESSION, "End my turn here, no reasons",    asked.stop, who="presenter"),
    Command("session reflect",   G.SESSION, "Hear what the others noticed",    asked.reflect, who="presenter"),
    Command("session reframe",   G.SESSION, "Say my issue again",              asked.reframe, (WORDS,), form=asked.reframe_form, example="session reframe How do I let go?", who="presenter"),
    Command("session park",      G.SESSION, "Put something aside till the end", beside.park, (WORDS,), form=beside.park_form, example="session park The budget"),
    Command("session step-in",   G.SESSION, "Stop the clock, look at how we go", asked.step_in, who="facilitator"),
    Command("session hand-over", G.SESSION, "Give the facilitator's part away", beside.hand_over, (Arg("to", "to whom", "person", required=True),), example="session hand-over @Ben", who="facilitator"),
    Command("session here",      G.HIDDEN, "I am here",                        asked.here),
    Command("session mode",      G.HIDDEN, "On a call, or in writing",         asked.mode),
    Command("session close",     G.HIDDEN, "Close for today",                  absent.close),
    Command("session enough",    G.HIDDEN, "I have said enough",               asked.enough),
    Command("session tell",      G.HIDDEN,  "Present, over days",              over_days.tell, form=over_days.tell_form),
    Command("session tomorrow",  G.HIDDEN,  "Tomorrow is better",              over_days.tomorrow),
    Command("session weekend",   G.HIDDEN,  "I need the weekend",              over_days.weekend),
    Command("session waiting",   G.HIDDEN,  "Show me the open questions",      over_days.waiting),
    Command("session pass-week", G.HIDDEN,  "I pass this week",                over_days.pass_week),
    Command("session same",      G.HIDDEN, "It is still the same",             asked.same),
    Command("session ideas",     G.HIDDEN, "Ideas too, please",                asked.ideas),
    Command("session thanks",    G.HIDDEN, "Enough, thank you",                asked.thanks),
    Command("session planned",   G.HIDDEN, "That is all",                      asked.planned),
    Command("session mind",      G.HIDDEN, "I mind",                           asked.mind),
    Command("session resume",    G.HIDDEN, "Go on",                            asked.resume),
    Command("session absent",    G.HIDDEN, "The presenter is not here",        asked.absent_presenter),
    Command("session again",     G.HIDDEN, "Take it up again",                 asked.again),
    Command("session help-me",   G.HIDDEN, "Help me with…",                    beside.help_me),
    Command("session help-with", G.HIDDEN, "Words for a hard situation",       beside.help_with),
    Command("session attended",  G.HIDDEN, "That is right",                    beside.attended),
    Command("session attendance", G.HIDDEN, "Who was here",                    beside.attendance, form=beside.attendance_form),
    # --- questions
    Command("ask",               G.SESSION, "Ask your question, in your turn", asking.ask, (WORDS,), form=asking.form, example="ask What would it take?"),
    Command("session pass",      G.SESSION, "Pass, with no reason",            questions.pass_),
    Command("session answer",    G.SESSION, "Answer a question in writing",    questions.answer, (WORDS,), form=questions.form, who="presenter"),
    Command("session note",      G.SESSION, "Note a question for the presenter", scribe.note, (WORDS,), form=scribe.form, who="member"),
    Command("session kept",      G.SESSION, "Questions that you took home",    home.show),
    Command("session help-ask",  G.HIDDEN,  "Help me ask",                     helping.help_ask),
    Command("session scribe",    G.HIDDEN,  "I will note questions",           scribe.take),
    Command("question keep",     G.HIDDEN,  "Keep it",                         questions.keep),
    Command("question go-on",     G.HIDDEN,  "Next",                            questions.next_),
    Command("question as-it-is", G.HIDDEN,  "Ask it as it is",                 asking.as_it_is),
    Command("question keep-idea", G.HIDDEN, "Keep the idea for later",         hinting.keep_idea),
    Command("question no-hints", G.HIDDEN,  "No more hints",                   hinting.no_hints),
    Command("question for-my-turn", G.HIDDEN, "Keep it for my turn",           ideas.for_my_turn),
    Command("question offer",    G.HIDDEN,  "Offer it",                        ideas.offer),
    Command("question let-go",   G.HIDDEN,  "Let it go",                       ideas.let_go),
    Command("question notes",    G.HIDDEN,  "Show me",                         scribe.notes),
    Command("question not-now",  G.HIDDEN,  "Not now",                         scribe.not_now),
    Command("typed",             G.HIDDEN,  "What somebody typed in passing",  talk.typed),
    # --- on a message that stands somewhere: see ON_A_MESSAGE
    Command("message action",    G.HIDDEN, "Make this my action",              adding.add, form=on_message.action_form, fills_in=True),
    Command("message park",      G.HIDDEN, "Park it",                          on_message.park, form=on_message.park_form),
    Command("message ask",       G.HIDDEN, "Help me ask this",                 on_message.ask),
    # --- learning
    Command("learned",        G.LEARNING, "My notes, and a new one",           notes.learned, (WORDS,), example="learned Different is not worse"),
    Command("learned note",   G.HIDDEN, "A note to myself",                    notes.note, form=notes.note_form),
    Command("learned tidy",   G.HIDDEN, "Let a note go",                       notes.tidy),
    Command("learned forget", G.HIDDEN, "Let this note go",                    notes.forget),
)
# fmt: on
COMMANDS: dict[str, Command] = {c.name: c for c in TABLE}
# What a platform offers beside any message, under `brief` as its label (at most 24 characters, S12). The request has
# the message's text as its words, the place where it stands, and the argument `mine=yes` for the asker's own.
ON_A_MESSAGE: tuple[Command, ...] = tuple(c for c in TABLE if c.name.startswith("message "))
# What a platform offers outside any place: the command, and its label.
ANYWHERE: tuple[tuple[str, str], ...] = (("present", "Present my issue"),)
_TYPED = tuple(c.name for c in TABLE if c.group is not Group.HIDDEN)
_GROUPED = {
    word: [n for n in _TYPED if n.endswith(" " + word)] for n in _TYPED if (word := n.partition(" ")[2])
}
ALONE: dict[str, str] = {
    word: names[0] for word, names in _GROUPED.items() if len(names) == 1 and word not in COMMANDS
}


def find(name: str) -> Command | None:
    """The command of this name; a grouped word also works alone where only one group has it."""
    word = " ".join(name.lower().split())
    return COMMANDS.get(word) or COMMANDS.get(ALONE.get(word, ""))


def several(name: str) -> tuple[str, ...]:
    """The commands that a grouped word alone could mean, where more than one group has it."""
    found = _GROUPED.get(name.lower(), []) if name.lower() not in COMMANDS else []
    return tuple(found) if len(found) > 1 else ()


def split(text: str) -> tuple[str, str]:
    """What somebody typed after /als, as a command's name and the words that follow it. An unknown first word is
    the name by itself.
    """
    words = text.strip().split(maxsplit=2)
    if len(words) >= 2 and f"{words[0]} {words[1]}".lower() in COMMANDS:
        return f"{words[0]} {words[1]}".lower(), words[2] if len(words) > 2 else ""
    first, _, rest = text.strip().partition(" ")
    return first.lower(), rest.strip()


def nearest(name: str) -> str:
    """The command that this most resembles, as one would type it; "" when nothing does."""
    typed = {c.name: c.name for c in TABLE if c.group is not Group.HIDDEN} | {
        alone: name for alone, name in ALONE.items() if COMMANDS[name].group is not Group.HIDDEN
    }
    close = get_close_matches(name.lower(), typed, n=1, cutoff=0.6)
    return close[0] if close else ""


# What most people need, in the order in which they meet it.
FIRST = (
    "home",
    "present",
    "agenda",
    "session rsvp",
    "rsvp",
    "action add",
    "action list",
    "rota",
    "set new",
    "help",
)


def help_for(words: str) -> Message:
    """The overview; a group by its word; or one command. Something unknown gets the overview, and is told so."""
    asked = " ".join(words.lower().split())
    topic = about(asked)
    if topic is not None:
        return topic
    command = find(asked) if asked else None
    if command is not None and command.group is not Group.HIDDEN:
        return help_words.one(_entry(command))
    groups = dict.fromkeys(c.group.value for c in TABLE if c.group is not Group.HIDDEN)
    overview = help_words.overview([_entry(COMMANDS[n]) for n in FIRST if n in COMMANDS], list(groups))
    return help_words.no_such(overview) if asked else overview


def about(word: str) -> Message | None:
    """The commands of a group, or those that begin with this word: what somebody typed who left out the rest."""
    listed = [c for c in TABLE if c.group is not Group.HIDDEN]
    found = [c for c in listed if c.group == word] or [c for c in listed if c.name.startswith(f"{word} ")]
    return help_words.group(word, [_entry(c) for c in found]) if word and found else None


def _entry(command: Command) -> help_words.Entry:
    options = tuple((a.name, a.brief) for a in command.args if a is not WORDS)
    return help_words.Entry(command.name, command.brief, command.example, command.who, options)
