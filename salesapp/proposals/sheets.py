"""A proposal on paper: the record F08 for the house, and the one-page value sheet for the customer (R34–R37)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.db import db, writing
from salesapp.documents.paper import house
from salesapp.documents.paper.compose import environment
from salesapp.documents.paper.values import SheetData, Signature
from salesapp.documents.press.pool import press
from salesapp.opportunities.queries import Record, record_of
from salesapp.proposals import page, queries
from salesapp.proposals.models import Proposal
from salesapp.proposals.objections import queries as objections
from salesapp.proposals.objections.models import CustomerObjection
from salesapp.proposals.value import rules as value
from salesapp.rights.rules import Role
from salesapp.trail import actions as audit
from salesapp.web import clock
from salesapp.web.formats import yuan


def record_sheet(opportunity_id: int, user: User) -> SheetData | None:
    """Return what the sheet F08 of one opportunity shows: its last version and every objection."""
    record = record_of(opportunity_id, user)
    if record is None:
        return None
    proposal = queries.latest(opportunity_id, presented=True) or queries.latest(opportunity_id)
    raised = objections.all_of(opportunity_id)
    return SheetData(
        number=record.number,
        values=_head(record, proposal),
        rows={
            "value": _values(proposal),
            "saving": _savings(proposal),
            "objection": [_objection(one) for one in raised],
        },
        signatures={Role.REP: Signature(proposal.author.name, proposal.presented_at)}
        if proposal is not None and proposal.presented_at
        else {},
        url=f"/opportunities/{record.id}",
        subject=record.customer,
        status="draft" if proposal is not None and proposal.is_draft else "",
    )


def _head(record: Record, proposal: Proposal | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "number": record.number,
        "name": record.name,
        "customer": record.customer_full_name,
    }
    if proposal is None:
        return values
    return values | {
        "version": proposal.version_words,
        "title": proposal.title,
        "presented_on": proposal.presented_on,
        "presented_way": proposal.presented_way,
        "listeners": [one.contact.name for one in proposal.listeners],
        "shown": proposal.shown,
        "evidence": page.case_words(proposal),
    }


def _values(proposal: Proposal | None) -> list[dict[str, Any]]:
    return [
        {
            "pain": point.pain, "point": point.point, "kind": point.kind, "metric": point.metric, "now": point.now,
            "expected": point.expected,
            "unit": f"{point.unit}（{change}）" if (change := value.change_words(point)) else point.unit,
        }
        for point in (proposal.lines if proposal is not None else ())
    ]  # fmt: skip


def _savings(proposal: Proposal | None) -> list[dict[str, Any]]:
    return [
        {
            "of": point.metric or point.pain, "basis": point.basis, "arithmetic": value.arithmetic(point),
            "yearly": value.yearly(point),
        }
        for point in (proposal.lines if proposal is not None else ())
        if value.yearly(point) is not None or point.basis
    ]  # fmt: skip


def _objection(one: CustomerObjection) -> dict[str, Any]:
    last = one.replies[-1] if one.replies else None
    return {
        "words": f"“{one.words}”", "kind": one.kind, "method": last.method if last else None,
        "points": last.points if last else None, "state": one.state, "next_on": one.next_on,
    }  # fmt: skip


def value_sheet(proposal: Proposal, *, by: User, at: datetime) -> bytes:
    """Return the value sheet of a version: what the customer gains, reckoned line by line, and nothing of ours.

    Who printed it when stands in the audit trail.
    """
    values = _outward(proposal, by, at)
    detail = {"sheet": "value", "proposal": proposal.id, "version": proposal.version_words}
    db.session.rollback()
    with writing():
        audit.record("print", detail=detail, actor=by)
    html = environment().get_template("documents/paper/value.html").render(imprint=house.imprint(), **values)
    return press().print(html, variant="outward").pdf


def _outward(proposal: Proposal, by: User, at: datetime) -> dict[str, Any]:
    lines: Sequence[page.Shown] = page.shown(proposal.lines)
    return {
        "title": proposal.title, "version": proposal.version_words, "draft": proposal.is_draft,
        "customer": proposal.opportunity.customer.full_name, "lines": lines, "total": yuan(proposal.yearly),
        "total_words": value.money_words(proposal.yearly), "has_total": proposal.yearly > 0,
        "case": page.case_words(proposal), "story": proposal.case.summary if proposal.case else "",
        "contact": proposal.opportunity.owner.name, "day": (proposal.presented_on or clock.local(at).date()).isoformat(),
    }  # fmt: skip
