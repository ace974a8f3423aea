"""An import from the first look to the undo: whole steps, nothing emptied, nothing lost, nothing twice."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.prospecting.imports import actions, jobs, queries
from salesapp.prospecting.imports.judging.actions import read_again
from salesapp.prospecting.imports.models import ProspectImport
from salesapp.prospecting.imports.rules import ImportRefused
from salesapp.prospecting.imports.running import actions as running
from salesapp.prospecting.imports.tables.queries import opened
from salesapp.prospecting.imports.undoing import actions as undoing
from salesapp.prospecting.lists.models import Prospect, ProspectList, ProspectTurn
from salesapp.web import clock
from tests.prospecting.imports.conftest import Imports


def prospects() -> dict[str, Prospect]:
    return {row.full_name: row for row in db.session.query(Prospect).order_by(Prospect.id)}


def test_new_rows_come_into_the_list_with_their_people(imports, known):
    found = imports.run("01")
    assert (found.status, found.finished_at) == ("done", clock.now())
    rows = prospects()
    assert list(rows) == ["南通帛砚包装有限公司", "昆山岫石自动化设备有限公司", "嘉兴沐笺纺织有限公司"]
    first = rows["南通帛砚包装有限公司"]
    assert (first.row_no, first.import_id, first.channel, first.annual_output) == (
        1,
        found.id,
        "fair",
        32_000_000,
    )
    assert [(p.name, p.mobile, p.landline) for p in first.people] == [
        ("吴见微", "+8613900010031", "0513-85551231")
    ]
    assert first.name_key and first.search_text and first.people[0].landline_key


def test_a_gap_of_a_customer_is_filled_and_goes_back(imports, known):
    found = imports.run("01", same="fill")
    customer = db.session.get_one(Customer, known["苏州虚屿精密制造有限公司"].id)
    assert customer.revenue == 18_000_000
    assert imports.rows(found)[9].outcome == "filled"
    imports.undo(found)
    assert db.session.get_one(Customer, customer.id).revenue is None
    assert prospects() == {}
    assert (found.status, imports.rows(found)[9].outcome) == ("undone", "undone")


def test_what_was_changed_since_is_kept_and_named(imports, known, cast):
    found = imports.run("01", same="fill")
    customer = db.session.get_one(Customer, known["苏州虚屿精密制造有限公司"].id)
    customer.revenue = 20_000_000
    row = prospects()["嘉兴沐笺纺织有限公司"]
    row.turns.append(ProspectTurn(what="contacted", by=cast.lin, at=clock.now()))
    db.session.commit()
    imports.undo(found)
    rows = imports.rows(found)
    assert db.session.get_one(Customer, customer.id).revenue == 20_000_000
    assert list(prospects()) == ["嘉兴沐笺纺织有限公司"]
    assert (rows[9].outcome, rows[11].outcome, rows[8].outcome) == ("kept", "kept", "undone")
    assert "年产值" in rows[9].words or "Yearly" in rows[9].words


def test_a_row_that_stands_twice_adds_its_people_to_the_first(imports, known):
    imports.run("07")
    row = prospects()["镇江蓼汀环保工程有限公司"]
    assert [person.name for person in row.people] == ["吴见微", "郑拾叶", "何叙白", "孟浮槎"]
    tools = prospects()["ABC Tools（昆山）有限公司"]
    assert [person.name for person in tools.people] == ["Müller, Anna", "阿依古丽·买买提"]


TABLE = "公司名称,手机,联系人,人数,地址\n"


def test_an_error_or_a_blank_never_empties_a_stored_value(imports, known):
    imports.run((TABLE + "苏州甲有限公司,13911110001,周甲,50,某某路1号\n").encode())
    imports.run((TABLE + "苏州甲有限公司,,,#N/A,\n").encode(), same="update")
    row = prospects()["苏州甲有限公司"]
    assert (row.headcount, row.address, row.people[0].mobile) == (50, "某某路1号", "+8613911110001")


def test_an_update_takes_over_what_differs_and_goes_back(imports, known):
    imports.run((TABLE + "苏州甲有限公司,13911110001,周甲,50,某某路1号\n").encode())
    again = imports.run((TABLE + "苏州甲有限公司,13911110002,钱乙,60,新路2号\n").encode(), same="update")
    row = prospects()["苏州甲有限公司"]
    assert (row.headcount, row.address) == (60, "新路2号")
    assert [person.name for person in row.people] == ["周甲", "钱乙"]
    imports.undo(again)
    row = prospects()["苏州甲有限公司"]
    assert (row.headcount, row.address, [person.name for person in row.people]) == (50, "某某路1号", ["周甲"])


def test_hidden_rows_and_like_ones_wait_for_a_word(imports, known):
    imports.run("06")
    assert "宜兴紫砂塘陶瓷有限公司" not in prospects()
    imports.run("06", hidden="add")
    assert "宜兴紫砂塘陶瓷有限公司" in prospects()


def test_a_killed_import_goes_on_where_it_was(imports, known, monkeypatch):
    monkeypatch.setattr(running, "STEP", 2)
    found = imports.look("02")
    actions.confirm(found, {}, by=imports.by, total=7)
    db.session.commit()
    real, calls = running.step, []

    def dies(*args, **kwargs):
        calls.append(1)
        if len(calls) == 3:
            real(*args, **kwargs)
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    monkeypatch.setitem(jobs.STEPS, "running", (dies, jobs.Status.DONE))
    with pytest.raises(KeyboardInterrupt):
        imports.work()
    db.session.rollback()
    assert len(prospects()) == 4  # two whole steps, nothing of the third
    assert actions.claim(at=clock.now()) is None  # its lease runs on
    monkeypatch.setitem(jobs.STEPS, "running", (real, jobs.Status.DONE))
    later = clock.now() + actions.LEASE
    with clock.frozen(later):
        imports.work()
    assert len(prospects()) == 7
    assert db.session.get_one(ProspectImport, found.id).status == "done"


@pytest.mark.parametrize(("edits", "ended"), [(jobs.MOST_MET, "done"), (jobs.MOST_MET + 1, "failed")])
def test_a_step_that_meets_the_edit_of_a_colleague_is_begun_anew(imports, known, monkeypatch, edits, ended):
    found = imports.look("02")
    actions.confirm(found, {}, by=imports.by, total=7)
    db.session.commit()
    real, met = running.step, []

    def meets(*args, **kwargs):
        count = real(*args, **kwargs)
        if len(met) < edits:
            met.append(1)
            raise StaleDataError
        return count

    monkeypatch.setitem(jobs.STEPS, "running", (meets, jobs.Status.DONE))
    imports.work()
    assert db.session.get_one(ProspectImport, found.id).status == ended
    assert len(prospects()) == (7 if ended == "done" else 0)


def test_a_database_that_is_locked_for_a_while_fails_no_import(imports, known, monkeypatch):
    found = imports.look("02")
    actions.confirm(found, {}, by=imports.by, total=7)
    db.session.commit()
    real = running.step

    def locked(*args, **kwargs):
        real(*args, **kwargs)
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))

    monkeypatch.setitem(jobs.STEPS, "running", (locked, jobs.Status.DONE))
    imports.work()
    assert (db.session.get_one(ProspectImport, found.id).status, prospects()) == ("running", {})
    monkeypatch.setitem(jobs.STEPS, "running", (real, jobs.Status.DONE))
    with clock.frozen(clock.now() + actions.LEASE):
        imports.work()
    assert (db.session.get_one(ProspectImport, found.id).status, len(prospects())) == ("done", 7)


def test_a_cancelled_import_keeps_what_is_in_and_can_be_undone(imports, known, monkeypatch):
    monkeypatch.setattr(running, "STEP", 3)
    found = imports.look("02")
    actions.confirm(found, {}, by=imports.by, total=7)
    db.session.commit()
    real = running.step

    def cancelled(*args, **kwargs):
        count = real(*args, **kwargs)
        db.session.commit()
        actions.cancel(db.session.get_one(ProspectImport, found.id), at=clock.now())
        db.session.commit()
        return count

    monkeypatch.setitem(jobs.STEPS, "running", (cancelled, jobs.Status.DONE))
    imports.work()
    assert (found.status, len(prospects())) == ("cancelled", 3)
    imports.undo(found)
    assert prospects() == {}


def test_two_at_once_bring_every_company_once(imports, known, cast, a_list):
    first, second = imports.look("02"), imports.look("02")
    for found in (first, second):
        actions.confirm(found, {}, by=imports.by, total=7)
    db.session.commit()
    imports.work()
    assert len(prospects()) == 7
    assert {row.outcome for row in imports.rows(second).values()} == {"skipped"}
    assert db.session.get_one(ProspectList, a_list.id).last_row == 7


def test_an_offer_can_be_taken_back_and_a_question_answered(imports, known):
    found = imports.look("02")
    rows = imports.rows(found)
    ticked = {(row.number, note[0]) for row in rows.values() for note in row.notes if note[2] == "offered"}
    actions.correct(found, set(rows), (ticked - {(6, 4)}) | {(2, 6)}, set(rows), by=imports.by)
    read_again(found, opened(found), set(rows), today=clock.today())
    db.session.commit()
    db.session.expire_all()
    rows = imports.rows(found)
    assert "phone" not in rows[6].values
    assert rows[2].values["annual_output"] == "3860000.00"
    assert rows[3].values["headcount"] == 50


def test_columns_are_remembered_for_their_source(imports, known):
    table = "企业,号码一\n苏州甲有限公司,13911110001\n".encode()
    first = imports.take(table)
    column = next(key for key, words in first.heads.items() if words == "号码一")
    assert first.columns[column] == ""
    actions.choose_columns(first, {**first.mapping, int(column): "mobile"}, {}, by=imports.by, total=1)
    db.session.commit()
    imports.work()
    assert imports.take(table).columns[column] == "mobile"
    assert queries.remembered("nowhere", imports.by.id) == {}


def test_what_stands_elsewhere_is_refused(imports, known):
    found = imports.look("02")
    with pytest.raises(ImportRefused):
        undoing.undo(found, by=imports.by, at=clock.now(), total=0)
    with pytest.raises(ImportRefused):
        actions.choose_columns(found, {1: "mobile"}, {}, by=imports.by, total=0)
    done = imports.run("10")
    with clock.frozen(clock.now() + jobs.UNDONE_WITHIN * 2), pytest.raises(ImportRefused):
        undoing.undo(done, by=imports.by, at=clock.now(), total=0)


def test_pasted_rows_without_a_header_are_told_by_what_stands_in_them(imports: Imports, known):
    found = imports.take(
        "苏州甲有限公司\t周望舒\t13911110001\nzhou@jia.example\n".replace("\nzhou", "\tzhou").encode()
    )
    assert list(found.columns.values()) == ["full_name", "contact", "mobile", "email"]
    assert found.header_first == 0


def test_tables_are_let_go_once_they_cannot_be_undone(imports, known):
    found = imports.run("10")
    assert queries.counts(found.id)
    found.created_at -= jobs.UNDONE_WITHIN * 2  # its table lay there long before it ran
    db.session.commit()
    assert jobs.prune(at=clock.now()) == 0
    with clock.frozen(clock.now() + jobs.UNDONE_WITHIN * 2):
        assert jobs.prune(at=clock.now()) == 1
    db.session.commit()
    db.session.expire_all()
    assert (found.path, queries.counts(found.id)) == ("", {})


def test_many_rows_ask_no_more_than_few(imports, known, count_queries):
    def table(count: int, start: int) -> bytes:
        rows = (
            f"苏州甲{chr(0x4E00 + start + n * 7)}{chr(0x5E00 + n * 11)}厂,1390{start + n:07d},周,5,路"
            for n in range(count)
        )
        return (TABLE + "\n".join(rows)).encode()

    asked = []
    for count, start in ((10, 0), (200, 3000)):
        with count_queries() as counted:
            imports.run(table(count, start), like="add")
        asked.append(counted.total)
    assert len(prospects()) == 210
    assert asked[1] - asked[0] <= 5


def test_after_an_import_the_planner_knows_of_its_rows(imports, known, count_queries):
    found = imports.take("01")
    with count_queries() as counted:
        imports.work()
        assert "ANALYZE" not in counted.statements
    imports.run("01")
    with count_queries() as counted:
        found = imports.run("02")
    assert found.status == "done" and "ANALYZE" in counted.statements
