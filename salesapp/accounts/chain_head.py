"""The end of the audit trail: one locked row, so that two who write at once make one chain."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update
from sqlalchemy.engine import Connection

from salesapp.accounts.chain import GENESIS
from salesapp.accounts.models import AuditHead
from salesapp.db import INSERTS

_HEAD = AuditHead.__table__
_READ = select(_HEAD.c.seq, _HEAD.c.hash).where(_HEAD.c.id == 1).with_for_update()
_MOVE = update(_HEAD).where(_HEAD.c.id == 1).values(seq=bindparam("to"), hash=bindparam("digest"))


def lock(connection: Connection) -> tuple[int, str]:
    """Return the last entry's number and hash, and hold them until the transaction ends."""
    head = connection.execute(_READ).first()
    if head is None:
        first = INSERTS[connection.dialect.name](_HEAD).values(id=1, seq=0, hash=GENESIS)
        connection.execute(first.on_conflict_do_nothing())
        head = connection.execute(_READ).one()
    return head.seq, head.hash or GENESIS


def move(connection: Connection, seq: int, digest: str) -> None:
    """Note the entry that is now the last."""
    connection.execute(_MOVE, {"to": seq, "digest": digest})
