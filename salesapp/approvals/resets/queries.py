"""Passwords that were given, read: what is held back, and who may vouch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.approvals.resets import rules
from salesapp.approvals.resets.models import PasswordReset
from salesapp.db import db
from salesapp.rights.rules import KEEPER, Role

SHOWN = timedelta(days=30)


def find(reset_id: int) -> PasswordReset | None:
    """Return one password that was given."""
    return db.session.get(PasswordReset, reset_id)


def latest(user_id: int) -> PasswordReset | None:
    """Return the last password that was given to a person."""
    query = select(PasswordReset).where(PasswordReset.user_id == user_id).order_by(PasswordReset.id.desc())
    return db.session.scalars(query.limit(1)).unique().one_or_none()


def recent(at: datetime) -> Sequence[PasswordReset]:
    """Return the passwords given in the last month, the latest first."""
    query = select(PasswordReset).where(PasswordReset.at > at - SHOWN).order_by(PasswordReset.id.desc())
    return db.session.scalars(query).unique().all()


def vouchers(reset: PasswordReset) -> list[User]:
    """Return who may vouch for a password that was given."""
    query = select(User).where(User.active, User.role.in_((*KEEPER, Role.DIRECTOR))).order_by(User.id)
    people = db.session.scalars(query).unique()
    return rules.vouchers(people, person_id=reset.user_id, given_by_id=reset.by_id)
