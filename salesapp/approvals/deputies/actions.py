"""Naming a deputy and ending it: by the person or an administrator (W10–W14)."""

from __future__ import annotations

from datetime import date, datetime

from salesapp.accounts.models import User
from salesapp.approvals.deputies import access, queries, rules
from salesapp.approvals.deputies.models import Deputy
from salesapp.approvals.deputies.rules import DeputyRefused, Standing
from salesapp.db import db
from salesapp.mail.models import queue
from salesapp.policies.queries import policy
from salesapp.words import gettext as _


def name_deputy(
    principal: User, deputy: User, *, starts_on: date, ends_on: date, because: str | None, by: User, today: date,
    at: datetime,
) -> Deputy:  # fmt: skip
    """Let a colleague stand in from a day to a day; both are told."""
    access.check_names(principal, by)
    if not deputy.active or not access.may_stand_in(deputy):
        raise DeputyRefused(_("This colleague cannot decide for others."), field="deputy")
    new = Standing(principal.id, deputy.id, starts_on, ends_on)
    known = [Standing(d.principal_id, d.deputy_id, d.starts_on, d.ends_on) for d in queries.in_force()]
    rules.check(new, known, today=today, passes_on=policy("deputy_passes_on"))
    row = Deputy(
        principal=principal, deputy=deputy, starts_on=starts_on, ends_on=ends_on, because=because,
        created_by_id=by.id, created_at=at,
    )  # fmt: skip
    db.session.add(row)
    for person in (principal, deputy):
        if person.id != by.id:
            words = {"deputy": deputy.name, "principal": principal.name, "first": starts_on, "last": ends_on}
            subject = _("%(deputy)s decides for %(principal)s", **words)
            body = _(
                "From %(first)s to %(last)s, both included, %(deputy)s decides approvals for %(principal)s.",
                **words,
            )
            queue(to=person, subject=subject, body=body, at=at, about="deputy")
    return row


def end(row: Deputy, *, by: User, at: datetime) -> None:
    """End a time before its last day; what was decided until now stands."""
    access.check_names(row.principal, by)
    if row.ended_at is not None:
        raise DeputyRefused(_("This has ended already."))
    row.ended_at = at
