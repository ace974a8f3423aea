"""What follows when the content of an approval changes, or its record ends."""

from __future__ import annotations

from datetime import datetime

from salesapp.accounts.models import User
from salesapp.approvals import queries
from salesapp.approvals.actions import changes_since, end_round
from salesapp.approvals.models import Approval
from salesapp.approvals.rules import Outcome
from salesapp.approvals.subjects.rules import subject_of
from salesapp.db import db
from salesapp.words import gettext as _


def content_changed(
    record_type: str, record_id: int, *, by: User, at: datetime
) -> list[tuple[Approval, list[str]]]:
    """End the rounds whose frozen content a change touched, whichever record it was made on; say what changed (W24).

    The capability that owns a record calls it after every change; without a real difference nothing happens (W25).
    """
    db.session.flush()
    ended = []
    for approval in _held(record_type, record_id):
        subject = subject_of(approval.subject_type)
        record = subject.load(approval.subject_id)
        if record is None or not subject.binds(record):
            continue
        changed = changes_since(subject, approval, record)
        if changed:
            because = _("Changed since it was submitted: %(parts)s.", parts=_(", ").join(changed))
            end_round(subject, record, approval, Outcome.LAPSED, by=by, at=at, because=because)
            ended.append((approval, changed))
    return ended


def _held(record_type: str, record_id: int) -> list[Approval]:
    """Return the rounds that rest on a record, each held after its own record, as a decision holds them."""
    for subject_type, subject_id in queries.resting_on(record_type, record_id):
        subject_of(subject_type).hold(subject_id)
    return queries.rounds_resting_on(record_type, record_id)


def terminate(
    subject_type: str, subject_id: int, *, because: str | None, by: User, at: datetime, given: bool = False
) -> None:
    """End the running round of a record that is void or gone; it counts neither as agreed nor as refused (W36).

    With ``given`` an approval that was given and not yet used ends, too.
    """
    db.session.flush()
    approval = queries.latest(subject_type, subject_id)
    ending = {Outcome.RUNNING, Outcome.APPROVED} if given else {Outcome.RUNNING}
    if approval is None or approval.outcome not in ending:
        return
    subject = subject_of(subject_type)
    end_round(subject, subject.load(subject_id), approval, Outcome.ENDED, by=by, at=at, because=because)
