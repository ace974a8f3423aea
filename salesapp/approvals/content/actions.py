"""What follows when the content of an approval changes, or its record ends."""

from __future__ import annotations

from datetime import datetime

from salesapp.accounts.models import User
from salesapp.approvals import queries
from salesapp.approvals.access import holds
from salesapp.approvals.actions import changes_since, end_round
from salesapp.approvals.models import Approval
from salesapp.approvals.rules import PENDING, Outcome
from salesapp.approvals.subjects.rules import declared, subject_of
from salesapp.db import db
from salesapp.web import formats
from salesapp.words import gettext as _


def content_changed(
    record_type: str, record_id: int, *, by: User, at: datetime, handed: str = ""
) -> list[tuple[Approval, list[str]]]:
    """End the rounds whose frozen content a change touched, whichever record it was made on; say what changed (W24).

    The capability that owns a record calls it after every change; without a real difference nothing happens (W25).
    Where the record was ``handed`` on, the round says from whom to whom and why, and since when it waited.
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
            if handed:
                because = f"{because} {handed} {_since(approval)}"
            end_round(subject, record, approval, Outcome.LAPSED, by=by, at=at, because=because)
            ended.append((approval, changed))
    return ended


def handed_words(giver: str, to: str, *, reason: str | None, by: User) -> str:
    """Say from whom to whom a record went, who gave it on and why."""
    return _(
        "%(reason)s: given from %(giver)s to %(to)s by %(by)s.",
        reason=reason or "/",
        giver=giver,
        to=to,
        by=by.name,
    )


def _since(approval: Approval) -> str:
    return _(
        "It had waited since %(time)s, submitted by %(name)s.",
        time=formats.short_moment(approval.submitted_at), name=approval.submitted_by.name,
    )  # fmt: skip


def _held(record_type: str, record_id: int) -> list[Approval]:
    """Return the rounds that rest on a record, each held after its own record, as a decision holds them: lower floors first."""
    floors = list(declared())
    resting = queries.resting_on(record_type, record_id)
    for subject_type, subject_id in sorted(resting, key=lambda one: (floors.index(one[0]), one[1])):
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


def end_resting(record_type: str, record_id: int, *, because: str | None, by: User, at: datetime) -> None:
    """End the running rounds of other records that rest on one that is void or gone (W36)."""
    db.session.flush()
    for approval in _held(record_type, record_id):
        if approval.is_running and (approval.subject_type, approval.subject_id) != (record_type, record_id):
            subject = subject_of(approval.subject_type)
            record = subject.load(approval.subject_id)
            end_round(subject, record, approval, Outcome.ENDED, by=by, at=at, because=because)


def owner_changed(
    subject_type: str, subject_id: int, to: User, *, by: User, at: datetime, handed: str
) -> list[Approval]:
    """Go on in the new owner's name; where that person is one of those who decide, or of another team, the round ends.

    Nobody approves what they own, and a team's supervisor decides for that team: the new owner submits it again.
    """
    db.session.flush()
    subject, ended = subject_of(subject_type), []
    for approval in _held(subject_type, subject_id):
        record = subject.load(subject_id)
        if (approval.subject_type, approval.subject_id) != (subject_type, subject_id) or not subject.binds(
            record
        ):
            continue
        if _decides(approval, to) or approval.team_id != to.team_id:
            again = _("%(name)s owns it now: it is submitted again.", name=to.name)
            because = f"{handed} {_since(approval)} {again}"
            end_round(subject, record, approval, Outcome.LAPSED, by=by, at=at, because=because)
            ended.append(approval)
        elif approval.is_running:
            approval.owner_id = to.id
    return ended


def _decides(approval: Approval, user: User) -> bool:
    """Tell whether a person decided in a round, or has a seat in it."""
    seats = [seat for seat in approval.seats if not seat.superseded]
    if any(seat.decision is not None and seat.decision.by_id == user.id for seat in seats):
        return True
    return approval.is_running and any(seat.status in PENDING and holds(seat, user) for seat in seats)
