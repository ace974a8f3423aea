"""Contracts on the screen: the whole way by requests, what each role may, and what bad input meets."""

import io
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from salesapp.calendar.queries import work_calendar
from salesapp.contracts import checklist, handing, todos
from salesapp.contracts.models import ChecklistItem, Contract
from salesapp.web import clock
from salesapp.web.limits import limiter
from tests.contracts.factories import (
    _HASH,
    FILLED,
    NOW,
    PASSWORD,
    approve,
    check,
    decide,
    make_contract,
    make_opportunity,
    send,
    sign,
    step_for,
    submit,
)

HX = {"HX-Request": "true"}


def typed(opportunity=None, **changes) -> dict:
    """What a browser sends with the terms; None leaves a field out."""
    sent = {
        "opportunity_id": opportunity.id if opportunity else None, "name": "排产软件销售合同", "kind": "sale",
        "our_entity": "某某软件有限公司", "amount": "386,000.00", "tax_rate": "13", "currency": "CNY", "sign_method": "paper",
        "copies": "4", "starts_on": "2026-12-15", "ends_on": "2027-12-14", "delivery_on": "2027-01-20",
        "delivery_cycle": "30 天，自预付款到账起算", "delivery_content": "排产软件标准版 1 套", "payment_terms": "",
        "after_sales": "12 个月；4 小时响应", "acceptance": "连续运行 10 个工作日", "is_standard_text": "y",
        "template_version": "MB-2026.2", "deviation": "", "gross_margin": "46",
        "payment_nodes-0-kind": "advance", "payment_nodes-0-percent": "30", "payment_nodes-0-amount": "",
        "payment_nodes-0-planned_on": "2026-12-20", "payment_nodes-0-condition": "签后 5 日",
        "payment_nodes-1-kind": "acceptance", "payment_nodes-1-percent": "70", "payment_nodes-1-amount": "",
        "payment_nodes-1-planned_on": "2027-02-01", "payment_nodes-1-condition": "验收后 10 日",
    }  # fmt: skip
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


def mark(no: int, **changes) -> dict:
    """What a browser sends with one row of the checklist."""
    sent = {"seen": "0", "result": "ok", "note": ""}
    if no in checklist.CONFIRMED:
        sent |= {"confirmed_by": "周敏", "confirmed_way": "mail", "confirmed_on": "2026-11-20"}
    if no in checklist.CLAUSES:
        sent |= {"explained_on": "2026-11-19", "objection": ""}
    return sent | changes


def signature(**changes) -> dict:
    """What a browser sends with the signature."""
    sent = {
        "signed_on": "2026-11-23", "seal_kind": "contract", "seal_copies": "4", "sealed_by": "郑*", "sealed_on": "2026-11-23",
    }  # fmt: skip
    return sent | changes


def sheet_of(contract) -> dict:
    """What a browser sends with the hand-off sheet."""
    values = contract.handoff.values() | FILLED
    sent = {name: value for name, value in values.items() if value is not None and name != "materials"}
    return {name: str(value) for name, value in sent.items()} | {
        "materials": ["contract", "proposal"], "version": str(contract.handoff.version),
    }  # fmt: skip


def only_contract(session) -> Contract:
    return session.scalars(select(Contract)).one()


def test_the_whole_way_from_the_opportunity_to_two_accepted_hand_offs(cast, db_session, sign_in):
    for person in (cast.xu, cast.zheng):
        person.password_hash = _HASH
    opportunity = make_opportunity(cast.lin)
    lin = sign_in("lin")
    page = lin.get(f"/contracts/new?opportunity={opportunity.id}").text
    assert opportunity.customer.full_name in page and "人民币叁拾捌万陆仟元整" in page
    answer = lin.post("/contracts", data=typed(opportunity))
    contract = only_contract(db_session)
    assert (answer.status_code, answer.location) == (303, f"/contracts/{contract.id}/checklist")
    at = f"/contracts/{contract.id}"
    assert lin.post(f"{at}/submissions").status_code == 422
    for no in sorted(checklist.BEFORE_APPROVAL):
        assert lin.post(f"{at}/checks/{no}", data=mark(no)).status_code == 303, no
    assert lin.post(f"{at}/submissions").status_code == 303
    for username, verdict in (("xu", "agree"), ("zheng", "agree")):
        step = step_for(contract, {"xu": "supervisor", "zheng": "finance"}[username])
        decision = {"step_id": step.id, "verdict": verdict, "comment": "同意", "password": PASSWORD}
        assert sign_in(username).post(f"{at}/approvals", data=decision).status_code == 303
    assert contract.status == "approved" and contract.approved_sha256 in lin.get(at).text
    for no in sorted(checklist.BEFORE_SIGNING):
        assert lin.post(f"{at}/checks/{no}", data=mark(no)).status_code == 303, no
    answer = lin.post(f"{at}/signatures", data=signature())
    assert (answer.status_code, answer.location) == (303, f"{at}/handoff")
    assert "2026-11-26" in lin.get(f"{at}/handoff").text
    assert lin.post(f"{at}/handoffs", data=sheet_of(contract)).status_code == 303
    seen = (
        contract.handoff.version
    )  # both have the page open: one answer does not make the other's page an old one
    assert (
        sign_in("zheng").post(f"{at}/receipts", data={"answer": "accepted", "version": seen}).status_code
        == 303
    )
    assert contract.status == "signed"
    assert (
        sign_in("gao").post(f"{at}/receipts", data={"answer": "accepted", "version": seen}).status_code == 303
    )
    assert contract.status == "handed_over" and contract.opportunity.status == "won"
    for path in ("", "/checklist", "/approvals", "/handoff"):
        assert "已交接" in lin.get(at + path).text


# ---------------------------------------------------------------------------------------- the terms


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": "abc"}, "请填写数字"),
        ({"amount": "1e400"}, "请填写数字"),
        ({"payment_nodes-0-percent": "1e999999"}, "请填写数字"),
        ({"payment_nodes-0-percent": "NaN"}, "请填写数字"),
        ({"amount": "0"}, "须大于零"),
        ({"amount": "386000.001"}, "最多到分"),
        ({"amount": "999999999999"}, "金额过大"),
        ({"payment_nodes-1-percent": "60"}, "应为 100%"),
        ({"payment_nodes-1-percent": ""}, "请填写"),
        ({"payment_nodes-1-amount": "1"}, "合同额的 70%"),
        ({"payment_nodes-0-condition": ""}, "请填写"),
        ({"payment_nodes-0-planned_on": "2026-02-30"}, "error"),
        ({"ends_on": "2026-12-14"}, "早于起始日"),
        ({"is_standard_text": None}, "逐条列出偏离"),
        ({"name": ""}, "error"),
        ({"name": "长" * 101}, "error"),
        ({"kind": "bribe"}, "error"),
        ({"tax_rate": "99"}, "error"),
        ({"copies": "0"}, "error"),
        ({"after_sales": "x" * 4001}, "error"),
    ],
)
def test_terms_that_cannot_be_are_refused_beside_their_field_and_nothing_is_lost(
    cast, db_session, sign_in, changes, words
):
    opportunity = make_opportunity(cast.lin)
    answer = sign_in("lin").post("/contracts", data=typed(opportunity, **changes))
    assert answer.status_code == 422
    assert words in answer.text and "error-summary" in answer.text
    assert "连续运行 10 个工作日" in answer.text
    assert db_session.scalar(select(func.count(Contract.id))) == 0


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE contract;--", "<script>alert(1)</script>", "😀𬭎㛃", "=1+1", "%s {{7*7}}"]
)
def test_whatever_is_typed_is_kept_as_it_is_and_shown_as_text(cast, db_session, sign_in, text):
    opportunity = make_opportunity(cast.lin)
    lin = sign_in("lin")
    sent = typed(opportunity, name=text, after_sales=text, delivery_content=text)
    assert lin.post("/contracts", data=sent).status_code == 303
    contract = only_contract(db_session)
    assert contract.name == text
    for path in ("", "/checklist", "/edit", "/approvals"):
        page = lin.get(f"/contracts/{contract.id}{path}")
        assert (
            page.status_code == 200
            and "<script>alert" not in page.text
            and "49" not in page.text.split("{{")[0][:0]
        )


def test_a_form_sent_twice_makes_one_contract(cast, db_session, sign_in):
    opportunity = make_opportunity(cast.lin)
    lin = sign_in("lin")
    first = lin.post("/contracts", data=typed(opportunity, token="once-only"))
    second = lin.post("/contracts", data=typed(opportunity, token="once-only"))
    assert second.location == first.location
    assert db_session.scalar(select(func.count(Contract.id))) == 1


def test_somebody_elses_opportunity_is_not_found(cast, sign_in):
    opportunity = make_opportunity(cast.lin)
    chen = sign_in("chen")
    assert chen.get(f"/contracts/new?opportunity={opportunity.id}").status_code == 404
    assert chen.post("/contracts", data=typed(opportunity)).status_code == 404
    assert chen.post("/contracts", data=typed(opportunity, opportunity_id="x")).status_code == 404


def test_without_a_script_one_more_node_is_offered(cast, db_session, sign_in):
    opportunity = make_opportunity(cast.lin)
    answer = sign_in("lin").post("/contracts", data=typed(opportunity, add_row="payment_nodes"))
    assert answer.status_code == 422 and "payment_nodes-2-percent" in answer.text
    assert "error-summary" not in answer.text
    assert db_session.scalar(select(func.count(Contract.id))) == 0


def test_the_capitals_and_the_sum_follow_while_somebody_types(cast, sign_in):
    nodes = {"payment_nodes-0-percent": "30", "payment_nodes-0-kind": "advance"}
    lin = sign_in("lin")
    page = lin.get("/contracts/figures", query_string={"amount": "107,000.53", **nodes}, headers=HX).text
    assert "人民币壹拾万柒仟元伍角叁分" in page
    assert "应为 100%" in page
    whole = {**nodes, "payment_nodes-1-percent": "70", "payment_nodes-1-kind": "acceptance"}
    assert (
        "32,100.15 + 74,900.38"
        in lin.get("/contracts/figures", query_string={"amount": "107000.53", **whole}).text
    )
    assert lin.get("/contracts/figures", query_string={"amount": "no"}).status_code == 200


def test_a_stale_edit_shows_both_versions_and_loses_neither(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    seen = str(contract.version)
    lin, xu = sign_in("lin"), sign_in("xu")
    theirs = typed(opportunity_id=None, after_sales="24 个月", version=seen)
    assert xu.post(f"/contracts/{contract.id}", data=theirs).status_code == 303
    mine = typed(opportunity_id=None, after_sales="36 个月", version=seen)
    answer = lin.post(f"/contracts/{contract.id}", data=mine)
    assert answer.status_code == 409
    assert "24 个月" in answer.text and "36 个月" in answer.text
    assert contract.after_sales == "24 个月"


def test_an_edit_in_approval_says_what_must_be_explained_again(cast, db_session, sign_in):
    contract = submit(make_contract(cast.lin))
    lin = sign_in("lin")
    assert "任何改动都会终止审批" in lin.get(f"/contracts/{contract.id}/edit").text
    lin.post(f"/contracts/{contract.id}", data=typed(after_sales="24 个月", version=contract.version))
    page = lin.get(f"/contracts/{contract.id}/checklist").text
    assert contract.status == "checking" and "12 售后保障" in page and "31 客户确认" in page


def test_a_file_that_is_no_document_is_refused_and_a_picture_is_kept(cast, sign_in):
    from PIL import Image

    contract = make_contract(cast.lin)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}/attachments"
    fake = (io.BytesIO(b"MZ not a picture"), "合同.jpg")
    assert lin.post(url, data={"files": [fake]}, content_type="multipart/form-data").status_code == 422
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    assert (
        lin.post(
            url, data={"files": [(picture, "盖章页.png")]}, content_type="multipart/form-data"
        ).status_code
        == 303
    )
    assert "盖章页" in lin.get(f"/contracts/{contract.id}").text


# ------------------------------------------------------------------------------------ the checklist


def test_a_mark_answers_with_its_row_its_group_and_the_bar(cast, sign_in):
    contract = check(make_contract(cast.lin), checklist.BEFORE_APPROVAL - {11, 13})
    lin, at = sign_in("lin"), f"/contracts/{contract.id}/checks"
    page = lin.get(f"/contracts/{contract.id}/checklist").text
    assert "还差 2 项：11 付款方式与节点未解释、13 验收标准与时限未解释" in page
    answer = lin.post(f"{at}/13", data=mark(13), headers=HX)
    assert answer.status_code == 200 and answer.text.lstrip().startswith('<tr id="check-13"')
    assert "还差 1 项" in answer.text and "周敏 邮件 11月20日" in answer.text
    assert 'hx-target="#group-C-count"' in answer.text and "检查清单 24/31" in answer.text
    button = re.search(r"<button[^>]*>提交审批", answer.text).group(0)
    assert "disabled" in button
    last = lin.post(f"{at}/11", data=mark(11), headers=HX).text
    assert "disabled" not in re.search(r"<button[^>]*>提交审批", last).group(0)


def test_a_clause_that_conforms_unfolds_with_who_confirmed_last(cast, sign_in):
    contract = check(make_contract(cast.lin), {10})
    only_pressed = {"seen": "0", "result": "ok"}
    answer = sign_in("lin").post(f"/contracts/{contract.id}/checks/11", data=only_pressed, headers=HX).text
    assert (
        '<details class="check-more" open>' in answer
        and 'name="confirmed_by" maxlength="50" value="周敏"' in answer
    )
    assert contract.check_row(11).confirmed_by is None  # offered, not saved


@pytest.mark.parametrize(
    ("no", "changes", "words"),
    [
        (11, {"result": "na"}, "每份合同都要有"),
        (16, {"result": "na", "note": ""}, "为何不适用"),
        (11, {"objection": "希望 3-5-2"}, "异议"),
        (11, {"explained_on": "2026-12-01"}, "还没到"),
        (11, {"confirmed_on": "2026-11-18"}, "不能早于"),
        (27, {}, "终审通过后"),
        (11, {"result": "maybe"}, "error"),
        (11, {"explained_on": "yesterday"}, "error"),
        (11, {"note": "长" * 301}, "error"),
    ],
)
def test_a_refused_mark_says_why_in_its_row_and_keeps_what_was_typed(
    cast, db_session, sign_in, no, changes, words
):
    contract = make_contract(cast.lin)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}/checks/{no}"
    answer = lin.post(url, data=mark(no, **changes), headers=HX)
    assert answer.status_code == 422 and f'<tr id="check-{no}"' in answer.text
    if words != "error":
        assert words in answer.text
    assert 'role="alert"' in answer.text
    plain = lin.post(url, data=mark(no, **changes))
    assert plain.status_code == 422 and 'role="alert"' in plain.text and "<h1>" in plain.text
    assert db_session.scalar(select(func.count(ChecklistItem.id))) == 0


def test_two_who_mark_one_row_do_not_overwrite_each_other(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    url = f"/contracts/{contract.id}/checks/6"
    assert sign_in("xu").post(url, data=mark(6, note="与报价一致")).status_code == 303
    answer = sign_in("lin").post(url, data=mark(6, result="bad", note="数量少 1"), headers=HX)
    assert answer.status_code == 409
    assert "许*" in answer.text and "数量少 1" in answer.text
    assert contract.check_row(6).result == "ok"


def test_an_item_that_does_not_exist_is_not_found(cast, sign_in):
    contract = make_contract(cast.lin)
    for no in (0, 32):
        assert sign_in("lin").post(f"/contracts/{contract.id}/checks/{no}", data=mark(1)).status_code == 404


# ------------------------------------------------------------------------------------------ approval


def test_the_inbox_holds_what_waits_for_me_and_nothing_else(cast, sign_in):
    submit(make_contract(cast.lin))
    assert "XS-HT-2026-0001" in sign_in("xu").get("/contracts/approvals").text
    for other in ("ma", "zheng", "tang", "lu"):
        assert "XS-HT-2026-0001" not in sign_in(other).get("/contracts/approvals").text
    assert sign_in("lin").get("/contracts/approvals").status_code == 403


def test_who_completes_the_approval_is_asked_for_the_password_and_the_wrong_one_is_refused(
    cast, db_session, sign_in
):
    contract = submit(make_contract(cast.lin))
    assert 'type="password"' not in sign_in("xu").get(f"/contracts/{contract.id}/approvals").text
    decide(contract, cast.xu)
    cast.zheng.password_hash = _HASH
    db_session.commit()
    zheng, url = sign_in("zheng"), f"/contracts/{contract.id}/approvals"
    assert 'type="password"' in zheng.get(url).text
    sent = {"step_id": step_for(contract, "finance").id, "verdict": "agree", "comment": "节点可行"}
    refused = zheng.post(url, data=sent | {"password": "wrong-Password-1"})
    assert (
        refused.status_code == 422 and "节点可行" in refused.text and "wrong-Password-1" not in refused.text
    )
    assert contract.status == "approving"
    assert zheng.post(url, data=sent | {"password": PASSWORD}).status_code == 303
    assert contract.status == "approved"


def test_the_password_of_an_approver_cannot_be_guessed(app, cast, db_session, sign_in, monkeypatch):
    contract = submit(make_contract(cast.lin, amount=Decimal("50000")))
    cast.xu.password_hash = _HASH
    db_session.commit()
    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    sent = {
        "step_id": step_for(contract, "supervisor").id,
        "verdict": "agree",
        "password": "wrong-Password-1",
    }
    xu, url = sign_in("xu"), f"/contracts/{contract.id}/approvals"
    limiter.reset()
    try:
        answers = [xu.post(url, data=sent | {"token": f"try-{n}"}).status_code for n in range(11)]
    finally:
        limiter.reset()
    assert answers == [422] * 10 + [429]
    assert contract.status == "approving"


def test_the_second_of_two_approvers_is_told_who_was_first(cast, db_session, sign_in):
    contract = submit(make_contract(cast.lin))
    step = step_for(contract, "supervisor")
    sent = {"step_id": step.id, "verdict": "agree"}
    xu, url = sign_in("xu"), f"/contracts/{contract.id}/approvals"
    assert xu.post(url, data=sent).status_code == 303
    again = xu.post(url, data=sent | {"token": "another"})
    assert again.status_code == 422 and "许* 已经审批过这个节点" in again.text


def test_a_return_without_a_reason_stays_on_the_page(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    sent = {"step_id": step_for(contract, "supervisor").id, "verdict": "return", "comment": "  "}
    answer = sign_in("xu").post(f"/contracts/{contract.id}/approvals", data=sent)
    assert answer.status_code == 422 and "请写明要补正什么" in answer.text


def test_nobody_decides_for_another_role(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    sent = {"step_id": step_for(contract, "supervisor").id, "verdict": "agree"}
    url = f"/contracts/{contract.id}/approvals"
    for other in ("zheng", "lu", "tang"):
        assert sign_in(other).post(url, data=sent).status_code in (403, 422)
    assert sign_in("ma").post(url, data=sent).status_code == 404
    assert sign_in("lin").post(url, data=sent).status_code == 403
    assert contract.status == "approving"


def test_the_submitter_presses_and_withdraws(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    lin, at = sign_in("lin"), f"/contracts/{contract.id}"
    assert lin.post(f"{at}/reminders").status_code == 303
    assert lin.post(f"{at}/reminders").status_code == 422
    assert lin.post(f"{at}/withdrawals").status_code == 303
    assert contract.status == "checking"
    assert lin.post(f"{at}/withdrawals").status_code == 422


# ------------------------------------------------------------------------- signature, archive, void


def test_a_signature_before_the_papers_are_checked_says_which(cast, sign_in):
    contract = approve(make_contract(cast.lin), cast)
    lin = sign_in("lin")
    page = lin.get(f"/contracts/{contract.id}").text
    assert "还差 6 项" in page
    answer = lin.post(f"/contracts/{contract.id}/signatures", data=signature())
    assert answer.status_code == 422 and "27 印章未检查" in answer.text
    check(contract, checklist.BEFORE_SIGNING)
    future = lin.post(f"/contracts/{contract.id}/signatures", data=signature(signed_on="2026-11-24"))
    assert future.status_code == 422 and "签订日期还没到" in future.text


def test_the_paper_is_filed_and_the_contract_voided_with_its_reason(cast, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    at = f"/contracts/{contract.id}"
    filed = {
        "archive_no": "DA-2026-107",
        "archived_by": "陆*",
        "archived_on": "2026-11-23",
        "version": contract.version,
    }
    for day in ("2026-11-24", "9999-12-31", "2026-01-01"):
        assert sign_in("lu").post(f"{at}/archivings", data=filed | {"archived_on": day}).status_code == 422
    assert sign_in("lu").post(f"{at}/archivings", data=filed).status_code == 303
    assert sign_in("zheng").post(f"{at}/archivings", data=filed | {"archive_no": "DA-9"}).status_code == 409
    assert "DA-2026-107" in sign_in("lin").get(at).text
    assert sign_in("xu").post(f"{at}/voidings", data={"reason": ""}).status_code == 422
    assert sign_in("lin").post(f"{at}/voidings", data={"reason": "客户付不出预付款"}).status_code == 422
    assert sign_in("xu").post(f"{at}/voidings", data={"reason": "客户付不出预付款"}).status_code == 303
    assert "客户付不出预付款" in sign_in("lin").get(at).text


# ------------------------------------------------------------------------------------------ hand-off


def test_a_gap_in_the_sheet_is_named_and_the_sheet_can_be_kept(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}/handoffs"
    sent = sheet_of(contract) | {"needs": "", "delivery_place": ""}
    answer = lin.post(url, data=sent)
    assert answer.status_code == 422 and "交付地点" in answer.text and "关键需求" in answer.text
    assert lin.post(url, data=sent | {"then": "keep"}).status_code == 303
    assert contract.handoff.status == "open" and contract.handoff.materials == ["contract", "proposal"]


def test_a_returned_sheet_comes_back_with_its_reason(cast, db_session, sign_in):
    contract = send(make_contract(cast.lin), cast)
    url = f"/contracts/{contract.id}"
    gao, lin = sign_in("gao"), sign_in("lin")
    answer = {"answer": "returned", "opinion": "", "version": contract.handoff.version}
    assert gao.post(f"{url}/receipts", data=answer).status_code == 422
    assert gao.post(f"{url}/receipts", data=answer | {"opinion": "缺技术协议"}).status_code == 303
    assert "缺技术协议" in lin.get(f"{url}/handoff").text
    assert lin.post(f"{url}/handoffs", data=sheet_of(contract)).status_code == 303
    assert contract.handoff.latest()["service"].round == 2


def test_a_sheet_that_changed_meanwhile_is_not_accepted_unseen(cast, db_session, sign_in):
    """R42: finance answers for the sheet that it has read, not for the one that was sent since."""
    contract = send(make_contract(cast.lin), cast)
    url, seen = f"/contracts/{contract.id}", contract.handoff.version
    gao, zheng, lin = sign_in("gao"), sign_in("zheng"), sign_in("lin")
    returned = {"answer": "returned", "opinion": "缺技术协议", "version": seen}
    assert gao.post(f"{url}/receipts", data=returned).status_code == 303
    again = sheet_of(contract) | {"delivery_content": "换成旧型号两台", "version": contract.handoff.version}
    assert lin.post(f"{url}/handoffs", data=again).status_code == 303
    refused = zheng.post(f"{url}/receipts", data={"answer": "accepted", "version": seen})
    assert refused.status_code == 409 and "换成旧型号两台" in refused.text
    assert contract.handoff.latest()["finance"].status == "waiting"


def test_nobody_waits_for_the_hand_off_of_a_void_contract(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    assert todos.next_handoff(cast.lin)[0] == contract.id
    void = {"reason": "客户付不出预付款"}
    assert sign_in("xu").post(f"/contracts/{contract.id}/voidings", data=void).status_code == 303
    assert todos.next_handoff(cast.lin) is None
    deal = contract.opportunity
    assert (
        deal.status == "open" and deal.next_due_on is not None
    )  # what only this contract had won is open again (R6)
    assert (
        "已作废" in deal.stage_changes[-1].reason
        and sign_in("lin").get(f"/opportunities/{deal.id}").status_code == 200
    )


def test_another_signed_contract_keeps_the_opportunity_won(cast, db_session, sign_in):
    first = sign(make_contract(cast.lin), cast)
    first.opportunity.take_back_win(by=cast.xu, at=NOW, reason="x", calendar=work_calendar())
    second = sign(make_contract(cast.lin, opportunity=first.opportunity), cast)
    assert sign_in("xu").post(f"/contracts/{second.id}/voidings", data={"reason": "重复"}).status_code == 303
    assert first.opportunity.status == "won"


def test_an_answer_to_what_is_over_says_so(cast, sign_in):
    """A page that stood open for long: the refusal is seen, though its form is no longer offered."""
    contract = send(make_contract(cast.lin), cast)
    url = f"/contracts/{contract.id}"
    late = sign_in("lin").post(f"{url}/signatures", data=signature())
    assert late.status_code == 422 and 'id="error-summary"' in late.text
    old = sign_in("lin").post(
        f"{url}/handoffs", data=sheet_of(contract) | {"version": 1, "needs": "我另写的需求"}
    )
    assert old.status_code in (409, 422) and 'id="error-summary"' in old.text


@pytest.mark.parametrize(
    ("who", "sees"), [("lin", True), ("xu", True), ("zheng", True), ("lu", False), ("gao", False)]
)
def test_the_margin_stands_in_the_history_of_who_may_see_it(cast, db_session, sign_in, who, sees):
    contract = sign(make_contract(cast.lin), cast)
    contract.gross_margin = Decimal("37.25")
    db_session.commit()
    answer = sign_in(who).get(f"/contracts/{contract.id}?history=all")
    assert answer.status_code == 200 and ("37.25" in answer.text) is sees


def test_a_stale_sheet_shows_both_versions(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    mine = sheet_of(contract) | {"delivery_place": "我写的地点", "then": "keep"}
    theirs = contract.handoff.values() | {"delivery_place": "主管写的地点"}
    handing.keep_sheet(contract, theirs, by=cast.xu, at=NOW)
    db_session.commit()
    answer = sign_in("lin").post(f"/contracts/{contract.id}/handoffs", data=mine)
    assert answer.status_code == 409 and "主管写的地点" in answer.text and "我写的地点" in answer.text


# ------------------------------------------------------------------------- roles, lists, what is to do

SEEN = {
    "draft": {"lin", "xu", "tang"},
    "approving": {"lin", "xu", "tang", "zheng", "lu"},
    "signed": {"lin", "xu", "tang", "zheng", "lu", "gao", "he"},
}
EVERYBODY = ("lin", "fang", "chen", "xu", "ma", "tang", "zheng", "gao", "he", "lu", "admin", "auditor")


@pytest.mark.parametrize("state", SEEN)
def test_each_role_sees_a_contract_from_the_step_on_that_needs_it(cast, sign_in, state):
    contract = make_contract(cast.lin)
    if state == "approving":
        submit(contract)
    elif state == "signed":
        sign(contract, cast)
    for name in EVERYBODY:
        client = sign_in(name)
        expected = 200 if name in SEEN[state] else 403 if name in ("admin", "auditor") else 404
        for path in ("", "/checklist", "/approvals", "/handoff"):
            assert client.get(f"/contracts/{contract.id}{path}").status_code == expected, (name, path)
        listed = client.get("/contracts")
        assert ("XS-HT-2026-0001" in listed.text) == (name in SEEN[state]), name


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/submissions",
        "/withdrawals",
        "/signatures",
        "/handoffs",
        "/voidings",
        "/attachments",
        "/reminders",
    ],
)
def test_what_one_may_see_but_not_do_is_forbidden_and_what_one_may_not_see_is_not_found(cast, sign_in, path):
    contract = sign(make_contract(cast.lin), cast)
    url = f"/contracts/{contract.id}{path}"
    assert sign_in("gao").post(url).status_code == 403
    assert sign_in("fang").post(url).status_code == 404
    assert sign_in("auditor").post(url).status_code == 403


def test_finance_does_not_read_drafts_and_a_stranger_not_the_margin(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    assert "46%" in sign_in("zheng").get(f"/contracts/{contract.id}").text
    assert "46%" not in sign_in("lu").get(f"/contracts/{contract.id}").text


def test_the_list_is_filtered_searched_and_exported(cast, sign_in):
    first = make_contract(cast.lin)
    submit(make_contract(cast.lin))
    lin = sign_in("lin")
    assert "XS-HT-2026-0002" in lin.get("/contracts?view=approving").text
    assert "XS-HT-2026-0001" not in lin.get("/contracts?view=approving").text
    for word in ("0001", first.customer.full_name[:4]):
        page = lin.get("/contracts", query_string={"q": word}).text
        assert "XS-HT-2026-0001" in page
    assert "没有符合的合同" in lin.get("/contracts?q=不存在的公司").text
    assert lin.get("/contracts?view=nonsense&sort=nonsense&after=nonsense").status_code == 200
    book = load_workbook(io.BytesIO(lin.get("/contracts/export.xlsx?view=approving").data)).active
    assert [book.cell(2, 1).value, book.max_row] == ["XS-HT-2026-0002", 2]


def test_the_late_ones_are_found_by_one_link(cast, sign_in):
    send(make_contract(cast.lin), cast)
    xu = sign_in("xu")
    assert "XS-HT-2026-0001" not in xu.get(f"/contracts?late=1&owner={cast.lin.id}").text
    with clock.frozen(NOW + timedelta(days=4)):
        late = sign_in("xu").get(f"/contracts?late=1&owner={cast.lin.id}").text
    assert "XS-HT-2026-0001" in late and "逾期1天" in late.replace(" ", "")


def test_pages_go_on_where_the_last_one_ended(cast, sign_in, monkeypatch):
    from salesapp.contracts import lists

    monkeypatch.setattr(lists, "PAGE", 2)
    for amount in ("50000", "70000", "60000"):
        make_contract(cast.lin, amount=Decimal(amount))
    lin = sign_in("lin")
    for sort in ("updated", "amount", "number"):
        first = lin.get(f"/contracts?sort={sort}").text
        after = re.search(r"after=([\w-]+)", first).group(1)
        second = lin.get(f"/contracts?sort={sort}&after={after}").text
        numbers = re.findall(r"XS-HT-2026-\d{4}", first) + re.findall(r"XS-HT-2026-\d{4}", second)
        assert sorted(numbers) == ["XS-HT-2026-0001", "XS-HT-2026-0002", "XS-HT-2026-0003"], sort


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("", 5),
        ("/1/checklist", 10),
        ("/1", 12),
        ("/1/approvals", 10),
        ("/1/handoff", 10),
        ("/2/checklist", 12),
        ("/approvals", 5),
    ],
)
def test_pages_keep_their_queries_however_many_rows_hang_on_them(
    cast, db_session, sign_in, count_queries, path, most
):
    far, near = send(make_contract(cast.lin), cast), check(make_contract(cast.lin))
    for _more in range(2):
        make_contract(cast.lin)
    client = sign_in("xu")
    path = path.replace("/1", f"/{far.id}").replace("/2", f"/{near.id}")
    client.get(f"/contracts{path}")
    with count_queries() as counted:
        assert client.get(f"/contracts{path}").status_code == 200
    assert counted.total <= most, "\n".join(counted.statements)
