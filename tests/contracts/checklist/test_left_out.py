"""What may be left out of a contract, and who reads it."""

from decimal import Decimal

import pytest

from salesapp.contracts import actions
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.marking.rules import MarkRefused, check_mark
from salesapp.contracts.checklist.rules import Case, Mark, deviation, exceptions, problem
from tests.contracts.factories import NOW, TODAY, check, good_mark, make_contract, nodes, terms

SERVICE = Case(is_sale=False)


@pytest.mark.parametrize("no", [13, 14, 18, 19])
def test_no_sale_does_without_acceptance_breach_disputes_and_notices(no):
    left_out = Mark(no, "na", note="客户不同意")
    with pytest.raises(MarkRefused) as refused:
        check_mark(left_out, today=TODAY)
    assert refused.value.field == "result"
    assert problem(left_out).endswith("left out")
    check_mark(left_out, today=TODAY, case=SERVICE)
    assert problem(left_out, SERVICE) is None


@pytest.mark.parametrize("no", [15, 16, 17, 20])
def test_other_clauses_are_left_out_with_a_reason_and_never_over_an_objection(no):
    for note in (None, "x", "。。"):
        with pytest.raises(MarkRefused) as refused:
            check_mark(Mark(no, "na", note=note), today=TODAY)
        assert refused.value.field == "note"
    check_mark(Mark(no, "na", note="不涉"), today=TODAY)
    objected = Mark(no, "na", note="客户不同意，删了", objection="违约金太高")
    with pytest.raises(MarkRefused) as refused:
        check_mark(objected, today=TODAY)
    assert refused.value.field == "objection"
    assert problem(objected).endswith("objected to")


def test_a_clause_left_out_is_a_deviation_and_a_plain_item_is_none():
    left_out, plain = Mark(16, "na", note="不涉及知识产权"), Mark(3, "na")
    assert exceptions([left_out, plain]) == [left_out]
    assert deviation(left_out) == "Left out: 不涉及知识产权"
    assert deviation(Mark(11, "bad", exception="质保金 5%")) == "质保金 5%"


def test_legal_is_asked_and_reads_what_is_left_out(cast, sign_in):
    contract = check(make_contract(cast.lin, amount=Decimal("50000")), checklist.BEFORE_APPROVAL - {16})
    contract.note_check(Mark(16, "na", note="标准软件，不涉及"), by=cast.lin, at=NOW, today=TODAY)
    approval = approving.submit(contract, by=cast.lin, at=NOW)
    assert [seat.role for seat in contract.seats] == ["supervisor", "legal", "director"]
    assert approval.frozen["left_out"] == [[16, "标准软件，不涉及"]]
    page = sign_in("xu").get(f"/contracts/{contract.id}/approvals").text
    assert "不适用：标准软件，不涉及" in page.partition('id="exceptions"')[2]


def test_what_a_service_left_out_is_missing_once_it_is_a_sale(cast):
    contract = check(make_contract(cast.lin, kind="service"), checklist.BEFORE_APPROVAL - {14})
    contract.note_check(Mark(14, "na", note="框架内另行约定"), by=cast.lin, at=NOW, today=TODAY)
    assert contract.missing() == []
    actions.revise(contract, terms(kind="sale"), nodes(), by=cast.lin, at=NOW)
    assert [each.no for each in contract.missing()] == [14]


def test_a_customers_objection_is_not_left_out_on_the_screen(cast, sign_in):
    contract = check(make_contract(cast.lin), {16})
    sent = {"seen": "1", "result": "na", "note": "客户不同意，删了", "objection": "归属不明"}
    answer = sign_in("lin").post(f"/contracts/{contract.id}/checks/16", data=sent)
    assert answer.status_code == 422 and "客户对此条有异议" in answer.text and "归属不明" in answer.text
    assert contract.check_row(16).mark() == good_mark(16)
