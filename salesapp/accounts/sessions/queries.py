"""Whose session it is, where else they are signed in, and who has to wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, select

from salesapp.accounts.belongings.queries import note_seen
from salesapp.accounts.models import User
from salesapp.accounts.sessions import rules
from salesapp.accounts.sessions.models import SignedIn, SignInDelay
from salesapp.db import ConfigStamp, db
from salesapp.trail.models import AuditHead, expect_end
from salesapp.web import cache, params

#: A person, the stamp that every page asks for too, whether this very session goes on, and the trail's end for who saves.
_SIGNED_IN = (
    select(
        User,
        select(ConfigStamp.version).scalar_subquery(),
        exists().where(SignedIn.mark == bindparam("mark"), SignedIn.ended_at.is_(None)),
        AuditHead.seq,
        AuditHead.hash,
    )
    .outerjoin(AuditHead, AuditHead.id == 1)
    .where(User.id == bindparam("id"))
)


def load_user(session_id: str) -> User | None:
    """Return the person of a session, or None where it was ended, or the password or account changed since."""
    user_id, _, rest = session_id.partition(":")
    stamp, _, own = rest.partition(":")
    asked = {"id": params.id_or(user_id, 0), "mark": rules.mark_of(own)}
    found = db.session.execute(_SIGNED_IN, asked).first()
    if found is None:
        return None
    user, version, goes_on, seq, last = found
    cache.expect(version or 0)
    if last:
        expect_end(db.session(), seq, last)
    if not (user.active and user.session_stamp == stamp and (goes_on or not own)):
        return None
    note_seen(db.session(), user.id)
    return user


def open_sessions(user: User, *, here: str, hours: int, at: datetime) -> Sequence[rules.Session]:
    """Return where a person is signed in, the session of this very request first; ``here`` is its id."""
    mark = own_mark(here)
    query = (
        select(SignedIn)
        .where(SignedIn.user_id == user.id, SignedIn.stamp == user.session_stamp, SignedIn.ended_at.is_(None))
        .where(SignedIn.started_at > at - timedelta(hours=hours))
        .order_by(SignedIn.id.desc())
    )
    rows = sorted(db.session.scalars(query), key=lambda row: row.mark != mark)
    return [
        rules.Session(row.id, row.device or "", row.ip or "", row.started_at, row.mark == mark)
        for row in rows
    ]


def own_mark(session_id: str) -> str:
    """Return what stands for the token of a session id."""
    return rules.mark_of("".join(session_id.split(":", 2)[2:]))


def delays(marks: Sequence[str]) -> dict[str, datetime]:
    """Return until when each of some marks has to wait, where it has."""
    query = select(SignInDelay.mark, SignInDelay.until).where(
        SignInDelay.mark.in_(marks), SignInDelay.until.is_not(None)
    )
    return {mark: until for mark, until in db.session.execute(query) if until}
