"""What a table knows of a company beyond its name: fields of its own in the list, and what a customer has fields for."""

from __future__ import annotations

import pytest

from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.prospecting.imports.judging.actions import read_again
from salesapp.prospecting.imports.rules import ImportRefused
from salesapp.prospecting.imports.tables.queries import opened
from salesapp.prospecting.lists.models import Prospect
from salesapp.web import clock


def prospects() -> dict[str, Prospect]:
    return {row.full_name: row for row in db.session.query(Prospect).order_by(Prospect.id)}


MORE = "公司名称,邮编,成立日期,注册资本(万元),QQ,备注,手机\n"


def test_what_a_table_knows_of_a_company_has_fields_of_its_own(imports, known):
    imports.run((MORE + "苏州甲有限公司,215100,2011-05-18,2000,10001,老客户推荐,13911110001\n").encode())
    row = prospects()["苏州甲有限公司"]
    assert (row.postcode, row.founded_on.isoformat(), row.qq) == ("215100", "2011-05-18", "10001")
    assert (row.registered_capital, row.capital_currency, row.remark) == (20_000_000, "CNY", "老客户推荐")
    again = imports.run((MORE + "苏州甲有限公司,215101,,500万美元,,,\n").encode(), same="update")
    row = prospects()["苏州甲有限公司"]
    assert (row.registered_capital, row.capital_currency, row.postcode) == (5_000_000, "USD", "215101")
    assert (row.founded_on.isoformat(), row.qq) == ("2011-05-18", "10001")
    imports.undo(again)
    row = prospects()["苏州甲有限公司"]
    assert (row.registered_capital, row.capital_currency, row.postcode) == (20_000_000, "CNY", "215100")


def test_a_customer_gets_of_them_what_it_has_fields_for(imports, known):
    table = (MORE + "苏州虚屿精密制造有限公司,215100,2011-05-18,500万美元,10001,,\n").encode()
    found = imports.run(table, same="fill")
    customer = db.session.get_one(Customer, known["苏州虚屿精密制造有限公司"].id)
    assert (customer.postcode, customer.founded_on.isoformat()) == ("215100", "2011-05-18")
    assert customer.registered_capital is None
    imports.undo(found)
    assert (customer.postcode, customer.founded_on) == (None, None)


def test_a_founding_day_to_come_is_not_taken(imports, known):
    found = imports.look((MORE + "苏州甲有限公司,,2027-05-18,,,,\n").encode())
    row = imports.rows(found)[2]
    assert "founded_on" not in row.values
    assert next(note for note in row.notes if note[1] == "founded_on")[2] == "empty"


def test_rows_are_not_read_below_another_header_than_the_import_takes(imports, known):
    found = imports.look("02")
    table = opened(found)
    found.header_last += 1
    with pytest.raises(ImportRefused):
        read_again(found, table, {2}, today=clock.today())
