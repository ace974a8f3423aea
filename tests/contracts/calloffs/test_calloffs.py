"""Call-offs of framework contracts: within term and ceiling."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from salesapp.contracts.calloffs import rules
from salesapp.contracts.calloffs.rules import CallOffRefused, Frame
from tests.contracts.factories import make_contract, sign

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


def test_a_sale_is_no_framework(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}/call-offs"
    assert "不是框架合同" in lin.get(url).text
    assert lin.post(url, data={}).status_code == 422
