"""Who has to show a second step, and what comes before an address opens."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import request, session

from salesapp.accounts.factors import rules
from salesapp.accounts.models import User
from salesapp.policies.queries import policy
from salesapp.rights import access
from salesapp.rights.rules import GUARDED
from salesapp.web import clock
from salesapp.web.guard import READING


def must_show(person: User) -> bool:
    """Tell whether a person has to show a second step at sign-in, by the setting in force."""
    return rules.must_show(policy("second_step"), leads=person.role in GUARDED)


def duty(person: User, endpoint: str) -> str | None:
    """Return the page that a person has to see to before an address opens: a password of their own, a second step."""
    if endpoint in access.first_steps():
        return None
    if person.must_change_password:
        return "passwords.edit"
    if not person.second_step and not endpoint.startswith("factors.") and must_show(person):
        return "factors.index"
    return None


def proves(person: User, endpoint: str) -> bool:
    """Tell whether the second step is to be shown again: it was a while ago, and money or people are set here."""
    if not person.second_step or endpoint not in access.proved():
        return False
    shown = session.get("proved")
    proved = datetime.fromtimestamp(shown, UTC) if shown else None
    return not rules.is_open(proved, reading=request.method in READING, at=clock.now())
