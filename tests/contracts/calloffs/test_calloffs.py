"""Call-offs of framework contracts: within term and ceiling."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from salesapp.contracts import actions as contracts
from salesapp.contracts.access import kept_by, may_keep
from salesapp.contracts.amendments import actions as amending
from salesapp.contracts.amendments.planning.rules import Terms
from salesapp.contracts.amendments.rules import AmendmentRefused
from salesapp.contracts.calloffs import actions as calling
from salesapp.contracts.calloffs import rules
from salesapp.contracts.calloffs.rules import CallOffRefused, Frame
from salesapp.contracts.endings import actions as endings
from salesapp.contracts.endings.rules import Kind
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.rules import Node
from salesapp.refusals import NotAllowed
from tests.contracts.factories import NOW, Upload, make_contract, nodes, sign, terms
from tests.pages import part

FRAME = Frame(
    "framework", "signed", False, date(2026, 12, 15), date(2027, 12, 14), Decimal(1000), Decimal(400)
)
CALL = {"kind": "sale", "status": "draft", "starts_on": date(2027, 1, 1), "amount": Decimal(600), "same_customer": True,
        "bound": False}  # fmt: skip


def test_what_is_left_may_be_called_off_to_the_fen():
    rules.check_calloff(FRAME, **CALL)
    with pytest.raises(CallOffRefused, match="0.01"):
        rules.check_calloff(FRAME, **CALL | {"amount": Decimal("600.01")})


@pytest.mark.parametrize("on", [date(2026, 12, 15), date(2027, 12, 14), None])
def test_first_and_last_day_are_within(on):
    rules.check_calloff(FRAME, **CALL | {"starts_on": on})


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_on": date(2026, 12, 14)}, {"starts_on": date(2027, 12, 15)}, {"same_customer": False}, {"kind": "framework"},
        {"status": "void"}, {"bound": True},
    ],
)  # fmt: skip
def test_what_is_no_call_off(changes):
    with pytest.raises(CallOffRefused):
        rules.check_calloff(FRAME, **CALL | changes)


@pytest.mark.parametrize(
    "changes", [{"kind": "sale"}, {"status": "approved"}, {"status": "void"}, {"ended": True}]
)
def test_what_is_no_framework(changes):
    with pytest.raises(CallOffRefused):
        rules.check_frame(replace(FRAME, **changes))


def test_a_contract_is_called_off_and_taken_out(cast, db_session, sign_in):
    framework = sign(make_contract(cast.lin, kind="framework", amount=Decimal(500000)), cast)
    one = make_contract(cast.lin, opportunity=framework.opportunity)
    large = make_contract(cast.lin, opportunity=framework.opportunity, amount=Decimal(200000))
    lin, url = sign_in("lin"), f"/contracts/{framework.id}/call-offs"
    assert one.number in lin.get(url).text
    assert "请选择" in lin.post(url, data={}).text
    assert lin.post(url, data={"contract": str(one.id)}).status_code == 303
    refused = lin.post(url, data={"contract": str(large.id)})
    assert refused.status_code == 422 and "114,000.00" in refused.text and "86,000.00" in refused.text
    assert "386,000.00" in lin.get(f"/contracts/{framework.id}").text
    assert framework.number in lin.get(f"/contracts/{one.id}").text
    assert sign_in("zheng").post(url, data={"contract": str(large.id)}).status_code == 403
    assert lin.post(f"{url}/{one.id}/reversals").status_code == 303 and one.framework_id is None
    assert lin.post(f"{url}/{one.id}/reversals").status_code == 404


def test_a_framework_with_nothing_to_call_off_says_where_to_begin(cast, db_session, sign_in):
    framework = sign(make_contract(cast.lin, kind="framework", amount=Decimal(500000)), cast)
    said = part(sign_in("lin").get(f"/contracts/{framework.id}/call-offs"), "calloff-form")
    assert "请先从商机起草合同" in said.text and not said.node.css("button")


def test_nobody_puts_a_colleagues_contract_under_a_framework_of_their_own(cast, db_session, sign_in):
    framework = sign(make_contract(cast.lin, kind="framework", amount=Decimal(500000)), cast)
    theirs = make_contract(cast.lin, opportunity=framework.opportunity)
    theirs.hand_over(cast.fang, by=cast.xu, at=NOW, reason="分工调整")
    db_session.commit()
    lin, url = sign_in("lin"), f"/contracts/{framework.id}/call-offs"
    assert lin.get(f"/contracts/{theirs.id}").status_code == 200
    assert theirs.number not in lin.get(url).text
    assert lin.post(url, data={"contract": str(theirs.id)}).status_code == 422
    with pytest.raises(NotAllowed, match="方"):
        calling.call_off(framework, theirs, by=cast.lin, at=NOW)
    xu = sign_in("xu")
    assert theirs.number in xu.get(url).text
    assert xu.post(url, data={"contract": str(theirs.id)}).status_code == 303
    db_session.expire_all()
    assert theirs.framework_id == framework.id
    assert lin.post(f"{url}/{theirs.id}/reversals").status_code == 403
    assert f"/{theirs.id}/reversals" not in lin.get(url).text
    assert f"/{theirs.id}/reversals" in xu.get(url).text
    assert xu.post(f"{url}/{theirs.id}/reversals").status_code == 303


@pytest.mark.parametrize("who", ["lin", "fang", "xu", "ma", "tang", "zheng"])
def test_what_a_person_runs_is_one_rule_for_one_and_for_many(cast, db_session, who):
    made = [make_contract(getattr(cast, one)) for one in ("lin", "fang", "xu", "chen")]
    db_session.flush()
    user = getattr(cast, who)
    many = set(db_session.scalars(db_session.query(Contract.id).filter(kept_by(user)).statement))
    assert many == {one.id for one in made if may_keep(one, user)}


def test_a_sale_is_no_framework(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}/call-offs"
    assert "不是框架合同" in lin.get(url).text
    assert lin.post(url, data={}).status_code == 422


def test_a_call_off_stays_within_its_framework_whenever_its_amount_changes(cast, db_session):
    framework = sign(make_contract(cast.lin, kind="framework", amount=Decimal(500000)), cast)
    one = make_contract(cast.lin, opportunity=framework.opportunity)
    other = make_contract(cast.lin, opportunity=framework.opportunity, amount=Decimal(100000))
    for contract in (one, other):
        calling.call_off(framework, contract, by=cast.lin, at=NOW)
    contracts.revise(one, terms(amount=Decimal(400000)), nodes(), by=cast.lin, at=NOW)
    with pytest.raises(CallOffRefused, match="0.01"):
        contracts.revise(one, terms(amount=Decimal("400000.01")), nodes(), by=cast.lin, at=NOW)
    db_session.rollback()


def supplement(contract, amount):
    plan = [Node("progress", "按补充协议", date(2027, 2, 1), None, Decimal(amount))]
    told = Terms("supplement", "调整合同总额", Decimal(amount), None, None, plan)
    confirmed = {"confirmed_by": "周敏", "confirmed_way": "mail", "confirmed_on": NOW.date()}
    return amending.draw_up(contract, told, confirmed, [Upload()], by=contract.owner, at=NOW)


def test_no_supplement_leads_out_of_a_framework_or_below_its_call_offs(cast, db_session):
    framework = sign(make_contract(cast.lin, kind="framework", amount=Decimal(500000)), cast)
    one = sign(make_contract(cast.lin, opportunity=framework.opportunity), cast)
    calling.call_off(framework, one, by=cast.lin, at=NOW)
    db_session.commit()
    with pytest.raises(CallOffRefused, match="0.01"):
        supplement(one, "500000.01")
    db_session.rollback()
    with pytest.raises(CallOffRefused, match="386,000.00"):
        supplement(framework, "385999.99")
    db_session.rollback()
    assert supplement(one, "500000").amount == 500000


def test_who_had_to_agree_to_the_total_agrees_to_less(cast, db_session):
    contract = sign(make_contract(cast.lin, amount=Decimal(990000)), cast)
    approval = amending.submit(supplement(contract, "99000"), answer=None, by=cast.lin, at=NOW)
    assert {seat.role for seat in approval.seats} == {"supervisor", "finance", "legal", "director"}


def test_a_supplement_to_a_contract_that_has_ended_since_is_not_signed(cast, db_session):
    contract = sign(make_contract(cast.lin), cast)
    drawn = supplement(contract, "400000")
    drawn.status, drawn.approved_at = "approved", NOW
    endings.end(contract, Kind.COMPLETED, NOW.date(), None, by=cast.lin, at=NOW)
    db_session.flush()
    with pytest.raises(AmendmentRefused):
        amending.sign(drawn, NOW.date(), by=cast.lin, at=NOW)
