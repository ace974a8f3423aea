"""Who reads a contact record, and who may change or comment on it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, or_, select

from salesapp.accounts.models import User
from salesapp.activities import rules
from salesapp.activities.models import Activity, activity_user
from salesapp.customers import access as customers
from salesapp.db import db
from salesapp.rights.access import may
from salesapp.rights.rules import Role


def visible_to(user: User) -> Select[Activity]:
    """Return the records a person may read: those of the customers they see, and those they took part in."""
    here = activity_user.c.activity_id == Activity.id, activity_user.c.user_id == user.id
    took_part = select(activity_user.c.activity_id).where(*here).correlate(Activity).exists()
    seen = customers.seen_at(Activity.customer_id, user)
    return select(Activity).where(or_(seen, took_part))


def sees(record_id: int, user: User) -> bool:
    """Return whether a person may read one record, and so its photos."""
    query = visible_to(user).where(Activity.id == record_id).with_only_columns(Activity.id)
    return db.session.scalar(query) is not None


def of_customer(customer_id: int, user: User) -> Select[int]:
    """Select the ids of a customer's records that a person may read."""
    return visible_to(user).where(Activity.customer_id == customer_id).with_only_columns(Activity.id)


def check_editor(record: Activity, user: User, at: datetime, *, hours: int) -> None:
    """Refuse a person who may not change this record now."""
    rules.check_edit(
        is_author=record.created_by_id == user.id,
        is_lead=user.role == Role.SUPERVISOR and user.team_id == record.created_by.team_id,
        written_at=record.created_at,
        now=at,
        hours=hours,
    )


def may_edit(record: Activity, user: User, at: datetime, *, hours: int) -> bool:
    """Return whether a person may change this record now."""
    try:
        check_editor(record, user, at, hours=hours)
    except rules.EditRefused:
        return False
    return may(user.role, "activities.update")


def check_commenter(record: Activity, user: User) -> None:
    """Refuse a person's own comment on a record that they wrote."""
    rules.check_comment(is_author=record.created_by_id == user.id)


def may_comment(record: Activity, user: User) -> bool:
    """Return whether a person may comment on this record: those who lead, on the records of others."""
    return may(user.role, "activities.create_comment") and record.created_by_id != user.id
