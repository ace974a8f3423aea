"""Verbs over a quotation and what hangs on it: its number, its versions, the prices of its day (F09)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import insert

from salesapp.accounts.models import User
from salesapp.approvals.content.actions import handed_words, owner_changed, terminate
from salesapp.db import db
from salesapp.documents.numbering.actions import next_number
from salesapp.opportunities.models import Opportunity
from salesapp.quotations import access, queries, rules
from salesapp.quotations.lines.models import QuotationLine, Told
from salesapp.quotations.lines.queries import listed
from salesapp.quotations.lines.rules import Line
from salesapp.quotations.models import HEAD, Quotation
from salesapp.quotations.reckoning.rules import check_discount, rounded
from salesapp.quotations.rules import IN_FORCE, IN_WORK, MOST_LINES, OPEN, QUOTATION, QuotationRefused, Status
from salesapp.quotations.validity.rules import check_in_force, check_validity, lapses
from salesapp.refusals import Refusal, check_all
from salesapp.trail.actions import record
from salesapp.web import clock
from salesapp.words import gettext as _


def draft(
    opportunity: Opportunity, head: Mapping[str, Any], lines: Sequence[Line], *, by: User, at: datetime
) -> Quotation:
    """Draw up a quotation for an opportunity, with a number of its own; customer and owner come from there."""
    rules.check_opportunity(opportunity.status)
    access.check_quotes(opportunity, by)
    check_said(opportunity, head, lines)
    made = Quotation(
        number=next_number("quotation", clock.local(at).date()), revision=1, status=Status.DRAFT, opportunity=opportunity,
        customer=opportunity.customer, owner=opportunity.owner, created_by=by, created_at=at,
    )  # fmt: skip
    _say(made, head, lines, at=at)
    return made


def revise(
    quotation: Quotation,
    head: Mapping[str, Any],
    lines: Sequence[Line],
    *,
    fresh: bool = False,
    by: User,
    at: datetime,
) -> Quotation:
    """Change a draft; ``fresh`` takes the list and floor prices of today instead of those of its day, as another day does."""
    access.check_keeper(quotation, by)
    rules.check_draft(quotation.status)
    check_said(quotation.opportunity, head, lines)
    before = {one.seq: one.told for one in quotation.lines}
    fresh = fresh or head.get("quoted_on", quotation.quoted_on) != quotation.quoted_on
    _say(quotation, head, lines, at=at, fresh=fresh)
    _tell_changes(quotation, before)
    db.session.flush()
    return quotation


def check_said(opportunity: Opportunity, head: Mapping[str, Any], lines: Sequence[Line]) -> None:
    """Refuse a validity, a person or more lines than there can be: all that is wrong at once."""
    checks = (
        lambda: check_validity(head.get("valid_count"), head["valid_unit"]),
        lambda: _check_contact(opportunity, head.get("contact_id")),
        lambda: _check_count(lines),
    )
    try:
        check_all(*checks)
    except (
        Refusal
    ):  # what the lines are reckoned for when it is kept is looked at here only where it is refused
        check_all(*checks, lambda: _check_discount(head, lines))


def _check_discount(head: Mapping[str, Any], lines: Sequence[Line]) -> None:
    grosses = [found.gross for one in lines if (found := one.amounts)]
    if lines and head.get("discount") is not None:
        check_discount(head["discount"], sum(grosses, rounded(Decimal(0))))


def _check_contact(opportunity: Opportunity, contact_id: int | None) -> None:
    if contact_id is not None and contact_id not in {one.id for one in opportunity.customer.contacts}:
        raise QuotationRefused(_("Choose somebody who works at this customer."), field="contact_id")


def _check_count(lines: Sequence[Line]) -> None:
    if len(lines) > MOST_LINES:
        raise QuotationRefused(_("A quotation has %(most)s lines at most.", most=MOST_LINES), field="items")


def _say(
    quotation: Quotation, head: Mapping[str, Any], lines: Sequence[Line], *, at: datetime, fresh: bool = False
) -> None:
    quotation.describe(head, at=at)
    added = quotation.offer(listed(lines, quotation.lines, clock.local(at).date(), fresh=fresh))
    db.session.add(quotation)
    db.session.flush()
    if added:
        rows = [values | {"quotation_id": quotation.id} for values in added]
        db.session.execute(insert(QuotationLine), rows)
        db.session.expire(quotation, ["lines"])


def _tell_changes(quotation: Quotation, before: Mapping[int, Told]) -> None:
    """Note in the trail which lines a change touched: each as it was, and as it is."""
    after = {one.seq: one.told for one in quotation.lines}
    changed = {
        str(seq): [str(one) if (one := told.get(seq)) else None for told in (before, after)]
        for seq in sorted({*before, *after})
        if before.get(seq) != after.get(seq)
    }
    if changed:
        record(
            "quotation_lines",
            quotation,
            detail={"lines": dict(list(changed.items())[:50]), "count": len(changed)},
        )


# ---------------------------------------------------------------------------------------- versions and copies


def new_version(quotation: Quotation, *, by: User, at: datetime) -> Quotation:
    """Begin the next version of a quotation: lines and prices as they were, new dates, list and floor of today."""
    access.check_keeper(quotation, by)
    rules.check_opportunity(quotation.opportunity.status)
    latest = queries.versions(quotation.number)[0]
    rules.check_renewal(
        quotation.status, number=quotation.label, newer=latest.label if latest is not quotation else None,
        in_work=latest.status in IN_WORK,
    )  # fmt: skip
    return _copied(quotation, quotation.opportunity, quotation.number, latest.revision + 1, by=by, at=at)


def copy(quotation: Quotation, opportunity: Opportunity, *, by: User, at: datetime) -> Quotation:
    """Copy a quotation: lines and prices as they were, with another number, new dates, and nothing agreed to."""
    rules.check_opportunity(opportunity.status)
    access.check_quotes(opportunity, by)
    number = next_number("quotation", clock.local(at).date())
    return _copied(quotation, opportunity, number, 1, by=by, at=at)


def _copied(
    old: Quotation, opportunity: Opportunity, number: str, revision: int, *, by: User, at: datetime
) -> Quotation:
    same_customer = old.customer_id == opportunity.customer_id
    head = {name: getattr(old, name) for name in HEAD} | {
        "quoted_on": clock.local(at).date(), "contact_id": old.contact_id if same_customer else opportunity.key_contact_id,
    }  # fmt: skip
    made = Quotation(
        number=number, revision=revision, status=Status.DRAFT, opportunity=opportunity, customer=opportunity.customer,
        owner=opportunity.owner, copied_from=old, created_by=by, created_at=at,
    )  # fmt: skip
    _say(made, head, [one.as_line() for one in old.lines], at=at, fresh=True)
    return made


# ---------------------------------------------------------------------------------------- its turns


def send(quotation: Quotation, to: str | None, *, by: User, at: datetime) -> None:
    """Note that the customer has it; what no longer holds is not sent."""
    access.check_keeper(quotation, by)
    rules.check_turn(quotation.status, IN_FORCE)
    check_in_force(quotation.status, quotation.valid_until, clock.local(at).date(), number=quotation.label)
    quotation.send(to, at=at)


def lose(quotation: Quotation, reason: str | None, *, by: User, at: datetime) -> None:
    """Give a quotation up, with the reason; an approval that runs ends with it."""
    access.check_keeper(quotation, by)
    rules.check_turn(quotation.status, OPEN)
    if not (reason or "").strip():
        raise QuotationRefused(_("Write why it comes to nothing."), field="reason")
    _end(quotation, Status.LOST, reason, by=by, at=at)


def _end(quotation: Quotation, status: Status, reason: str | None, *, by: User, at: datetime) -> None:
    running = quotation.status == Status.APPROVING
    quotation.end(status, at=at, reason=reason)
    if running:
        terminate(QUOTATION, quotation.id, because=reason, by=by, at=at)


def check_contract(quotation: Quotation, today: date) -> None:
    """Refuse to make a contract of a quotation that was not agreed to, no longer holds, or has a newer version."""
    newer = queries.newer_than(quotation)
    if newer is not None:
        raise QuotationRefused(
            _("%(old)s was replaced: take %(new)s.", old=quotation.label, new=newer.label),
            field="quotation_id",
        )
    rules.check_turn(quotation.status, (*IN_FORCE, Status.WON, Status.LAPSED))
    if quotation.status != Status.WON:
        check_in_force(quotation.status, quotation.valid_until, today, number=quotation.label)


def win(quotation: Quotation, *, by: User, at: datetime) -> None:
    """End a quotation as won: its contract was signed."""
    if quotation.status in (*IN_FORCE, Status.LAPSED):
        quotation.end(Status.WON, at=at)


def take_back_win(quotation: Quotation, *, at: datetime) -> None:
    """Let a quotation bind us again that only a contract had won, since that contract is void; the night lets it lapse."""
    if quotation.status == Status.WON:
        quotation.hold_again(at=at)


def replace_older(quotation: Quotation, *, at: datetime) -> None:
    """Replace the older versions of a quotation that is agreed to; what was won, lost or replaced stays so."""
    for older in queries.versions(quotation.number):
        if older.revision < quotation.revision and older.status in (*IN_FORCE, Status.LAPSED):
            older.end(Status.REPLACED, at=at, reason=quotation.label)


def lapse(*, at: datetime) -> int:
    """Let lapse what binds us though its last day has passed; it counts them."""
    today = clock.local(at).date()
    found = [one for one in queries.lapsed_on(today) if lapses(one.status, one.valid_until, today)]
    for quotation in found:
        quotation.end(Status.LAPSED, at=at)
    return len(found)


# ------------------------------------------------------------------------------- people and records change


def take_over(ids: Sequence[int], to: User, *, by: User, at: datetime, reason: str | None) -> None:
    """Let the new owner of an opportunity, or a successor, answer for its quotations."""
    for quotation in queries.these(ids):
        handed = handed_words(quotation.owner.name, to.name, reason=reason, by=by)
        quotation.pass_to(to, at=at)
        owner_changed(QUOTATION, quotation.id, to, by=by, at=at, handed=handed)


def end(ids: Sequence[int], *, by: User, at: datetime, reason: str) -> None:
    """End the quotations of an opportunity that has ended."""
    for quotation in queries.these(ids):
        _end(quotation, Status.LOST, reason, by=by, at=at)
