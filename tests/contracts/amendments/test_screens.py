"""A supplement on the screen: drawn up, refused, submitted, approved, signed; until then the old is in force (P19)."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from selectolax.lexbor import LexborHTMLParser

from salesapp.approvals import actions as approvals
from salesapp.approvals import queries as rounds
from salesapp.contracts.amendments.page import files_of
from salesapp.contracts.handoff import actions as handing
from salesapp.contracts.page import steps
from salesapp.contracts.texts.queries import values_of
from salesapp.documents.paper import loaders
from tests.contracts.delivery.test_screens import accepted, delivering
from tests.contracts.factories import NOW, make_contract, send, sign
from tests.pages import part

PDF, NODE = b"%PDF-1.4\n%%EOF\n", "payment_nodes-0-amount"


def paid(contract, *received) -> None:
    for node, amount in zip(contract.payment_nodes, received, strict=False):
        node.record(received=Decimal(amount), in_hand=Decimal(0), written_off=Decimal(0))
    contract.record_received()


def typed(**changes) -> dict:
    values = {
        "what": "增购移动端模块，总价由 386,000 元变更为 420,000 元", "amount": "420000", "ends_on": "2028-03-31",
        "payment_nodes-0-kind": "acceptance", "payment_nodes-0-amount": "262200", "payment_nodes-0-condition": "验收后 15 日内",
        "payment_nodes-1-kind": "warranty", "payment_nodes-1-amount": "42000", "payment_nodes-1-condition": "质保期满后 10 日内",
        "confirmed_by": "周敏", "confirmed_way": "mail", "confirmed_on": "2026-11-23",
        "texts": (BytesIO(PDF), "补充协议.pdf"),
    }  # fmt: skip
    return {key: value for key, value in (values | changes).items() if value is not None}


def drawn(lin, contract, **changes) -> str:
    answer = lin.post(f"/contracts/{contract.id}/amendments", data=typed(**changes))
    assert answer.status_code == 303, answer.text
    return answer.location


def approve_all(amendment, cast) -> None:
    who = {"supervisor": cast.xu, "finance": cast.zheng, "legal": cast.lu, "director": cast.tang}
    while (approval := rounds.latest("contract_amendment", amendment.id)).is_running:
        seat = approval.open_seats[0]
        approvals.decide(approval, seat, "agree", None, confirmed=True, by=who[seat.role], at=NOW)


def test_until_it_is_signed_the_old_is_in_force_then_the_new(cast, db_session, sign_in):
    contract = send(make_contract(cast.lin), cast)
    paid(contract, "115800")
    lin, url = sign_in("lin"), f"/contracts/{contract.id}"
    page = lin.get(f"{url}/amendments/new").text
    assert "已收" in page and "115,800.00" in page
    where = drawn(lin, contract)
    amendment = contract.amendments[0]
    assert amendment.number == f"{contract.number}-B1" and contract.amount == Decimal(386000)
    shown = lin.get(where).text
    assert "仍按原合同执行" in shown and "386,000.00" in shown and "420,000.00" in shown
    assert lin.post(f"{where}/submissions", data={}).status_code == 303
    db_session.expire_all()
    assert amendment.status == "approving"
    changed = lin.post(where, data=typed(version=str(amendment.version)))
    assert changed.status_code == 422 and "请先撤回" in changed.text
    approve_all(amendment, cast)
    assert amendment.status == "approved" and contract.amount == Decimal(386000)
    early = lin.post(f"{where}/signatures", data={"signed_on": "2026-11-24"})
    assert early.status_code == 422 and "还没到" in early.text
    assert lin.post(f"{where}/signatures", data={"signed_on": "2026-11-23"}).status_code == 303
    db_session.expire_all()
    assert contract.amount == Decimal(420000) and contract.ends_on == date(2028, 3, 31)
    assert [node.amount for node in contract.payment_nodes] == [
        Decimal(115800),
        Decimal(262200),
        Decimal(42000),
    ]
    assert contract.payment_nodes[0].received == Decimal(115800)
    assert sum(node.percent for node in contract.payment_nodes) == Decimal(100)
    assert "已生效" in lin.get(url).text


def test_what_reviewers_need_is_asked_for_before_the_approval(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    lin = sign_in("lin")
    plan = {"payment_nodes-0-amount": "378000"}
    where = drawn(lin, contract, texts=None, confirmed_by="", confirmed_way="", confirmed_on="", **plan)
    page = lin.get(where).text
    assert "还没有协议文本" in page and "客户尚未确认" in page
    answer = lin.post(f"{where}/submissions", data={})
    assert answer.status_code == 422 and "还没有协议文本" in answer.text
    assert "还在办理中" in lin.get(f"/contracts/{contract.id}/amendments/new").text


def test_the_route_goes_by_the_new_total(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin, amount=Decimal(90000)), cast)
    lin = sign_in("lin")
    where = drawn(lin, contract, amount="600000", **{"payment_nodes-0-amount": "558000"})
    assert "财务" in lin.get(where).text and "总监" in lin.get(where).text


@pytest.mark.parametrize(
    ("field", "amount"), [(NODE, "1"), (NODE, "262200.001"), ("amount", "420000.001"), ("amount", "4,2,0")]
)
def test_a_wrong_plan_is_refused_and_nothing_typed_is_lost(cast, db_session, sign_in, field, amount):
    contract = sign(make_contract(cast.lin), cast)
    answer = sign_in("lin").post(f"/contracts/{contract.id}/amendments", data=typed(**{field: amount}))
    assert answer.status_code == 422 and "增购移动端模块" in answer.text and not contract.amendments


@pytest.mark.parametrize(("ends_on", "ended"), [(None, "2026-11-23"), ("2026-12-31", "2026-12-31")])
def test_an_early_ending_settles_and_ends(cast, db_session, sign_in, ends_on, ended):
    contract = send(make_contract(cast.lin), cast)
    paid(contract, "115800")
    contract.status = "handed_over"
    lin = sign_in("lin")
    ending = {"kind": "ending", "amount": "150000", "what": "客户停产，按已交付部分结算", "ends_on": ends_on,
              "payment_nodes-0-kind": "progress", "payment_nodes-0-amount": "34200",
              "payment_nodes-0-condition": "协议签订后 10 日内",
              "payment_nodes-0-planned_on": "2026-12-10", "payment_nodes-1-amount": None,
              "payment_nodes-1-condition": None}  # fmt: skip
    where = drawn(lin, contract, **ending)
    amendment = contract.amendments[0]
    lin.post(f"{where}/submissions", data={})
    assert "legal" in {seat.role for seat in rounds.latest("contract_amendment", amendment.id).seats}
    listed = part(sign_in("xu").get("/approvals"), "waiting").text
    assert "提前终止 ·" in listed and "补充协议" not in listed
    approve_all(amendment, cast)
    refused = lin.post(f"{where}/signatures", data={}).text
    assert "请填写签订日期" in refused and "确认无误请勾选" in refused  # both in one round
    lin.post(f"{where}/signatures", data={"signed_on": "2026-11-23", "agreed": "y"})
    db_session.expire_all()
    assert contract.ending.kind == "terminated" and contract.amount == Decimal(150000)
    assert contract.ending.ended_on == date.fromisoformat(ended)
    page = lin.get(f"/contracts/{contract.id}")
    assert "提前终止" in part(page, "ending").text
    head = LexborHTMLParser(page.text).css_first(".strip").text()
    assert "提前终止" in head and "已交接" not in head
    over, runs = ("ended", "done") if ends_on is None else ("done", "ended")  # from its day on
    assert "提前终止" in part(lin.get(f"/contracts?view={over}"), f"contract-{contract.id}").text
    assert f"contract-{contract.id}" not in lin.get(f"/contracts?view={runs}").text
    assert (f"{ends_on} 提前终止" in head) is (ends_on is not None)
    another = lin.get(f"/contracts/{contract.id}/amendments/new").status_code
    assert another == (422 if ends_on is None else 200)  # until its day it can be taken back


def test_the_form_of_an_ending_asks_for_its_settlement_and_knows_what_came_in(cast, db_session, sign_in):
    contract = send(make_contract(cast.lin), cast)
    paid(contract, "115800", "31600.50")
    contract.status = "handed_over"
    page = sign_in("lin").get(f"/contracts/{contract.id}/amendments/new?kind=ending").text
    assert "按比例算" not in page  # no share is asked for here
    assert "结算总额（元）" in page and "终止日期" in page and "终止原因与结算约定" in page
    assert "变更后合同总额" not in page and "变更后交付日期" not in page
    assert "¥147,400.50" in page and "¥238,599.50" in page  # settled so far, and still to be paid
    assert 'value="31600.50"' in page  # what came in on the second stays in the plan
    plain = sign_in("lin").get(f"/contracts/{contract.id}/amendments/new").text
    assert "变更后合同总额" in plain and "终止日期" not in plain and "已收（含在手票据与核销）" not in plain


def test_while_a_supplement_is_on_its_way_the_end_leads_to_it(cast, db_session, sign_in):
    contract = send(make_contract(cast.lin), cast)
    paid(contract, "115800")
    contract.status = "handed_over"
    lin, url = sign_in("lin"), f"/contracts/{contract.id}"
    early, button = lambda: part(lin.get(f"{url}/ending"), "early").links, "结算并终止"
    assert early()[button] == f"{url}/amendments/new?kind=ending"
    where = drawn(lin, contract)
    assert button not in early() and early()[contract.amendments[0].number] == where
    lin.post(f"{where}/voidings", data={"reason": "客户改为提前终止"})
    assert button in early()


def test_whoever_decides_on_a_supplement_opens_its_text(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    where = drawn(sign_in("lin"), contract, **{"payment_nodes-0-amount": "378000"})
    sign_in("lin").post(f"{where}/submissions", data={})
    approval = rounds.latest("contract_amendment", contract.amendments[0].id)
    xu = sign_in("xu")
    facts = part(xu.get(f"/approvals/{approval.id}"), "facts")
    assert "补充协议.pdf" in facts.text and "386,000.00 → ¥420,000.00" in facts.text
    assert (
        "增购移动端模块，总价由" in part(xu.get("/approvals"), "waiting").text
    )  # what it changes, before it is opened
    file = files_of(contract.amendments[0])[0]
    assert xu.get(f"/attachments/{file.id}").status_code == 200


def test_a_void_supplement_keeps_its_number(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    lin = sign_in("lin")
    plan = {"payment_nodes-0-amount": "378000"}
    where = drawn(lin, contract, **plan)
    assert lin.post(f"{where}/voidings", data={"reason": ""}).status_code == 422
    assert lin.post(f"{where}/voidings", data={"reason": "客户撤回"}).status_code == 303
    drawn(lin, contract, **plan)
    assert [each.number[-3:] for each in contract.amendments] == ["-B1", "-B2"]


def test_what_is_on_its_way_ends_with_a_void_contract(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    drawn(sign_in("lin"), contract, **{"payment_nodes-0-amount": "378000"})
    data = {"reason": "客户付不出", "agreed": "y"}
    assert sign_in("xu").post(f"/contracts/{contract.id}/voidings", data=data).status_code == 303
    assert contract.amendments[0].status == "void"
    title, note, look, _url = steps(contract)[-1]
    assert (title, note, look) == ("交接", "作废", "")  # nobody waits for it, nothing of it is late


@pytest.mark.parametrize(("who", "status"), [("fang", 404), ("zheng", 403), ("gao", 403)])
def test_who_may(cast, db_session, sign_in, who, status):
    contract = sign(make_contract(cast.lin), cast)
    where = drawn(sign_in("lin"), contract, **{"payment_nodes-0-amount": "378000"})
    client = sign_in(who)
    assert client.post(f"{where}/submissions", data={}).status_code == status
    assert client.get(where).status_code == (404 if who == "fang" else 200)


def test_a_draft_contract_takes_no_supplement(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    answer = sign_in("lin").post(f"/contracts/{contract.id}/amendments", data=typed())
    assert answer.status_code == 422 and "已签订的合同才有补充协议" in answer.text


def test_what_was_agreed_before_is_read_beside_what_is_in_force(cast, db_session, sign_in):
    contract = send(make_contract(cast.lin), cast)
    paid(contract, "115800")
    lin = sign_in("lin")
    where = drawn(lin, contract)
    lin.post(f"{where}/submissions", data={})
    approve_all(contract.amendments[0], cast)
    assert lin.post(f"{where}/signatures", data={"signed_on": "2026-11-23"}).status_code == 303
    db_session.expire_all()
    page = lin.get(where).text
    assert "验收款 231,600.00" in page and "验收款 262,200.00" in page
    assert page.count("预付款 115,800.00") == 2 and "2027-12-14" in page and "2028-03-31" in page


def test_the_sheets_keep_what_was_approved_and_name_the_supplement(cast, db_session, sign_in):
    contract = send(make_contract(cast.lin), cast)
    paid(contract, "115800")
    lin = sign_in("lin")
    before = loaders.load("F11", contract.id, cast.lin).values
    where = drawn(lin, contract)
    lin.post(f"{where}/submissions", data={})
    approve_all(contract.amendments[0], cast)
    assert lin.post(f"{where}/signatures", data={"signed_on": "2026-11-23"}).status_code == 303
    db_session.expire_all()
    shown = loaders.load("F11", contract.id, cast.lin).values
    assert contract.amount == Decimal(420000) and contract.ends_on == date(2028, 3, 31)
    # the stamps and the SHA-256 above which it stands are of the first approval
    assert (shown["amount"], shown["ends_on"]) == (before["amount"], before["ends_on"]) == (
        Decimal(386000), date(2027, 12, 14),
    )  # fmt: skip
    assert shown["sha256"] == before["sha256"] and shown["delivery_on"] == before["delivery_on"]
    plan = shown["payment_terms"].splitlines()
    assert "2. 验收款 60% ¥231,600.00" in plan[1] and "262,200.00" not in shown["payment_terms"]
    assert plan[-1] == f"{contract.number}-B1，2026-11-23 签订：补充协议，合同总额 420,000.00 元"
    contract.customer.full_name = "改了名字的有限公司"
    text = values_of(contract)  # the contract is printed, and issued again, as it was signed
    assert (text["合同金额"], text["结束日期"]) == ("386,000.00", "2027-12-14")
    assert text["付款节点"].splitlines()[1].startswith("2. 验收款：第 2 期，231,600.00 元（60%）")
    assert text["客户"] == before["customer"] == loaders.load("F11", contract.id, cast.lin).values["customer"]
    handed = loaders.load("F12", contract.id, cast.lin)
    assert handed.values["amount"] == Decimal(386000)
    assert [row["amount"] for row in handed.rows["payment"]][1] == Decimal(231600)
    sheet = loaders.load("F10", contract.id, cast.lin)
    assert sheet.values["amount"] == Decimal(386000)
    asks = {row["no"]: row["requirement"] for row in sheet.rows["item"]}
    assert "386,000.00" in asks[7] and "30%" in asks[11]


def test_a_day_agreed_after_the_acceptance_holds(cast, db_session, sign_in):
    contract = delivering(cast)
    gao, lin = sign_in("gao"), sign_in("lin")
    for kind in ("shipment", "installation", "training"):
        gao.post(
            f"/contracts/{contract.id}/milestones/{kind}/reports",
            data={"done_on": "2026-11-23", "note": "完成"},
        )
    gao.post(f"/contracts/{contract.id}/milestones/acceptance/reports", data=accepted())
    handing.receive(contract, "accepted", None, by=cast.zheng, at=NOW)
    assert contract.payment_nodes[1].planned_on == date(2026, 12, 8)
    where = drawn(lin, contract, **{
        "payment_nodes-0-kind": "advance", "payment_nodes-0-amount": "115800", "payment_nodes-0-planned_on": "2026-12-20",
        "payment_nodes-1-kind": "acceptance", "payment_nodes-1-amount": "262200", "payment_nodes-1-planned_on": "2027-01-31",
        "payment_nodes-1-condition": "验收后 15 日内", "payment_nodes-2-kind": "warranty",
        "payment_nodes-2-amount": "42000", "payment_nodes-2-condition": "质保期满后 10 日内",
    })  # fmt: skip
    lin.post(f"{where}/submissions", data={})
    approve_all(contract.amendments[0], cast)
    assert lin.post(f"{where}/signatures", data={"signed_on": "2026-11-23"}).status_code == 303
    db_session.expire_all()
    _advance, acceptance, warranty = contract.payment_nodes
    assert acceptance.planned_on == date(2027, 1, 31) and acceptance.met_on == date(2026, 11, 23)
    assert warranty.planned_on == date(2027, 12, 3)  # none was agreed: ten days after the warranty
