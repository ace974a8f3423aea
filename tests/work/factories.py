"""What tests ask of work: a person's day out of its rows, and the nightly comparison."""

from salesapp.db import db
from salesapp.work import actions, page
from salesapp.work.rules import Todo


def todo(user, now) -> list[Todo]:
    """Return the lines of a person's day, once what was done is committed."""
    db.session.commit()
    day = page.day(user, now)
    return [*day.own, *day.waiting]


def differences(now) -> int:
    """Return how many rows do not agree with their records; they are mended."""
    db.session.commit()
    return actions.compare(at=now)
