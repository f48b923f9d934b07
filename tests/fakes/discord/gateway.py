"""The fake gateway: hello, identify, ready, heartbeats, resume, and whatever Discord does to a line."""

from __future__ import annotations

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.fakes.discord import payloads
from tests.fakes.discord.world import Body, World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
GUILDS, MEMBERS, SCHEDULED, MESSAGES, DIRECT_MESSAGES, CONTENT = 1, 1 << 1, 1 << 16, 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = MEMBERS | 1 << 8 | CONTENT
NEEDS = {
    "CHANNEL": GUILDS, "THREAD": GUILDS, "GUILD_CREATE": GUILDS, "GUILD_DELETE": GUILDS, "GUILD_UPDATE": GUILDS,
    "GUILD_ROLE": GUILDS, "GUILD_MEMBER": MEMBERS, "GUILD_SCHEDULED": SCHEDULED,
}  # fmt: skip
IDENTIFIES_A_DAY = 1000
MOST_GUILDS_A_SHARD = 2500
FRAMES_A_MINUTE = 120
OVER = (1000, 1001)  # a bot that closes its line so does not want it back


@dataclass
class Session:
    """What Discord keeps of a bot's line, so that it can be taken up again."""

    id: str
    token: str
    intents: int
    shard: tuple[int, int] = (0, 1)
    seq: int = 0
    sent: list[Body] = field(default_factory=list)
    line: Line | None = None

    def serves(self, guild: str) -> bool:
        """Direct messages, which have no guild, come to shard 0."""
        return (int(guild) >> 22) % self.shard[1] == self.shard[0] if guild else self.shard[0] == 0


class Line:
    """One websocket, compressed as discord.py asks for."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, *, zlib_stream: bool) -> None:
        self.socket = socket
        self._request = request
        self._zlib = zlib.compressobj() if zlib_stream else None
        self._out: asyncio.Queue[Body | None] = asyncio.Queue()
        self._writer = asyncio.ensure_future(self._write())

    def put(self, frame: Body) -> None:
        """Sent in the order given, without waiting."""
        self._out.put_nowait(frame)

    async def _write(self) -> None:
        while (frame := await self._out.get()) is not None:
            if self.socket.closed:
                return
            text = json.dumps(frame)
            if self._zlib is None:
                await self.socket.send_str(text)
            else:
                packed = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)

    async def close(self, code: int) -> None:
        self._out.put_nowait(None)
        await self._writer
        await self.socket.close(code=code)

    async def cut(self) -> None:
        """Without a word, as a network does it."""
        self._writer.cancel()
        if self._request.transport is not None:
            self._request.transport.abort()


class Gateway:
    def __init__(self, world: World, url: str) -> None:
        self.world = world
        self.url = url
        self.shards = 1  # what Discord recommends
        self.sessions: dict[str, Session] = {}
        self.identifies = 0
        self.resumes = 0
        self.heartbeats = 0
        self.refusing = 0  # so many connections are refused before one is taken
        self.answers_heartbeats = True
        self.interval = 41_250  # ms
        self.changed = asyncio.Event()
        world.tell = self.tell

    @property
    def lines(self) -> list[Line]:
        return [s.line for s in self.sessions.values() if s.line is not None]

    async def until_ready(self, identifies: int = 1) -> None:
        """Returns when a session of the bot is open, and it has identified so many times."""
        async with asyncio.timeout(20):
            while not self.lines or self.identifies < identifies:
                self.changed.clear()
                await self.changed.wait()

    # --- the bot's side of the line

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.refusing > 0 or self.world.down:
            self.refusing -= 1
            return web.Response(status=503, text="upstream connect error")
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            self.world.violated(f"gateway: {request.query_string}")
        asked = request.query.get("compress", "")
        if asked not in ("", "zlib-stream"):
            return web.Response(status=400, text=f"no {asked} here")
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        line = Line(socket, request, zlib_stream=asked == "zlib-stream")
        line.put(
            {"op": HELLO, "d": {"heartbeat_interval": self.interval, "_trace": []}, "s": None, "t": None}
        )
        frames: list[float] = []
        session: Session | None = None
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            frames = [t for t in frames if self._now() - t < 60] + [self._now()]
            if len(frames) > FRAMES_A_MINUTE:
                self.world.violated("gateway: over 120 frames a minute")
                await line.close(4008)
            session = await self._frame(line, session, json.loads(message.data))
        if session is not None and session.line is line:
            session.line = None
            if socket.close_code in OVER:
                self.sessions.pop(session.id, None)
        line._writer.cancel()
        self.changed.set()
        return socket

    def _now(self) -> float:
        return self.world.clock().timestamp()

    async def _frame(self, line: Line, session: Session | None, frame: Body) -> Session | None:
        match frame["op"]:
            case 1:
                self.heartbeats += 1
                if self.answers_heartbeats:
                    line.put({"op": ACK, "d": None, "s": None, "t": None})
            case 2:
                return await self._identify(line, frame["d"])
            case 6:
                return await self._resume(line, frame["d"])
            case _ if session is None:
                await line.close(4003)
            case 8:
                if not session.intents & MEMBERS and not frame["d"].get("user_ids"):
                    self.world.violated("gateway: members asked for without the intent")
            case 3 | 4:
                pass
            case op:
                self.world.violated(f"gateway: op {op}")
                await line.close(4001)
        return session

    async def _identify(self, line: Line, d: Body) -> Session | None:
        self.identifies += 1
        world = self.world
        if self.identifies > IDENTIFIES_A_DAY:
            world.violated("gateway: over 1000 identifies a day")
        shard = tuple(d.get("shard") or (0, 1))
        wrong = 0
        if not world.tokens.get(d["token"]):
            wrong = 4004
        elif len(world.guilds) >= MOST_GUILDS_A_SHARD * shard[1]:
            wrong = 4011
        elif not 0 <= shard[0] < shard[1]:
            wrong = 4010
        elif d["intents"] & PRIVILEGED & ~world.privileged:
            wrong = 4014
        if wrong:
            await line.close(wrong)
            return None
        session = Session(f"s{world.number()}", d["token"], d["intents"], shard, line=line)
        self.sessions[session.id] = session
        guilds = [g for g in world.guilds.values() if world.bot.id in g.members and session.serves(g.id)]
        ready = {
            "v": 10,
            "user": payloads.user(world.bot),
            "guilds": [{"id": g.id, "unavailable": True} for g in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(shard),
            "application": {"id": world.app, "flags": 0},
        }
        self._dispatch(session, "READY", ready)
        if session.intents & GUILDS:
            for g in guilds:
                self._dispatch(session, "GUILD_CREATE", payloads.guild_create(world, g))
        self.changed.set()
        return session

    async def _resume(self, line: Line, d: Body) -> Session | None:
        session = self.sessions.get(d["session_id"])
        if session is None or not self.world.tokens.get(d["token"]):
            line.put({"op": INVALID, "d": False, "s": None, "t": None})
            return None
        self.resumes += 1
        session.line = line
        for frame in session.sent:
            if frame["s"] > d["seq"]:
                line.put(frame)
        self._dispatch(session, "RESUMED", {"_trace": []})
        self.changed.set()
        return session

    def _dispatch(self, session: Session, event: str, data: Body) -> None:
        session.seq += 1
        frame = {"op": DISPATCH, "t": event, "s": session.seq, "d": data}
        session.sent.append(frame)
        del session.sent[:-500]
        if session.line is not None:
            session.line.put(frame)

    # --- Discord's side

    def tell(self, event: str, data: Body, guild: str = "") -> None:
        """An event to every session that serves its guild and asked for its kind; kept for those whose line is
        down.
        """
        needs = next((v for k, v in NEEDS.items() if event.startswith(k)), 0)
        if event.startswith("MESSAGE"):
            needs = MESSAGES if guild else DIRECT_MESSAGES
        for session in self.sessions.values():
            if session.serves(guild) and session.intents & needs == needs:
                self._dispatch(session, event, self._seen(session, event, data))

    def _seen(self, session: Session, event: str, data: Body) -> Body:
        """A message without its content, where the bot has not the intent for it (D7)."""
        if not event.startswith("MESSAGE_") or "author" not in data or session.intents & CONTENT:
            return data
        bot = self.world.bot.id
        meant = data["author"]["id"] == bot or any(u["id"] == bot for u in data["mentions"])
        if meant or "guild_id" not in data:
            return data
        return data | {"content": "", "embeds": [], "components": [], "attachments": []}

    async def drop(self) -> None:
        """Every line is cut; the sessions can be resumed."""
        for line in self.lines:
            await line.cut()

    async def close(self, code: int = WSCloseCode.GOING_AWAY) -> None:
        for line in self.lines:
            await line.close(code)

    def reconnect(self) -> None:
        """Discord asks for a new connection, as it does every few hours (op 7)."""
        for line in self.lines:
            line.put({"op": RECONNECT, "d": None, "s": None, "t": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Discord has given the session up (op 9)."""
        for line in self.lines:
            line.put({"op": INVALID, "d": resumable, "s": None, "t": None})
        if not resumable:
            self.sessions.clear()

    def limits(self) -> dict[str, Any]:
        """As GET /gateway/bot answers."""
        left = max(0, IDENTIFIES_A_DAY - self.identifies)
        start = {
            "total": IDENTIFIES_A_DAY, "remaining": left, "reset_after": 86_400_000, "max_concurrency": 1
        }  # fmt: skip
        return {"url": self.url, "shards": self.shards, "session_start_limit": start}
