"""A sheet that is asked for again: nothing is loaded or worded anew, and nothing stale is ever printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from salesapp.activities.models import Activity
from salesapp.db import db, touch_config
from salesapp.documents.paper import house, loaders, readings, rendering
from salesapp.documents.press.pool import Printed
from salesapp.documents.register.models import PrintedSheet
from salesapp.policies.models import Setting
from salesapp.web import clock
from tests.activities.factories import make_record
from tests.conftest import MONDAY
from tests.contracts.factories import good_mark, make_contract, send
from tests.customers.factories import make_contact, make_customer
from tests.opportunities.factories import make_opportunity


@pytest.fixture(autouse=True)
def on_paper(monkeypatch):
    """The press hands back what it was given, so that a print is read as it was composed."""

    class Press:
        def print(self, html, **options):
            return Printed(html.encode(), 1)

    monkeypatch.setattr(rendering, "press", Press)
    readings.forget()
    yield
    readings.forget()


@pytest.fixture
def one(cast):
    """An opportunity with two follow-ups, the first with a long text."""
    customer = make_customer(cast.lin, full_name="苏州某某精密制造有限公司", short_name="某某精密")
    opportunity = make_opportunity(cast.lin, customer=customer, stage="proposal")
    for number in (1, 2):
        at = MONDAY - timedelta(days=4 - number)
        make_record(
            cast.lin,
            customer=customer,
            opportunity_id=opportunity.id,
            at=at,
            summary="谈" * 600 + f"第{number}次",
        )
    return opportunity


@pytest.fixture
def contract(cast):
    """A contract whose hand-off was sent."""
    return send(make_contract(cast.lin), cast, business_contact="周敏 采购经理 13800000021")


def refuse(*args, **options):
    pytest.fail("the record was loaded again")


@pytest.mark.parametrize("code", ["F07", "F10", "F12"])
def test_a_second_print_loads_nothing_of_the_record_and_writes_only_the_trail(
    sign_in, monkeypatch, count_queries, one, contract, code
):
    path = f"/forms/{code}/{one.id if code == 'F07' else contract.id}.pdf"
    client = sign_in("lin")
    first, second = client.get(path), client.get(path)
    monkeypatch.setattr(loaders, "load", refuse)
    with count_queries() as counted:
        third = client.get(path)
    assert first.data == second.data == third.data
    # Of settings a process keeps what it read; the tests' client lets it forget them.
    mine = ("user", "setting", "printed_sheet", "audit_head", "audit_head", "audit_entry")
    assert len(counted.statements) == len(mine)
    assert all(
        f" {table}" in statement.replace('"', "")
        for statement, table in zip(counted.statements, mine, strict=True)
    )
    assert db.session.scalar(db.select(db.func.count()).select_from(PrintedSheet)) == 1


def printed(client, code: str, record_id: int, asked: str = "") -> str:
    answer = client.get(f"/forms/{code}/{record_id}.pdf{asked}")
    assert answer.status_code == 200
    return answer.text


def rename_customer(one):
    one.customer.full_name = "苏州改名精密制造有限公司"


def rename_owner(one):
    one.owner.name = "林甲"


def rename_contact(one):
    contact = (
        db.session.scalars(db.select(Activity).where(Activity.opportunity_id == one.id)).first().theirs[0]
    )
    contact.name = "钱乙"


def end_a_long_text_otherwise(one):
    record = db.session.scalars(db.select(Activity).where(Activity.opportunity_id == one.id)).first()
    record.summary += "：末字不同"


def write_past_the_session(one):
    """As a migration or a bulk statement does: no version moves, nothing tells the session."""
    db.session.execute(
        text("UPDATE activity SET feedback = '价格仍高' WHERE opportunity_id = :id"), {"id": one.id}
    )


def log_another(one):
    make_record(one.owner, customer=one.customer, opportunity_id=one.id, at=MONDAY, summary="补记的一次")


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (rename_customer, "苏州改名精密制造有限公司"),
        (rename_owner, "林甲"),
        (rename_contact, "钱乙"),
        (end_a_long_text_otherwise, "末字不同"),
        (write_past_the_session, "价格仍高"),
        (log_another, "补记的一次"),
    ],
)
def test_what_changed_stands_on_the_next_print_of_follow_ups(sign_in, one, change, shown):
    client = sign_in("lin")
    before = printed(client, "F07", one.id)
    assert printed(client, "F07", one.id) == before and shown not in before
    change(one)
    assert shown in printed(client, "F07", one.id)


def test_what_went_does_not_stand_on_the_next_print(sign_in, one):
    client = sign_in("lin")
    assert "第2次" in printed(client, "F07", one.id)
    newest = db.select(Activity).where(Activity.opportunity_id == one.id).order_by(Activity.id.desc())
    db.session.scalars(newest).first().opportunity_id = None
    after = printed(client, "F07", one.id)
    assert "第1次" in after and "第2次" not in after


def test_a_follow_up_of_another_day_is_another_sheet(sign_in, one):
    client = sign_in("lin")
    assert "2026-11-23" in printed(client, "F07", one.id)
    with clock.frozen(MONDAY + timedelta(days=1)):
        assert "–2026-11-24" in printed(sign_in("lin"), "F07", one.id)


def test_another_period_is_another_sheet(sign_in, one):
    client = sign_in("lin")
    whole = printed(client, "F07", one.id)
    day = (MONDAY - timedelta(days=3)).date().isoformat()
    part = printed(client, "F07", one.id, f"?first={day}&last={day}")
    assert "第2次" in whole and "第1次" in part and "第2次" not in part
    assert printed(client, "F07", one.id) == whole


def test_who_lost_the_record_gets_none_and_who_got_it_gets_one(sign_in, cast, one):
    client = sign_in("lin")
    printed(client, "F07", one.id)
    one.owner_id = one.customer.owner_id = cast.chen.id
    one.customer.owner = one.owner = cast.chen
    assert client.get(f"/forms/F07/{one.id}.pdf").status_code == 404
    assert "第2次" in printed(sign_in("chen"), "F07", one.id)


def test_each_reader_has_the_sheet_under_the_own_name(sign_in, one):
    lin, xu = sign_in("lin"), sign_in("xu")
    mine = printed(lin, "F07", one.id)
    theirs = printed(xu, "F07", one.id)
    assert "打印 林*" in mine and "打印 许*" in theirs
    assert printed(lin, "F07", one.id) == mine


def test_a_masked_print_is_never_the_open_one(sign_in, one):
    client = sign_in("lin")
    whole = printed(client, "F07", one.id)
    masked = printed(client, "F07", one.id, "?masked=1")
    assert "386,000.00" in whole and "386,000.00" not in masked
    assert printed(client, "F07", one.id) == whole


def test_a_check_stands_on_the_next_checklist(sign_in, cast):
    contract = make_contract(cast.lin)
    client = sign_in("lin")
    before = printed(client, "F10", contract.id)
    assert printed(client, "F10", contract.id) == before
    contract.note_check(good_mark(31, note="客户来函确认"), by=cast.lin, at=MONDAY, today=MONDAY.date())
    assert "客户来函确认" in printed(client, "F10", contract.id)


def test_a_payment_and_a_receipt_stand_on_the_next_hand_off(sign_in, cast, contract):
    client = sign_in("lin")
    before = printed(client, "F12", contract.id)
    assert printed(client, "F12", contract.id) == before
    contract.payment_nodes[0].condition = "改为到货后五日"
    after = printed(client, "F12", contract.id)
    assert "改为到货后五日" in after and "改为到货后五日" not in before
    receipt = contract.handoff.latest()["finance"]
    receipt.status, receipt.by, receipt.at, receipt.opinion = "accepted", cast.zheng, MONDAY, "开票信息已核对"
    assert "开票信息已核对" in printed(client, "F12", contract.id)


def test_numbers_are_hidden_from_who_need_no_longer_call(sign_in, cast, contract):
    cast.lu.role = "finance"
    client = sign_in("lu")
    before = printed(client, "F12", contract.id)
    assert printed(client, "F12", contract.id) == before and "13800000021" in before
    cast.lu.role = "legal"
    after = printed(client, "F12", contract.id)
    assert "周敏 采购经理" in after and "13800000021" not in after


def test_who_leads_the_team_no_longer_prints_what_is_its_reps(sign_in, cast, one):
    client = sign_in("xu")
    printed(client, "F07", one.id)
    cast.xu.role = "rep"
    assert client.get(f"/forms/F07/{one.id}.pdf").status_code == 404


def test_a_rule_that_was_changed_is_named_on_the_next_print(sign_in, one):
    client = sign_in("lin")
    before = printed(client, "F06", one.id)
    assert "每周 2 次" in before and printed(client, "F06", one.id) == before
    db.session.add(Setting(key="followup_s_count", value=3, changed_at=MONDAY))
    touch_config()
    assert "每周 3 次" in printed(client, "F06", one.id)


def test_the_company_and_its_address_stand_as_they_are_now(sign_in, app, monkeypatch, one):
    client = sign_in("lin")
    printed(client, "F07", one.id)
    config = app.config["SALESAPP"]
    monkeypatch.setitem(app.config, "SALESAPP", replace(config, company_name="改名软件有限公司"))
    assert "改名软件有限公司" in printed(client, "F07", one.id)


def test_each_language_has_its_own_sheet(sign_in, cast, one):
    client = sign_in("lin")
    assert "商机跟进记录表" in printed(client, "F07", one.id)
    cast.lin.locale = "en"
    assert "Opportunity follow-up record" in printed(client, "F07", one.id)


def test_a_person_s_own_new_name_stands_below_the_sheet(sign_in, cast, one):
    client = sign_in("lin")
    printed(client, "F07", one.id)
    cast.lin.name = "林新"
    assert "打印 林新" in printed(client, "F07", one.id)


def test_a_contact_who_joined_stands_on_the_next_registration(sign_in, one):
    client = sign_in("lin")
    before = printed(client, "F01", one.customer_id)
    assert printed(client, "F01", one.customer_id) == before
    make_contact(one.customer, name="新来者")
    assert "新来者" in printed(client, "F01", one.customer_id)


def test_a_sheet_whose_file_was_removed_is_rendered_again_from_the_same_values(sign_in, one, monkeypatch):
    client = sign_in("lin")
    first = printed(client, "F07", one.id)
    for path in house.paper_cache().folder.rglob("*.pdf"):
        path.unlink()
    monkeypatch.setattr(loaders, "load", refuse)
    assert printed(client, "F07", one.id) == first


def test_a_round_of_calls_is_drawn_each_time(sign_in, cast, monkeypatch):
    client, drawn = sign_in("lin"), []
    load = loaders.load
    monkeypatch.setattr(loaders, "load", lambda *asked: drawn.append(1) or load(*asked))
    for _time in range(3):
        printed(client, "F03", cast.lin.id)
    assert len(drawn) == 3


def test_a_process_keeps_few_sheets(sign_in, one, monkeypatch):
    monkeypatch.setattr(readings, "MOST", 2)
    client = sign_in("lin")
    for code, record_id in (("F07", one.id), ("F06", one.id), ("F01", one.customer_id)):
        printed(client, code, record_id)
    assert [key[0] for key in readings._kept] == ["F06", "F01"]
