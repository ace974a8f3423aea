"""An ending that is agreed for a later day: until then all goes on, on that day it ends once, before that it can be undone."""

from contextlib import ExitStack
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from salesapp.contracts import actions as contracts
from salesapp.contracts.amendments import actions as amending
from salesapp.contracts.amendments.early.actions import carry_out
from salesapp.contracts.amendments.planning.rules import Terms
from salesapp.contracts.calloffs import actions as calling
from salesapp.contracts.calloffs.rules import CallOffRefused, check_signed
from salesapp.contracts.delivery import actions as delivering
from salesapp.contracts.delivery.rules import Kind, Planned
from salesapp.contracts.endings import actions, rules
from salesapp.contracts.endings.rules import EndingRefused
from salesapp.contracts.payments.rules import Node
from salesapp.contracts.signing import actions as signing
from salesapp.db import db
from salesapp.refusals import Refusal
from salesapp.web import clock
from salesapp.work import actions as work
from salesapp.work.models import WorkItem
from tests.contracts.amendments.test_screens import approve_all, drawn
from tests.contracts.endings.test_endings import handed
from tests.contracts.factories import NOW, Upload, make_contract, sign
from tests.pages import part

TODAY, DAY = NOW.date(), date(2026, 12, 31)
THEN = NOW + timedelta(days=38)  # the morning of that day


@pytest.fixture
def later(frozen_clock):
    """Let it be later."""
    with ExitStack() as stops:
        yield lambda moment: stops.enter_context(clock.frozen(moment))


def agree(contract, cast, *, kind="ending", amount="150000", ends_on=DAY):
    """Agree an ending or a supplement, have it approved, and sign it."""
    plan = [Node("progress", "协议签订后 10 日内", date(2026, 12, 10), None, Decimal(amount))]
    terms = Terms(kind, "客户停产，按已交付部分结算", Decimal(amount), ends_on, None, plan)
    confirmed = {"confirmed_by": "周敏", "confirmed_way": "mail", "confirmed_on": TODAY}
    one = amending.draw_up(contract, terms, confirmed, [Upload()], by=contract.owner, at=NOW)
    amending.submit(one, answer=None, by=contract.owner, at=NOW)
    approve_all(one, cast)
    amending.sign(one, TODAY, agreed=True, by=contract.owner, at=NOW)
    return one


def signed(cast, **changes):
    """Return a signed contract whose hand-off and delivery are open."""
    contract = sign(make_contract(cast.lin, **changes), cast)
    contract.open_delivery(contract.delivery_on)
    return contract


def asked() -> set[str]:
    """Return the kinds of records that ask somebody for something."""
    return set(db.session.scalars(select(WorkItem.kind).where(WorkItem.done_at.is_(None))))


def test_until_its_day_all_goes_on_then_it_ends_once(cast, db_session, later):
    contract = signed(cast)
    agree(contract, cast)
    db_session.commit()
    assert {"handoff", "delivery_report"} <= asked()
    assert carry_out(at=THEN - timedelta(days=1)) == 0 and contract.handoff.status != "void"
    plan = [Planned(kind, DAY, left_out=False) for kind in Kind]
    assert delivering.plan(contract, plan, "改期", by=cast.gao, at=NOW)

    late = THEN + timedelta(days=3)  # the job missed some days
    later(late)
    assert carry_out(at=late) == 1
    db_session.commit()
    assert contract.handoff.status == "void" and contract.ending.carried_out_at == late
    assert all(row.left_out and contract.number in row.reason for row in contract.milestones)
    assert not {"handoff", "delivery_report", "delivery_late"} & asked()
    assert work.compare(at=late) == 0
    assert carry_out(at=late) == 0 and contract.ending.carried_out_at == late
    with pytest.raises(Refusal):
        delivering.plan(contract, plan, "改期", by=cast.gao, at=late)


def test_one_that_ends_today_ends_at_once(cast, db_session):
    contract = signed(cast)
    agree(contract, cast, ends_on=None)
    assert contract.ending.carried_out_at == NOW and contract.handoff.status == "void"
    assert carry_out(at=THEN) == 0


def test_a_supplement_takes_it_back_and_nothing_was_lost(cast, db_session, sign_in, later):
    contract = signed(cast)
    contract.status = "handed_over"
    agree(contract, cast)
    db_session.commit()
    assert (contract.ends_on, contract.amount) == (DAY, 150000)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}"
    stands = part(lin.get(f"{url}/ending"), "ending")
    assert "2026-12-31 提前终止" in stands.text and "在此之前照常执行" in stands.text
    assert set(stands.links) == {"签补充协议撤销终止", "改签终止协议"}
    form = lin.get(stands.links["签补充协议撤销终止"]).text
    assert "生效后撤销原定 2026-12-31 的提前终止" in form and "386,000.00" in form
    assert 'value="2027-12-14"' in form  # it goes on as long as before

    one = agree(contract, cast, kind="supplement", amount="386000", ends_on=date(2027, 12, 14))
    db_session.commit()
    assert contract.ending is None and one.status == "in_force"
    assert (contract.ends_on, contract.amount) == (date(2027, 12, 14), 386000)
    later(THEN)
    assert carry_out(at=THEN) == 0
    assert not any(row.left_out for row in contract.milestones)
    assert "contract_expiry" in asked()  # it is asked again what becomes of it
    assert work.compare(at=THEN) == 0


def test_another_ending_takes_its_place(cast, db_session, sign_in, later):
    contract = signed(cast)
    agree(contract, cast)
    agree(contract, cast, amount="380000", ends_on=DAY + timedelta(days=31))  # more is delivered by then
    assert contract.ending.ended_on == date(2027, 1, 31) and contract.ending.carried_out_at is None
    with pytest.raises(Refusal, match="386,000.00"):
        agree(contract, cast, amount="386000.01")
    assert carry_out(at=THEN) == 0
    later(THEN + timedelta(days=31))
    assert carry_out(at=THEN + timedelta(days=31)) == 1


def test_what_is_still_on_its_way_on_that_day_is_void(cast, db_session, sign_in, later):
    contract = signed(cast)
    agree(contract, cast)
    db_session.commit()
    lin = sign_in("lin")
    where = drawn(lin, contract, amount="386000", **{
        "payment_nodes-0-amount": "344000", "payment_nodes-1-amount": "42000",
    })  # fmt: skip
    assert "生效后撤销原定 2026-12-31 的提前终止" in lin.get(where).text
    lin.post(f"{where}/submissions", data={})
    last = contract.amendments[-1]
    approve_all(last, cast)
    later(THEN)
    refused = sign_in("lin").post(f"{where}/signatures", data={"signed_on": "2026-12-31"})
    assert refused.status_code == 422 and "本合同已结束" in refused.text
    assert carry_out(at=THEN) == 1
    assert last.status == "void" and "已结束：提前终止" in last.void_reason and contract.ending is not None


def test_it_is_not_completed_before_and_voided_with_its_contract(cast, db_session):
    contract = handed(cast)
    agree(contract, cast)
    with pytest.raises(EndingRefused, match="2026-12-31"):
        actions.complete(contract, TODAY, None, agreed=True, by=cast.lin, at=NOW)
    assert rules.has_come(contract.ending.ended_on, DAY)
    other = signed(cast)
    agree(other, cast)
    contracts.void(other, "客户撤销整单", agreed=True, by=cast.xu, at=NOW)
    assert other.status == "void" and other.ending is None


def test_a_framework_is_called_off_from_until_its_day(cast, db_session, later):
    framework = handed(cast, kind="framework")
    agree(framework, cast)
    call = make_contract(cast.lin, opportunity=framework.opportunity, amount=Decimal(1000))
    calling.call_off(framework, call, by=cast.lin, at=NOW)
    calling.check_signature(call, DAY - timedelta(days=1))
    with pytest.raises(CallOffRefused, match=framework.number):
        calling.check_signature(call, DAY)
    call.status, call.approved_at = "approved", NOW
    with pytest.raises(Refusal):
        signing.sign(call, {"signed_on": DAY}, by=cast.lin, at=THEN)
    later(THEN)
    other = make_contract(cast.lin, opportunity=framework.opportunity, amount=Decimal(1000))
    with pytest.raises(CallOffRefused):
        calling.call_off(framework, other, by=cast.lin, at=THEN)
    calling.release(framework, call, by=cast.lin, at=THEN)
    calling.check_signature(call, DAY)


@pytest.mark.parametrize(
    ("ended_on", "signed_on", "refused"),
    [(None, DAY, False), (DAY, None, False), (DAY, DAY - timedelta(days=1), False), (DAY, DAY, True)],
)
def test_a_call_off_is_signed_before_its_framework_ends(ended_on, signed_on, refused):
    if not refused:
        return check_signed("XS-HT-2026-0001", ended_on, signed_on)
    with pytest.raises(CallOffRefused) as caught:
        check_signed("XS-HT-2026-0001", ended_on, signed_on)
    assert caught.value.field == "signed_on"


def test_a_new_last_day_is_reminded_of_again(cast, db_session):
    contract = handed(cast, ends_on=date(2027, 1, 20))
    db_session.flush()
    assert actions.remind(at=NOW) == 1 and contract.expiry_told == 60
    agree(contract, cast, kind="supplement", amount="386000", ends_on=date(2027, 1, 25))
    assert contract.expiry_told is None
    db_session.flush()
    assert actions.remind(at=NOW) == 0  # sixty-three days ahead
    assert actions.remind(at=NOW + timedelta(days=5)) == 1 and contract.expiry_told == 60
