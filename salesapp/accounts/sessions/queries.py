"""Whose session it is."""

from __future__ import annotations

from sqlalchemy import bindparam, exists, select

from salesapp.accounts.models import User
from salesapp.db import ConfigStamp, db
from salesapp.web import cache, params
from salesapp.web.once import Submission

#: A person, the stamp that every page asks for too, and whether this very session was ended.
_SIGNED_IN = select(
    User,
    select(ConfigStamp.version).scalar_subquery(),
    exists().where(Submission.token == bindparam("ended")),
).where(User.id == bindparam("id"))


def load_user(session_id: str) -> User | None:
    """Return the person of a session, or None where the password or account changed since."""
    user_id, _, rest = session_id.partition(":")
    stamp, _, own = rest.partition(":")
    found = db.session.execute(_SIGNED_IN, {"id": params.id_or(user_id, 0), "ended": f"out:{own}"}).first()
    if found is None:
        return None
    user, version, ended = found
    cache.expect(version or 0)
    return user if user.active and user.session_stamp == stamp and not (own and ended) else None
