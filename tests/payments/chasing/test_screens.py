"""Overdue instalments on the screen: why, promises, letters, ageing, accounts; and what they ask of people."""

import html
import re
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import unquote

import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select

from salesapp.db import db
from salesapp.payments.ageing import page as ageing
from salesapp.payments.ageing.queries import Owed
from salesapp.payments.ageing.rules import Bucket
from salesapp.payments.chasing import actions, queries
from salesapp.payments.chasing import page as chasing
from salesapp.payments.chasing.rules import Base
from salesapp.payments.concessions import actions as concessions
from salesapp.payments.nodes.sheets import follow_up
from salesapp.payments.receipts import actions as receipts
from salesapp.payments.rules import PaymentRefused
from salesapp.policies.actions import change
from salesapp.refusals import NotAllowed
from salesapp.work.models import WorkItem
from tests.payments.concessions.test_verbs import agree, values
from tests.payments.factories import NOW, D, day, make_signed, pay

TODAY = day("2026-11-23")


def said(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def items(session, kind, **of):
    query = select(WorkItem).where(WorkItem.kind == kind, WorkItem.done_at.is_(None)).filter_by(**of)
    return session.scalars(query).all()


def test_a_note_a_promise_and_a_letter(cast, sign_in):
    contract = make_signed(cast.lin, ("50000", "2026-11-10"))
    pay(contract, cast.zheng, "20000", (1, "20000"), on="2026-11-12")
    node = contract.payment_nodes[0]
    lin, at = sign_in("lin"), f"/payments/instalments/{node.id}"
    assert lin.post(f"{at}/steps", data={"reason": "", "measure": "催"}).status_code == 422
    note = {"reason": "acceptance", "measure": "请售后确认验收", "promised_on": "2026-12-05", "written": "y"}
    assert lin.post(f"{at}/steps", data=note).status_code == 303
    assert lin.post(f"{at}/letters", data={"served_on": "2026-11-24"}).status_code == 422
    page = lin.get(at).get_data(as_text=True)
    assert "验收延迟" in page and "承诺 2026-12-05 付款" in page and "书面付款承诺" in page
    assert chasing.began(node) == (TODAY, Base.PROMISE)
    assert lin.post(f"{at}/letters", data={"served_on": "2026-11-23"}).status_code == 303
    assert sign_in("chen").get(at).status_code == 404
    pdf = lin.get(f"/payments/instalments/letters/{contract.customer_id}.pdf")
    assert pdf.data[:5] == b"%PDF-"
    name = unquote(pdf.headers["Content-Disposition"])
    assert name.endswith(f"催款函_{contract.customer.full_name}_2026-11-23.pdf")
    assert queries.promised([node.id], TODAY) == {node.id: day("2026-12-05")}
    assert (
        queries.promised([node.id], day("2026-12-06")) == {}
    )  # a broken promise is not named as one that runs


def test_each_overdue_instalment_has_a_row_of_its_sheet_to_be_filled_in(cast, db_session, frozen_clock):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"), ("500", "2026-11-20"), ("500", "2026-12-20"))
    note = {"kind": "call", "reason": "funds", "measure": "已电话联系"}
    actions.note(contract.payment_nodes[1], note, by=cast.lin, at=NOW)
    db_session.commit()
    rows = follow_up(contract.id, cast.lin).rows["chase"]
    assert [(row["no"], row.get("reason"), row.get("measure")) for row in rows] == [
        (1, None, None),
        (2, "funds", "已电话联系"),
    ]


@pytest.mark.slow
def test_the_letter_names_the_account_once_it_is_set_and_the_page_says_that_none_is(cast, sign_in):
    contract = make_signed(cast.lin, ("50000", "2026-11-10"))
    lin, node = sign_in("lin"), contract.payment_nodes[0]
    letter = f"/payments/instalments/letters/{contract.customer_id}.pdf"
    assert 'id="no-account"' in lin.get(f"/payments/instalments/{node.id}").text
    assert "请汇入" not in said(lin.get(letter).data)
    change("company_bank", "某某银行苏州分行", by=cast.tang, at=NOW)
    change("company_account", "6222 0000 0000 0009", by=cast.tang, at=NOW)
    db.session.commit()
    assert 'id="no-account"' not in lin.get(f"/payments/instalments/{node.id}").text
    words = said(lin.get(letter).data).replace(" ", "")
    assert "请汇入以下账户" in words and "某某银行苏州分行" in words and "6222000000000009" in words


def test_p33_whoever_runs_it_is_reminded_until_a_promise_stops_it(cast, db_session):
    contract = make_signed(cast.lin, ("50000", "2026-11-10"))
    node = contract.payment_nodes[0]
    [item] = items(db_session, "payment", subject_id=node.id)
    assert item.user_id == cast.lin.id and item.shown_from < NOW
    assert [one.role for one in items(db_session, "payment_late")] == ["supervisor"]
    actions.note(node, {"reason": "cash", "promised_on": day("2026-12-05")}, by=cast.lin, at=NOW)
    db_session.commit()
    [item] = items(db_session, "payment", subject_id=node.id)
    assert item.shown_from > datetime(2026, 12, 5, tzinfo=UTC)
    table = ageing.table(cast.lin, Owed(TODAY, TODAY))
    assert table.sums.amounts == {Bucket.TO_30: D("50000")}  # a promise stops reminders, not the ageing
    pay(contract, cast.zheng, "50000", (1, "50000"))
    assert not items(db_session, "payment") and not items(db_session, "payment_limitation")
    with pytest.raises(PaymentRefused):
        actions.note(node, {"reason": "cash"}, by=cast.lin, at=NOW)
    for person in (cast.chen, cast.he):
        with pytest.raises(NotAllowed):
            actions.note(node, {"reason": "cash"}, by=person, at=NOW)


def test_a_bill_in_hand_is_never_dunned_and_an_agreed_refund_waits_for_finance(cast, db_session):
    contract = make_signed(cast.lin, ("500", "2026-11-10"))
    receipt = pay(contract, cast.zheng, "500", (1, "500"))
    one = concessions.ask_refund(receipt, values("200", "overpaid", "多付"), by=cast.lin, at=NOW)
    agree(one, cast.xu, cast.zheng)
    db_session.commit()
    assert [item.role for item in items(db_session, "refund_to_pay")] == ["finance"]
    concessions.pay(one, TODAY, by=cast.zheng, at=NOW)
    db_session.commit()
    assert not items(db_session, "refund_to_pay") and len(items(db_session, "payment")) == 1


def test_every_open_fen_stands_in_one_bucket_and_opens_its_rows(cast, sign_in):
    first = make_signed(
        cast.lin,
        ("100", "2026-12-20"),
        ("200", "2026-11-01"),
        ("300", "2026-07-01"),
        ("400", None, {"kind": "warranty"}),
    )
    pay(first, cast.zheng, "50", (2, "50"))
    table = ageing.table(cast.zheng, Owed(TODAY, TODAY))
    assert table.sums.total == D("950") and table.sums.amounts[Bucket.TO_30] == D("150")
    assert table.sums.amounts[Bucket.UNMET] == D("400")
    zheng = sign_in("zheng")
    page = zheng.get("/payments/ageing").get_data(as_text=True)
    assert "bucket=to_30" in page and "150.00" in page
    rows = zheng.get("/payments/ageing/instalments?bucket=to_30").get_data(as_text=True)
    assert first.number in rows and "逾期 22 天" in rows or "22" in rows
    assert "按责任人" in zheng.get("/payments/ageing?by=owner").get_data(as_text=True)
    assert first.number not in sign_in("chen").get("/payments/ageing/instalments").get_data(as_text=True)


def test_as_of_a_past_day_only_what_was_there_by_then_counts(cast):
    contract = make_signed(cast.lin, ("1000", "2026-09-30"), signed="2026-09-01")
    receipt = pay(contract, cast.zheng, "600", (1, "600"), on="2026-10-20")
    receipts.reverse(receipt, "退票", by=cast.zheng, at=NOW)

    def owed(as_of):
        return ageing.table(cast.zheng, Owed(day(as_of), TODAY)).sums.amounts

    assert owed("2026-08-31") == {}
    assert owed("2026-10-19") == {Bucket.TO_30: D("1000")}
    assert owed("2026-10-31") == {Bucket.TO_90: D("400")}
    assert owed("2026-11-23") == {Bucket.TO_90: D("1000")}


def test_the_account_of_a_customer_is_shown_and_printed(cast, sign_in):
    contract = make_signed(cast.lin, ("66666.67", "2026-10-01"), ("33333.33", "2026-11-10"))
    pay(contract, cast.zheng, "50000", (1, "50000"), on="2026-11-10")
    lin, at = sign_in("lin"), f"/payments/accounts/{contract.customer_id}"
    page = lin.get(f"{at}?first=2026-11-01&last=2026-11-30").get_data(as_text=True)
    assert "66,666.67" in page and "50,000.00" in page and page.count("100,000.00") == 1
    pdf = lin.get(f"{at}.pdf?first=2026-11-01&last=2026-11-30")
    assert pdf.data[:5] == b"%PDF-"
    assert "往来对账单_" in unquote(pdf.headers["Content-Disposition"])
    row = LexborHTMLParser(page).css("#account tbody tr")[1]
    labels = [cell.attributes.get("data-label") for cell in row.css("td.num")]
    assert labels == ["应收", "已收", "退款", "应收余额（元）"]  # on the phone each figure says what it is
    assert sign_in("chen").get(at).status_code == 404


def test_the_instalments_behind_a_figure_go_on_on_the_next_page(cast, sign_in, monkeypatch):
    from salesapp.payments.ageing import queries

    monkeypatch.setattr(queries, "PAGE", 2)
    days = ("2026-11-01", "2026-11-01", "2026-11-03")
    make_signed(
        cast.lin,
        *((str(100 + nth), day) for nth, day in enumerate(days)),
        ("400", None, {"kind": "warranty"}),
    )
    zheng, url, seen = sign_in("zheng"), "/payments/ageing/instalments", []
    while url:
        page = zheng.get(url).get_data(as_text=True)
        seen.append(re.findall(r'id="node-(\d+)"', page))
        following = re.search(r'rel="next" href="([^"]+)"', page)
        url = html.unescape(following[1]) if following else ""
    assert [len(rows) for rows in seen] == [2, 2] and len({row for rows in seen for row in rows}) == 4
    behind = zheng.get("/payments/ageing/instalments?bucket=to_30").get_data(as_text=True)
    assert "bucket=to_30" in re.search(r'rel="next" href="([^"]+)"', behind)[1]
    assert zheng.get("/payments/ageing/instalments?after=x").status_code == 200
