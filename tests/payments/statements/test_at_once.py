"""Two of finance confirm the same row of a statement at the same moment, each over a connection of its own (P26)."""

import pytest
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.payments.receipts.models import Receipt
from salesapp.payments.rules import PaymentRefused
from salesapp.payments.statements import actions, queries
from salesapp.reading.tables import reader
from tests.contracts.test_at_once import people, together
from tests.payments.factories import NOW, make_signed

pytestmark = pytest.mark.slow
__all__ = ["people"]
ROWS = "交易日期,交易金额,余额,对方户名,摘要,流水号\n2026-11-20,115800.00,200000.00,{payer},货款 {number},A1"
COLUMNS = {"day": 1, "amount": 2, "balance": 3, "payer": 4, "summary": 5, "serial": 6}


def confirming(row_id: int, seen: str, heard: list[str]):
    """Return the act of one of finance, as the route does it; what stops it is kept as it is read."""

    def act():
        user = db.session.scalar(select(User).where(User.username == "zheng"))
        row = queries.row(row_id, to_change=True)
        assert row is not None
        try:
            actions.confirm({row: seen}, by=user, at=NOW)
        except PaymentRefused as refused:
            heard.append(str(refused))
            raise

    return act


def test_p26_one_row_is_one_receipt_and_the_second_reads_who_was_first(fresh_app, people):
    contract = make_signed(people.lin, ("115800", "2026-11-20"))
    text = ROWS.format(payer=contract.customer.full_name, number=contract.number)
    one = actions.take_in("流水.csv", reader.read_text(text), by=people.zheng, at=NOW)
    actions.say_columns(one, COLUMNS, by=people.zheng, at=NOW)
    db.session.commit()
    row, node_id, heard = one.rows[0], contract.payment_nodes[0].id, []
    row_id, seen = row.id, actions.proposals(one.id)[row.id].fingerprint
    db.session.remove()
    done = together(fresh_app, confirming(row_id, seen, heard), confirming(row_id, seen, heard))
    assert sorted(done) == ["PaymentRefused", "done"]
    [receipt] = db.session.scalars(select(Receipt)).all()
    assert receipt.shares == {node_id: receipt.amount}
    assert len(heard) == 1 and receipt.number in heard[0] and receipt.by.name in heard[0]
