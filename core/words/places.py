"""When a platform does not let the bot open a room or a thread."""

from __future__ import annotations

from collections.abc import Mapping

from core.message import Choice, Choices, Line, Message, Name, Own, Quote, Who
from core.names import SetId
from core.words._say import say


def no_thread(presenter: Who) -> Message:
    text = say(
        "I could not open a thread for {who}'s turn. You can hold it in the room or on a call: I keep the time, and "
        "/als session next goes on.",
        who=presenter,
    )
    return Message("place.no-thread", (text,))


def no_more_thread(presenter: Who) -> Message:
    text = say(
        "The thread of {who}'s turn is gone, or I can no longer speak there. You can go on in the room or on a call: I "
        "keep the time, and /als session next goes on.",
        who=presenter,
    )
    return Message("place.no-more-thread", (text,))


def no_room(name: Own) -> Message:
    text = say(
        "I could not open a room for your set. Open a private one yourself, let me in, and say /als set here there."
    )
    return Message("place.no-room", (text, Quote(name)))


def lost(name: Own) -> Message:
    text = say(
        "I can no longer speak in the room of “{name}”. Let me in again, or say /als set here in another. All that the "
        "set has is kept.",
        name=name,
    )
    return Message("place.lost", (text,))


def left_out(name: Own) -> Message:
    """Something was refused in a room that is there."""
    text = say(
        "There was something to say in the room of “{name}” that was not taken there, so I left it out. Your set goes on; "
        "als doctor tells whoever runs me why.",
        name=name,
    )
    return Message("place.left-out", (text,))


def is_public(of: SetId) -> Message:
    """Before a set uses a room that is open to others."""
    line = say(
        "Whoever likes can come into this channel and read what your set says. A private one is better: open it, let me "
        "in, and say /als set here there."
    )
    anyway = Choice(say("Use it all the same"), "set here", f"set-{of}", (("sure", "yes"),))
    return Message("place.public", (line, Choices((anyway,))))


def reads_along(name: Own, who: Mapping[str, Name], *, shared: bool, public: bool) -> Message:
    """To whoever facilitates: who is in the set's room beside the set. `who` has names by kind."""
    # fmt: off
    lines = {
        "guest":  say("A guest of the workspace: {who}.", who=who.get("guest", Name(""))),
        "other":  say("From another organisation: {who}.", who=who.get("other", Name(""))),
        "app":    say("Another app: {who}.", who=who.get("app", Name(""))),
        "member": say("Not of the set: {who}.", who=who.get("member", Name(""))),
    }
    # fmt: on
    found = [lines[kind] for kind in lines if kind in who]
    if shared:
        found.append(
            say("Another organisation shares this channel, and keeps what is said in it by its own rules.")
        )
    if public:
        found.append(say("The channel is public: whoever likes can come in."))
    head = say("Others than your set can read along in the room of “{name}”.", name=name)
    what = say("You could speak of it with the set, or go on in a room of your own: /als set here")
    return Message("place.reads_along", (head, *found, what))


def platform_busy() -> Message:
    """To whoever leads a session in writing."""
    line = say(
        "Not all that is typed reaches me just now. The buttons do: [Ask], [Next] and the others work."
    )
    return Message("place.busy", (line,))


def here(name: Own) -> Message:
    """In a room that was opened for the set by hand."""
    return Message("place.here", (say("This is the room of “{name}” now.", name=name),))


def no_form() -> Message:
    """A form has to open within seconds of the press, and did not."""
    return Message("place.no-form", (say("The form did not open in time. Press it once more."),))


def form_waits(title: Line, command: str, of: str, args: tuple[tuple[str, str], ...]) -> Message:
    """A form that cannot open by itself just here: a button does."""
    line = say("One more step.")
    return Message("place.form-waits", (line, Choices((Choice(title, command, of, args, main=True),))))


def say_it_on_a_server() -> Message:
    """Asked in a direct message by somebody whom no server's set knows."""
    text = say("I know you from no set yet. Say it in a channel of your server, and I know where you are.")
    return Message("place.nowhere", (text,))


def the_rest() -> Line:
    """In a form, above what may stay as it is."""
    return say("The rest is as most have it. Change what you like.")


def notice_title() -> Line:
    """Above what a form is answered with."""
    return say("Action learning")


def form_done() -> Line:
    return say("OK")


def form_left() -> Line:
    return say("Cancel")


def form_closed() -> Line:
    return say("Close")
