"""What is done with calendar feeds: a new secret address, which ends the one before; switching it off."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime

from salesapp.accounts.belongings.queries import hold_person
from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.work.feed import queries
from salesapp.work.feed.models import CalendarFeed
from salesapp.work.feed.rules import digest


def renew(user: User, *, numbers: bool = False, at: datetime) -> str:
    """Give a person a new address and return its token, which is stored nowhere; the address before is shut."""
    hold_person(user)
    switch_off(user, at=at)
    token = secrets.token_urlsafe(24)
    db.session.add(
        CalendarFeed(user_id=user.id, token_hash=digest(token), with_numbers=numbers, created_at=at)
    )
    return token


def switch_off(user: User, *, at: datetime) -> None:
    """Shut the address of a person's calendar."""
    feed = queries.of_person(user)
    if feed is not None:
        feed.ended_at = at


def follow_person(user: User, changed: Collection[str], *, by: User, at: datetime) -> None:
    """Shut the address where an account was closed or got a first password anew: whoever has it reads no longer."""
    if {"closed", "first_password"} & set(changed):
        switch_off(user, at=at)
