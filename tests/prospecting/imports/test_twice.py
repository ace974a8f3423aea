"""Rows that stand twice in a table, rows of other lists, and who waits while a table is judged."""

from __future__ import annotations

import pytest

from salesapp.customers.models import Customer
from salesapp.db import _reading, db
from salesapp.prospecting.imports import actions
from salesapp.prospecting.imports.judging import actions as judging
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.web import clock
from tests.prospecting.factories import add_row
from tests.prospecting.imports.conftest import NOW

PHONES = "公司名称,公司电话,联系人,手机,地址\n"


@pytest.fixture
def in_another_list(cast, db_session):
    """A row of another list of lin's, with a telephone number."""
    other = ProspectList(
        number="MD2026-002", name="另一名单", channel="fair", owner=cast.lin, created_by_id=cast.lin.id, created_at=NOW,
        updated_at=NOW, last_row=0,
    )  # fmt: skip
    db_session.add(other)
    db_session.flush()
    row = add_row(other, full_name="徐州某某机械有限公司", phone="0516-85551299", aware=True)
    db_session.commit()
    return row


def test_who_stands_twice_fills_nobody_that_the_upper_row_is_only_like(imports, known, in_another_list, cast):
    table = (
        PHONES
        + "宿迁甲乙机电有限公司,0516-85551299,周甲,13911110001,\n宿迁甲乙机电,,周甲,13911110001,某某路9号\n"
    )
    found = imports.look(table.encode())
    assert imports.verdicts(found) == {2: "like", 3: "twice"}
    in_another_list.of_list.owner = cast.chen  # whatever they may: it is only like
    actions.confirm(found, {}, by=imports.by, total=2)
    db.session.commit()
    imports.work()
    assert {row.outcome for row in imports.rows(found).values()} == {"skipped"}
    assert db.session.get_one(Prospect, in_another_list.id).address is None


def test_who_stands_twice_fills_what_the_upper_row_is_the_same_as(imports, known):
    names = "苏州虚屿精密制造有限公司", "苏州虚屿精密制造", "虚屿精密制造（苏州）有限公司"
    table = PHONES + (
        f"{names[0]},,周甲,13911110001,\n{names[1]},,吴乙,13911110001,某某路9号\n{names[1]},,郑丙,13911110003,\n"
        f"{names[2]},,郑丙,13911110003,\n"
    )
    found = imports.run(table.encode())
    assert imports.verdicts(found) == {2: "same", 3: "twice", 4: "twice", 5: "twice"}
    customer = db.session.get_one(Customer, known[names[0]].id)
    assert customer.address == "某某路9号"
    assert "郑丙" in {contact.name for contact in customer.contacts}
    imports.undo(found)
    assert customer.address is None and len(customer.contacts) == 1


def test_another_company_with_the_mobile_of_a_row_above_changes_nobody_and_is_added_where_a_person_says_so(
    imports, known
):
    names = "苏州虚屿精密制造有限公司", "淮安丙丁厂"
    table = PHONES + f"{names[0]},,周甲,13911110001,\n{names[1]},,周甲,13911110001,某某路9号\n"
    found = imports.look(table.encode())
    row = imports.rows(found)[3]
    assert imports.verdicts(found) == {2: "same", 3: "like"}
    assert names[0] in row.target_words and "手机号相同" in row.words
    row.choice = "add"
    actions.confirm(found, {"same": "fill"}, by=imports.by, total=2)
    db.session.commit()
    imports.work()
    assert imports.rows(found)[3].outcome == "added"
    assert db.session.get_one(Customer, known[names[0]].id).address is None


def test_a_row_of_another_list_is_never_changed(imports, known, in_another_list):
    found = imports.look((PHONES + "徐州某某机械有限公司,,周甲,13911110001,某某路9号\n").encode())
    row = imports.rows(found)[2]
    row.verdict, row.choice = "same", "fill"  # as if it had stood here when it was looked through
    actions.confirm(found, {}, by=imports.by, total=1)
    db.session.commit()
    imports.work()
    assert imports.rows(found)[2].outcome == "unchanged"
    assert db.session.get_one(Prospect, in_another_list.id).address is None


def test_others_write_while_a_table_is_judged(imports, known, monkeypatch):
    """Judging is done as a reader, and that transaction ends before what came of it is written."""
    monkeypatch.setattr(judging, "STEP", 3)
    seen, judge, let_go = [], judging._judged, judging.let_go
    monkeypatch.setattr(
        judging, "_judged", lambda *args: seen.append(("judged", _reading.get())) or judge(*args)
    )
    monkeypatch.setattr(judging, "let_go", lambda: seen.append(("let go", _reading.get())) or let_go())
    insert = judging.insert
    monkeypatch.setattr(
        judging, "insert", lambda table: seen.append(("written", _reading.get())) or insert(table)
    )
    found = imports.look("02")
    step = [("judged", True), ("let go", True), ("written", False)]
    assert seen == [("let go", True), *step * 3]
    assert (found.status, found.judged_on) == ("judged", clock.today())
