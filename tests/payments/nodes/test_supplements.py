"""A supplement changes the plan of instalments on which something hangs: no row goes, none falls below nothing (P19)."""

import pytest

from salesapp.contracts.amendments import actions as amending
from salesapp.contracts.amendments.planning.rules import Terms
from salesapp.contracts.payments.models import PaymentNode
from salesapp.contracts.payments.rules import Node, PlanRefused
from salesapp.db import db
from salesapp.payments.chasing import actions as chasing
from salesapp.payments.concessions import actions as concessions
from salesapp.payments.nodes.queries import Wanted, page
from salesapp.payments.receipts import actions as receipts
from salesapp.payments.rules import View
from tests.payments.concessions.test_verbs import agree, values
from tests.payments.factories import NOW, TODAY, D, day, make_signed, money, opens, pay

CONFIRMED = {"confirmed_by": "周敏", "confirmed_way": "mail", "confirmed_on": TODAY}


def amend(contract, amount, *parts):
    """Sign a supplement with this total and these instalments in place of what is not paid."""
    plan = [Node("progress", "按补充协议", day("2027-02-01"), None, D(part)) for part in parts]
    terms = Terms("supplement", "调整付款计划", D(amount), None, None, plan)
    drawn = amending.draw_up(contract, terms, CONFIRMED, [], by=contract.owner, at=NOW)
    drawn.status, drawn.approved_at = "approved", NOW
    db.session.commit()
    amending.sign(drawn, TODAY, by=contract.owner, at=NOW)
    db.session.commit()


@pytest.fixture
def contract(cast):
    return make_signed(cast.lin, ("1000", "2026-11-10"), ("500", "2026-11-20"))


def test_rows_stay_and_what_the_plan_no_longer_has_is_over_nothing(cast, contract):
    first, second = contract.payment_nodes
    receipts.reverse(pay(contract, cast.zheng, "300", (2, "300")), "记错", by=cast.zheng, at=NOW)
    chasing.note(second, {"kind": "call", "reason": "funds", "measure": "已电话联系"}, by=cast.lin, at=NOW)
    one = concessions.ask_write_off(second, values("100"), by=cast.lin, at=NOW)
    agree(one, cast.xu)
    amend(contract, "1500", "1500")
    assert contract.payment_nodes == [first] and opens(contract) == ["1500.00"]
    assert (second.dropped_on, second.amount, second.planned_on, second.open) == (TODAY, 0, None, 0)
    assert one.status == "refused"  # nobody is asked to give up what is not owed any more
    amend(contract, "1600", "1500", "100")
    assert [node.seq for node in contract.payment_nodes] == [1, 3] and len(contract.dropped_nodes) == 1
    pay(contract, cast.zheng, "1600", (1, "1500"), (3, "100"))
    listed = page(cast.lin, Wanted(View.PAID), None, today=TODAY).rows
    assert [row.seq for row in listed] == [1, 3]


def test_a_bill_in_hand_keeps_its_instalment(cast, contract, monkeypatch):
    monkeypatch.setattr(receipts, "policy", lambda key: "maturity")
    first = contract.payment_nodes[0]
    bill = money("1000", way="bank_bill", matures_on=day("2027-05-01"))
    receipts.book(contract.customer, bill, {first.id: D("1000")}, by=cast.zheng, at=NOW)
    db.session.commit()
    assert (first.received, first.in_hand) == (0, D("1000"))
    amend(contract, "1600", "600")
    assert opens(contract) == ["1000.00", "600.00"] and (first.amount, first.in_hand) == (
        D("1000"),
        D("1000"),
    )


def test_what_was_written_off_is_not_asked_for_again(cast, contract):
    pay(contract, cast.zheng, "900", (1, "900"))
    one = concessions.ask_write_off(contract.payment_nodes[0], values("50"), by=cast.lin, at=NOW)
    agree(one, cast.xu, cast.zheng)
    db.session.commit()
    with pytest.raises(PlanRefused, match="950.00"):
        amend(contract, "1500", "949.99", "550.01")
    db.session.rollback()
    amend(contract, "1500", "950", "550")
    assert opens(contract) == ["0.00", "550.00"]


def test_an_instalment_taken_over_has_met_nothing_yet(cast, contract):
    row: PaymentNode = contract.payment_nodes[0]
    row.met_on, row.expected_on = day("2026-11-01"), day("2026-10-01")
    db.session.commit()
    amend(contract, "1500", "1500")
    assert (row.met_on, row.expected_on, row.planned_on) == (None, None, day("2027-02-01"))
