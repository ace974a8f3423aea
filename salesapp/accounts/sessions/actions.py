"""Coming in and going out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, update

from salesapp.accounts import queries
from salesapp.accounts.models import User
from salesapp.accounts.passwords import rules as passwords
from salesapp.accounts.sessions import rules
from salesapp.accounts.sessions.models import SignedIn, SignInDelay
from salesapp.accounts.sessions.queries import delays, own_mark
from salesapp.accounts.sessions.rules import SignInRefused
from salesapp.db import INSERTS, db, let_go, reached, reading
from salesapp.policies.queries import policy
from salesapp.trail.actions import record
from salesapp.words import gettext as _


def enter(username: str, password: str, *, at: datetime, ip: str | None) -> User | SignInRefused:
    """Return whose name and password these are, or say why nobody comes in; either is to be committed.

    Wrong passwords make their address wait for this name, whether anybody has it or not (4.2): who comes from elsewhere
    does not wait for them. It looks as a reader, ends that before it hashes, and looks again afterwards: nobody's saving
    waits for a password, and of two hundred who come at once none waits for another's saving twice.
    """
    let_go()
    with reading():
        user = queries.by_username(username)
        left = _waits(username, user, at=at, ip=ip)
        stored = user.password_hash if user else None
        let_go()
    if left:
        record("sign_in_failed", user, detail={"why": "waiting"}, actor=user)
        return SignInRefused(rules.waiting_sentence(left), field="password")
    known = passwords.matches(stored, password)
    fresh = passwords.hash_password(password) if known and passwords.is_outdated(stored or "") else None
    user = queries.by_username(username)
    if user is None or not known or user.password_hash != stored:
        return wrong(user, username, at=at, ip=ip)
    if not user.active:
        record("sign_in_failed", user, detail={"why": "closed"}, actor=user)
        sentence = _("This account is closed. Ask an administrator.")
        return SignInRefused(sentence, field="username")
    if passwords.has_ended(user.first_password_until, at=at):
        record("sign_in_failed", user, detail={"why": "ended"}, actor=user)
        sentence = _("This one-time password has ended. Ask an administrator for another.")
        return SignInRefused(sentence, field="password")
    if fresh is not None:
        _set(user, password_hash=fresh)
    return user


def prove(user: User, password: str, *, at: datetime) -> SignInRefused | None:
    """Let a person who is signed in type the password once more; who types wrong ones has to wait, as at sign-in.

    It ends the present transaction before it hashes, and commits a wrong try: nothing slow happens while others wait,
    and what the person was about to do begins afterwards.
    """
    stored, stamp, user_id = user.password_hash, user.session_stamp, user.id
    if waiting := check_waits(user, at=at):
        return waiting
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
    refused = count_wrong_step(person, _("This is not your password. What you typed is kept."), at=at)
    db.session.commit()
    return SignInRefused(refused.message, field="password")


def check_waits(user: User, *, at: datetime) -> SignInRefused | None:
    """Return what is said where a person who is signed in has to wait after wrong passwords or codes."""
    mark = rules.mark_of("prove", str(user.id))
    left = rules.waits(delays([mark]).get(mark), at=at)
    return SignInRefused(rules.waiting_sentence(left), field="password") if left else None


def count_wrong_step(user: User, sentence: str, *, at: datetime) -> SignInRefused:
    """Count a wrong code of a person who is signed in, and return what is said of it."""
    _count(user, [(rules.mark_of("prove", str(user.id)), policy("lock_failures"))], at=at)
    return SignInRefused(sentence, field="code")


def step_waits(user: User, *, at: datetime, ip: str | None) -> SignInRefused | None:
    """Return what is said where this address has to wait for a name, between the password and the second step."""
    left = _waits(user.username, user, at=at, ip=ip)
    return SignInRefused(rules.waiting_sentence(left), field="code") if left else None


def wrong(
    user: User | None, username: str, *, at: datetime, ip: str | None, said: str | None = None
) -> SignInRefused:
    """Count what was wrong, of whomever, and return what is said of it: it tells nobody which names there are."""
    if user is None:
        # people type their password into the wrong box: an unknown name is not written down
        record("sign_in_failed", detail={"why": "unknown name", "length": len(username)})
    here, everywhere = _marks(username, ip)
    limit = policy("lock_failures")
    until = _count(user, [(here, limit), (everywhere, limit * rules.TOGETHER)], at=at)[0]
    sentence = rules.waiting_sentence(until - at) if until else said or _("Name or password is not right.")
    return SignInRefused(sentence, field="password")


def _marks(username: str, ip: str | None) -> tuple[str, str]:
    """Return the marks of a name at one address, and of a name wherever it is tried."""
    name = username.strip().lower()[:40]
    return rules.mark_of("here", name, ip or ""), rules.mark_of("everywhere", name)


def _waits(username: str, user: User | None, *, at: datetime, ip: str | None) -> timedelta | None:
    """Return how long this address waits for a name; one that the person came from before waits for its own tries only."""
    here, everywhere = _marks(username, ip)
    until = delays([here, everywhere])
    familiar = user is not None and ip in (user.last_sign_in_ip, user.previous_sign_in_ip)
    return rules.waits(until.get(here), at=at) or (
        None if familiar else rules.waits(until.get(everywhere), at=at)
    )


def _count(user: User | None, marks: list[tuple[str, int]], *, at: datetime) -> list[datetime | None]:
    """Count one wrong try for each mark, and return until when each waits once its limit is reached."""
    if user is not None:
        failures = _count_failure(user)
        record("sign_in_failed", user, detail={"why": "wrong password", "failures": failures}, actor=user)
    waiting = [_one_more(mark, user, limit=limit, at=at) for mark, limit in marks]
    if user is not None and any(waiting):
        until = max(each for each in waiting if each)
        record("sign_in_delay", user, detail={"until": until.isoformat(timespec="seconds")}, actor=user)
    return waiting


def _one_more(mark: str, user: User | None, *, limit: int, at: datetime) -> datetime | None:
    table = SignInDelay.__table__
    first = INSERTS[db.engine.dialect.name](table).values(
        mark=mark, user_id=user.id if user else None, failures=1, at=at
    )
    counted = case((table.c.at > at - rules.FORGIVEN, table.c.failures + 1), else_=1)
    adding = first.on_conflict_do_update(index_elements=[table.c.mark], set_={"failures": counted, "at": at})
    failures = db.session.execute(adding.returning(table.c.failures)).scalar_one()
    until = rules.wait_after(failures, limit=limit, minutes=policy("lock_minutes"), at=at)
    if until is not None:
        db.session.execute(update(table).where(table.c.mark == mark).values(until=until))
    return until


def _count_failure(user: User) -> int:
    table = User.__table__
    counting = update(table).where(table.c.id == user.id).values(failed_count=table.c.failed_count + 1)
    failures = db.session.execute(counting.returning(table.c.failed_count)).scalar_one()
    db.session.expire(user, ["failed_count"])
    return failures


def lift_delays(user: User) -> None:
    """Let nobody wait any more for wrong passwords of this person, wherever they were typed."""
    db.session.execute(delete(SignInDelay).where(SignInDelay.user_id == user.id))


def come_in(user: User, *, at: datetime, ip: str | None) -> User:
    """Let a person in who has shown all that is asked; counting wrong passwords begins anew."""
    values: dict[str, Any] = {
        "failed_count": 0,
        "previous_sign_in_at": user.last_sign_in_at,
        "previous_sign_in_ip": user.last_sign_in_ip,
        "last_sign_in_at": at,
        "last_sign_in_ip": ip,
    }
    if passwords.is_too_old(user.password_changed_at, days=policy("password_days"), at=at):
        values["must_change_password"] = True
    here, everywhere = _marks(user.username, ip)
    mine = [here, everywhere, rules.mark_of("prove", str(user.id))]
    if delays(mine) or user.failed_count:
        db.session.execute(delete(SignInDelay).where(SignInDelay.mark.in_(mine)))
    _set(user, **values)
    record("sign_in", user, actor=user)
    return user


def _set(user: User, **values: Any) -> None:
    """Write sign-in bookkeeping past the version of the account, so that nobody's open form becomes stale."""
    table = User.__table__
    db.session.execute(update(table).where(table.c.id == user.id).values(**values))
    db.session.expire(user, list(values))


def open_session(user: User, token: str, *, agent: str | None, ip: str | None, at: datetime) -> SignedIn:
    """Write down that a person is signed in on a device; only the browser keeps the token."""
    begun = SignedIn(
        user_id=user.id, mark=rules.mark_of(token), stamp=user.session_stamp, started_at=at, ip=ip,
        device=rules.device_of(agent)[:60],
    )  # fmt: skip
    db.session.add(begun)
    return begun


def end_session(session_id: str, *, at: datetime) -> None:
    """End one session for good: a copy of its cookie opens nothing any more."""
    _end(SignedIn.mark == own_mark(session_id), at=at)


def end_own(user: User, session: int, *, at: datetime) -> None:
    """End one of a person's own sessions; raises SignInRefused where it is none, or over."""
    if not _end(SignedIn.id == session, SignedIn.user_id == user.id, at=at):
        raise rules.no_such_session()
    record("session_end", user, detail={"sessions": 1})


def end_others(user: User, *, here: str, at: datetime) -> int:
    """End all of a person's own sessions but this one; return how many."""
    ended = _end(SignedIn.user_id == user.id, SignedIn.mark != own_mark(here), at=at)
    record("session_end", user, detail={"sessions": ended})
    return ended


def _end(*which: ColumnElement[bool], at: datetime) -> int:
    ending = update(SignedIn).where(*which, SignedIn.ended_at.is_(None)).values(ended_at=at)
    return reached(ending.execution_options(synchronize_session=False))


def forget(*, at: datetime) -> int:
    """Forget sessions and wrong passwords of over a week ago; return how many rows went."""
    week = at - timedelta(days=7)
    return sum(
        reached(statement.execution_options(synchronize_session=False))
        for statement in (
            delete(SignedIn).where(SignedIn.started_at < week),
            delete(SignInDelay).where(SignInDelay.at < week),
        )
    )
