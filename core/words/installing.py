"""What the browser says to whoever lets the bot into a workspace."""

from __future__ import annotations

from core.message import Heading, Line, Message, Name
from core.words._say import say


def installed(workspace: Name, platform: Name, command: Name) -> Message:
    return _page(
        "installed",
        say("The bot is in {workspace}", workspace=workspace),
        say("Go back to {platform} and say {command} in any channel: a form opens, and you are founding a set.",
            platform=platform, command=command),
        say("It reads along nowhere. It hears what is said to it, and what is pressed and filled in."),
    )  # fmt: skip


def listening(workspace: Name, platform: Name, command: Name) -> Message:
    """Where the bot was asked to hear what is typed."""
    return _page(
        "installed",
        say("The bot is in {workspace}", workspace=workspace),
        say("Go back to {platform} and say {command} in any channel: a form opens, and you are founding a set.",
            platform=platform, command=command),
        say("It hears what is typed in the private channels that it is let into, and nowhere else."),
    )  # fmt: skip


def cancelled() -> Message:
    return _page(
        "cancelled",
        say("Nothing was installed"),
        say("You left before the end. Whenever you like, begin again."),
    )


def expired() -> Message:
    return _page(
        "expired",
        say("That took more than ten minutes"),
        say("Nothing was installed. Please begin again; it takes one."),
    )


def elsewhere() -> Message:
    """It was begun in another browser, in another tab since, or not with us at all."""
    return _page(
        "elsewhere",
        say("This was not begun here"),
        say("Nothing was installed. Please begin again, and stay in the same browser to the end."),
    )


def used() -> Message:
    return _page(
        "used",
        say("This page was open before"),
        say("Its link works once. If the bot is not in your workspace yet, please begin again."),
    )


def not_taken(platform: Name) -> Message:
    return _page(
        "not-taken",
        say("{platform} did not confirm it", platform=platform),
        say("Nothing was installed. Please begin again."),
    )


def lacking(scopes: Name) -> Message:
    return _page(
        "lacking",
        say("Something that the bot needs was left out"),
        say(
            "It cannot work without {scopes}. Please begin again, and leave the address as it is.",
            scopes=scopes,
        ),
    )


def whole_organisation() -> Message:
    return _page(
        "organisation",
        say("One workspace at a time"),
        say(
            "Nothing was installed. Please begin again, and choose a workspace in place of the whole organisation."
        ),
    )


def unreachable(platform: Name) -> Message:
    return _page(
        "unreachable",
        say("{platform} did not answer", platform=platform),
        say("Nothing was installed. Please begin again in a few minutes."),
    )


def busy() -> Message:
    return _page(
        "busy",
        say("The bot could not write it down"),
        say("Please begin again in a minute."),
    )


def not_ready(command: Name) -> Message:
    return _page(
        "not-ready",
        say("The bot cannot be installed yet"),
        say(
            "Something is not set up on its side. Whoever runs it finds the mend with {command}.",
            command=command,
        ),
    )


def again() -> Line:
    """The link back to the beginning."""
    return say("Begin again")


def no_access() -> Line:
    """To somebody whose press or command could not be heard."""
    return say("I cannot hear you at the moment: my access to this workspace has to be renewed. "
               "Whoever runs me finds the mend with als doctor.")  # fmt: skip


def _page(kind: str, title: Line, *lines: Line) -> Message:
    return Message(f"installing.{kind}", (Heading(title), *lines))
