"""An approval from its submission to its end, for any kind of record (R40, 3.6b, 4.3)."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals import access, mails, queries, rules
from salesapp.approvals.content import rules as content
from salesapp.approvals.content.models import ApprovalReference
from salesapp.approvals.merging.actions import merge
from salesapp.approvals.models import Approval, Decision, Seat
from salesapp.approvals.resets import actions as resets
from salesapp.approvals.route import rules as routes
from salesapp.approvals.rules import AlreadyDecided, ApprovalRefused, Outcome, SeatStatus, Verdict
from salesapp.approvals.subjects.rules import MARK, Subject, subject_of
from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.policies.queries import policy, settings_in_force, settings_version
from salesapp.refusals import NotAllowed
from salesapp.trail.actions import record as note
from salesapp.web import clock, formats
from salesapp.words import gettext as _


def route_of(subject: Subject, record: Any, submitter: User) -> tuple[routes.PlannedSeat, ...]:
    """Return the seats that a submission now would take; the preview and the submission ask this one function."""
    described = subject.describe(record)
    barred = {submitter.id, *described.along} | ({described.owner_id} if described.owner_id else set())
    vacant = set(routes.PLACES) - queries.filled_roles(described.team_id, without=barred)
    return tuple(subject.route(record, submitter, vacant))


def submit(subject: Subject, record: Any, *, answer: str | None = None, by: User, at: datetime) -> Approval:
    """Start a round: the route and the content are frozen with the version of the settings."""
    if not subject.runs(record, by):
        raise NotAllowed(_("Only who runs this record submits it."))
    rounds = queries.rounds_of(subject.type, record.id)
    last, submitter = next(iter(rounds), None), subject.submitter(record, by)
    if last is not None and last.is_running:
        raise ApprovalRefused(_("It is in approval already."))
    frozen = content.plain(subject.freeze(record))
    content.check_answered(content.objection(rounds), frozen, answer, later=subject.parts_since)
    described, salt = subject.describe(record), secrets.token_hex(16)
    approval = Approval(
        subject_type=subject.type, subject_id=record.id, round=(last.round if last else 0) + 1,
        submitted_by=submitter, sent_by=by if by.id != submitter.id else None, submitted_at=at,
        owner_id=described.owner_id, team_id=described.team_id,
        number=described.number, title=described.title[:200], customer=described.customer[:200],
        amount=described.amount, mark=described.mark[:MARK], frozen=frozen, salt=salt, outcome=Outcome.RUNNING,
        sha256=content.fingerprint(content.canonical(frozen), salt), answer=(answer or "").strip() or None,
        settings_version=settings_version(subject.settings), settings=settings_in_force(subject.settings),
        seats=[
            Seat(
                seq=one.seq, mode=one.mode, role=one.role, four_eyes=one.four_eyes, status=SeatStatus.WAITING,
                team_id=described.team_id if one.role == routes.TEAM_ROLE else None,
            )
            for one in route_of(subject, record, submitter)
        ],
        references=[
            ApprovalReference(record_type=kind, record_id=number)
            for kind, number in dict.fromkeys([(subject.type, record.id), *subject.rests_on(record)])
        ],
    )  # fmt: skip
    db.session.add(approval)
    db.session.flush()
    subject.submitted(record, approval, by=by, at=at)
    _open_next(subject, record, approval, by=by, at=at)
    return approval


def decide(
    approval: Approval,
    seat: Seat,
    verdict: str | None,
    comment: str | None,
    *,
    back_to: int | None = None,
    confirmed: bool = False,
    by: User,
    at: datetime,
    ip: str | None = None,
) -> Decision:
    """Take one decision; who may is asked before anything else, and the database takes one decision a seat.

    ``confirmed``: the password was typed again and was right; ``back_to``: the place that a return in the middle goes to.
    """
    subject = subject_of(approval.subject_type)
    acting = access.acting(seat, by, clock.local(at).date())
    access.check_open(seat)
    at = max(
        at, approval.submitted_at, *(s.decision.at for s in approval.decided if s.decision)
    )  # a clock may go back
    approval.check_running()
    chosen = rules.check_verdict(verdict, comment, allowed=subject.answers)
    record = load(subject, approval)
    rules.check_not_own({subject.describe(record).owner_id}, by.id)
    _check_unchanged(subject, approval, record)
    passes = chosen in (Verdict.AGREE, Verdict.CONDITIONAL)
    if passes and approval.completes(seat):
        resets.check_completes(by, at=at)
        rules.check_proved(confirmed or not subject.asks_password)
    decision = Decision(
        by=by, for_id=acting.for_id, verdict=chosen, comment=(comment or "").strip() or None, at=at,
        sha256=approval.sha256, settings_version=approval.settings_version, ip=ip,
    )  # fmt: skip
    seat.decision, seat.status = decision, SeatStatus(chosen.value)
    db.session.flush()  # the table takes one decision a seat
    detail = {"step": seat.role, "verdict": chosen.value, "round": approval.round}
    note("approval", record, detail=detail | ({"for_id": acting.for_id} if acting.for_id else {}))
    if seat.before_id is not None:
        _open_next(subject, record, approval, by=by, at=at)  # an opinion for whoever asked for it
    elif chosen is Verdict.RETURN and back_to is not None:
        _ask_anew(subject, record, approval, seat, back_to, by=by, at=at)
    elif chosen is Verdict.RETURN:
        because = _(
            "Returned by %(who)s: %(said)s. What was agreed in this round no longer counts; all are asked again.",
            who=decision.signed_by, said=(decision.comment or "").rstrip("。."),
        )  # fmt: skip
        end_round(subject, record, approval, Outcome.RETURNED, by=by, at=at, because=because)
    elif chosen is Verdict.VETO:
        end_round(subject, record, approval, Outcome.VETOED, by=by, at=at, because=decision.comment)
    else:
        _passed(subject, record, approval, seat, by=by, at=at)
    return decision


def load(subject: Subject, approval: Approval) -> Any:
    """Return the record of a round; it is never gone while the round runs."""
    record = subject.load(approval.subject_id)
    if record is None:
        raise ApprovalRefused(_("The record of this approval is gone."))
    return record


def _check_unchanged(subject: Subject, approval: Approval, record: Any) -> None:
    changed = changes_since(subject, approval, record)
    if changed:
        raise ApprovalRefused(_("Changed since it was submitted: %(parts)s.", parts=_(", ").join(changed)))


def changes_since(subject: Subject, approval: Approval, record: Any) -> list[str]:
    """Return what of the frozen content differs now, by name; empty where nothing was frozen."""
    if approval.frozen is None:
        return []
    now = content.plain(subject.freeze(record))
    changed = content.differences_since(approval.frozen, now, later=subject.parts_since)
    return [str(subject.parts.get(name, name)) for name in changed]


def _passed(subject: Subject, record: Any, approval: Approval, seat: Seat, *, by: User, at: datetime) -> None:
    for other in approval.of_place(seat.seq):
        if (
            seat.mode == rules.Mode.ANY
            and not seat.added_by_id
            and not other.added_by_id
            and other is not seat
        ):
            other.status = SeatStatus.TAKEN if other.status in rules.PENDING else other.status
    _open_next(subject, record, approval, after=seat, by=by, at=at)


def _open_next(
    subject: Subject, record: Any, approval: Approval, *, after: Seat | None = None, by: User, at: datetime
) -> None:
    """Open what can be decided now; when every place has agreed, the round is approved."""
    place = approval.next_place()
    if place is None:
        end_round(subject, record, approval, Outcome.APPROVED, by=by, at=at)
        return
    opened = [
        seat for seat in approval.of_place(place) if seat.status == SeatStatus.WAITING and not seat.is_blocked
    ]
    for seat in opened:
        seat.open(at=at, due_at=due_of(subject, seat, at))
    subject.moved_on(record, approval, by=by, at=at)
    merged = merge(subject, record, approval, after, opened, at=at) if after is not None else []
    if not subject.quiet:
        mails.ask(approval, [seat for seat in opened if seat not in merged], at=at)
    for seat in merged:
        _passed(subject, record, approval, seat, by=by, at=at)


def due_of(subject: Subject, seat: Seat, at: datetime) -> datetime:
    """Return until when a seat that opens now is to be decided, by the settings in force."""
    days = subject.due_days(seat.role, policy("approval_workdays"), policy("approval_legal_workdays"))
    return routes.due_at(clock.local(at), work_calendar(), days=days)


def _ask_anew(
    subject: Subject, record: Any, approval: Approval, returned: Seat, place: int, *, by: User, at: datetime
) -> None:
    """Ask from an earlier place on again; what was agreed before it stays (W18)."""
    if place not in approval.places() or place >= returned.seq:
        raise ApprovalRefused(_("A return goes to a step that was decided in this round."), field="back_to")
    for seat in [s for s in approval.seats if s.seq >= place and not s.superseded]:
        seat.superseded = True
        if seat.status in rules.PENDING:
            seat.status = SeatStatus.LAPSED
        if not seat.added_by_id:
            approval.seats.append(
                Seat(
                    seq=seat.seq, mode=seat.mode, role=seat.role, team_id=seat.team_id, user_id=seat.user_id,
                    four_eyes=seat.four_eyes, status=SeatStatus.WAITING,
                )
            )  # fmt: skip
    db.session.flush()
    _open_next(subject, record, approval, by=by, at=at)


def end_round(
    subject: Subject, record: Any, approval: Approval, outcome: Outcome, *, by: User | None, at: datetime,
    because: str | None = None,
) -> None:  # fmt: skip
    """End a round: its record is told, nobody is asked any more, and whoever waits for it learns how it ended."""
    asked = list(approval.open_seats)
    mails.drop_kept(approval, at=at)
    approval.end(outcome, by=by, at=at, because=because)
    db.session.flush()
    subject.ended(record, approval, by=by, at=at)
    mails.ended(approval, asked, at=at)


def withdraw(approval: Approval, *, by: User, at: datetime) -> None:
    """Take a submission back, as long as nobody has decided (setting: until the last decision) (W19)."""
    subject = subject_of(approval.subject_type)
    record = load(subject, approval)
    access.check_takes_back(subject, record, approval, by)
    given = approval.outcome == Outcome.APPROVED and subject.binds(record)
    if not given:
        approval.check_running()
    decided = approval.decided
    first = decided[0].decision if decided and not given else None
    if first is not None and not policy("approval_withdraw_always"):
        raise AlreadyDecided(
            _("%(who)s decided at %(time)s: it can no longer be taken back. Ask for a return.", who=first.signed_by,
              time=formats.short_moment(first.at))
        )  # fmt: skip
    end_round(subject, record, approval, Outcome.WITHDRAWN, by=by, at=at)
