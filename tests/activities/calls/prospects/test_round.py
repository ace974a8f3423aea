"""Rows of lists in the round of calls (F02, F03)."""

from datetime import timedelta

import pytest

from salesapp.activities.calls import queries
from salesapp.activities.calls.actions import log_call, take_back
from salesapp.activities.calls.prospects import queries as prospects
from salesapp.activities.calls.rules import CallRefused
from salesapp.activities.calls.sheets import call_cards
from salesapp.db import db
from salesapp.playbook.scripts import actions as scripts
from salesapp.prospecting.lists.actions import add
from salesapp.prospecting.lists.models import ProspectList
from salesapp.web import clock
from tests.activities.factories import beside_kept
from tests.conftest import MONDAY
from tests.customers.factories import make_customer
from tests.pages import filled, part

HOUR = timedelta(hours=1)


@pytest.fixture
def row(db_session, cast):
    """A row of a list whose first contact lin has today."""
    scripts.fill(at=MONDAY)
    today = clock.local(MONDAY).date()
    found = ProspectList(number="MD2026-0001", name="装备展名单", channel="fair", owner=cast.lin, created_by_id=cast.lin.id,
                         created_at=MONDAY, updated_at=MONDAY, last_row=0)  # fmt: skip
    db.session.add(found)
    db.session.flush()
    values = {"full_name": "无锡某某机电设备有限公司", "industry": "C34", "region": "320200", "phone": None}
    person = {"name": "吴敏", "title": "生产经理", "mobile": "+8613800138001"}
    row = add(found, values, [person], by=cast.lin, at=MONDAY)
    row.assign(cast.lin, today, by=cast.lin, at=MONDAY)
    db.session.commit()
    return row


def test_a_row_that_is_due_has_a_card_and_reached_leads_to_it(row, cast, sign_in):
    with clock.frozen(MONDAY):
        client = sign_in("lin")
        page = client.get("/calls")
        assert "无锡某某机电" in part(page, "callee").text and "装备展名单" in part(page, "callee").text
        assert "tel:+8613800138001" in page.text and "吴敏" in part(page, "opening").text
        sent = {name: values[0] for name, values in filled(page, "call-form").items()}
        answer = client.post("/calls", data=sent | {"result": "reached"})

    assert answer.headers["Location"] == f"/prospects/{row.id}?from=calls"
    assert row.result == "contacted"
    assert queries.round_of(cast.lin, MONDAY) == []
    listed = queries.calls(cast.lin, MONDAY - HOUR, MONDAY + HOUR)
    assert [(one.customer, one.prospect_id) for one in listed.rows] == [("无锡某某机电设备有限公司", row.id)]


def test_the_card_of_a_row_costs_few_statements(row, cast, sign_in, count_queries):
    """Beside what the process keeps; that a number is shown in full is written into the trail by three of them."""
    with clock.frozen(MONDAY):
        client = sign_in("lin")
        client.get("/calls")
        with count_queries() as counted:
            assert "无锡某某机电" in client.get("/calls").text
    assert len(beside_kept(counted)) <= 12, counted.statements


def test_later_moves_the_planned_day_and_a_refusal_gives_up_and_both_are_taken_back(row, cast):
    today, key = row.planned_on, f"prospect-{row.id}"
    log_call(key, "later", by=cast.lin, at=MONDAY, later_at=MONDAY + 24 * HOUR)
    assert row.planned_on == today + timedelta(days=1)
    take_back(by=cast.lin, at=MONDAY)
    assert row.planned_on == today

    log_call(key, "refused", by=cast.lin, at=MONDAY + HOUR, reason="has_supplier")
    assert row.result == "given_up" and "已有供应商" in row.reason
    take_back(by=cast.lin, at=MONDAY + HOUR)
    assert row.result == "todo"


def test_a_row_of_tomorrow_and_that_of_a_colleague_are_not_called(row, cast):
    row.assign(cast.lin, row.planned_on + timedelta(days=1), by=cast.lin, at=MONDAY)
    db.session.flush()
    assert queries.round_of(cast.lin, MONDAY) == []
    assert queries.round_of(cast.fang, MONDAY + 48 * HOUR) == []


@pytest.mark.parametrize(
    "call",
    [{"result": "later", "later_at": MONDAY + 24 * HOUR}, {"result": "refused", "reason": "has_supplier"}],
)
def test_a_call_that_is_taken_back_takes_no_row_from_the_colleague_who_has_it_since(row, cast, call):
    log_call(f"prospect-{row.id}", by=cast.lin, at=MONDAY, **call)
    if row.result == "given_up":
        row.take_up(by=cast.xu, at=MONDAY + HOUR)
    row.assign(cast.fang, row.planned_on, by=cast.xu, at=MONDAY + HOUR)
    db.session.commit()
    with pytest.raises(CallRefused, match="已经转给别人"):
        take_back(by=cast.lin, at=MONDAY + 2 * HOUR)
    db.session.rollback()
    assert (row.owner_id, row.result) == (cast.fang.id, "todo")


def test_when_nobody_is_left_those_of_later_days_can_be_called_and_are_not_printed(row, cast, sign_in):
    row.assign(cast.lin, row.planned_on + timedelta(days=2), by=cast.lin, at=MONDAY)
    db.session.commit()
    with clock.frozen(MONDAY):
        client = sign_in("lin")
        page = client.get("/calls")
        assert "还可提前联系 1 家" in page.text and "无锡某某机电" in part(page, "callee").text
        sent = {name: values[0] for name, values in filled(page, "call-form").items()}
        client.post("/calls", data=sent | {"result": "missed"})
        assert 'id="callee"' not in client.get("/calls").text
    assert queries.round_of(cast.lin, MONDAY) == []


def test_a_row_that_was_reached_is_written_down_once_it_is_a_customer(row, cast, sign_in):
    call = log_call(f"prospect-{row.id}", "reached", by=cast.lin, at=MONDAY)
    customer = make_customer(cast.lin, full_name=row.full_name)
    row.become(customer.id, customer.number, by=cast.lin, at=MONDAY)
    db.session.commit()
    assert prospects.unwritten(customer.id, cast.lin) == call.id
    assert prospects.unwritten(customer.id, cast.fang) is None
    with clock.frozen(MONDAY):
        client = sign_in("lin")
        assert "电话：接通" in client.get(f"/customers/{customer.id}?show=call").text
        page = client.get(f"/activities/new?customer={customer.id}&from=calls")
        sent = dict(filled(page, "contact-form"))
        assert sent["call_id"] == [str(call.id)]
        agreed = {"summary": "愿意看演示", "next_at": "2026-12-01T10:00", "next_purpose": "演示"}
        answer = client.post("/activities", data=sent | agreed)
    assert answer.headers["Location"] == "/calls"
    assert call.activity.summary == "愿意看演示" and prospects.unwritten(customer.id, cast.lin) is None


def test_the_row_leads_back_to_the_round_and_on_to_the_customer(row, cast, sign_in):
    log_call(f"prospect-{row.id}", "reached", by=cast.lin, at=MONDAY)
    db.session.commit()
    with clock.frozen(MONDAY):
        client = sign_in("lin")
        page = client.get(f"/prospects/{row.id}?from=calls").text
        assert "回到电话清单" in page and f"/prospects/{row.id}/conversion?from=calls" in page
        alone = client.get(f"/prospects/{row.id}")
        assert alone.status_code == 200 and "回到电话清单" not in alone.text
        sheet = filled(client.get(f"/prospects/{row.id}/conversion?from=calls"), "customer-form")
        answer = client.post(
            f"/prospects/{row.id}/conversion", data=sheet | {"size": "small", "region_text": "江苏省 无锡市"}
        )
    assert answer.headers["Location"] == f"/activities/new?customer={row.customer_id}&from=calls"


def test_a_row_that_was_spoken_with_comes_back_on_the_day_that_was_agreed(row, cast):
    today = row.planned_on
    row.note_contact("要样本", by=cast.lin, at=MONDAY, next_on=today + timedelta(days=1))
    db.session.commit()
    assert queries.round_of(cast.lin, MONDAY) == []
    tomorrow, key = MONDAY + 24 * HOUR, f"prospect-{row.id}"
    assert [(one.key, one.purpose) for one in queries.round_of(cast.lin, tomorrow)] == [(key, "再次联系")]

    log_call(key, "later", by=cast.lin, at=tomorrow, later_at=tomorrow + 24 * HOUR)
    assert (row.next_on, row.result) == (today + timedelta(days=2), "contacted")
    take_back(by=cast.lin, at=tomorrow)
    assert row.next_on == today + timedelta(days=1)

    log_call(key, "reached", by=cast.lin, at=tomorrow)
    assert row.next_on is None and queries.round_of(cast.lin, tomorrow + 24 * HOUR) == []


def test_the_card_on_paper_tells_a_fact_and_not_the_name_of_the_list(app, row, cast):
    with app.test_request_context(), clock.frozen(MONDAY):
        (card,) = call_cards(cast.lin.id, cast.lin).rows["card"]
        assert card["news"].startswith("通用设备制造业")
        row.remark = "上月新投一条产线"
        db.session.flush()
        (card,) = call_cards(cast.lin.id, cast.lin).rows["card"]
    assert card["news"] == "上月新投一条产线"
