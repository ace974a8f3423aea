"""A contract without a quotation where one is in force says why; its approvers read it."""

import pytest

from salesapp.contracts import actions
from salesapp.contracts.approval import queries
from salesapp.contracts.approval.actions import freeze
from salesapp.contracts.approval.page import to_decide
from salesapp.contracts.approval.rules import Lack
from salesapp.contracts.rules import ContractRefused
from salesapp.db import db
from tests.contracts.factories import NOW, Upload, make_contract, make_opportunity, nodes, terms
from tests.contracts.lines.test_screens import drawn, quotation
from tests.pages import filled

__all__ = ["quotation"]


def without(opportunity_id, by, **more):
    return actions.draft_from(opportunity_id, terms(), nodes(), texts=[Upload()], by=by, at=NOW, **more)


def test_a_quotation_in_force_is_not_passed_over_in_silence(quotation, cast):
    for why in (None, " ", "。"):
        with pytest.raises(ContractRefused, match=quotation.number) as refused:
            without(quotation.opportunity_id, cast.lin, unquoted_because=why)
        assert refused.value.field == "unquoted_because"
    made = without(quotation.opportunity_id, cast.lin, unquoted_because="客户按框架价签订")
    assert made.unquoted_because == "客户按框架价签订"
    assert any("客户按框架价签订" in str(value) for _label, value in to_decide(made, cast.xu).facts)
    assert freeze(made)["unquoted"] == "客户按框架价签订"
    assert drawn(quotation, cast.lin).unquoted_because is None


def test_one_that_comes_in_force_later_is_asked_about_at_the_submission(cast, request):
    opportunity = make_opportunity(cast.lin)
    made = make_contract(cast.lin, opportunity=opportunity)
    assert Lack.QUOTATION not in queries.lacking(made)
    late = request.getfixturevalue("quotation")
    made.opportunity = late.opportunity
    db.session.flush()
    assert Lack.QUOTATION in queries.lacking(made)
    actions.revise(made, terms(), nodes(), unquoted_because="报价为增购部分", by=cast.lin, at=NOW)
    assert Lack.QUOTATION not in queries.lacking(made)
    actions.revise(made, terms(name="改名合同"), nodes(), by=cast.lin, at=NOW)
    assert made.unquoted_because == "报价为增购部分"


def test_the_form_says_it_beside_its_field_and_keeps_what_was_typed(quotation, cast, sign_in):
    lin = sign_in("lin")
    page = lin.get(f"/contracts/new?opportunity={quotation.opportunity_id}")
    assert "不用报价的原因" in page.get_data(as_text=True)
    typed = filled(page, "contract-form") | {"quotation_id": "", "name": "另签的合同"}
    typed |= {"ends_on": "2027-12-14", "delivery_on": "2027-01-20"}
    answer = lin.post("/contracts", data=typed).get_data(as_text=True)
    assert "另签的合同" in answer and quotation.number in answer and "说明不用的原因" in answer
    assert lin.post("/contracts", data=typed | {"unquoted_because": "客户按框架价签订"}).status_code == 303
