"""A won deal counts by its contracts in force, in review, sheet, list and pictures; without one by what was expected (F24)."""

from datetime import date
from decimal import Decimal

import pytest

from salesapp.contracts import actions as contracts
from salesapp.contracts.amendments import actions as amending
from salesapp.contracts.calloffs import actions as calling
from salesapp.contracts.worth.queries import in_force
from salesapp.home.pictures.rules import Rival
from salesapp.home.pictures.sums.queries import numbers
from salesapp.home.pictures.sums.rules import rivals
from salesapp.opportunities import actions as opportunities
from salesapp.opportunities.reviews.sheets import review_sheet
from salesapp.opportunities.rules import CloseRefused
from salesapp.web.spans import Span
from tests.contracts.amendments.test_screens import approve_all, drawn
from tests.contracts.factories import NOW, make_contract, make_opportunity, nodes, sign
from tests.opportunities.reviews.test_screens import FORM
from tests.pages import part

PLAN = {"payment_nodes-0-amount": "378000"}


def supplement(contract, cast, sign_in, db_session):
    """Raise a contract by a supplement to 420,000 yuan, in force."""
    lin = sign_in("lin")
    where = drawn(lin, contract, **PLAN)
    lin.post(f"{where}/submissions", data={})
    approve_all(contract.amendments[0], cast)
    db_session.commit()
    assert lin.post(f"{where}/signatures", data={"signed_on": "2026-11-23"}).status_code == 303
    db_session.expire_all()


def test_nothing_counts_but_the_forecast_until_a_contract_is_signed(cast, db_session):
    opportunity = make_opportunity(cast.lin, amount=Decimal(500000))
    contract = make_contract(cast.lin, opportunity=opportunity)
    assert (opportunity.contracted, opportunity.counted, str(opportunity.basis)) == (
        None,
        Decimal(500000),
        "forecast",
    )
    sign(contract, cast)
    assert (opportunity.contracted, str(opportunity.basis)) == (Decimal("386000.00"), "contract")


def test_supplements_count_and_several_contracts_are_added_up(cast, db_session, sign_in):
    first = sign(make_contract(cast.lin), cast)
    opportunity = first.opportunity
    supplement(first, cast, sign_in, db_session)
    assert opportunity.contracted == Decimal("420000.00")
    second = sign(make_contract(cast.lin, opportunity=opportunity, amount=Decimal("80000.00")), cast)
    assert opportunity.contracted == Decimal("500000.00")
    contracts.void(second, "客户改签", agreed=True, by=cast.xu, at=NOW)
    assert opportunity.contracted == Decimal("420000.00") and opportunity.status == "won"
    contracts.void(first, "客户付不出", agreed=True, by=cast.xu, at=NOW)
    assert opportunity.contracted is None and opportunity.status == "open"
    assert opportunity.counted == opportunity.amount


def test_a_framework_counts_by_what_is_called_off_and_a_deal_of_its_own_counts_there(cast, db_session):
    framework = sign(
        make_contract(cast.lin, kind="framework", amount=Decimal("900000.00"), plan=nodes("100")), cast
    )
    assert framework.opportunity.contracted == Decimal(0)
    same = sign(make_contract(cast.lin, opportunity=framework.opportunity, amount=Decimal("100000.00")), cast)
    calling.call_off(framework, same, by=cast.lin, at=NOW)
    assert framework.opportunity.contracted == Decimal("100000.00")
    other = make_opportunity(cast.lin, customer=framework.customer)
    own = sign(make_contract(cast.lin, opportunity=other, amount=Decimal("50000.00")), cast)
    calling.call_off(framework, own, by=cast.lin, at=NOW)
    assert (framework.opportunity.contracted, other.contracted) == (Decimal("100000.00"), Decimal("50000.00"))
    own.opportunity = None
    db_session.flush()
    assert in_force(framework.opportunity.id) == Decimal("150000.00") and in_force(other.id) is None
    calling.release(framework, own, by=cast.lin, at=NOW)
    assert framework.opportunity.contracted == Decimal("100000.00")


def test_review_sheet_list_and_pictures_count_the_contract_and_say_so(cast, db_session, sign_in):
    contract = sign(
        make_contract(cast.lin, opportunity=make_opportunity(cast.lin, amount=Decimal(500000))), cast
    )
    opportunity = contract.opportunity
    lin, url = sign_in("lin"), f"/opportunities/{opportunity.id}"
    db_session.commit()
    form = lin.get(f"{url}/review/new").text
    assert "386,000.00" in form and "合同额（元）" in form
    assert lin.post(f"{url}/review", data=FORM | {"rival_price": "347400"}).status_code == 303
    shown = part(lin.get(f"{url}/review").text, "ending").text
    assert "合同额（元）" in shown and "386,000.00" in shown and "500,000.00" not in shown
    assert "-10%" in lin.get(f"{url}/review").text
    values = review_sheet(opportunity.id, cast.lin).values
    assert (values["amount"], values["basis"]) == (Decimal("386000.00"), "contract")
    days = Span(date(2026, 11, 1), date(2026, 11, 30))
    assert rivals(numbers(cast.lin, days, NOW)) == [Rival("某品牌", 1, 0, Decimal("-10.0"))]
    strip = lin.get(url).text
    assert "合同额" in strip and "38.6" in strip
    listed = lin.get("/opportunities?status=won&sort=amount").text
    assert "38.60" in listed and "50.00" not in listed


def test_what_was_won_by_hand_stays_won_once_its_contract_is_signed(cast, db_session):
    opportunity = make_opportunity(cast.lin)
    opportunities.close(
        opportunity,
        {"status": "won", "close_reason": "price", "close_note": "口头定下", "without_contract": True},
        by=cast.lin,
        at=NOW,
    )
    db_session.flush()
    sign(make_contract(cast.lin, opportunity=opportunity), cast)
    with pytest.raises(CloseRefused, match="赢单|签订"):
        opportunities.reopen(opportunity, "再谈", by=cast.lin, at=NOW)


def test_a_framework_without_orders_is_told_by_its_limit(cast, db_session, sign_in):
    framework = sign(
        make_contract(cast.lin, kind="framework", amount=Decimal("900000.00"), plan=nodes("100")), cast
    )
    opportunity = framework.opportunity
    db_session.commit()
    lin, told = sign_in("lin"), "框架额度，尚无订单"
    assert told in lin.get(f"/opportunities/{opportunity.id}/review/new").text
    assert lin.post(f"/opportunities/{opportunity.id}/review", data=FORM).status_code == 303
    ending = part(lin.get(f"/opportunities/{opportunity.id}/review"), "ending").text
    assert f"{told}（元）" in ending and "900,000.00" in ending
    page = lin.get(f"/opportunities/{opportunity.id}").text
    assert f"{told}" in page and "¥900,000.00" in page and "¥0.00" not in page
    values = review_sheet(opportunity.id, cast.lin).values
    assert (values["amount"], values["basis"]) == (Decimal("900000.00"), "framework")
    assert opportunity.counted == 0  # a framework promises no money

    call = sign(make_contract(cast.lin, opportunity=opportunity, amount=Decimal("100000.00")), cast)
    calling.call_off(framework, call, by=cast.lin, at=NOW)
    values = review_sheet(opportunity.id, cast.lin).values
    assert (values["amount"], values["basis"]) == (Decimal("100000.00"), "contract")
    contracts.void(call, "客户改签", agreed=True, by=cast.xu, at=NOW)
    assert opportunity.framework_limit == Decimal("900000.00")
    contracts.void(framework, "客户撤销", agreed=True, by=cast.xu, at=NOW)
    assert (opportunity.framework_limit, str(opportunity.basis)) == (None, "forecast")


def test_only_amendments_in_force_count(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    drawn(sign_in("lin"), contract, **PLAN)
    assert contract.opportunity.contracted == Decimal("386000.00")
    amending.void(contract.amendments[0], "不增购了", by=cast.lin, at=NOW)
    assert contract.opportunity.contracted == Decimal("386000.00")
