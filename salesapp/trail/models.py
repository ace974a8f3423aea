"""The entries of the audit trail and the end of their chain. The database itself refuses to edit them."""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    bindparam,
    event,
    select,
    update,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Session, mapped_column

from salesapp.db import INSERTS, Base, UTCDateTime, moment, short
from salesapp.trail.rules import GENESIS


class AuditHead(Base):
    """The end of the chain: one row, locked while an entry is added."""

    __tablename__ = "audit_head"
    __tracked__ = False

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    hash: Mapped[str] = mapped_column(String(64), default="")
    #: What proves that this was the end once; none before the first entry that is hashed with the key.
    mac: Mapped[str | None] = mapped_column(String(64))


class AuditEntry(Base):
    """One event that can neither be edited nor removed; each carries the hash of the one before."""

    __tablename__ = "audit_entry"
    __tracked__ = False
    __table_args__ = (
        Index("ix_audit_entry_object", "object_type", "object_id", "seq"),
        Index("ix_audit_entry_actor_id_seq", "actor_id", "seq"),
        Index("ix_audit_entry_event_seq", "event", "seq"),
    )

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[moment] = mapped_column(UTCDateTime, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    actor_name: Mapped[str | None] = mapped_column(String(50))
    ip: Mapped[str | None] = mapped_column(String(45))
    event: Mapped[short]
    object_type: Mapped[str | None] = mapped_column(String(40))
    object_id: Mapped[int | None]
    object_label: Mapped[str | None] = mapped_column(String(200))
    changes: Mapped[str] = mapped_column(Text, default="{}")
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


# Triggers refuse what any other program tries. The migration carries the same statements; these serve databases that are
# made without migrations (tests).
SQLITE = (
    "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
    "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION audit_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$",
    "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_append_only()",
)

for _dialect, _statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
    for _statement in _statements:
        _ddl = DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect)
        event.listen(AuditEntry.__table__, "after_create", _ddl)


_HEAD = AuditHead.__table__
_READ = select(_HEAD.c.seq, _HEAD.c.hash).where(_HEAD.c.id == 1).with_for_update()
_MOVE = (
    update(_HEAD)
    .where(_HEAD.c.id == 1)
    .values(seq=bindparam("to"), hash=bindparam("digest"), mac=bindparam("proof"))
)
_FOLLOW = _MOVE.where(_HEAD.c.seq == bindparam("known"), _HEAD.c.hash == bindparam("known_digest"))
_EXPECTED = "audit_end"


def lock_end(connection: Connection) -> tuple[int, str]:
    """Return the last entry's number and hash, and hold them until the transaction ends."""
    head = connection.execute(_READ).first()
    if head is None:
        first = INSERTS[connection.dialect.name](_HEAD).values(id=1, seq=0, hash=GENESIS)
        connection.execute(first.on_conflict_do_nothing())
        head = connection.execute(_READ).one()
    return head.seq, head.hash or GENESIS


def move_end(connection: Connection, seq: int, digest: str, mac: str) -> None:
    """Note the entry that is now the last, with what proves it."""
    connection.execute(_MOVE, {"to": seq, "digest": digest, "proof": mac})


def follow_end(connection: Connection, known: tuple[int, str], seq: int, digest: str, mac: str) -> bool:
    """Note the entry that is now the last, where the one before it is still the end, and tell so: it holds the end, too."""
    values = {"known": known[0], "known_digest": known[1], "to": seq, "digest": digest, "proof": mac}
    return connection.execute(_FOLLOW, values).rowcount == 1


def expect_end(session: Session, seq: int, digest: str) -> None:
    """Take the end that a transaction has read with something else; it may have moved by the commit."""
    session.info[_EXPECTED] = session.get_transaction(), (seq, digest)


def expected_end(session: Session) -> tuple[int, str] | None:
    """Return the end that this very transaction has read, once."""
    transaction, end = session.info.pop(_EXPECTED, (None, None))
    return end if transaction is session.get_transaction() else None
