"""The list of customers on the screen."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from salesapp.customers.lists import queries
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


def test_a_line_is_drawn_anew_when_anything_on_it_changes_and_for_nobody_else(sign_in, cast, at):
    one = make_customer(cast.lin, full_name="苏州某某精密制造有限公司")
    db.session.commit()
    lin, fang = sign_in("lin"), sign_in("fang")
    before = text(lin.get("/customers"))
    assert text(lin.get("/customers")).count(f'id="customer-{one.id}"') == 1 and "苏州某某" in before
    assert f'id="customer-{one.id}"' not in text(fang.get("/customers"))
    (contact,) = one.contacts
    for change, said in (
        (lambda: setattr(one, "short_name", "新简称"), "新简称"),
        (lambda: setattr(one, "tier", "strategic"), "战略"),
        (lambda: setattr(contact, "title", "总工程师"), "总工程师"),
        (lambda: setattr(cast.lin, "name", "林改名"), "林改名"),
        (lambda: setattr(one, "last_contact_at", at(2025, 1, 2, 9, 0)), "2025年1月2日"),
    ):
        assert said not in lines(lin)
        change()
        db.session.commit()
        assert said in lines(lin), said
    cast.lin.locale = "en"
    db.session.commit()
    assert "Strategic" in lines(lin) and "2 Jan 2025" in lines(lin).replace(" 0", " ").replace(">0", ">")


def lines(client) -> str:
    return text(client.get("/customers")).split("<tbody>")[1].split("</tbody>")[0]


def test_the_statements_of_a_list_are_made_once_for_a_role_and_a_shape(sign_in, cast, monkeypatch):
    make_customer(cast.lin, full_name="苏州某某科技有限公司")
    mine = make_customer(cast.fang, full_name="无锡通达科技有限公司")
    db.session.commit()
    lin, fang = sign_in("lin"), sign_in("fang")
    assert "苏州某某" in text(lin.get("/customers?q=科技"))
    made = (queries._page.made.cache_info().misses, queries._counted.made.cache_info().misses)
    page = text(fang.get("/customers?q=通达"))
    assert f'id="customer-{mine.id}"' in page and "苏州某某" not in page
    assert (queries._page.made.cache_info().misses, queries._counted.made.cache_info().misses) == made
