"""What hangs on a contract is said with its links before it ends, done with it, and asked once; however it ends."""

from datetime import date
from decimal import Decimal

import pytest

from salesapp.contracts.amendments import actions as amending
from salesapp.contracts.amendments.planning.rules import Terms
from salesapp.contracts.calloffs import actions as calling
from salesapp.contracts.delivery import actions as delivering
from salesapp.contracts.delivery.rules import Kind, Planned
from salesapp.contracts.endings import actions as endings
from salesapp.contracts.payments.rules import Node
from salesapp.payments.invoices import actions as invoicing
from salesapp.refusals import Refusal
from salesapp.support import actions as support
from tests.contracts.amendments.test_screens import approve_all, drawn
from tests.contracts.endings.test_endings import handed, settle
from tests.contracts.factories import NOW, Upload, make_contract, sign
from tests.pages import part
from tests.payments.invoices.test_screens import line, values

TODAY = date(2026, 11, 23)


def ask_invoice(contract, by, seq=1, gross="1000"):
    node = contract.payment_nodes[seq - 1]
    return invoicing.ask(contract, values(node_id=node.id), [line(gross)], by=by, at=NOW)


def ask_support(contract, by):
    asked = {"role": "tech", "asked_id": None, "what": "协助验收资料", "due_on": date(2026, 12, 1)}
    return support.ask("contract", contract, asked, by=by, at=NOW)


def supplement(contract):
    total = contract.amount + 100
    plan = [Node("acceptance", "验收后", date(2027, 1, 20), None, total)]
    terms = Terms("supplement", "增购", total, None, None, plan)
    return amending.draw_up(contract, terms, amending.confirmed_of({}), [Upload()], by=contract.owner, at=NOW)


def refused(verb) -> str:
    with pytest.raises(Refusal) as refusal:
        verb()
    return "；".join([str(refusal.value), *map(str, refusal.value.also)])


def test_a_contract_is_completed_after_all_that_hangs_on_it(cast, db_session, sign_in):
    contract = handed(cast)
    delivering.open_delivery(contract, by=cast.gao, at=NOW)
    one, _asked = ask_invoice(contract, cast.lin), ask_support(contract, cast.lin)
    drawn_up = supplement(contract)
    db_session.commit()
    lin, url = sign_in("lin"), f"/contracts/{contract.id}"
    answer = lin.post(
        f"{url}/completions", data={"ended_on": "2026-11-23", "remark": "都办完了", "agreed": "y"}
    )
    assert answer.status_code == 422 and "都办完了" in answer.text and contract.ending is None
    page = answer.text
    assert "还有事项要先办完：" in page
    for words in ("未收的款项（3）", "未上报的交付节点（4）", "办理中的补充协议（1）", "开票申请（1）"):
        assert words in page
    for way in (
        f"/payments/instalments/{contract.payment_nodes[0].id}",
        f"/invoices/{one.id}",
        "/amendments/",
    ):
        assert way in page
    assert "申请的支持（1）" in page and "继续办理" in page

    amending.void(drawn_up, "不增购了", by=cast.lin, at=NOW)
    invoicing.withdraw(one, by=cast.lin, at=NOW)
    plan = [Planned(kind, None, left_out=True) for kind in Kind]
    for node in contract.payment_nodes:
        node.kind = "progress"
    delivering.plan(contract, plan, "服务类合同，无交付物", by=cast.gao, at=NOW)
    settle(contract)
    db_session.commit()
    asked = lin.post(f"{url}/completions", data={"ended_on": "2026-11-23"})
    assert asked.status_code == 422 and "申请的支持（1） — 继续办理" in asked.text
    assert lin.post(f"{url}/completions", data={"ended_on": "2026-11-23", "agreed": "y"}).status_code == 303
    assert contract.ending.kind == "completed"


def test_a_renewal_waits_for_delivery_and_supplements_and_lets_money_go_on(cast, db_session):
    contract = handed(cast)
    delivering.open_delivery(contract, by=cast.gao, at=NOW)
    other = sign(make_contract(cast.lin, opportunity=contract.opportunity), cast)
    renew = lambda **more: endings.renew(contract, other, TODAY, by=cast.lin, at=NOW, **more)  # noqa: E731
    said = refused(lambda: renew(agreed=True))
    assert "未上报的交付节点（4）" in said and "未收的款项" not in said
    for milestone in contract.milestones:
        milestone.leave_out("由续签合同交付")
    db_session.flush()
    said = refused(renew)
    assert "未收的款项（3） — 照常提醒和催收" in said
    renew(agreed=True)
    db_session.commit()
    assert contract.ending.successor is other and contract.payment_nodes[0].open == Decimal("115800.00")


def test_an_early_ending_ends_what_is_not_delivered_and_the_hand_off(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    contract.open_delivery(contract.delivery_on)
    db_session.commit()
    dropped = ask_invoice(contract, cast.lin, seq=3)
    kept = ask_invoice(contract, cast.lin, seq=1)
    db_session.commit()
    lin = sign_in("lin")
    ending = {"kind": "ending", "amount": "50000", "what": "客户停产，按已投入结算", "ends_on": None,
              "payment_nodes-0-kind": "progress", "payment_nodes-0-amount": "50000",
              "payment_nodes-0-condition": "协议签订后 10 日内", "payment_nodes-0-planned_on": "2026-12-10",
              "payment_nodes-1-amount": None, "payment_nodes-1-condition": None}  # fmt: skip
    form = lin.get(f"/contracts/{contract.id}/amendments/new?kind=ending").text
    assert "未上报的交付节点（4）" in part_text(form, "hanging") and "随之终止" in part_text(form, "hanging")
    where = drawn(lin, contract, **ending)
    lin.post(f"{where}/submissions", data={})
    approve_all(contract.amendments[0], cast)
    db_session.commit()
    asked = lin.post(f"{where}/signatures", data={"signed_on": "2026-11-23"})
    assert (
        asked.status_code == 422 and "未接收的内部交接（1）" in asked.text and "开票申请（2）" in asked.text
    )
    assert lin.post(f"{where}/signatures", data={"signed_on": "2026-11-23", "agreed": "y"}).status_code == 303
    db_session.expire_all()
    assert contract.ending.kind == "terminated" and contract.handoff.status == "void"
    assert all(row.left_out and contract.number in row.reason for row in contract.milestones)
    assert (dropped.status, kept.status) == ("withdrawn", "asked")
    assert "交接" not in sign_in("lin").get("/").text
    said = refused(lambda: delivering.plan(contract, [], "改期", by=cast.gao, at=NOW))
    assert said == "合同已结束，交付不能再改。"


def part_text(page: str, name: str) -> str:
    return part(page, name).text


@pytest.mark.parametrize(
    ("kind", "needs_day"), [("acceptance", True), ("warranty", True), ("progress", False)]
)
def test_what_is_settled_waits_for_no_delivery_that_never_comes(cast, db_session, kind, needs_day):
    contract = sign(make_contract(cast.lin), cast)
    nodes = [Node(kind, "结清", None if needs_day else date(2026, 12, 10), None, Decimal(1000))]
    terms = Terms("ending", "按已交付结算", Decimal(1000), None, None, nodes)
    verb = lambda: amending.draw_up(contract, terms, amending.confirmed_of({}), [], by=cast.lin, at=NOW)  # noqa: E731
    if needs_day:
        assert "请填写这笔款的日期" in refused(verb)
    else:
        verb()


def test_a_framework_ends_after_its_unsigned_call_offs(cast, db_session):
    framework = handed(cast, kind="framework")
    call = make_contract(cast.lin, opportunity=framework.opportunity, amount=Decimal(1000))
    calling.call_off(framework, call, by=cast.lin, at=NOW)
    other = sign(make_contract(cast.lin, opportunity=framework.opportunity), cast)
    renew = lambda **more: endings.renew(framework, other, TODAY, by=cast.lin, at=NOW, **more)  # noqa: E731
    assert "未签订的框架订单（1）" in refused(lambda: renew(agreed=True))
    sign(call, cast)
    assert "执行中的框架订单（1） — 各自执行到期" in refused(renew)
    settle(framework)
    assert "执行中的框架订单（1） — 请逐份" in refused(
        lambda: endings.complete(framework, TODAY, None, agreed=True, by=cast.lin, at=NOW)
    )
    renew(agreed=True)
    assert framework.ending.kind == "renewed" and call.framework is framework


def test_voiding_names_supplements_and_support_with_their_links(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    request, drawn_up = ask_support(contract, cast.lin), supplement(contract)
    db_session.commit()
    xu, url = sign_in("xu"), f"/contracts/{contract.id}/voidings"
    answer = xu.post(url, data={"reason": "客户付不出"})
    assert answer.status_code == 422 and "办理中的补充协议（1）" in answer.text
    shown = part_text(answer.text, "voiding")
    assert drawn_up.number in shown and request.number in shown and "随之终止" in shown
    assert xu.post(url, data={"reason": "客户付不出", "agreed": "y"}).status_code == 303
    db_session.expire_all()
    assert (drawn_up.status, request.status) == ("void", "withdrawn")


def test_nobody_is_asked_where_nothing_hangs(cast, db_session):
    contract = handed(cast)
    settle(contract)
    db_session.flush()
    endings.complete(contract, TODAY, None, by=cast.lin, at=NOW)
    assert contract.ending.kind == "completed"
    with pytest.raises(Refusal):
        endings.complete(contract, TODAY, None, by=cast.lin, at=NOW)
