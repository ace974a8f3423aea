"""Products and prices over HTTP: who keeps them, what is refused, what a day's price is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.quotations.products.models import Product
from salesapp.quotations.products.prices import actions as price_actions
from salesapp.quotations.products.prices.models import PriceList
from salesapp.quotations.products.prices.queries import prices
from salesapp.quotations.products.queries import by_code
from salesapp.refusals import NotAllowed
from tests.pages import part
from tests.quotations.factories import NOW, TODAY, make_product

FORM = {
    "code": "PC-100", "name": "排产软件", "spec": "标准版", "unit": "套", "tax_rate": "13", "price_places": "2",
    "list_price": "38万", "floor_price": "300,000.00", "starts_on": "2026-11-23", "reason": "年度价目",
}  # fmt: skip


def text(response) -> str:
    return response.get_data(as_text=True)


def test_finance_keeps_a_product_and_everybody_finds_it(cast, sign_in):
    made = sign_in("zheng").post("/products", data=FORM)
    assert made.status_code == 303
    page = text(sign_in("lin").get("/products"))
    assert "380,000.00" in page
    assert "300,000.00" not in page
    assert "300,000.00" in text(sign_in("tang").get("/products"))
    shown = text(sign_in("lin").get(made.location))
    assert "年度价目" in shown
    assert "300,000.00" not in shown
    assert "底价" not in shown
    assert sign_in("lin").get("/search?q=PC-100").location == made.location


@pytest.mark.parametrize("who", ["lin", "xu", "gao", "he", "lu"])
def test_nobody_sets_the_prices_that_bind_them(cast, sign_in, who):
    product = make_product(cast.zheng)
    db.session.commit()
    client = sign_in(who)
    assert client.get("/products").status_code == 200
    for path in (
        "/products",
        f"/products/{product.id}",
        f"/products/{product.id}/prices",
        "/products/tables",
    ):
        assert client.post(path, data=FORM).status_code == 403, path
    with pytest.raises(NotAllowed):
        make_product(cast[who] if isinstance(cast, dict) else getattr(cast, who), code="X-1")


def test_administrators_and_auditors_see_no_prices(cast, sign_in):
    assert sign_in("admin").get("/products").status_code == 403
    assert sign_in("auditor").get("/products").status_code == 403


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": ""}, "请填写"), ({"code": "编 码"}, "编码只能"), ({"name": " "}, "请填写"),
        ({"tax_rate": ""}, "请选择税率"),
        ({"tax_rate": "17"}, "不在现行税率"), ({"price_places": "7"}, "2 到 6"), ({"list_price": "0"}, "须大于 0"),
        ({"list_price": "-5"}, "须大于 0"), ({"list_price": "0.046"}, "最多 2 位小数"),
        ({"floor_price": "380000.01"}, "高于目录价"),
        ({"list_price": "", "floor_price": "5"}, "空白不等于 0"), ({"starts_on": "31.02."}, "31.02."),
        ({"starts_on": "2026-11-22"}, "最早从今天"), ({"ends_on": "2026-11-22"}, "早于开始日"), ({"reason": ""}, "调价原因"),
        ({"off_rep": "101"}, "0–100"), ({"off_rep": "20", "off_supervisor": "10"}, "不能小于下级"),
        ({"list_price": "1e5"}, "数字"),
        ({"list_price": "1000000000"}, "999,999,999.99"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast, sign_in, changes, words):
    answer = sign_in("zheng").post("/products", data=FORM | changes)
    assert answer.status_code == 422
    assert words in text(answer)
    assert "标准版" in text(answer)
    assert db.session.scalar(select(Product)) is None


def test_a_code_is_one_products(cast, sign_in):
    make_product(cast.zheng)
    db.session.commit()
    answer = sign_in("zheng").post("/products", data=FORM | {"code": "pc-100"})
    assert answer.status_code == 422
    assert "已使用此编码" in text(answer)


def test_a_screw_has_a_price_of_three_decimals(cast):
    screw = make_product(cast.zheng, listed="0.046", floor=None, price_places=3, code="S-1")
    assert prices([screw.id], TODAY)[screw.id].listed == Decimal("0.046")


def test_on_each_day_the_version_counts_that_began_last(cast):
    product = make_product(cast.zheng, listed="1000.00", floor="700.00")
    period = price_actions.Period(TODAY + timedelta(days=8), TODAY + timedelta(days=37), "年末促销")
    sale = price_actions.set_prices(
        [price_actions.Listed(product, Decimal(900), Decimal(650))], period, by=cast.tang, at=NOW
    )
    db.session.flush()
    days = [(7, "1000"), (8, "900"), (37, "900"), (38, "1000")]
    for ahead, listed in days:
        assert prices([product.id], TODAY + timedelta(days=ahead))[product.id].listed == Decimal(listed), (
            ahead
        )
    assert prices([product.id], TODAY - timedelta(days=1)) == {}
    price_actions.end(sale, TODAY + timedelta(days=10), by=cast.zheng, at=NOW)
    db.session.flush()
    assert prices([product.id], TODAY + timedelta(days=11))[product.id].listed == 1000


def test_versions_are_listed_with_who_and_why_and_end_by_the_keepers_alone(cast, sign_in):
    make_product(cast.zheng)
    db.session.commit()
    version = db.session.scalar(select(PriceList))
    assert "年度价目" in text(page := sign_in("lin").get("/products/prices"))
    assert "排产软件 标准版" in part(page, "versions").text
    shown = text(sign_in("lin").get(f"/products/prices/{version.id}"))
    assert "1,000.00" in shown
    assert "700.00" not in shown
    end = f"/products/prices/{version.id}/ends"
    assert sign_in("lin").post(end, data={"ends_on": "2026-12-31"}).status_code == 403
    client = sign_in("tang")
    assert client.post(end, data={"ends_on": "2026-11-22", "version": "1"}).status_code == 422
    assert client.post(end, data={"ends_on": "2026-12-31", "version": "1"}).status_code == 303
    db.session.refresh(version)
    assert version.ends_on == date(2026, 12, 31)


def test_two_who_change_one_product_are_asked(cast, sign_in):
    product = make_product(cast.zheng)
    db.session.commit()
    client, other = sign_in("zheng"), sign_in("tang")
    from tests.pages import filled

    mine = filled(client.get(f"/products/{product.id}/edit"), "product-form")
    theirs = filled(other.get(f"/products/{product.id}/edit"), "product-form")
    assert other.post(f"/products/{product.id}", data=theirs | {"name": "排产系统"}).status_code == 303
    answer = client.post(f"/products/{product.id}", data=mine | {"name": "排程软件"})
    assert answer.status_code == 409
    assert "排产系统" in text(answer)


def test_what_is_no_longer_offered_is_kept_and_not_offered(cast, sign_in):
    product = make_product(cast.zheng)
    db.session.commit()
    assert sign_in("zheng").post(f"/products/{product.id}/retirements").status_code == 303
    assert "排产软件" not in text(sign_in("lin").get("/products"))
    assert "排产软件" in text(sign_in("lin").get("/products?view=retired"))
    assert by_code(["PC-100"])["pc-100"].id == product.id
    assert sign_in("zheng").post(f"/products/{product.id}/returns").status_code == 303
    assert "排产软件" in text(sign_in("lin").get("/products"))
