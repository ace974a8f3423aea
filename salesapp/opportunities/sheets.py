"""The values of the printed sheets of an opportunity: its file and grading (F06), its follow-ups (F07)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals.models import Seat
from salesapp.approvals.rules import Verdict
from salesapp.documents.paper.values import SheetData, Signature
from salesapp.opportunities.changes.page import change_words
from salesapp.opportunities.changes.queries import Change, changes
from salesapp.opportunities.decisions.actions import ANSWERS
from salesapp.opportunities.decisions.queries import opened_by, signed
from salesapp.opportunities.decisions.rules import lacks_agreement
from salesapp.opportunities.figures.queries import quota_of
from salesapp.opportunities.queries import Record, record_of
from salesapp.opportunities.rules import Decision, state_label
from salesapp.policies.queries import policy
from salesapp.rights.rules import Role
from salesapp.web import clock, formats

SAME = (
    "number", "name", "owner", "need", "amount", "expected_close_on", "stage", "grade", "suggested_grade",
    "grade_reason", "competitors", "support_needed", "decision",
)  # fmt: skip
#: The box of F06 that each verdict ticks.
DECIDED = {
    Verdict.AGREE: Decision.AGREE,
    Verdict.CONDITIONAL: Decision.AGREE,
    Verdict.RETURN: Decision.SUPPLEMENT,
    Verdict.VETO: Decision.REJECT,
}
SCORES = ("budget_score", "chain_score", "urgency_score", "amount_score")
WATCHED = ("grade", "amount", "expected_close_on", "win_rate", "owner")
Rows = Callable[[], Sequence[dict[str, Any]]]


def file_sheet(opportunity_id: int, user: User) -> SheetData | None:
    """Return what the sheet F06 of one opportunity shows, or None where this person may not see it."""
    record = record_of(opportunity_id, user)
    if record is None:
        return None
    return SheetData(
        number=record.number,
        values=_file(record) | _decisions(record.id),
        signatures=_signatures(record),
        closed=() if _waits_for_director(record) else (str(Role.DIRECTOR),),
        url=f"/opportunities/{record.id}",
        subject=record.customer,
    )


def _waits_for_director(record: Record) -> bool:
    """Tell whether the director may still sign: nobody does once the opportunity ended or the file was agreed to."""
    director_too = policy("file_s_director")
    return record.is_open and lacks_agreement(record.grade, record.decision, director_too=director_too)


def _file(record: Record) -> dict[str, Any]:
    return {
        **{name: getattr(record, name) for name in SAME},
        **{name: str(getattr(record, name)) for name in SCORES},
        "customer": record.customer_full_name,
        "key_contact": record.contact,
        "collaborators": [colleague.name for colleague in record.collaborators],
        "product_type": record.product_words,
        "win_rate": Decimal(record.win_rate),
        "total_score": record.score,
        "cadence": record.grade,
    }


def _decisions(opportunity_id: int) -> dict[str, str]:
    """Return what supervisor and director each said of the file, in the box of each."""
    boxes = {Role.SUPERVISOR: "decision", Role.DIRECTOR: "director_decision"}
    return {
        boxes[Role(seat.role)]: str(DECIDED[Verdict(seat.decision.verdict)])
        for seat in signed(opportunity_id)
        if seat.role in boxes and seat.decision is not None
    }


def _signatures(record: Record) -> dict[str, Signature]:
    signatures: dict[str, Signature] = {Role.REP: Signature(opened_by(record.id), record.created_at)}
    for seat in signed(record.id):
        signatures[seat.role] = _signature(seat)
    return signatures


def _signature(seat: Seat) -> Signature:
    """Return the signature of one step; whoever stood in says for whom."""
    decision = seat.decision
    assert decision is not None
    word = ANSWERS[Verdict(decision.verdict)]
    return Signature(
        decision.signed_by,
        decision.at,
        str(word),
        refused=decision.verdict == Verdict.VETO,
        words=decision.comment or "",
    )


def follow_up_sheet(
    opportunity_id: int, user: User, rows: Rows, *, first: date | None = None, last: date | None = None
) -> SheetData | None:
    """Return what the sheet F07 shows of a period, or None where this person may not see the opportunity.

    ``rows()`` gives its follow-ups, oldest first: they are contact records, of the floor above. Each row is told what
    changed from its day until the next one's. Without a period it is the whole life of the opportunity.
    """
    record = record_of(opportunity_id, user)
    if record is None:
        return None
    every = [dict(row) for row in rows()]
    to_the_end = last is None
    first, last = _period(record, every, first, last)
    found = [row for row in every if first <= _day(row["followed_on"]) <= last]
    found = [{**row, "no": no} for no, row in enumerate(found, 1)]
    days = ((one, clock.local(one.at).date()) for one in changes(opportunity_id))
    _tell_changes(found, [one for one, day in days if first <= day and (day <= last or to_the_end)])
    quota = quota_of(opportunity_id, first, last, clock.now())
    return SheetData(
        number=record.number,
        values={
            "number": record.number,
            "name": record.name,
            "customer": record.customer_full_name,
            "owner": record.owner,
            "grade": record.grade,
            "amount": record.amount,
            "expected_close_on": record.expected_close_on,
            "grade_history": _grade_history(opportunity_id) or None,
            "period": f"{formats.iso(first)}–{formats.iso(last)}",
            "quota": f"{quota.due} / {quota.done}",
        },
        rows={"row": found},
        url=f"/opportunities/{record.id}",
        subject=record.customer,
        asked={"first": first.isoformat(), "last": last.isoformat()},
    )


def _period(record: Record, rows: Sequence[dict], first: date | None, last: date | None) -> tuple[date, date]:
    """Return the days that are printed: those asked for, in their order, else from the opening to the end or today."""
    opened = clock.local(record.created_at).date()
    first = first or min([opened, *(_day(row["followed_on"]) for row in rows[:1])])
    last = last or max(
        [first, record.closed_on or clock.today(), *(_day(row["followed_on"]) for row in rows)]
    )
    return min(first, last), max(first, last)


def _grade_history(opportunity_id: int) -> str:
    graded = [change for change in reversed(changes(opportunity_id, fields=("grade",))) if change.before]
    return "；".join(
        f"{change_words(change)[1]} {formats.iso(change.at)} {change.reason or ''}".strip()
        for change in graded
    )


def _tell_changes(rows: list[dict[str, Any]], changed: Sequence[Change]) -> None:
    """Put each change on the row of the follow-up that it came after (F07 阶段变化, 级别/金额/日期变化)."""
    for change in reversed(changed):
        day = clock.local(change.at).date()
        row = next((row for row in reversed(rows) if _day(row["followed_on"]) <= day), None)
        if row is None or change.before is None:
            continue
        if change.field == "stage":
            _add(row, "stage_change", f"{state_label(change.before)}→{state_label(change.after)}")
        elif change.field in WATCHED:
            why = f"，{change.reason}" if change.reason else ""
            same = change.before == change.after
            _add(row, "other_change", f"{change.after if same else f'{change.before}→{change.after}'}{why}")


def _add(row: dict[str, Any], key: str, words: str) -> None:
    row[key] = f"{row[key]}；{words}" if row.get(key) else words


def _day(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value
