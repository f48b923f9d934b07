"""What befalls a bot in a guild: places archived, locked and deleted, people leaving, itself thrown out."""

from __future__ import annotations

from tests.fakes.discord import payloads
from tests.fakes.discord.permissions import Overwrite, P
from tests.fakes.discord.world import Channel, Guild, Stored, User, World


def archives(world: World, thread: Channel, *, lock: bool = False) -> None:
    thread.archived, thread.locked, thread.changed = True, lock, world.clock()
    world.tell("THREAD_UPDATE", payloads.channel(world, thread), thread.guild)


def deletes(world: World, channel: Channel) -> None:
    """A channel goes with its threads, and all that was said there."""
    gone = [channel, *(c for c in world.channels.values() if c.parent == channel.id and c.is_thread)]
    for c in gone:
        written = payloads.channel(world, c)
        del world.channels[c.id]
        world.messages[:] = [m for m in world.messages if m.channel != c.id]
        world.tell("THREAD_DELETE" if c.is_thread else "CHANNEL_DELETE", written, c.guild)


def deletes_message(world: World, stored: Stored) -> None:
    world.messages.remove(next(m for m in world.messages if m.id == stored.id))
    guild = world.channels[stored.channel].guild
    gone = {"id": stored.id, "channel_id": stored.channel, **({"guild_id": guild} if guild else {})}
    world.tell("MESSAGE_DELETE", gone, guild)


def forbids(world: World, channel: Channel, *bits: P) -> None:
    """The bot may no longer do this in the channel."""
    mine = next((o for o in channel.overwrites if o.id == world.bot.id), Overwrite(world.bot.id, 1))
    denied = P(0)
    for bit in bits:
        denied |= bit
    made = Overwrite(mine.id, 1, mine.allow & ~denied, mine.deny | denied)
    channel.overwrites = [o for o in channel.overwrites if o.id != mine.id] + [made]
    world.tell("CHANNEL_UPDATE", payloads.channel(world, channel), channel.guild)


def allows(world: World, channel: Channel) -> None:
    """What was forbidden the bot in the channel no longer is."""
    channel.overwrites = [
        Overwrite(o.id, o.kind, o.allow | o.deny) if o.id == world.bot.id else o for o in channel.overwrites
    ]
    world.tell("CHANNEL_UPDATE", payloads.channel(world, channel), channel.guild)


def throws_out(world: World, guild: Guild) -> None:
    """The bot leaves the guild, and with it its role and its overwrites."""
    member = guild.members.pop(world.bot.id)
    for role in member.roles:
        del guild.roles[role]
    for c in world.channels.values():
        if c.guild == guild.id:
            c.overwrites = [o for o in c.overwrites if o.id != world.bot.id]
            c.members.discard(world.bot.id)
    world.tell("GUILD_DELETE", {"id": guild.id}, guild.id)


def invites(world: World, guild: Guild, may: P) -> None:
    """The bot comes (back) into a guild."""
    world.invite(guild, may)
    world.tell("GUILD_CREATE", payloads.guild_create(world, guild), guild.id)


def leaves(world: World, guild: Guild, user: User) -> None:
    del guild.members[user.id]
    for c in world.channels.values():
        if c.guild == guild.id:
            c.members.discard(user.id)
    gone = {"guild_id": guild.id, "user": payloads.user(user)}
    world.tell("GUILD_MEMBER_REMOVE", gone, guild.id)


def revokes(world: World) -> None:
    """Every token of the application is replaced by a new one, as its owner can do at any time."""
    for token in world.tokens:
        world.tokens[token] = False
