"""What was asked as of a past day counts the plan as it then was, whatever a supplement says since."""

from datetime import UTC, date, datetime, time

import pytest

from salesapp.contracts import actions as contracts
from salesapp.contracts.amendments import actions as amending
from salesapp.contracts.amendments.planning.rules import Terms
from salesapp.contracts.payments.rules import Node
from salesapp.contracts.payments.versions.queries import as_of
from salesapp.db import db
from salesapp.payments.ageing import queries as ageing
from salesapp.payments.ageing.queries import Owed
from salesapp.payments.ageing.rules import Bucket
from salesapp.payments.balances.queries import moves
from salesapp.payments.balances.rules import account
from salesapp.payments.months import actions as months
from salesapp.payments.rates.page import month_of
from tests.payments.factories import NOW, TODAY, D, day, make_signed, pay
from tests.payments.nodes.test_supplements import CONFIRMED

LATER = day("2027-02-01")


def amend(contract, amount, *parts, signed=TODAY, due=LATER, kind="supplement", at=NOW):
    """Sign a supplement on a day, with these instalments in place of what is not paid."""
    plan = [Node("progress", "按补充协议", due, None, D(part)) for part in parts]
    terms = Terms(kind, "调整付款计划", D(amount), None, None, plan)
    drawn = amending.draw_up(
        contract, terms, CONFIRMED | {"confirmed_on": signed}, [], by=contract.owner, at=at
    )
    drawn.status, drawn.approved_at = "approved", datetime.combine(signed, time(1), UTC)
    db.session.commit()
    amending.sign(drawn, signed, agreed=True, by=contract.owner, at=at)
    db.session.commit()


def plan(on: str) -> list[tuple[str, str]]:
    """The instalments as of a day: when each is due, and how much it asks for."""
    then = as_of(day(on))
    rows = db.session.execute(db.select(then.c.planned_on, then.c.amount).order_by(then.c.seq)).all()
    return [(due.isoformat() if due else "", f"{amount:.0f}") for due, amount in rows if amount]


def owed(user, on: str) -> dict[Bucket, int]:
    return ageing.whole(user, Owed(day(on), day("2027-12-31")))


def closing(contract, first: str, last: str):
    return account(moves(contract.customer_id), day(first), day(last))


@pytest.fixture
def contract(cast):
    return make_signed(cast.lin, ("1000", "2026-10-10"), ("500", "2026-11-20"))


def test_the_day_of_a_supplement_is_the_first_that_counts_its_plan(cast, contract):
    amend(contract, "1600", "1600")
    before = [("2026-10-10", "1000"), ("2026-11-20", "500")]
    assert plan("2026-08-31") == []  # nothing was signed yet
    assert plan("2026-09-01") == plan("2026-11-22") == before
    assert plan("2026-11-23") == plan("2026-11-24") == [("2027-02-01", "1600")]
    assert owed(cast.lin, "2026-11-22") == {Bucket.TO_30: D("500"), Bucket.TO_90: D("1000")}
    assert owed(cast.lin, "2026-11-23") == {Bucket.NOT_DUE: D("1600")}


def test_of_two_supplements_each_counts_its_own_days(contract):
    amend(contract, "1600", "1000", "600", signed=day("2026-11-10"), due=day("2026-12-01"))
    amend(contract, "1700", "1700", due=LATER)
    assert plan("2026-11-09") == [("2026-10-10", "1000"), ("2026-11-20", "500")]
    assert plan("2026-11-10") == plan("2026-11-22") == [("2026-12-01", "1000"), ("2026-12-01", "600")]
    assert plan("2026-11-23") == [("2027-02-01", "1700")]


def test_two_supplements_of_one_day_leave_nothing_between_them(contract):
    amend(contract, "1600", "1600")
    amend(contract, "1700", "1000", "700")
    assert plan("2026-11-22") == [("2026-10-10", "1000"), ("2026-11-20", "500")]
    assert plan("2026-11-23") == [("2027-02-01", "1000"), ("2027-02-01", "700")]


def test_what_was_paid_stays_and_what_was_partly_paid_is_known_as_it_was(cast, contract):
    pay(contract, cast.zheng, "1200", (1, "1000"), (2, "200"))
    amend(contract, "1800", "800")
    assert plan("2026-11-22") == [("2026-10-10", "1000"), ("2026-11-20", "500")]
    assert plan("2026-11-23") == [("2026-10-10", "1000"), ("2027-02-01", "800")]
    assert owed(cast.lin, "2026-11-22") == {Bucket.TO_30: D("300")}


def test_an_account_goes_on_from_where_the_month_before_closed(contract):
    before = closing(contract, "2026-10-01", "2026-10-31")
    amend(contract, "1600", "1600")
    assert closing(contract, "2026-10-01", "2026-10-31") == before
    then = closing(contract, "2026-11-01", "2026-11-30")
    assert (before.closing, then.opening, then.closing) == (D("1000"), D("1000"), D("0"))
    told = [(row.move.on.day, row.move.amount, row.move.words.rpartition(" · ")[2]) for row in then.rows]
    assert told[1:] == [(23, D("-1000"), "计划变更"), (23, D("-500"), "计划变更")]
    assert closing(contract, "2026-12-01", "2027-02-28").closing == D("1600")


def test_an_ending_before_its_time_changes_no_day_before_it(cast, contract):
    pay(contract, cast.zheng, "1000", (1, "1000"))
    amend(contract, "1100", "100", kind="ending")
    assert plan("2026-11-22") == [("2026-10-10", "1000"), ("2026-11-20", "500")]
    assert plan("2026-11-23") == [("2026-10-10", "1000"), ("2027-02-01", "100")]


def test_a_void_contract_is_owed_until_it_is_void(cast, contract):
    before = closing(contract, "2026-10-01", "2026-10-31")
    contracts.void(contract, "客户取消", by=cast.tang, at=NOW)
    db.session.commit()
    assert closing(contract, "2026-10-01", "2026-10-31") == before
    assert closing(contract, "2026-11-01", "2026-11-30").closing == 0
    assert plan("2026-11-22") and not plan("2026-11-23")


def test_a_supplement_of_a_closed_month_counts_from_the_day_it_is_noted(cast, contract):
    months.close(date(2026, 10, 1), by=cast.zheng, at=NOW)
    before = closing(contract, "2026-10-01", "2026-10-31"), owed(cast.lin, "2026-10-31")
    amend(contract, "1600", "1600", signed=day("2026-10-09"))
    assert (closing(contract, "2026-10-01", "2026-10-31"), owed(cast.lin, "2026-10-31")) == before
    assert plan("2026-11-22") != plan("2026-11-23") == [("2027-02-01", "1600")]


def test_the_rate_of_a_past_month_is_of_the_plan_as_it_was(cast, contract):
    pay(contract, cast.zheng, "400", (1, "400"), on="2026-10-20")
    before = month_of(cast.lin, date(2026, 10, 1)).rates
    amend(contract, "1600", "400", "1200")
    assert month_of(cast.lin, date(2026, 10, 1)).rates == before
