"""The page of what the bot may do on a Discord server, from the table in the code."""

from adapters.discord.permissions import PERMISSIONS, bits

WHEN = {
    "always": "always",
    "rooms": "to make the sets' channels",
    "calendar": "for the server's events",
}
HEAD = f"""# Discord: what the bot may do

Made from `adapters/discord/permissions.py` by `make docs`. The invite link of `als doctor discord` asks for all of it
(`permissions={bits()}`), or for the lines marked *always* alone (`permissions={bits(rooms=False, calendar=False)}`). No
privileged intent is asked for: the bot connects with *Guilds* and nothing else.

| permission | when | why |
|---|---|---|
"""


def page() -> str:
    return HEAD + "".join(f"| {p.name} | {WHEN[p.when]} | {p.why} |\n" for p in PERMISSIONS)
