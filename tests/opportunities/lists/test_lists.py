"""The list: searched, filtered, sorted by pages, exported, picked from; what was not followed up."""

import io
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from salesapp.db import db
from salesapp.web import clock
from tests.customers.factories import make_customer
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


def text(response):
    return response.get_data(as_text=True)


def ids(response):
    return [int(each) for each in re.findall(r'id="opportunity-(\d+)"', text(response))]


@pytest.fixture
def lin(sign_in):
    return sign_in("lin")


@pytest.fixture
def customer(cast):
    made = make_customer(cast.lin, full_name="苏州某某精密制造有限公司", short_name="某某精密")
    db.session.commit()
    return made


def test_the_list_is_searched_by_name_number_customer_and_pinyin(lin, cast, customer):
    one = make_opportunity(cast.lin, customer=customer, name="仓库看板")
    elsewhere = make_customer(
        cast.lin, full_name="无锡远岸包装有限公司"
    )  # no drawn name: two letters are soon met by chance
    other = make_opportunity(cast.lin, customer=elsewhere, name="移动报工")
    assert ids(lin.get("/opportunities")) == [one.id, other.id]
    for words in ("仓库", one.number, one.number.lower(), "某某精密", "sz", "仓库 看板", "suzhou"):
        assert ids(lin.get("/opportunities", query_string={"q": words})) == [one.id], words
    for words in ("不存在", "%", "_", "'", "\\"):
        assert ids(lin.get("/opportunities", query_string={"q": words})) == [], words


@pytest.mark.parametrize("sort", ["due", "updated", "amount", "close", "number"])
def test_the_pages_of_a_sorted_list_hold_everything_once(lin, cast, customer, sort):
    made = set()
    for n in range(53):
        with clock.frozen(NOW + timedelta(seconds=n // 3)):
            made.add(make_opportunity(cast.lin, customer=customer, amount=Decimal(1000 + n // 4)).id)
    first = lin.get(f"/opportunities?sort={sort}")
    following = re.search(r'rel="next" href="([^"]+)"', text(first))[1].replace("&amp;", "&")
    second = lin.get(following)
    assert len(ids(first)) == 50 and set(ids(first)) | set(ids(second)) == made
    assert not set(ids(first)) & set(ids(second))


@pytest.mark.parametrize(
    "after",
    ["x", "WyJ4IiwgMV0", "WyJOYU4iLCAxXQ", "WyIxZTk5OTk5OSIsIDFd", "WyIwMDAxLTAxLTAxIiwgMV0", "bnVsbA"],
)
@pytest.mark.parametrize("sort", ["due", "updated", "amount", "number", "moon"])
def test_a_made_up_place_in_the_list_is_no_fault(lin, cast, sort, after):
    make_opportunity(cast.lin)
    assert lin.get(f"/opportunities?sort={sort}&after={after}").status_code == 200


def test_filters_of_the_list(lin, cast, at):
    late = make_opportunity(
        cast.lin, at=at(2026, 11, 3, 9, 0), stage="proposal", expected_close_on=date(2026, 11, 30)
    )
    calm = make_opportunity(cast.lin, grade="B", expected_close_on=date(2027, 6, 1))
    for asked, found in (
        ("late=1", late),
        ("grade=B", calm),
        ("stage=proposal", late),
        ("month=1", late),
        ("stuck=1", late),
    ):
        assert ids(lin.get(f"/opportunities?{asked}")) == [found.id], asked
    assert ids(lin.get("/opportunities?status=won")) == []
    assert ids(lin.get("/opportunities?owner=99999999999999999999")) == [late.id, calm.id]


def test_the_filtered_list_is_exported_and_who_took_it_is_noted(lin, cast):
    make_opportunity(cast.lin, name="=cmd|' /C calc'!A0", amount=Decimal("386000.01"))
    make_opportunity(cast.lin, grade="B", expected_close_on=date(2027, 6, 1))
    answer = lin.get("/opportunities/export.xlsx?grade=S")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2 and rows[0][0] == "商机编号"
    assert rows[1][1] == "=cmd|' /C calc'!A0" and sheet["B2"].data_type == "s"
    assert round(Decimal(str(rows[1][8])), 2) == Decimal("386000.01")
    entry = db.session.execute(
        db.text("SELECT event, changes FROM audit_entry ORDER BY seq DESC LIMIT 1")
    ).one()
    assert entry[0] == "export" and '"rows": 1' in entry[1]


def test_what_was_not_followed_up_is_listed_the_longest_first(sign_in, cast, at):
    worse = make_opportunity(cast.fang, at=at(2026, 11, 3, 9, 0))
    bad = make_opportunity(cast.lin, at=at(2026, 11, 10, 9, 0))
    fine = make_opportunity(cast.lin)
    page = text(sign_in("xu").get("/opportunities/breaches"))
    assert [int(each) for each in re.findall(r'id="breach-(\d+)"', page)] == [worse.id, bad.id]
    assert f'id="breach-{fine.id}"' not in page
    page = text(sign_in("xu").get(f"/opportunities/breaches?owner={cast.lin.id}"))
    assert [int(each) for each in re.findall(r'id="breach-(\d+)"', page)] == [bad.id]
    page = text(sign_in("ma").get("/opportunities/breaches"))
    assert "都跟进了" in page


def test_open_ones_are_offered_to_pick_from(lin, cast, customer):
    one = make_opportunity(cast.lin, customer=customer, name="仓库看板")
    make_opportunity(cast.lin)
    assert f'value="{one.id}"' in text(lin.get("/opportunities/pick", query_string={"q": "仓库"}))
    assert text(lin.get(f"/opportunities/pick?within={customer.id}")).count("<option") == 1


def test_the_list_costs_few_queries(lin, cast, customer, count_queries):
    for _ in range(5):
        make_opportunity(cast.lin, customer=customer)
    lin.get("/opportunities")
    with count_queries() as counted:
        assert lin.get("/opportunities").status_code == 200
    assert counted.total <= 12, counted.statements
    again = [each for each in counted.statements if each.startswith("SELECT count(*)")]
    assert not again  # what stands on one page is counted by looking at it
