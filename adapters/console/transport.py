"""Errands carried to the screen."""

from __future__ import annotations

from typing import assert_never

from adapters.console.screen import Screen, Shown
from core.message import (
    CalendarEvent,
    CloseThread,
    Invite,
    Message,
    OpenRoom,
    OpenThread,
    Reader,
    Revise,
    Say,
    ShowHome,
    Unsay,
)
from core.names import Platform
from core.ports import Later, Parcel, Posted, Receipt, Unreached, Vanished
from core.request import Spot


class ConsoleTransport:
    platform = Platform.CONSOLE

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    async def carry(self, parcel: Parcel) -> Receipt:
        """Deliver once. Raises Later while the console plays a platform that is down, Vanished for an edit of
        what is no longer there.
        """
        if self.screen.down:
            raise Later("the platform is down")
        account = parcel.address.account
        if account in self.screen.closed | self.screen.gone:
            raise Unreached("takes no messages", gone=account in self.screen.gone)
        errand = parcel.errand
        match errand:
            case Say(message=message):
                return self._post(parcel, message)
            case Revise(message=message):
                return self._revise(parcel, message) if parcel.before else self._post(parcel, message)
            case Unsay():
                for posted in parcel.before:
                    self.screen.remove(posted.message)
                return Receipt()
            case OpenRoom():
                return self._open_room(errand.name.words)
            case OpenThread():
                return self._open_thread(parcel, errand)
            case CloseThread() | Invite() | CalendarEvent() | ShowHome():
                return Receipt()  # the console has one room for all, no calendar, and /als home is typed
            case _:
                assert_never(errand)

    def _post(self, parcel: Parcel, message: Message) -> Receipt:
        shown = self._shown(parcel, message, self.screen.number())
        self.screen.show("new", shown)
        return Receipt((Posted(shown.room, shown.id),))

    def _revise(self, parcel: Parcel, message: Message) -> Receipt:
        shown = self._shown(parcel, message, parcel.before[0].message)
        if shown.id not in self.screen.standing:
            raise Vanished
        self.screen.change(shown)
        return Receipt((Posted(shown.room, shown.id),))

    def _shown(self, parcel: Parcel, message: Message, id: str) -> Shown:  # noqa: A002 - the word for it
        a = parcel.address
        reader = Reader(parcel.zone, parcel.language)
        return Shown(id, message, a.room, a.thread, a.account, reader, private=bool(a.account))

    def _open_room(self, name: str) -> Receipt:
        room = "#" + "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())[:40]
        while room in self.screen.rooms:
            room += "-2"
        self.screen.rooms.append(room)
        return Receipt(opened=Spot(Platform.CONSOLE, room))

    def _open_thread(self, parcel: Parcel, errand: OpenThread) -> Receipt:
        thread = f"turn-{errand.turn}"
        self.screen.threads[thread] = parcel.address.room
        shown = self._shown(parcel, errand.title, self.screen.number())
        self.screen.show("opens", shown)
        spot = Spot(Platform.CONSOLE, parcel.address.room, thread)
        return Receipt((Posted(shown.room, shown.id),), spot)
