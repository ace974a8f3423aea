"""What is done to people: they come in, change their password, are given an account, a role, a team."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from salesapp.accounts import passwords, queries, rules
from salesapp.accounts.models import Team, User
from salesapp.accounts.rules import AccountRefused, PasswordRefused, SignInRefused
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.trail.actions import record
from salesapp.web.once import Submission
from salesapp.words import gettext as _


@dataclass(frozen=True)
class Entrance:
    """What became of a try to sign in: the person, or the refusal. Both are to be committed."""

    user: User | None
    refusal: SignInRefused | None = None


def enter(username: str, password: str, *, at: datetime, ip: str | None) -> Entrance:
    """Let a person in or say why not; it locks after too many wrong passwords (4.2)."""
    user = queries.by_username(username)
    if user is not None and (left := rules.locked_for(user.locked_until, at=at)):
        record("sign_in_failed", user, detail={"why": "locked"}, actor=user)
        return Entrance(None, SignInRefused(rules.locked_sentence(left), field="password"))
    if not passwords.matches(user.password_hash if user else None, password):
        return Entrance(None, _wrong(user, username, at=at))
    if not user.active:
        record("sign_in_failed", user, detail={"why": "closed"}, actor=user)
        sentence = _("This account is closed. Ask an administrator.")
        return Entrance(None, SignInRefused(sentence, field="username"))
    _came_in(user, password, at=at, ip=ip)
    return Entrance(user)


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


def _came_in(user: User, password: str, *, at: datetime, ip: str | None) -> None:
    values: dict[str, Any] = {
        "failed_count": 0,
        "locked_until": None,
        "previous_sign_in_at": user.last_sign_in_at,
        "previous_sign_in_ip": user.last_sign_in_ip,
        "last_sign_in_at": at,
        "last_sign_in_ip": ip,
    }
    if passwords.is_outdated(user.password_hash):
        values["password_hash"] = passwords.hash_password(password)
    if rules.is_too_old(user.password_changed_at, days=policy("password_days"), at=at):
        values["must_change_password"] = True
    _set(user, **values)
    record("sign_in", user, actor=user)


def _set(user: User, **values: Any) -> None:
    """Write sign-in bookkeeping past the version of the account, so that nobody's open form becomes stale."""
    table = User.__table__
    db.session.execute(update(table).where(table.c.id == user.id).values(**values))
    db.session.expire(user, list(values))


def change_own_password(user: User, old: str, new: str, *, at: datetime) -> User:
    """Replace a person's own password; all their sessions end."""
    if not passwords.matches(user.password_hash, old):
        raise PasswordRefused(_("This is not your present password."), field="old")
    if old == new:
        raise PasswordRefused(_("The new password is the old one."), field="new")
    rules.check_password(new, username=user.username, name=user.name, field="new")
    _set_password(user, new, first=False, at=at)
    record("password_change", user, actor=user)
    return user


def give_first_password(user: User, password: str, *, by: User, at: datetime) -> User:
    """Give a new first password; all sessions end, the account is unlocked."""
    rules.check_password(password, username=user.username, name=user.name, field="password")
    _set_password(user, password, first=True, at=at)
    record("password_reset", user, actor=by)
    return user


def end_session(session_id: str, *, at: datetime) -> None:
    """End one session for good: a copy of its cookie opens nothing any more."""
    own = session_id.split(":", 2)[2:]
    if own:
        db.session.add(Submission(token=f"out:{own[0]}"[:40], at=at))


def _set_password(user: User, password: str, *, first: bool, at: datetime) -> None:
    user.password_hash = passwords.hash_password(password)
    user.session_stamp = secrets.token_hex(16)
    user.must_change_password = first
    user.password_changed_at = at
    user.failed_count = 0
    user.locked_until = None


def create_user(
    *,
    username: str,
    name: str,
    role: str,
    password: str,
    at: datetime,
    team_id: int | None = None,
    email: str | None = None,
    phone: str | None = None,
    must_change: bool = True,
    by: User | None = None,
) -> User:
    """Open an account with a first password, which must be changed at the first sign-in."""
    username = rules.check_username(username)
    rules.check_place(role, team_id)
    rules.check_password(password, username=username, name=name)
    if queries.by_username(username) is not None:
        raise AccountRefused(_("This sign-in name is taken."), field="username")
    user = User(
        username=username, name=name, role=role, team_id=team_id, email=email, phone=phone, created_at=at,
        password_hash=passwords.hash_password(password), session_stamp=secrets.token_hex(16),
        must_change_password=must_change, password_changed_at=at,
    )  # fmt: skip
    db.session.add(user)
    return user


def change_user(
    user: User,
    *,
    name: str,
    role: str,
    team_id: int | None,
    email: str | None,
    phone: str | None,
    by: User,
    at: datetime,
) -> User:
    """Change what an account is; nobody takes the last administrator's role away."""
    rules.check_place(role, team_id)
    if user.role == "admin" and role != "admin":
        _keep_an_administrator(user, field="role")
    if user.id == by.id and role != user.role:
        raise AccountRefused(_("You cannot change your own role."), field="role")
    user.name, user.role, user.team_id, user.email, user.phone = name, role, team_id, email, phone
    return user


def close_user(user: User, *, by: User, at: datetime) -> User:
    """Close an account: it can no longer sign in, its sessions end, its records stay."""
    if user.id == by.id:
        raise AccountRefused(_("You cannot close your own account."))
    if user.role == "admin":
        _keep_an_administrator(user, field=None)
    user.active = False
    user.session_stamp = secrets.token_hex(16)
    return user


def reopen_user(user: User, *, by: User, at: datetime) -> User:
    """Open a closed account again."""
    user.active = True
    return user


def _keep_an_administrator(user: User, *, field: str | None) -> None:
    others = select(func.count()).where(User.role == "admin", User.active, User.id != user.id)
    if not db.session.scalar(others):
        raise AccountRefused(_("This is the last administrator: name another one first."), field=field)


def change_profile(user: User, *, locale: str | None, theme: str | None, email: str | None) -> User:
    """Keep a person's own choices: language, light or dark, address for mails."""
    user.locale, user.theme, user.email = locale, theme, email
    return user


def create_team(*, name: str) -> Team:
    """Found a sales team."""
    _check_team_name(name, None)
    team = Team(name=name)
    db.session.add(team)
    return team


def change_team(team: Team, *, name: str, active: bool) -> Team:
    """Rename a team, or close one that nobody works in."""
    _check_team_name(name, team.id)
    if team.active and not active and queries.team_size(team.id):
        raise AccountRefused(_("People still work in this team: move them first."), field="active")
    team.name, team.active = name, active
    return team


def _check_team_name(name: str, team_id: int | None) -> None:
    same = select(Team.id).where(func.lower(Team.name) == name.lower(), Team.id != (team_id or 0))
    if db.session.scalar(same) is not None:
        raise AccountRefused(_("There is a team of this name already."), field="name")
