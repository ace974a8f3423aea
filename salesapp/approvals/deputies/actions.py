"""Naming a deputy and ending it: never by whoever decides under it (W10–W14)."""

from __future__ import annotations

from datetime import date, datetime

from salesapp.accounts.belongings.queries import hold_person
from salesapp.accounts.models import User
from salesapp.accounts.queries import with_role
from salesapp.approvals.deputies import access, queries, rules
from salesapp.approvals.deputies.models import Deputy
from salesapp.approvals.deputies.rules import DeputyRefused, Standing
from salesapp.db import db
from salesapp.mail.models import queue
from salesapp.policies.queries import policy
from salesapp.rights.rules import Role
from salesapp.words import gettext as _


def name_deputy(
    principal: User, deputy: User, *, starts_on: date, ends_on: date, because: str | None, by: User, today: date,
    at: datetime,
) -> Deputy:  # fmt: skip
    """Let a colleague stand in from a day to a day; both are told, and so are finance and the director."""
    access.check_names(deputy, by)
    for person in sorted(
        {principal, deputy}, key=lambda one: one.id
    ):  # of two at once the second sees the first
        hold_person(person)
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
    _tell(row, by=by, at=at)
    return row


def _tell(row: Deputy, *, by: User, at: datetime) -> None:
    words = {
        "deputy": row.deputy.name, "principal": row.principal.name, "first": row.starts_on, "last": row.ends_on,
        "who": by.name,
    }  # fmt: skip
    subject = _("%(deputy)s decides for %(principal)s", **words)
    body = _(
        "From %(first)s to %(last)s, both included, %(deputy)s decides approvals for %(principal)s. Set by %(who)s.",
        **words,
    )
    concerned = (row.principal, row.deputy, *with_role(Role.FINANCE), *with_role(Role.DIRECTOR))
    for person in {one.id: one for one in concerned if one.id != by.id}.values():
        queue(to=person, subject=subject, body=body, at=at, about="deputy", path="/approvals/deputies")


def end(row: Deputy, *, by: User, at: datetime) -> None:
    """End a time before its last day; what was decided until now stands."""
    access.check_ends(row.principal, by)
    if row.ended_at is not None:
        raise DeputyRefused(_("This has ended already."))
    row.ended_at = at
