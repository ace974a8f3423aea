"""Somebody notes why an instalment is overdue, what they promised, which letter was served (F13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts.payments.models import PaymentNode
from salesapp.db import db
from salesapp.payments import access
from salesapp.payments.chasing import rules
from salesapp.payments.chasing.models import Chase
from salesapp.payments.chasing.rules import Kind
from salesapp.payments.rules import PaymentRefused, days_late
from salesapp.refusals import NotAllowed
from salesapp.web import clock
from salesapp.words import gettext as _


def note(node: PaymentNode, values: Mapping[str, Any], *, by: User, at: datetime) -> Chase:
    """Note why it is overdue, what is done about it, and until when they promised to pay."""
    _check(node, by)
    check_note(node, values, at=at)
    promised_on = values.get("promised_on")
    if not any(values.get(name) for name in ("reason", "measure", "promised_on")):
        raise PaymentRefused(_("Say what is done about it."), field="measure")
    one = Chase(
        node_id=node.id, kind=Kind.PROMISE if promised_on else Kind.NOTE, reason=values.get("reason") or None,
        measure=values.get("measure") or None, promised_on=promised_on, written=bool(values.get("written")), by=by, at=at,
    )  # fmt: skip
    db.session.add(one)
    return one


def check_note(node: PaymentNode, values: Mapping[str, Any], *, at: datetime) -> None:
    """Refuse what cannot be noted: all that is wrong at once."""
    today = clock.local(at).date()
    rules.check_note(
        reason=values.get("reason"), late=days_late(node.planned_on, today) > 0, promised_on=values.get("promised_on"),
        today=today,
    )  # fmt: skip


def serve(node: PaymentNode, served_on: date, *, by: User, at: datetime) -> Chase:
    """Note that the dunning letter reached the customer."""
    _check(node, by)
    rules.check_served(served_on, clock.local(at).date())
    one = Chase(node_id=node.id, kind=Kind.LETTER, served_on=served_on, by=by, at=at)
    db.session.add(one)
    return one


def _check(node: PaymentNode, by: User) -> None:
    if not access.may_chase(node.contract, by):
        raise NotAllowed(_("Only who runs this contract, or finance, asks for this."))
    if node.open <= 0:
        raise PaymentRefused(_("This instalment is received: nobody is asked for it."))
