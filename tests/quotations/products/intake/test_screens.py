"""A product table over HTTP: looked at row by row, then taken in."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from salesapp.db import db
from salesapp.quotations.products.intake.models import ProductIntake
from salesapp.quotations.products.models import Product
from salesapp.quotations.products.prices.models import PriceList
from salesapp.quotations.products.prices.queries import prices
from tests.pages import part
from tests.quotations.factories import TODAY, make_product

ROWS = """产品编码\t产品名称\t规格型号\t计量单位\t税率\t目录价\t底价\t库存
PC-100\t排产软件\t专业版\t套\t13%\t1,000.00\t700\t5
FW-1\t实施服务\t\t人天\t6%\t2400\t\t
LS-1\t螺钉\tM3\t个\t0.13\t0.046\t0.04\t
XX-1\t坏行\t\t个\t17%\t-5\t\t
XX-2\t\t\t个\t13%\t面议\t\t
LS-1\t又一个螺钉\t\t个\t13%\t1\t\t
合计\t\t\t\t\t3400\t\t"""


def text(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def intake(cast, sign_in):
    """A table that was handed in, and who did."""
    make_product(cast.zheng)
    db.session.commit()
    client = sign_in("zheng")
    made = client.post("/products/tables", data={"pasted": ROWS})
    assert made.status_code == 303
    return client, made.location


def test_each_row_has_its_verdict_before_anything_is_taken_in(intake):
    client, url = intake
    page = text(client.get(url))
    for words in (
        "更新产品 1",
        "新产品 2",
        "不导入 3",
        "产品或服务：请填写此项。 目录价（含税）：请填写数字",
        "税率：此税率不在现行税率内",
        "须大于 0",
        "第 4 行已有此编码",
        "未采用的列：库存",
        "0.046",
    ):
        assert words in page, words
    assert db.session.scalar(select(func.count()).select_from(Product)) == 1


def test_what_is_right_is_taken_in_as_one_version(intake):
    client, url = intake
    refused = client.post(url, data={"starts_on": "2026-12-01", "reason": "", "version": "1"})
    assert refused.status_code == 422
    assert "调价原因" in text(refused)
    taken = client.post(url, data={"starts_on": "2026-12-01", "reason": "2027 年价目", "version": "1"})
    assert taken.status_code == 303
    found = {one.code: one for one in db.session.scalars(select(Product))}
    assert set(found) == {"PC-100", "FW-1", "LS-1"}
    assert found["PC-100"].spec == "专业版"
    assert found["LS-1"].price_places == 3
    later = prices([one.id for one in found.values()], date(2026, 12, 1))
    assert later[found["LS-1"].id].listed == Decimal("0.046")
    assert later[found["FW-1"].id].floor is None
    assert found["FW-1"].id not in prices([found["FW-1"].id], TODAY)
    assert db.session.scalars(select(PriceList.reason).order_by(PriceList.id)).all() == [
        "年度价目",
        "2027 年价目",
    ]
    again = client.post(url, data={"starts_on": "2026-12-01", "reason": "2027 年价目", "version": "2"})
    assert again.status_code == 422
    assert "已导入过" in text(again)


def test_a_workbook_is_read_too(cast, sign_in):
    book = Workbook()
    sheet = book.active
    sheet.append(["某某公司价目表"])
    sheet.append(["编码", "名称", "税率", "单位", "目录价（万元）"])
    sheet.append(["PC-200", "看板", 0.13, "套", 3.8])
    sheet["C3"].number_format = "0%"
    held = BytesIO()
    book.save(held)
    held.seek(0)
    made = sign_in("tang").post("/products/tables", data={"table": (held, "价目.xlsx")})
    assert made.status_code == 303
    assert db.session.scalar(select(ProductIntake.source)) == "价目.xlsx"
    page = text(sign_in("tang").get(made.location))
    assert "38,000.00" in page
    assert "新产品 1" in page


def test_what_is_no_table_is_refused_with_a_sentence(cast, sign_in):
    client = sign_in("zheng")
    assert "请选择表格" in text(client.post("/products/tables", data={}))
    assert (
        client.post("/products/tables", data={"pasted": "随便一句话"}).status_code == 303
    )  # a name is a line, refused in its row
    broken = client.post("/products/tables", data={"table": (BytesIO(b"PK\x03\x04broken"), "坏.xlsx")})
    assert broken.status_code == 422


def test_a_price_stands_after_the_one_it_replaces_and_a_refused_row_keeps_its_own(cast, sign_in):
    make_product(cast.zheng)
    make_product(cast.zheng, code="FW-1", name="实施服务", spec=None, unit="人天", listed="2400", floor=None)
    db.session.commit()
    sent = "产品编码\t产品名称\t目录价\t底价\nPC-100\t排产软件\t1200\t700\nFW-1\t实施服务\t2,400\t\nXX-1\t坏行\t50\t60"
    client = sign_in("zheng")
    page = part(client.get(client.post("/products/tables", data={"pasted": sent}).location), "rows")
    lines = {
        row.css_first("td").text(): " ".join(row.text(separator=" ").split())
        for row in page.node.css("tbody tr")
    }
    assert "1,000.00 → 1,200.00" in lines["2"]
    assert "2,400 无变化" in lines["3"]
    assert "50 不导入" in lines["4"]
