"""The buttons of the editor over HTTP: rows are added and changed, nothing is saved."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from salesapp.db import db
from salesapp.quotations.models import Quotation
from salesapp.quotations.products.models import Product
from tests.contracts.factories import make_opportunity
from tests.pages import filled
from tests.quotations.factories import line, make_product, make_quotation

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


def test_several_products_are_picked_at_once_and_nothing_is_saved(opportunity, cast, sign_in):
    other = make_product(cast.zheng, code="KB-1", name="看板", listed="38.50", floor=None)
    db.session.commit()
    first = db.session.scalar(select(Product.id).where(Product.code == "PC-100"))
    client = sign_in("lin")
    assert "看板" in text(client.get("/quotations/products?product_q=看板"))
    sent = rows(("自由行", "1", "5", "", "6"), opportunity_id=opportunity.id, step="pick") | {
        "pick": [first, other.id]
    }
    answer = client.post("/quotations", data=sent)
    assert answer.status_code == 200
    lines = filled(answer, "quotation-form")
    assert [lines[f"items-{place}-name"] for place in range(3)] == [["自由行"], ["排产软件"], ["看板"]]
    assert lines["items-2-price"] == ["38.50"]
    assert db.session.scalar(select(func.count()).select_from(Quotation)) == 0


def test_a_whole_list_is_pasted_and_what_is_wrong_stays_to_be_mended(opportunity, sign_in):
    pasted = (
        "编码\t名称\t规格型号\t单位\t数量\t单价\t税率\n"
        "PC-100\t\t\t\t2\t\t\nX-9\t支架\t304\t个\t1.0005\t12.30\t13%\n合计\t\t\t\t\t100\t"
    )
    answer = sign_in("lin").post(
        "/quotations", data=rows(opportunity_id=opportunity.id, step="paste", pasted=pasted)
    )
    assert answer.status_code == 200
    lines = filled(answer, "quotation-form")
    assert (lines["items-0-name"], lines["items-0-price"], lines["items-0-quantity"]) == (
        ["排产软件"],
        ["1000.00"],
        ["2"],
    )
    assert lines["items-1-quantity"] == ["1.0005"]
    assert "最多 3 位小数" in text(answer)
    refused = sign_in("lin").post(
        "/quotations", data=rows(("件", "1", "5", "", "6"), opportunity_id=opportunity.id, step="paste")
    )
    assert refused.status_code == 422
    assert "请选择表格" in text(refused)
    assert 'value="件"' in text(refused)


def test_a_product_that_is_missing_is_kept_without_leaving(opportunity, sign_in):
    client = sign_in("lin")
    sent = rows(
        opportunity_id=opportunity.id, step="propose", new_name="新传感器", new_unit="个", new_rate="13"
    )
    answer = client.post("/quotations", data=sent)
    assert answer.status_code == 200
    lines = filled(answer, "quotation-form")
    assert lines["items-0-name"] == ["新传感器"]
    assert lines["items-0-price"] == [""]
    assert db.session.scalar(select(Product.code).where(Product.name == "新传感器")) == "NEW-0001"
    wrong = client.post("/quotations", data=sent | {"new_rate": "", "new_name": "又一个"})
    assert "请选择税率" in text(wrong)


def test_a_price_typed_by_hand_stays_until_the_list_is_taken_again(opportunity, cast, sign_in):
    product = db.session.scalar(select(Product))
    made = make_quotation(cast.lin, line("950.00", product=product), opportunity=opportunity)
    db.session.commit()
    client, url = sign_in("lin"), f"/quotations/{made.id}"
    form = filled(client.get(f"{url}/edit"), "quotation-form")
    assert client.post(url, data=form | {"items-0-quantity": "3", "items-0-rate": "6"}).status_code == 303
    db.session.expire_all()
    assert only().lines[0].price == Decimal(950)
    form = filled(client.get(f"{url}/edit"), "quotation-form")
    answer = client.post(url, data=form | {"step": "refetch"})
    assert "950" in text(answer)
    assert "1,000.00" in text(answer)
    assert filled(answer, "quotation-form")["items-0-price"] == ["1000.00"]
    assert only().lines[0].price == Decimal(950)


def test_figures_are_answered_while_one_types_and_nothing_is_saved(opportunity, sign_in):
    sent = rows(
        ("排产软件", "2", "3333.33", "10", "6"), ("未填", "", "", "", ""), opportunity_id=opportunity.id
    )
    answer = text(sign_in("lin").post("/quotations/figures", data=sent))
    assert "5,999.99" in answer
    assert "还有 1 行未填完整" in answer
    assert db.session.scalar(select(func.count()).select_from(Quotation)) == 0


def test_a_blank_row_is_added_beside_those_that_are_typed(opportunity, sign_in):
    """A row of its own number: two rows of one number would be one line when they are saved."""
    sent = {
        name.replace("items-0", "items-4"): value for name, value in rows(("件", "1", "5", "", "6")).items()
    }
    answer = sign_in("lin").post(
        "/quotations", data=sent | {"opportunity_id": opportunity.id, "add_row": "items"}
    )
    lines = filled(answer, "quotation-form")
    assert lines["items-4-name"] == ["件"]
    assert lines["items-5-name"] == [""]
    assert "行未填完整" not in text(answer)
    first = sign_in("lin").post(
        "/quotations", data=HEAD | {"opportunity_id": opportunity.id, "add_row": "items"}
    )
    assert filled(first, "quotation-form")["items-0-name"] == [""]
