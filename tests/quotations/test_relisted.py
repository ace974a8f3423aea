"""A draft is measured by the price list of the day on which it is submitted."""

from decimal import Decimal

import pytest

from salesapp.db import db
from salesapp.quotations.approval import actions as approving
from salesapp.quotations.approval.queries import latest
from salesapp.quotations.products import actions as products
from salesapp.quotations.rules import Status
from salesapp.refusals import Refusal
from tests.quotations.factories import NOW, TODAY, line, make_product, make_quotation


@pytest.fixture
def product(cast):
    """A product listed at 1,000 with a floor of 700."""
    made = make_product(cast.zheng)
    db.session.flush()
    return made


def test_a_draft_is_measured_by_the_list_of_the_day_on_which_it_is_submitted(cast, product, sign_in):
    made = make_quotation(cast.lin, line("900.00", product=product))
    products.price(
        product, {"list_price": Decimal(1200), "starts_on": TODAY, "reason": "涨价"}, by=cast.zheng, at=NOW
    )
    db.session.commit()
    lin, url = sign_in("lin"), f"/quotations/{made.id}/submissions"
    page = lin.get(f"/quotations/{made.id}").text
    assert "1,200" in page and "减 25 %" in page and 'name="fresh"' in page
    asked = lin.post(url, data={})
    assert asked.status_code == 422 and "价目表" in asked.text and 'name="fresh"' in asked.text
    db.session.expire_all()
    assert (made.status, made.lines[0].list_price) == (Status.DRAFT, Decimal(1000))
    assert lin.post(url, data={"fresh": "y"}).status_code == 303
    db.session.expire_all()
    assert (made.status, made.lines[0].list_price) == (Status.APPROVING, Decimal(1200))
    assert made.gross == 900
    assert [seat.role for seat in latest(made).seats] == ["director"]


def test_another_floor_price_is_asked_about_without_its_figure(cast, product):
    made = make_quotation(cast.lin, line("950.00", product=product))
    changes = {
        "list_price": Decimal(1000),
        "floor_price": Decimal("960.55"),
        "starts_on": TODAY,
        "reason": "成本",
    }
    products.price(product, changes, by=cast.zheng, at=NOW)
    with pytest.raises(Refusal, match="底价") as refused:
        approving.submit(made, by=cast.lin, at=NOW)
    assert "960" not in str(refused.value) and refused.value.field == "fresh"
    approving.submit(made, fresh=True, by=cast.lin, at=NOW)
    assert "finance" in {seat.role for seat in latest(made).seats}  # below the new floor
