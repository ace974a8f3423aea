"""The list of customers on the screen."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.trail.models import AuditEntry
from tests.customers.factories import make_customer


def customers() -> int:
    return db.session.scalar(select(func.count()).select_from(Customer))


def text(response) -> str:
    return response.get_data(as_text=True)


def test_the_list_is_searched_filtered_and_exported(sign_in, cast):
    make_customer(cast.lin, full_name="苏州某某精密制造有限公司", kind="won")
    make_customer(cast.lin, full_name="=1+1丙丁戊己有限公司")
    client = sign_in("lin")
    page = text(client.get("/customers?q=szmm&kind=won"))
    assert (
        "苏州某某精密制造有限公司" in page
        and "=1+1" not in page
        and "/customers/export.xlsx?q=szmm&amp;kind=won" in page
    )
    assert "没有符合" in text(client.get("/customers?q=zzzz"))
    book = client.get("/customers/export.xlsx")
    sheet = load_workbook(io.BytesIO(book.data)).active
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells["=1+1丙丁戊己有限公司"] == "s" and sheet.max_row == 3
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "export")).one()
    assert '"rows": 2' in entry.changes and entry.actor_id == cast.lin.id


def test_what_the_list_shows_can_be_printed_together(sign_in, cast):
    make_customer(cast.lin, full_name="苏州某某精密制造有限公司", kind="won")
    make_customer(cast.lin, full_name="无锡通达机电有限公司")
    client = sign_in("lin")
    page = text(client.get("/customers?q=szmm&kind=won"))
    assert 'href="/forms/batches/new?form=F01&amp;q=szmm&amp;kind=won"' in page
    offered = text(client.get("/forms/batches/new?form=F01&q=szmm&kind=won"))
    assert "苏州某某精密制造有限公司" in offered and "无锡通达机电有限公司" not in offered


def test_an_empty_list_says_what_to_do(sign_in):
    page = text(sign_in("lin").get("/customers"))
    assert "/customers/new" in page and "还没有客户" in page
    assert "/forms/batches" not in page


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "owner=x",
        "sort=evil",
        "region=<b>",
        "q=" + "精" * 500,
        "scope=all&tier=x&activity=y",
    ],
)
def test_an_address_that_somebody_made_up_is_answered(sign_in, cast, query):
    make_customer(cast.lin)
    assert sign_in("lin").get(f"/customers?{query}").status_code == 200


def test_the_list_takes_few_queries_however_long(sign_in, cast, count_queries):
    for _ in range(12):
        make_customer(cast.lin)
    client = sign_in("lin")
    client.get("/customers")
    with count_queries() as counted:
        assert client.get("/customers").status_code == 200
    assert counted.total <= 8, counted.statements
