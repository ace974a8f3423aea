"""What statements of the bank ask for: finance decides on their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Select, func, or_, select

from salesapp.db import db
from salesapp.payments.receipts.models import Receipt
from salesapp.payments.statements.models import BankStatement, StatementRow
from salesapp.payments.statements.queries import is_open
from salesapp.rights.rules import Role
from salesapp.work.kinds.rules import Item, Source, Touch

STATEMENT, ROWS = "bank_statement", "statement_rows"


def askers() -> Select:
    """Select the statements with rows that wait, and those whose columns nobody has named."""
    waiting = select(StatementRow.statement_id).where(is_open())
    return select(BankStatement.id).where(
        or_(BankStatement.id.in_(waiting), BankStatement.pending.is_not(None))
    )


def derive(ids: Collection[int]) -> Iterator[Item]:
    """Yield what these statements ask for now."""
    counted = select(func.count(StatementRow.id)).where(
        StatementRow.statement_id == BankStatement.id, is_open()
    )
    query = askers().add_columns(
        BankStatement.name, BankStatement.at, counted.scalar_subquery().label("rows")
    )
    for row in db.session.execute(query.where(BankStatement.id.in_(ids))):
        yield Item(
            kind=ROWS, subject_type=STATEMENT, subject_id=row.id, role=Role.FINANCE, since=row.at, shown_from=row.at,
            due_at=None, facts={"name": row.name, "rows": row.rows},
        )  # fmt: skip


def _of_receipt(receipt: Receipt) -> Select:
    return select(StatementRow.statement_id).where(
        or_(StatementRow.receipt_id == receipt.id, StatementRow.receipt_id == receipt.of_id)
    )


SOURCE = Source(
    subject_type=STATEMENT,
    derive=derive,
    askers=askers,
    touched_by={
        BankStatement: Touch(lambda row: [row.id]),
        StatementRow: Touch(lambda row: [row.statement_id]),
        Receipt: Touch(_of_receipt),
    },
)
