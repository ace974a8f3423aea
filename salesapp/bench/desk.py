"""A full desk for the bench: five hundred decisions that wait, a board of twenty thousand open opportunities."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval, Decision, Seat
from salesapp.approvals.rules import Outcome, SeatStatus, Verdict
from salesapp.db import db
from salesapp.demo.sequences import move_sequence
from salesapp.opportunities.models import Opportunity
from salesapp.rights.rules import Role

WAITING, OPEN = 500, 20_000
BATCH = 2000


def fill(rep: User, lead: User, at: datetime) -> None:
    """Put the decisions and the opportunities into the database."""
    decisions(rep, lead, at)
    board(at)


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), BATCH):
        db.session.connection().execute(insert(model.__table__), rows[start : start + BATCH])
    move_sequence(model.__tablename__)


def _next(model: Any) -> int:
    return (db.session.scalar(select(func.max(model.id))) or 0) + 1


def decisions(rep: User, lead: User, at: datetime) -> None:
    """Submit five hundred quotations of the rep's; every fifth answers a return of the round before."""
    approval, seat = _next(Approval), _next(Seat)
    rounds: list[dict[str, Any]] = []
    seats: list[dict[str, Any]] = []
    verdicts: list[dict[str, Any]] = []
    for number in range(WAITING):
        returned = number % 5 == 0
        for nth in (1, 2) if returned else (1,):
            over = returned and nth == 1
            rounds.append({
                "id": approval, "subject_type": "quotation", "subject_id": 1_000_000 + number, "round": nth,
                "outcome": Outcome.RETURNED if over else Outcome.RUNNING, "submitted_by_id": rep.id, "owner_id": rep.id,
                "team_id": lead.team_id, "submitted_at": at - timedelta(minutes=number + 60 * (2 - nth)),
                "number": f"BJ-{number:04d}-V{nth}", "title": f"测试报价 {number}", "customer": f"测试客户 {number}",
                "amount": 8_600_000 + number, "mark": "减 12%", "frozen": {"amount": str(number)}, "sha256": "0" * 64,
                "settings_version": 1, "ended_at": at if over else None, "version": 1, "salt": "",
            })  # fmt: skip
            seats.append({
                "id": seat, "approval_id": approval, "seq": 1, "mode": "all", "role": Role.SUPERVISOR, "team_id": lead.team_id,
                "four_eyes": False, "status": SeatStatus.RETURN if over else SeatStatus.OPEN, "superseded": False,
                "opened_at": at, "due_at": at + timedelta(hours=number % 40 - 8), "version": 1,
            })  # fmt: skip
            if over:
                verdicts.append({
                    "seat_id": seat, "by_id": lead.id, "verdict": Verdict.RETURN, "comment": "请写明客户的预算", "at": at,
                    "settings_version": 1,
                })  # fmt: skip
            approval, seat = approval + 1, seat + 1
    for model, rows in ((Approval, rounds), (Seat, seats), (Decision, verdicts)):
        _insert(model, rows)


def board(at: datetime) -> None:
    """Open as many more opportunities as are wanted, each like one that is there."""
    table = Opportunity.__table__
    there = db.session.execute(select(table).where(table.c.status == "open").limit(BATCH)).mappings().all()
    missing = OPEN - (
        db.session.scalar(select(func.count(Opportunity.id)).where(Opportunity.status == "open")) or 0
    )
    first = _next(Opportunity)
    rows = [
        dict(there[n % len(there)]) | {"id": first + n, "number": f"B{first + n}"}
        for n in range(max(missing, 0))
    ]
    _insert(Opportunity, rows)
