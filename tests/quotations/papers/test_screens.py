"""What goes out of the house: nothing internal on any paper, no price at all for the warehouse; and F09 inside."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from salesapp.db import db
from salesapp.documents.forms import registry
from salesapp.documents.paper import house, layout
from salesapp.documents.paper.compose import compose, environment
from salesapp.quotations.approval import actions as approving
from salesapp.quotations.papers.page import paper
from salesapp.quotations.papers.rules import Kind
from salesapp.quotations.sheets import approval_sheet
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from tests.quotations.factories import NOW, decide, line, make_product, make_quotation


@pytest.fixture
def quotation(cast):
    """A quotation of 林* below the floor, with a gift and a discount on the whole, agreed to."""
    product = make_product(cast.zheng, listed="1234.00", floor="1111.00")
    made = make_quotation(
        cast.lin, line("1099.00", product=product, quantity="2"), line("50.00", rate="exempt", name="手册", gift=True),
        discount=Decimal("98.00"), off_reason="内部才看的原因",
    )  # fmt: skip
    approving.submit(made, by=cast.lin, at=NOW)
    for who in (cast.xu, cast.zheng):
        decide(made, who)
    db.session.commit()
    return made


def html(quotation, kind) -> str:
    template = environment().get_template("documents/paper/quotation.html")
    return template.render(paper=paper(quotation, kind), imprint=house.imprint())


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_internal_is_on_any_paper(quotation, app, kind):
    with app.test_request_context():
        shown = html(quotation, kind)
    for inside in ("1,234.00", "1,111.00", "内部才看的原因", "底价", "目录价"):
        assert inside not in shown, inside


def test_the_customer_reads_prices_gifts_and_the_total(quotation, app):
    with app.test_request_context():
        full, total = html(quotation, Kind.FULL), html(quotation, Kind.TOTAL)
    for words in (
        "1,099.00",
        "赠品",
        "¥2,100.00",
        "人民币贰仟壹佰元整",
        "¥98.00",
        "免税",
        "***",
        quotation.label,
    ):
        assert words in full, words
    assert "1,099.00" not in total
    assert "¥2,100.00" in total


def test_the_warehouse_reads_no_price_at_all(quotation, app):
    with app.test_request_context():
        shown = html(quotation, Kind.GOODS)
    for price in ("1,099.00", "2,100.00", "¥", "税率", "人民币", "3-6-1"):
        assert price not in shown, price
    assert "赠品" in shown


def test_a_draft_says_so_across_the_page(cast, app):
    made = make_quotation(cast.lin)
    with app.test_request_context():
        assert 'class="watermark"' in html(made, Kind.FULL)


def test_pdf_and_workbook_are_handed_over_and_noted(quotation, sign_in):
    client, url = sign_in("lin"), f"/quotations/{quotation.id}"
    answer = client.get(f"{url}/full.pdf")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert client.get(f"{url}/inside.pdf").status_code == 404
    book = load_workbook(BytesIO(client.get(f"{url}/lines.xlsx").data)).active
    rows = list(book.iter_rows(values_only=True))
    assert rows[1][1:9] == ("排产软件", None, "套", 2, 1099, None, "13%", 2100)
    assert rows[-1][8] == 2100
    assert "1111" not in str(rows)
    events = db.session.scalars(select(AuditEntry.event)).all()
    assert {"print", "export"} <= set(events)
    assert sign_in("chen").get(f"{url}/full.pdf").status_code == 404


def test_f09_shows_the_floor_to_finance_and_the_director_alone(quotation, cast):
    for who, floor in ((cast.lin, None), (cast.xu, None), (cast.zheng, "1,111.00"), (cast.tang, "1,111.00")):
        sheet = approval_sheet(quotation.id, who)
        assert sheet.rows["inside"][0]["floor_price"] == floor
        assert sheet.rows["inside"][0]["share"] == Decimal("85.1")
        assert sheet.rows["inside"][0]["said"] == (
            floor and "低于底价"
        )  # else prices could be tried until it is said
    assert sheet.values["gross"] == Decimal("2100.00")
    assert sheet.values["finance_opinion"] == "同意"
    assert sheet.closed == ("director",)
    assert sheet.signatures["rep"].name == "林*"
    assert approval_sheet(quotation.id, cast.chen) is None


def test_a_long_quotation_names_inside_what_differs_from_the_list(cast):
    product = make_product(cast.zheng, listed="100.00", floor=None)
    rows = [line("100.00", product=product) for _number in range(39)] + [line("95.00", product=product)]
    made = make_quotation(cast.lin, *rows)
    inside = approval_sheet(made.id, cast.lin).rows["inside"]
    assert [row["no"] for row in inside] == [40, None]
    assert "39" in inside[1]["name"]


def test_a_masked_f09_tells_no_price(quotation, cast, app):
    data = approval_sheet(quotation.id, cast.zheng)
    form = registry.form("F09")
    whole, hidden = (
        compose(layout.filled(form, data, clock.zone(), masked=masked), house.imprint())
        for masked in (False, True)
    )
    for figure in ("1,099.00", "1,234.00", "1,111.00", "2,100.00", "241.59"):
        assert figure in whole, figure
        assert figure not in hidden, figure
    assert "85.1%" in hidden


def test_a_gift_is_no_discount_on_paper_and_a_column_of_discounts_stands_where_one_is(cast, app):
    made = make_quotation(cast.lin, line("50.00", gift=True), line("100.00"))
    assert "减价比例" not in html(made, Kind.FULL)
    assert "赠品" in html(made, Kind.FULL)
    made = make_quotation(cast.lin, line("50.00", gift=True), line("100.00", off="5"))
    assert "减价比例" in html(made, Kind.FULL)
