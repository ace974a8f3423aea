"""The delivery on the screen: planned, reported with its papers, taken back; who may; what follows (R42, P06)."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select

from salesapp.contracts.handoff import actions as handing
from salesapp.contracts.payments.rules import Node
from salesapp.web import clock
from salesapp.web.addresses import of_record
from salesapp.work.models import WorkItem
from tests.contracts.factories import NOW, mails, make_contract, nodes, send

PDF = b"%PDF-1.4\n%%EOF\n"


def delivering(cast, **changes):
    """Return a contract that after-sales has received; its last payments wait for acceptance and warranty."""
    plan = changes.pop("plan", None) or [
        *nodes("30", "60", "10")[:1],
        Node("acceptance", "验收后 15 日内", None, nodes()[1].percent),
        Node("warranty", "质保期满后 10 日内", None, nodes()[2].percent),
    ]
    contract = send(make_contract(cast.lin, plan=plan, **changes), cast)
    handing.receive(contract, "accepted", None, by=cast.gao, at=NOW)
    return contract


def asked(session, contract) -> list[tuple[str, str | None]]:
    session.commit()
    rows = session.scalars(
        select(WorkItem).where(
            WorkItem.subject_type == "delivery",
            WorkItem.subject_id == contract.id,
            WorkItem.done_at.is_(None),
        )
    )
    return sorted((row.kind, row.facts["kinds"][0]) for row in rows)


def accepted(**changes) -> dict:
    values = {
        "done_on": "2026-11-23",
        "note": "一次通过",
        "months": "12",
        "files": (BytesIO(PDF), "验收单.pdf"),
    }
    return {key: value for key, value in (values | changes).items() if value is not None}


def left_out(*kinds) -> dict:
    return {f"{kind}_out": "y" for kind in kinds}


def test_the_delivery_begins_when_after_sales_receives_and_is_planned(cast, db_session, sign_in):
    contract = delivering(cast)
    assert [each.kind for each in contract.milestones] == [
        "shipment",
        "installation",
        "training",
        "acceptance",
    ]
    assert contract.milestones[0].planned_on == date(2027, 1, 20)
    assert asked(db_session, contract) == [
        ("delivery_late", "shipment"), ("delivery_plan", "installation"), ("delivery_report", "shipment"),
    ]  # fmt: skip
    gao, url = sign_in("gao"), f"/contracts/{contract.id}"
    assert "开始" not in gao.get(f"{url}/delivery").text and "保存计划" in gao.get(f"{url}/delivery").text
    days = {"shipment_on": "2027-01-20", "installation_on": "2027-01-22", "acceptance_on": "2027-01-21"}
    answer = gao.post(f"{url}/delivery-plans", data=days)
    assert answer.status_code == 422 and "应在安装之后" in answer.text and "2027-01-21" in answer.text
    days |= {"acceptance_on": "2027-02-10"} | left_out("training")
    assert gao.post(f"{url}/delivery-plans", data=days).status_code == 303
    assert ("delivery_plan", "installation") not in asked(db_session, contract)
    moved = days | {"shipment_on": "2027-01-21"}
    assert "改期原因" in gao.post(f"{url}/delivery-plans", data=moved).text
    assert gao.post(f"{url}/delivery-plans", data=moved | {"reason": "客户机房未就绪"}).status_code == 303
    assert mails(db_session, "交付改期") == {"lin"}
    assert "客户机房未就绪" in sign_in("lin").get(url).text


def test_acceptance_starts_the_warranty_and_its_payments(cast, db_session, sign_in):
    contract = delivering(cast)
    gao, url = sign_in("gao"), f"/contracts/{contract.id}"
    gao.post(
        f"{url}/delivery-plans",
        data=left_out("installation", "training", "shipment") | {"reason": "软件下载交付"},
    )
    form = gao.get(f"{url}/milestones/acceptance").text
    assert 'value="12"' in form  # read from the contract: 12 个月
    answer = gao.post(f"{url}/milestones/acceptance/reports", data=accepted(files=None, months=""))
    assert answer.status_code == 422 and "一次通过" in answer.text
    answer = gao.post(f"{url}/milestones/acceptance/reports", data=accepted(files=None))
    assert answer.status_code == 422 and "验收单" in answer.text
    done = gao.post(f"{url}/milestones/acceptance/reports", data=accepted())
    assert done.status_code == 303
    db_session.expire_all()
    assert (contract.warranty.starts_on, contract.warranty.ends_on) == (
        date(2026, 11, 23),
        date(2027, 11, 23),
    )
    assert [node.planned_on for node in contract.payment_nodes[1:]] == [date(2026, 12, 8), date(2027, 12, 3)]
    assert mails(db_session, "验收") == {"lin", "zheng"}
    page = sign_in("lin").get(url).text
    assert "验收单.pdf" in page and "2027-11-23" in page and "2026-12-08" in page
    files = sign_in("lin").get(
        f"/customers/{contract.customer_id}/attachments"
    )  # of records without a page, too
    assert files.status_code == 200 and "验收单.pdf" in files.text
    again = gao.post(f"{url}/milestones/acceptance/reports", data=accepted())
    assert again.status_code == 422 and "已经登记" in again.text


def test_a_mistaken_acceptance_is_taken_back_and_the_payments_wait_again(cast, db_session, sign_in):
    contract = delivering(cast)
    gao, url = sign_in("gao"), f"/contracts/{contract.id}"
    gao.post(
        f"{url}/delivery-plans",
        data=left_out("installation", "training", "shipment") | {"reason": "下载交付"},
    )
    gao.post(f"{url}/milestones/acceptance/reports", data=accepted())
    back = f"{url}/milestones/acceptance/reversals"
    assert "撤回原因" in gao.post(back, data={"reason": ""}).text
    assert gao.post(back, data={"reason": "验收单未盖章"}).status_code == 303
    db_session.expire_all()
    assert contract.warranty is None and [node.planned_on for node in contract.payment_nodes[1:]] == [
        None,
        None,
    ]
    assert "验收后" in sign_in("lin").get(url).text
    assert gao.post(back, data={"reason": "再来"}).status_code == 422


def test_arrival_lets_its_payment_fall_due(cast, db_session, sign_in):
    plan = [
        *nodes("30", "70")[:1],
        Node("arrival", "到货验货后 5 个工作日内", None, nodes("30", "70")[1].percent),
    ]
    contract = delivering(cast, plan=plan)
    gao, url = sign_in("gao"), f"/contracts/{contract.id}"
    early = gao.post(f"{url}/milestones/shipment/reports", data={"done_on": "2026-11-24"})
    assert early.status_code == 422 and "还没到" in early.text
    said = gao.post(f"{url}/milestones/shipment/reports", data={"done_on": "2026-11-23"})
    assert said.status_code == 303
    db_session.expire_all()
    assert contract.payment_nodes[1].planned_on == date(2026, 11, 30)  # five working days after Monday


@pytest.mark.parametrize(("who", "status"), [("lin", 403), ("zheng", 403), ("xu", 403), ("fang", 403)])
def test_only_after_sales_reports(cast, db_session, sign_in, who, status):
    contract = delivering(cast)
    url = f"/contracts/{contract.id}"
    client = sign_in(who)
    assert (
        client.post(f"{url}/milestones/shipment/reports", data={"done_on": "2026-11-23"}).status_code
        == status
    )
    assert client.get(f"{url}/milestones/shipment").status_code == status
    assert client.post(f"{url}/delivery-plans", data={}).status_code == status
    assert client.get(f"{url}/delivery").status_code == (404 if who == "fang" else 200)


def test_what_is_no_milestone_is_not_found(cast, db_session, sign_in):
    contract = send(make_contract(cast.lin), cast)
    gao, url = sign_in("gao"), f"/contracts/{contract.id}"
    assert gao.get(f"{url}/milestones/shipment").status_code == 404  # not received yet
    page = gao.get(f"{url}/delivery").text
    assert "尚未开始" in page
    assert gao.post(f"{url}/deliveries").status_code == 303
    assert gao.get(f"{url}/milestones/shipment").status_code == 200
    assert gao.get(f"{url}/milestones/party").status_code == 404


def test_the_story_tells_of_what_was_delivered(cast, db_session, sign_in):
    contract = delivering(cast)
    sign_in("gao").post(
        f"/contracts/{contract.id}/milestones/shipment/reports", data={"done_on": "2026-11-23"}
    )
    assert "交付：发货" in sign_in("lin").get(f"/customers/{contract.customer_id}").text


def test_a_late_milestone_stands_with_its_owner(cast, db_session, sign_in):
    contract = delivering(cast)
    db_session.commit()
    assert "发货逾期" not in sign_in("lin").get("/").text
    with clock.frozen(clock.at(date(2027, 1, 21), 9)):
        late, due = sign_in("lin").get("/").text, sign_in("gao").get("/").text
    assert "发货逾期" in late and f"/contracts/{contract.id}/delivery" in late
    assert f"/contracts/{contract.id}/milestones/shipment" in due and "发货逾期" not in due


def test_a_milestone_opens_the_delivery_that_it_belongs_to(cast, db_session, sign_in):
    contract = delivering(cast)
    db_session.commit()
    address = of_record("delivery_milestone", contract.milestones[0].id)
    answer = sign_in("lin").get(address)
    assert answer.status_code == 303 and answer.location == f"/contracts/{contract.id}/delivery"
    assert sign_in("ma").get(address).status_code == 404
    assert sign_in("lin").get(of_record("delivery_milestone", 999999)).status_code == 404
