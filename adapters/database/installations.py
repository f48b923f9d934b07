"""What lets the bot into workspaces, sealed with the keys that members' words are sealed with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, and_, delete, insert, or_, select, update

from adapters.database import leaving
from adapters.database.cipher import Cipher
from adapters.database.engine import unit
from adapters.database.statements import upsert
from adapters.database.tables import installations, used_up, workspaces
from core.names import Platform
from core.ports import Conflict, Installation

WAIT = 2.0  # seconds for a lock: somebody waits for what the token is needed for
PATIENT = 10.0  # seconds for what must not be lost
C = installations.c
ALL = select(workspaces.c.name.label("named"), installations).join_from(
    installations, workspaces, workspaces.c.id == C.workspace
)


class SqlInstallations:
    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher

    def of(self, workspace: str) -> Installation | None:
        with unit(self._engine, WAIT, writes=False) as connection:
            row = connection.execute(ALL.where(workspaces.c.name == workspace)).first()
        return self._read(row) if row is not None else None

    def all(self, platform: Platform) -> list[Installation]:
        with unit(self._engine, WAIT, writes=False) as connection:
            rows = connection.execute(ALL.where(C.platform == platform.value).order_by(C.workspace)).all()
        return [self._read(row) for row in rows]

    def install(self, installation: Installation, now: datetime) -> None:
        values = {
            "platform": installation.platform.value,
            "name": installation.name[:200],
            "app": installation.app,
            "account": installation.account,
            "bot": installation.bot,
            "scopes": ",".join(sorted(installation.scopes))[:1000],
            "installed": installation.installed,
            "version": installation.version,
            "renewing": None,
            **self._sealed(installation),
        }
        while True:
            try:
                with unit(self._engine, PATIENT) as connection:
                    id_ = leaving.made(connection, installation.workspace)
                    leaving.returned(connection, installation.workspace, now)
                    connection.execute(delete(installations).where(C.workspace == id_))
                    connection.execute(insert(installations).values(workspace=id_, **values))
            except Conflict:
                continue  # somebody has made the workspace, or installed the same, in between
            else:
                return

    def may_renew(self, installation: Installation, now: datetime, until: datetime) -> bool:
        free = or_(C.renewing.is_(None), C.renewing <= now)
        with unit(self._engine, WAIT) as connection:
            query = update(installations).where(_same(installation), free).values(renewing=until)
            return connection.execute(query).rowcount > 0

    def renewed(self, installation: Installation) -> bool:
        values = {"version": installation.version + 1, "renewing": None, **self._sealed(installation)}
        with unit(self._engine, PATIENT) as connection:
            query = update(installations).where(_same(installation)).values(**values)
            return connection.execute(query).rowcount > 0

    def first_use(self, name: str, now: datetime, until: datetime) -> bool:
        u = used_up.c
        with unit(self._engine, WAIT) as connection:
            connection.execute(delete(used_up).where(u.name == name, u.until <= now))
            query = upsert(connection.dialect.name)(used_up).values(name=name, until=until)
            first = query.on_conflict_do_nothing(index_elements=["name"]).returning(u.name)
            return connection.scalar(first) is not None

    def _sealed(self, installation: Installation) -> dict[str, Any]:
        return {
            "token": self._cipher.seal(installation.token),
            "refresh": self._cipher.seal(installation.refresh),
            "expires": installation.expires,
        }

    def _read(self, row: Row[Any]) -> Installation:
        return Installation(
            workspace=row.named,
            platform=Platform(row.platform),
            name=row.name,
            app=row.app,
            account=row.account,
            bot=row.bot,
            scopes=frozenset(s for s in row.scopes.split(",") if s),
            installed=row.installed,
            token=self._cipher.unseal(row.token),
            refresh=self._cipher.unseal(row.refresh),
            expires=row.expires,
            version=row.version,
        )


def _same(installation: Installation) -> Any:
    """It is what is kept, with the tokens that were read."""
    workspace = select(workspaces.c.id).where(workspaces.c.name == installation.workspace).scalar_subquery()
    return and_(
        C.workspace == workspace, C.installed == installation.installed, C.version == installation.version
    )
