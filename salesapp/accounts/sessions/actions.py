"""Coming in and going out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update

from salesapp.accounts import queries
from salesapp.accounts.models import User
from salesapp.accounts.passwords import rules as passwords
from salesapp.accounts.sessions import rules
from salesapp.accounts.sessions.rules import SignInRefused
from salesapp.db import db, let_go
from salesapp.policies.queries import policy
from salesapp.trail.actions import record
from salesapp.web.once import Submission
from salesapp.words import gettext as _


def enter(username: str, password: str, *, at: datetime, ip: str | None) -> User | SignInRefused:
    """Let a person in or say why not; it locks after too many wrong passwords (4.2). Either is to be committed.

    It ends the present transaction before it hashes, and looks again afterwards: nobody's saving waits for a password.
    """
    user = queries.by_username(username)
    if user is not None and (left := rules.locked_for(user.locked_until, at=at)):
        record("sign_in_failed", user, detail={"why": "locked"}, actor=user)
        return SignInRefused(rules.locked_sentence(left), field="password")
    stored = user.password_hash if user else None
    let_go()
    known = passwords.matches(stored, password)
    fresh = passwords.hash_password(password) if known and passwords.is_outdated(stored or "") else None
    user = queries.by_username(username)
    if user is None or not known or user.password_hash != stored:
        return _wrong(user, username, at=at)
    if not user.active:
        record("sign_in_failed", user, detail={"why": "closed"}, actor=user)
        sentence = _("This account is closed. Ask an administrator.")
        return SignInRefused(sentence, field="username")
    if passwords.has_ended(user.first_password_until, at=at):
        record("sign_in_failed", user, detail={"why": "ended"}, actor=user)
        sentence = _("This one-time password has ended. Ask an administrator for another.")
        return SignInRefused(sentence, field="password")
    _came_in(user, fresh, at=at, ip=ip)
    return user


def prove(user: User, password: str, *, at: datetime) -> SignInRefused | None:
    """Let a person who is signed in type the password once more; wrong ones count to the lock as at sign-in.

    It ends the present transaction before it hashes, and commits a wrong try: nothing slow happens while others wait,
    and what the person was about to do begins afterwards.
    """
    stored, stamp, user_id = user.password_hash, user.session_stamp, user.id
    if left := rules.locked_for(user.locked_until, at=at):
        return SignInRefused(rules.locked_sentence(left), field="password")
    let_go()
    typed = passwords.Compared(
        password, known=passwords.matches(stored, password), stored=stored, stamp=stamp
    )
    person = db.session.get_one(User, user_id, populate_existing=True)
    try:
        passwords.check_unchanged(
            typed, active=person.active, stored=person.password_hash, stamp=person.session_stamp
        )
    except passwords.PasswordRefused as changed:
        return SignInRefused(changed.message, field="password")
    if typed.known:
        return None
    _wrong(person, person.username, at=at)
    db.session.commit()
    return SignInRefused(_("This is not your password. What you typed is kept."), field="password")


def _wrong(user: User | None, username: str, *, at: datetime) -> SignInRefused:
    sentence = _("Name or password is not right.")
    if user is None:
        # people type their password into the wrong box: an unknown name is not written down
        record("sign_in_failed", detail={"why": "unknown name", "length": len(username)})
        return SignInRefused(sentence, field="password")
    failures = _count_failure(user)
    until = rules.lock_after(failures, limit=policy("lock_failures"), minutes=policy("lock_minutes"), at=at)
    record("sign_in_failed", user, detail={"why": "wrong password", "failures": failures}, actor=user)
    if until is None:
        return SignInRefused(sentence, field="password")
    _set(user, failed_count=0, locked_until=until)
    record("lock", user, detail={"until": until.isoformat(timespec="seconds")}, actor=user)
    return SignInRefused(rules.locked_sentence(until - at), field="password")


def _count_failure(user: User) -> int:
    table = User.__table__
    counting = update(table).where(table.c.id == user.id).values(failed_count=table.c.failed_count + 1)
    failures = db.session.execute(counting.returning(table.c.failed_count)).scalar_one()
    db.session.expire(user, ["failed_count"])
    return failures


def _came_in(user: User, fresh_hash: str | None, *, at: datetime, ip: str | None) -> None:
    values: dict[str, Any] = {
        "failed_count": 0,
        "locked_until": None,
        "previous_sign_in_at": user.last_sign_in_at,
        "previous_sign_in_ip": user.last_sign_in_ip,
        "last_sign_in_at": at,
        "last_sign_in_ip": ip,
    }
    if fresh_hash is not None:
        values["password_hash"] = fresh_hash
    if passwords.is_too_old(user.password_changed_at, days=policy("password_days"), at=at):
        values["must_change_password"] = True
    _set(user, **values)
    record("sign_in", user, actor=user)


def _set(user: User, **values: Any) -> None:
    """Write sign-in bookkeeping past the version of the account, so that nobody's open form becomes stale."""
    table = User.__table__
    db.session.execute(update(table).where(table.c.id == user.id).values(**values))
    db.session.expire(user, list(values))


def end_session(session_id: str, *, at: datetime) -> None:
    """End one session for good: a copy of its cookie opens nothing any more."""
    own = session_id.split(":", 2)[2:]
    if own:
        db.session.add(Submission(token=f"out:{own[0]}"[:40], at=at))
