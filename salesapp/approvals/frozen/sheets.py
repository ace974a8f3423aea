"""What a round froze, on paper: part by part, with the fingerprint that every decision stands under (4.3)."""

from __future__ import annotations

import json
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval
from salesapp.approvals.subjects.rules import Subject
from salesapp.db import db, writing
from salesapp.documents.paper import house
from salesapp.documents.paper.compose import environment
from salesapp.documents.press.pool import press
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.trail import actions as audit
from salesapp.web.formats import moment


def values(approval: Approval, subject: Subject, record: Any, user: User) -> dict[str, Any]:
    """Return what the sheet shows, as plain values.

    Who is not shown all of it gets neither what is internal nor the salt, with which that could be guessed from the
    fingerprint.
    """
    kept = approval.frozen or {}
    frozen = subject.shows(kept, record, user)
    whole = frozen == kept
    decided = [
        (
            str(ROLE_LABELS[Role(seat.role)]),
            seat.decision.signed_by,
            moment(seat.decision.at),
            seat.decision.sha256 or "",
        )
        for seat in approval.decided
        if seat.decision
    ]
    return {
        "number": approval.number, "title": approval.title, "kind": str(subject.label), "round": approval.round,
        "submitted": moment(approval.submitted_at), "sha256": approval.sha256 or "/",
        "salt": (approval.salt if whole else None) or "/",
        "parts": [(str(subject.parts.get(name, name)), _said(value)) for name, value in frozen.items()],
        "decided": decided,
    }  # fmt: skip


def _said(value: Any) -> str:
    """Write a frozen value as it is kept, lists line by line."""
    if value is None or value == []:
        return "/"
    if isinstance(value, list):
        return "\n".join(
            json.dumps(each, ensure_ascii=False) if not isinstance(each, str) else each for each in value
        )
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def frozen_sheet(approval: Approval, subject: Subject, record: Any, *, by: User) -> bytes:
    """Print what a round froze; who printed it when stands in the audit trail."""
    shown = values(approval, subject, record, by)
    detail = {"sheet": "frozen", "approval": approval.number, "round": approval.round}
    db.session.rollback()
    with writing():
        audit.record("print", detail=detail, actor=by)
    html = environment().get_template("documents/paper/frozen.html").render(imprint=house.imprint(), **shown)
    return press().print(html).pdf
