"""A statement on the screen: its columns named once, rows proposed, confirmed, claimed, set aside; never booked twice."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from salesapp.db import db
from salesapp.payments.receipts import actions as receipts
from salesapp.payments.receipts.models import Receipt
from salesapp.payments.rules import PaymentRefused
from salesapp.payments.statements import actions, queries
from salesapp.payments.statements.models import PayerAlias, StatementRow
from salesapp.reading.tables.worker import read as read_table
from salesapp.web import clock
from salesapp.work.models import WorkItem
from tests.customers.factories import make_customer
from tests.payments.factories import D, make_signed, opens, pay

FILES = Path(__file__).parents[2] / "cases/money/statements"
LATER = datetime(2026, 11, 30, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def later(frozen_clock):
    with clock.frozen(LATER):
        yield


@pytest.fixture
def ours(cast):
    """The contracts of the cases that the first and the last file speak of."""

    def signed(name, number, *nodes):
        customer = make_customer(cast.lin, full_name=name)
        return make_signed(cast.lin, *nodes, customer=customer, number=f"XS-HT-2026-{number}")

    kunshan = make_customer(cast.lin, full_name="某某（昆山）电子科技有限公司")
    return {
        "0107": signed(
            "苏州某某精密机械有限公司", "0107", ("115800", "2026-11-20"), ("231600", "2027-01-31")
        ),
        "0088": signed(
            "无锡某某泵业有限公司", "0088", ("33333.33", "2026-11-15"), ("33333.34", "2026-12-15")
        ),
        "0091": make_signed(cast.lin, ("58000", "2026-11-10"), customer=kunshan, number="XS-HT-2026-0091"),
        "0095": make_signed(cast.lin, ("42000", "2026-11-30"), customer=kunshan, number="XS-HT-2026-0095"),
        "0102": signed("上海某某测试技术有限公司", "0102", ("20000", "2026-11-25")),
        "0111": signed(
            "杭州某某仪器有限公司",
            "0111",
            ("2500", "2026-11-22"),
            ("2500", "2026-11-22"),
            ("300", "2026-11-25"),
        ),
        "0079": signed("常州某某重工集团有限公司", "0079", ("260000", "2026-09-30")),
    }


def upload(client, name):
    return client.post("/payments/statements", data={"table": (io.BytesIO((FILES / name).read_bytes()), name)},
                       content_type="multipart/form-data")  # fmt: skip


def named(client, name) -> str:
    """Take in a file whose columns nobody has named yet, as they are guessed; return its address."""
    at = upload(client, name).headers["Location"]
    page = client.get(at).get_data(as_text=True)
    if "各列含义" not in page:
        return at
    chosen = dict(re.findall(r'<select[^>]* name="(\w+)"[^>]*>.*?<option selected value="(\d*)"', page, re.S))
    assert chosen["day"] and client.post(f"{at}/columns", data=chosen).status_code == 303
    return at


def test_a_file_is_taken_in_confirmed_at_once_and_known_the_second_time(cast, sign_in, ours):
    zheng = sign_in("zheng")
    at = named(zheng, "1-debit-credit.xlsx")
    page = zheng.get(at).get_data(as_text=True)
    assert "读取 5 行：可入 4，重复 0，拒绝 0，略过 0" in page and "合计与余额均相符" in page
    assert db.session.query(Receipt).count() == 0
    rows = re.findall(r'name="row" value="([^"]+)"', page)
    assert len(rows) == 4
    waiting = db.session.query(WorkItem).filter_by(kind="statement_rows", done_at=None)
    assert [(item.role, item.facts["rows"]) for item in waiting] == [("finance", 4)]
    assert zheng.post(f"{at}/receipts", data={"row": rows}).status_code == 303
    assert (
        opens(ours["0107"])[0]
        == opens(ours["0088"])[0]
        == opens(ours["0091"])[0]
        == opens(ours["0102"])[0]
        == "0.00"
    )
    assert waiting.count() == 0
    assert zheng.post(f"{at}/receipts", data={"row": rows[:1]}).status_code == 422
    again = upload(zheng, "1-debit-credit.xlsx").headers["Location"]
    page = zheng.get(again).get_data(as_text=True)
    assert "可入 0，重复 5" in page or "可入 0，重复 5，拒绝 0" in page
    last = zheng.get(named(zheng, "5-overlap-broken.xlsx")).get_data(as_text=True)
    assert "读取 9 行：可入 3，重复 2，拒绝 3，略过 1；余额不连续 1 处" in last
    assert "差 7,000.00，可能缺一笔" in last
    chosen = re.findall(r'name="row" value="([^"]+)"', last)
    assert (
        zheng.post(f"{named(zheng, '5-overlap-broken.xlsx')}/receipts", data={"row": chosen}).status_code
        == 422
    )
    assert db.session.query(Receipt).count() == 4


def test_refused_rows_come_back_as_a_file_with_the_reason(cast, sign_in, ours):
    zheng = sign_in("zheng")
    at = named(zheng, "5-overlap-broken.xlsx")
    book = load_workbook(io.BytesIO(zheng.get(f"{at}/rejects.xlsx").data))
    rows = list(book.active.values)
    assert rows[0][-1] == "原因" and len(rows) == 4 and "数字格式" in rows[2][-1]


def test_a_claimed_payer_is_learnt(cast, sign_in, ours):
    zheng = sign_in("zheng")
    at = named(zheng, "2-gbk-tabs.csv")
    row = db.session.query(StatementRow).filter(StatementRow.payer.contains("财务结算中心")).one()
    node = ours["0079"].payment_nodes[0]
    page = zheng.get(f"/payments/statements/rows/{row.id}").get_data(as_text=True)
    assert "常州某某重工集团有限公司" in page and 'value="260,000.00"' in page
    sent = {"customer_id": str(ours["0079"].customer_id), "way": "transfer", "matures_on": "", "learns": "y",
            f"share_{node.id}": "260000"}  # fmt: skip
    assert zheng.post(f"/payments/statements/rows/{row.id}/receipts", data=sent).status_code == 303
    assert opens(ours["0079"]) == ["0.00"]
    assert db.session.query(PayerAlias).one().customer_id == ours["0079"].customer_id
    assert zheng.post(f"/payments/statements/rows/{row.id}/receipts", data=sent).status_code == 422  # P26
    person = db.session.query(StatementRow).filter_by(payer="周某某").one()
    assert zheng.post(f"/payments/statements/rows/{person.id}/asides", data={"reason": ""}).status_code == 422
    assert (
        zheng.post(
            f"/payments/statements/rows/{person.id}/asides", data={"reason": "误汇，已退回"}
        ).status_code
        == 303
    )
    assert "误汇，已退回" in zheng.get(at).get_data(as_text=True)


def test_p26_the_second_of_two_who_confirm_a_row_reads_who_did(cast, ours):
    one = actions.take_in(
        "一.xlsx", read_table((FILES / "1-debit-credit.xlsx").read_bytes()), by=cast.zheng, at=LATER
    )
    assert one.pending is not None
    columns = {"day": 1, "out": 2, "in": 3, "balance": 4, "payer": 5, "summary": 7, "text": 8, "serial": 9}
    actions.say_columns(one, columns, by=cast.zheng, at=LATER)
    first = queries.rows_of(one.id)[0]
    seen = actions.proposals(one.id)[first.id].fingerprint
    [receipt] = actions.confirm({first: seen}, by=cast.zheng, at=LATER)
    with pytest.raises(PaymentRefused, match=f"{receipt.number}"):
        actions.confirm({first: seen}, by=cast.zheng, at=LATER)
    receipts.reverse(receipt, "记错", by=cast.zheng, at=LATER)
    db.session.expire(first)
    assert not first.is_booked and first.id in actions.proposals(one.id)  # the row is free again


def test_a_refund_on_the_statement_comes_out_of_the_advance(cast, sign_in, ours):
    pay(ours["0088"], cast.zheng, "40000", (1, "33333.33"), as_advance=True, at=LATER)
    zheng = sign_in("zheng")
    named(zheng, "3-signed-bom.csv")
    row = db.session.query(StatementRow).filter_by(serial="F007").one()
    sent = {"customer_id": str(ours["0088"].customer_id), "way": "transfer", "matures_on": ""}
    assert zheng.post(f"/payments/statements/rows/{row.id}/receipts", data=sent).status_code == 303
    assert db.session.query(Receipt).filter_by(kind="refund").one().amount == D("-4200")


def test_only_finance_takes_in_and_nobody_else_reads(cast, sign_in, ours):
    at = named(sign_in("zheng"), "1-debit-credit.xlsx")
    assert sign_in("tang").get(at).status_code == 200
    assert sign_in("lin").get(at).status_code == 403
    assert upload(sign_in("tang"), "1-debit-credit.xlsx").status_code == 403


@pytest.mark.parametrize("name", ["2-gbk-tabs.csv", "3-signed-bom.csv"])
def test_a_text_that_was_taken_in_is_not_called_a_file_of_a_wrong_kind(cast, sign_in, ours, name):
    client = sign_in("zheng")
    page = client.get(upload(client, name).headers["Location"]).get_data(as_text=True)
    assert name in page and "不收" not in page


def test_what_is_no_statement_is_refused(cast, sign_in):
    zheng = sign_in("zheng")
    assert zheng.post("/payments/statements", data={}).status_code == 422
    sent = {"table": (io.BytesIO("姓名,电话\n周敏,1\n".encode()), "x.csv")}
    answer = zheng.post("/payments/statements", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422 and "没有找到流水明细" in answer.get_data(as_text=True)
