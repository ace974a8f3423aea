"""Mails of an approval: to whoever is asked, to whoever submitted it, to the superior when a limit has passed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.accounts.queries import with_role
from salesapp.approvals import access
from salesapp.approvals.models import Approval, Seat
from salesapp.approvals.rules import Outcome
from salesapp.approvals.subjects.rules import Letter, subject_of
from salesapp.mail.models import queue, take_back
from salesapp.policies.rules import Policy
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.web import clock, formats
from salesapp.words import gettext as _


def _letter(approval: Approval) -> Letter:
    """Return what a mail says of the record: in the words of its capability, or what the round remembers."""
    subject = subject_of(approval.subject_type)
    record = subject.load(approval.subject_id) if subject.letter else None
    if subject.letter is not None and record is not None:
        return subject.letter(record)
    lines = [
        f"{subject.label_of(approval.frozen)}: {approval.number} {approval.title}",
        _("Customer: %(name)s", name=approval.customer) if approval.customer else "",
        _("Amount: %(amount)s yuan", amount=f"{approval.amount:,.2f}") if approval.amount is not None else "",
        _("Submitted by: %(name)s", name=approval.signed_by),
    ]
    return Letter(approval.customer or approval.title, [line for line in lines if line])


def _send(
    to: Iterable[User],
    subject: str,
    opening: str,
    approval: Approval,
    *,
    at: datetime,
    leaves: datetime | None = None,
) -> int:
    people = {user.id: user for user in to}.values()
    body = "\n".join([opening, "", *_letter(approval).lines])
    sent = [
        queue(
            to=user,
            subject=subject,
            body=body,
            at=leaves or at,
            about=approval.number,
            path=f"/approvals/{approval.id}",
        )
        for user in people
    ]
    return sum(mail is not None for mail in sent)


def ask(
    approval: Approval,
    seats: Sequence[Seat],
    *,
    at: datetime,
    again: bool = False,
    leaves: datetime | None = None,
) -> int:
    """Write to everybody whose decision is awaited, and count the mails."""
    if not seats:
        return 0
    day = clock.local(at).date()
    people = [person for seat in seats for person in access.asked(seat, day)]
    due = min((seat.due_at for seat in seats if seat.due_at), default=None)
    subject = _("Please approve %(number)s %(what)s", number=approval.number, what=_letter(approval).what)
    opening = _("This waits for your decision until %(day)s.", day=formats.short_moment(due))
    if again:
        opening = _("A reminder: ") + opening
    return _send(people, subject, opening, approval, at=at, leaves=leaves)


def late(seat: Seat, people: Iterable[User], superiors: Iterable[User], *, at: datetime) -> None:
    """Write to those whose decision is late, and tell their superiors (W23)."""
    approval = seat.approval
    subject = _("The approval of %(number)s is late", number=approval.number)
    due = formats.short_moment(seat.due_at)
    opening = _("This was to be decided by %(day)s and still waits for you.", day=due)
    _send(people, subject, opening, approval, at=at)
    told = _(
        "This was to be decided by %(day)s and still waits for: %(who)s.",
        day=due,
        who=access.seat_words(seat),
    )
    _send(superiors, subject, told, approval, at=at)


def ended(approval: Approval, asked: Sequence[Seat], *, at: datetime) -> None:
    """Tell whoever submitted or owns the record how it ended, and those who were asked that they no longer are."""
    subjects = {
        Outcome.APPROVED: _("Approved: %(number)s"),
        Outcome.RETURNED: _("Returned: %(number)s"),
        Outcome.VETOED: _("Vetoed: %(number)s"),
    }
    stopped = approval.outcome in (Outcome.RETURNED, Outcome.VETOED)
    if subject_of(approval.subject_type).quiet and not stopped:
        return
    subject = subjects.get(Outcome(approval.outcome), _("No longer to be approved: %(number)s"))
    last = approval.decided[-1] if approval.decided else None
    if approval.outcome in subjects and last is not None and last.decision is not None:
        said = last.decision.comment or _("No comment")
        opening = _(
            "%(role)s %(who)s: %(said)s", role=access.role_words(last), who=last.decision.signed_by, said=said
        )
        people = [user for user in (approval.submitted_by, approval.owner) if user is not None]
    else:
        opening = approval.ended_because or _("It was taken back; what was decided so far no longer holds.")
        day = clock.local(at).date()
        people = [person for seat in asked for person in access.asked(seat, day)]
        people += [seat.decision.by for seat in approval.decided if seat.decision]
        people += [
            user
            for user in (approval.submitted_by, approval.owner)
            if user and user.id != approval.ended_by_id
        ]
    _send(people, subject % {"number": approval.number}, opening, approval, at=at)


def waits_for_nobody(seats: Iterable[Seat], people: Sequence[User], *, at: datetime) -> None:
    """Tell administrators of each decision that nobody can take now (W02)."""
    for seat in seats:
        subject = _("Nobody decides on %(number)s now", number=seat.approval.number)
        opening = _(
            "It waits for “%(role)s”, and nobody fills this role: name somebody.",
            role=ROLE_LABELS[Role(seat.role)],
        )
        _send(people, subject, opening, seat.approval, at=at)


def rules_changed(changed: Sequence[Policy], *, by: User, at: datetime) -> None:
    """Tell finance and the director which of the rules of approval were changed, and by whom."""
    subject = _("The rules of approval were changed")
    lines = [f"· {one.label}" for one in changed]
    body = "\n".join([_("%(who)s changed them; what runs keeps its route.", who=by.name), "", *lines])
    for person in (*with_role(Role.FINANCE), *with_role(Role.DIRECTOR)):
        if person.id != by.id:
            queue(
                to=person,
                subject=subject,
                body=body,
                at=at,
                about="approvals",
                path="/settings/rules#approvals",
            )


def drop_kept(approval: Approval, *, at: datetime) -> None:
    """Take back reminders that were kept for the morning: what is decided sends nothing (W21)."""
    take_back(f"/approvals/{approval.id}", at=at)
