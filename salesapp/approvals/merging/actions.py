"""Two steps next to each other that wait for the same person: counted as one decision where the setting says so (W27)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from salesapp.approvals import access
from salesapp.approvals.models import Approval, Decision, Seat
from salesapp.approvals.rules import SeatStatus, Verdict
from salesapp.approvals.subjects.rules import Subject
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.refusals import NotAllowed
from salesapp.trail.actions import record as note
from salesapp.web import clock
from salesapp.words import gettext as _


def merge(
    subject: Subject, record: Any, approval: Approval, before: Seat, opened: Collection[Seat], *, at: datetime
) -> list[Seat]:
    """Book an agreement on the opened seats that wait for whoever agreed just before, and return these.

    Not where the step asks for another person, not after a return in between, not on condition, and not for the last
    decision where that asks for the password.
    """
    same = [seat for seat in opened if _same(subject, approval, before, seat, at)]
    for seat in same if policy("approval_merge_steps") else ():
        assert before.decision is not None  # what is asked above
        words = _("This step and the one before it are one person's: merged by the setting.")
        seat.decision = Decision(
            by=before.decision.by, verdict=Verdict.AGREE, comment=words, at=before.decision.at, ip=before.decision.ip,
            sha256=approval.sha256, settings_version=approval.settings_version,
        )  # fmt: skip
        seat.status = SeatStatus.AGREE
        db.session.flush()
        note(
            "approval",
            record,
            detail={"step": seat.role, "verdict": "agree", "round": approval.round, "merged": True},
        )
    return [seat for seat in same if seat.decision is not None]


def _same(subject: Subject, approval: Approval, before: Seat, seat: Seat, at: datetime) -> bool:
    decision = before.decision
    plain = decision is not None and decision.verdict == Verdict.AGREE and decision.for_id is None
    if not plain or seat.four_eyes or seat.added_by_id or before.added_by_id:
        return False
    if any(one.superseded for one in approval.seats) or (subject.asks_password and approval.completes(seat)):
        return False
    try:
        assert decision is not None  # what is asked above
        return access.acting(seat, decision.by, clock.local(at).date()).for_id is None
    except NotAllowed:
        return False
