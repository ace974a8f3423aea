"""Quotations over HTTP: drawn up, edited by its buttons, submitted, decided, sent, printed; what is refused, and to whom."""

from decimal import Decimal

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import func, select

from salesapp.db import db
from salesapp.quotations import actions
from salesapp.quotations.approval import actions as approving
from salesapp.quotations.lines.models import QuotationLine
from salesapp.quotations.models import Quotation
from salesapp.quotations.products.models import Product
from salesapp.quotations.rules import Status
from tests.contracts.factories import make_opportunity
from tests.pages import filled, part
from tests.quotations.factories import NOW, decide, line, make_product, make_quotation

HEAD = {
    "quoted_on": "2026-11-23",
    "valid_count": "15",
    "valid_unit": "days",
    "rounding": "",
    "off_reason": "年内首单示范",
}


def text(response) -> str:
    return response.get_data(as_text=True)


def rows(*cells, **more) -> dict:
    """Return rows of the editor: (name, quantity, price, % off, rate)."""
    names = ("name", "quantity", "price", "off", "rate", "product_id", "gift")
    sent = {
        f"items-{place}-{name}": value
        for place, row in enumerate(cells)
        for name, value in zip(names, row, strict=False)
    }
    return HEAD | sent | more


@pytest.fixture
def opportunity(cast):
    """An opportunity of 林*, with a product to sell."""
    made = make_opportunity(cast.lin)
    make_product(cast.zheng)
    db.session.commit()
    return made


def only() -> Quotation:
    return db.session.scalars(select(Quotation)).one()


def test_it_is_drawn_up_from_its_opportunity(opportunity, sign_in):
    client = sign_in("lin")
    assert f"/quotations/new?opportunity={opportunity.id}" in text(
        client.get(f"/opportunities/{opportunity.id}")
    )
    form = text(client.get(f"/quotations/new?opportunity={opportunity.id}"))
    assert opportunity.customer.full_name in form
    sent = rows(
        ("排产软件", "1", "32万", "", "13"),
        ("实施服务", "12.5", "2,400.00", "", "6"),
        opportunity_id=opportunity.id,
    )
    made = client.post("/quotations", data=sent)
    assert made.status_code == 303
    page = text(client.get(made.location))
    for words in (
        "BJ202611-001-V1",
        "350,000.00",
        "人民币叁拾伍万元整",
        "36,814.16",
        "1,698.11",
        "2026-12-08",
    ):
        assert words in page, words
    assert "BJ202611-001-V1" in text(client.get(f"/opportunities/{opportunity.id}"))
    assert "BJ202611-001-V1" in text(client.get("/quotations"))
    assert "BJ202611-001-V1" in text(client.get("/search?q=BJ202611-001"))


def test_everything_wrong_is_said_beside_its_cell_and_nothing_is_lost(opportunity, sign_in):
    bad = ("", "0", "1e5", "101", "17")
    answer = sign_in("lin").post(
        "/quotations", data=rows(bad, ("好行", "1", "5", "8.8", ""), opportunity_id=opportunity.id)
    )
    assert answer.status_code == 422
    page = text(answer)
    for words in (
        "数量为 0 不成一行",
        "0–100",
        "不在现行税率",
        "请选择税率",
        "8.8折",
        'value="1e5"',
        'value="好行"',
        'href="#items-0-quantity"',
    ):
        assert words in page, words
    assert db.session.scalar(select(func.count()).select_from(Quotation)) == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quoted_on": "31.02."}, "31.02."), ({"valid_count": "-1"}, "早于开始日"), ({"valid_count": ""}, "请填写"),
        ({"discount": "-1"}, "不能为负"), ({"discount": "99999"}, "超过各行"), ({"discount": "0.001"}, "两位小数"),
        ({"items-0-quantity": "-1"}, "不能为负"), ({"items-0-price": "1000000000"}, "999,999,999.99"),
    ],
)  # fmt: skip
def test_a_head_that_cannot_be_is_refused(opportunity, sign_in, changes, words):
    sent = rows(("排产软件", "1", "1000", "", "13"), opportunity_id=opportunity.id) | changes
    answer = sign_in("lin").post("/quotations", data=sent)
    assert answer.status_code == 422
    assert words in text(answer)


def test_eight_point_eight_is_asked_and_its_answer_is_taken(opportunity, sign_in):
    client = sign_in("lin")
    for typed, gross in (("8.8折", "880.00"), ("8.8%", "912.00")):
        made = client.post(
            "/quotations", data=rows(("件", "1", "1000", typed, "13"), opportunity_id=opportunity.id)
        )
        assert made.status_code == 303
        assert gross in text(client.get(made.location))
    again = filled(client.get(f"{made.location}/edit"), "quotation-form")
    assert again["items-0-off"] == ["8.8%"]


def test_two_who_save_one_quotation_are_asked(opportunity, cast, sign_in):
    made = make_quotation(cast.lin, line("950.00"), opportunity=opportunity)
    db.session.commit()
    url, mine, theirs = f"/quotations/{made.id}", sign_in("lin"), sign_in("xu")
    first, second = (filled(who.get(f"{url}/edit"), "quotation-form") for who in (mine, theirs))
    assert theirs.post(url, data=second | {"items-0-price": "900.00"}).status_code == 303
    answer = mine.post(url, data=first | {"items-0-price": "800.00"})
    assert answer.status_code == 409
    assert 'value="800.00"' in text(answer)
    db.session.expire_all()
    assert only().lines[0].price == Decimal(900)
    third = filled(mine.get(f"{url}/edit"), "quotation-form")
    theirs.post(url, data=filled(theirs.get(f"{url}/edit"), "quotation-form") | {"warranty": "24个月"})
    assert mine.post(url, data=third | {"items-0-price": "850.00"}).status_code == 303
    db.session.expire_all()
    assert (only().lines[0].price, only().warranty) == (Decimal(850), "24个月")


@pytest.mark.parametrize("cell", ["spec", "unit", "rate", "gift", "note"])
def test_no_cell_of_a_line_is_lost_when_two_change_the_lines(opportunity, cast, sign_in, cell):
    made = make_quotation(cast.lin, line("950.00"), line("100.00"), opportunity=opportunity)
    db.session.commit()
    url, mine, theirs = f"/quotations/{made.id}", sign_in("lin"), sign_in("xu")
    first, second = (filled(who.get(f"{url}/edit"), "quotation-form") for who in (mine, theirs))
    assert theirs.post(url, data=second | {"items-1-price": "90.00"}).status_code == 303
    typed = {"rate": "6", "gift": "1"}.get(cell, "只在首批")
    answer = mine.post(url, data=first | {f"items-0-{cell}": typed})
    assert answer.status_code == 409
    assert typed in text(answer)


def test_what_others_must_agree_to_is_said_and_decided(opportunity, cast, sign_in):
    product = db.session.scalar(select(Product))
    made = make_quotation(cast.lin, line("690.00", product=product), opportunity=opportunity)
    db.session.commit()
    client, url = sign_in("lin"), f"/quotations/{made.id}"
    page = text(client.get(url))
    for words in ("减 31 %（6.9 折）", "提交审批", "财务 → 总监"):
        assert words in page, words
    assert "700.00" not in page and "低于底价" not in page
    assert client.post(f"{url}/submissions").status_code == 303
    assert made.label in text(sign_in("zheng").get("/approvals"))
    asked = db.session.scalar(select(func.max(approving.Approval.id)))
    shown = text(sign_in("zheng").get(f"/approvals/{asked}"))
    assert "700.00" in shown
    assert "低于底价" in shown
    assert "700.00" not in text(client.get(f"/approvals/{asked}"))
    db.session.expire_all()
    decide(only(), cast.zheng)
    decide(only(), cast.tang)
    db.session.commit()
    assert client.post(f"{url}/sendings", data={"to": "周*，邮件"}).status_code == 303
    db.session.expire_all()
    assert only().status == Status.SENT
    assert client.get(f"{url}/edit").status_code in (403, 409, 422)


def test_the_reason_for_a_discount_is_asked_where_it_is_submitted(opportunity, cast, sign_in):
    product = db.session.scalar(select(Product))
    row = line("850.00", product=product)
    made = make_quotation(cast.lin, row, opportunity=opportunity, off_reason=None)
    db.session.commit()
    lin, url = sign_in("lin"), f"/quotations/{made.id}"
    needs = part(lin.get(url), "needs")
    assert needs.text.count("整单") == 1
    assert needs.values("off_reason") == [""]
    refused = lin.post(f"{url}/submissions", data={"off_reason": " "})
    assert refused.status_code == 422
    assert "请填写优惠原因" in part(refused, "needs").text
    assert lin.post(f"{url}/submissions", data={"off_reason": "年内首单"}).status_code == 303
    db.session.expire_all()
    assert (only().status, only().off_reason) == (Status.APPROVING, "年内首单")


def test_a_reason_that_is_written_already_is_not_asked_again(opportunity, cast, sign_in):
    row = line("850.00", product=db.session.scalar(select(Product)))
    made = make_quotation(cast.lin, row, opportunity=opportunity)
    db.session.commit()
    assert part(sign_in("lin").get(f"/quotations/{made.id}"), "needs").values("off_reason") == []


def test_versions_stand_side_by_side(opportunity, cast, sign_in):
    product = db.session.scalar(select(Product))
    made = make_quotation(
        cast.lin, line("950.00", product=product), line(name="实施", rate="6"), opportunity=opportunity
    )
    approving.submit(made, by=cast.lin, at=NOW)
    decide(made, cast.xu)
    db.session.commit()
    client = sign_in("lin")
    second = client.post(f"/quotations/{made.id}/versions")
    assert second.status_code == 303
    form = filled(client.get(f"{second.location}/edit"), "quotation-form")
    client.post(second.location, data=form | {"items-0-price": "930.00", "items-1-name": "培训"})
    page = text(client.get(f"{second.location}/compare/{made.id}"))
    for words in ("BJ202611-001-V1", "BJ202611-001-V2", "950.00", "930.00", "新增", "删除", "有改动"):
        assert words in page, words
    assert (
        client.post(f"/quotations/{made.id}/copies", data={"opportunity_id": opportunity.id}).status_code
        == 303
    )


def test_strangers_find_nothing_and_readers_change_nothing(opportunity, cast, sign_in):
    made = make_quotation(cast.lin, opportunity=opportunity)
    db.session.commit()
    url = f"/quotations/{made.id}"
    assert sign_in("chen").get(url).status_code == 404
    assert sign_in("gao").get(url).status_code == 404
    assert sign_in("admin").get("/quotations").status_code == 403
    opportunity.let_help(cast.fang, by=cast.lin, at=NOW)
    db.session.commit()
    fang = sign_in("fang")
    assert fang.get(url).status_code == 200
    assert fang.get(f"{url}/edit").status_code == 403
    for act in ("submissions", "sendings", "versions"):
        assert fang.post(f"{url}/{act}").status_code in (403, 422), act
    assert only().status == Status.DRAFT


def test_it_warns_once_before_it_ends(opportunity, cast, sign_in):
    from datetime import timedelta

    from salesapp.web import clock

    made = make_quotation(cast.lin, opportunity=opportunity, valid_count=5)
    made.approve("x" * 64, at=NOW)
    db.session.commit()
    client = sign_in("lin")
    assert f"{made.label} 即将到期" not in text(client.get("/"))
    with clock.frozen(NOW + timedelta(days=2)):
        page = sign_in("lin").get("/")
        assert f"{made.label} 即将到期" in text(page)
        line = next(row.text() for row in HTMLParser(text(page)).css("li") if made.label in row.text())
        assert " ".join(line.split()).startswith("11月28日")
        assert "2026-11-28，还剩 3 天" in line
    actions.lose(made, "价格", by=cast.lin, at=NOW)
    db.session.commit()
    with clock.frozen(NOW + timedelta(days=2)):
        assert f"{made.label} 即将到期" not in text(sign_in("lin").get("/"))


def test_the_story_of_the_opportunity_tells_it(opportunity, cast, sign_in):
    make_quotation(cast.lin, opportunity=opportunity)
    db.session.commit()
    page = sign_in("lin").get(f"/opportunities/{opportunity.id}")
    assert "报价建立" in text(page)
    assert "BJ202611-001-V1" in part(page, "quotations-mini").text


def test_the_page_judges_each_line_once(cast, sign_in, monkeypatch):
    quotation = make_quotation(cast.lin, *(line(name=f"部件 {place}", price="0") for place in range(5)))
    db.session.commit()
    lin, judged, judge = sign_in("lin"), [], QuotationLine.as_line
    monkeypatch.setattr(QuotationLine, "as_line", lambda self: judged.append(self.seq) or judge(self))
    assert lin.get(f"/quotations/{quotation.id}").status_code == 200
    assert sorted(judged) == [1, 2, 3, 4, 5]
