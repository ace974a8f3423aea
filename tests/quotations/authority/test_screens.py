"""The try-out: by the borders in force and by others before they are set; it asks what the route asks; the panel of a draft."""

import pytest

from salesapp.db import db
from tests.contracts.factories import make_opportunity
from tests.pages import Part, part
from tests.quotations.factories import line, make_product, make_quotation

URL = "/quotations/authority"
BORDERS = {"rep": "10", "supervisor": "20", "director": "30"}


def text(response) -> str:
    return response.get_data(as_text=True)


def test_it_begins_with_the_borders_in_force(sign_in):
    page = text(sign_in("lin").get(URL))
    for border in ('value="10"', 'value="20"', 'value="30"'):
        assert border in page, border


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"listed": "1000", "price": "900", "owner": "rep"}, "无人：在负责人自身权限内"),
        ({"listed": "1000", "price": "899.99", "owner": "rep"}, "销售主管"),
        ({"listed": "1000", "price": "1000", "off": "12", "owner": "rep"}, "减 12 %（8.8 折）"),
        ({"listed": "1000", "price": "899.99", "owner": "supervisor"}, "无人：在负责人自身权限内"),
        ({"listed": "1000", "floor": "950", "price": "940", "owner": "rep"}, "低于底价"),
        ({"listed": "1000", "price": "699.99", "owner": "rep"}, "财务 → 总监"),
        ({"price": "650", "owner": "rep"}, "没有目录价可比"),
    ],
)
def test_a_price_goes_to_whom_it_would_go(sign_in, asked, words):
    assert words in text(sign_in("tang").get(URL, query_string=BORDERS | asked))


def test_borders_are_tried_before_they_are_in_force(sign_in):
    asked = {"listed": "1000", "price": "899.99", "owner": "rep"} | BORDERS | {"rep": "15"}
    assert "无人：在负责人自身权限内" in text(sign_in("tang").get(URL, query_string=asked))


def test_what_cannot_be_tried_is_said(sign_in):
    page = text(sign_in("lin").get(URL, query_string=BORDERS | {"price": "", "off": "101", "owner": "rep"}))
    assert "请填写此项" in page
    assert "0–100" in page


def test_who_must_agree_is_said_of_the_deepest_line_and_the_discount_of_the_whole(cast, sign_in):
    product, opportunity = make_product(cast.zheng), make_opportunity(cast.lin)
    deep, full = line("750.00", product=product), line("1000.00", product=product, quantity="4")
    made, plain = (
        make_quotation(cast.lin, *rows_, opportunity=opportunity) for rows_ in ((deep, full), (full,))
    )
    db.session.commit()
    lin = sign_in("lin")
    needs = part(lin.get(f"/quotations/{made.id}"), "needs")
    assert [Part(one).text for one in needs.node.css(".sheet-body > p")][:2] == [
        "在总监权限内",
        "整单：减 5 %（9.5 折）",
    ]
    assert [Part(one).text for one in needs.node.css("li")] == [
        "第 1 行 排产软件：减 25 %（7.5 折）：在总监权限内"
    ]
    assert "总监" in needs.text and "主管" not in needs.text
    nobody = part(lin.get(f"/quotations/{plain.id}"), "needs")
    assert "总监" not in nobody.text and not nobody.node.css("li")
