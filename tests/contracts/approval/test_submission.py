"""What a submission asks for: the text among the files, a code or the reason for none, the director's word on an S file."""

import re

import pytest

from salesapp.contracts import actions
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.approval.rules import Lack, answered_by, check, lacks
from salesapp.contracts.checklist import actions as marking
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.marking.rules import MarkRefused
from salesapp.contracts.rules import ContractRefused
from salesapp.opportunities.decisions.actions import decide as decide_on_file
from salesapp.policies.actions import change as set_policy
from salesapp.refusals import StaleEdit
from tests.contracts.approval.test_changes import GOOD_CODE, change_customer
from tests.contracts.factories import (
    NOW,
    TODAY,
    Upload,
    decide,
    good_mark,
    make_contract,
    make_opportunity,
    submit,
)
from tests.contracts.factories import check as settle
from tests.contracts.sent import typed


def test_what_is_lacking_is_named_together():
    assert lacks(has_text=True, file_waits=False, passes_over=False) == []
    assert lacks(has_text=False, file_waits=True, passes_over=True) == [Lack.TEXT, Lack.FILE, Lack.QUOTATION]
    check([])
    with pytest.raises(ContractRefused, match=r"text of the contract.*grade S"):
        check([Lack.TEXT, Lack.FILE])
    assert answered_by("许*: 价格低于底线。").startswith("许*: 价格低于底线. Change it")


def test_the_text_of_the_contract_is_asked_for_among_the_files(cast, sign_in):
    contract = settle(make_contract(cast.lin, with_text=False))
    actions.attach(contract, [Upload(b"%PDF-1.4\nlicence", "营业执照.pdf")], by=cast.lin, at=NOW)
    lin, at = sign_in("lin"), f"/contracts/{contract.id}"
    page = lin.get(f"{at}/checklist").text
    assert "附件里还没有合同文本" in page and f'href="{at}#files"' in page
    refused = lin.post(f"{at}/submissions")
    assert refused.status_code == 422 and "附件里还没有合同文本" in refused.text
    assert _is_ticked(lin.get(at).text)
    sent = {"files": (Upload().stream, "合同稿.pdf"), "is_text": "y"}
    assert lin.post(f"{at}/attachments", data=sent).status_code == 303
    page = lin.get(at).text
    assert "· 合同文本" in page and not _is_ticked(page)
    assert lin.post(f"{at}/submissions").status_code == 303


def _is_ticked(page: str) -> bool:
    """Tell whether the next file is taken for the text of the contract."""
    tick = re.search(r'<input[^>]*name="is_text"[^>]*>', page)
    return tick is not None and "checked" in tick.group()


def test_the_text_may_come_with_the_terms(cast, sign_in, db_session):
    opportunity = make_opportunity(cast.lin)
    sent = typed(opportunity) | {"texts": (Upload().stream, "合同稿.pdf")}
    answer = sign_in("lin").post("/contracts", data=sent)
    assert "附件里还没有合同文本" not in sign_in("lin").get(answer.location).text


@pytest.mark.parametrize("result", ["ok", "na"])
def test_item_2_is_not_ticked_without_a_code_or_the_reason_for_none(cast, result):
    contract = make_contract(cast.lin)
    for note in (None, " ", "。"):
        with pytest.raises(MarkRefused, match="没有信用代码") as refused:
            contract.note_check(good_mark(2, result=result, note=note), by=cast.lin, at=NOW, today=TODAY)
        assert refused.value.field == "note"
    contract.note_check(good_mark(2, result=result, note="新设公司"), by=cast.lin, at=NOW, today=TODAY)
    assert 2 not in {each.no for each in contract.missing()}


def test_with_a_code_item_2_needs_no_words_until_the_code_is_gone(cast):
    contract = make_contract(cast.lin)
    change_customer(contract, cast.lin, credit_code=GOOD_CODE, credit_code_kind="code")
    settle(contract, checklist.BEFORE_APPROVAL - {2})
    contract.note_check(good_mark(2, note=None), by=cast.lin, at=NOW, today=TODAY)
    assert contract.missing() == []
    change_customer(contract, cast.lin)
    assert {each.no for each in contract.missing()} == {1, 2, 31}


def test_who_approves_reads_the_code_or_why_there_is_none(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    assert "无（新设公司，执照办理中）" in sign_in("xu").get(f"/contracts/{contract.id}/approvals").text


def test_a_contract_of_grade_s_waits_for_the_directors_word_on_its_file(cast, sign_in):
    opportunity = make_opportunity(cast.lin, grade="S", grade_reason="战略客户", reason="x")
    contract = settle(make_contract(cast.lin, opportunity=opportunity))
    decide_on_file(opportunity, "agree", None, by=cast.xu, at=NOW)
    with pytest.raises(ContractRefused, match="总监"):
        approving.submit(contract, by=cast.lin, at=NOW)
    assert f'href="/opportunities/{opportunity.id}"' in _gate(sign_in("lin"), contract)
    decide_on_file(opportunity, "agree", None, by=cast.tang, at=NOW)
    assert "立项" not in _gate(sign_in("lin"), contract)
    approving.submit(contract, by=cast.lin, at=NOW)
    assert contract.status == "approving"


def test_where_the_setting_asks_no_director_the_supervisors_word_is_enough(cast):
    set_policy("file_s_director", False, by=cast.admin, at=NOW)
    opportunity = make_opportunity(cast.lin, grade="S", grade_reason="战略客户", reason="x")
    contract = settle(make_contract(cast.lin, opportunity=opportunity))
    approving.submit(contract, by=cast.lin, at=NOW)
    assert contract.status == "approving"


def _gate(client, contract) -> str:
    return client.get(f"/contracts/{contract.id}/checklist").text.partition('id="check-gate"')[2]


def test_the_reason_stands_on_top_of_the_checklist_until_it_is_answered(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, "veto", "价格低于底线。")
    lin, at = sign_in("lin"), f"/contracts/{contract.id}"
    top = lin.get(f"{at}/checklist").text.partition('id="group-A"')[0]
    assert "许*：价格低于底线" in top and "书面答复" in top
    refused = lin.post(f"{at}/submissions", data={"answer": "。"})
    assert refused.status_code == 422
    bar = refused.text.partition('id="check-gate"')[2]
    assert 'value="。"' in bar and 'id="answer-error"' in bar and "与被否决版本相同" in bar
    assert lin.post(f"{at}/submissions", data={"answer": "总部已批准"}).status_code == 303
    assert "价格低于底线" not in lin.get(f"{at}/checklist").text.partition('id="group-A"')[0]


def test_what_ended_an_approval_stands_on_top_of_the_checklist(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    change_customer(contract, cast.lin, invoice_title="苏州某某开票抬头")
    top = sign_in("lin").get(f"/contracts/{contract.id}/checklist").text.partition('id="group-A"')[0]
    assert "审批已终止" in top and "开票名称" in top


def test_a_mark_over_what_a_customers_change_opened_is_stale(cast, db_session):
    contract = settle(make_contract(cast.lin))
    seen = contract.check_row(1).version
    change_customer(contract, cast.lin, full_name="苏州新名机械有限公司")
    db_session.commit()
    with pytest.raises(StaleEdit):
        marking.note_check(contract, good_mark(1), seen=seen, by=cast.lin, at=NOW)
