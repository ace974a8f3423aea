"""Whoever presses is who acts: with their rights, in their name, and only as long as they run the list."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.prospecting.imports import actions, jobs, queries
from salesapp.prospecting.imports.models import ProspectImport
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.reading.tables.book import Sheet, Workbook
from salesapp.reading.tables.reader import read
from salesapp.rights.access import NotYours
from salesapp.web import clock
from tests.pages import part
from tests.prospecting.imports.conftest import Imports
from tests.prospecting.imports.test_screens import columns_of, latest

THEIRS = "宏砚自动化（苏州）有限公司"
TABLE = f"公司名称,手机,员工人数\n{THEIRS},13900010023,77\n苏州甲有限公司,13911110001,5\n".encode()


def brought(client, a_list, data: bytes = TABLE, name: str = "名单.csv") -> str:
    """Let somebody bring a table into lin's list, looked through; return its address."""
    sent = {"file": (io.BytesIO(data), name)}
    url = client.post(
        f"/prospects/imports/lists/{a_list.id}", data=sent, content_type="multipart/form-data"
    ).location
    assert client.post(f"{url}/columns", data=columns_of(latest())).status_code == 303
    return url


def test_a_customer_of_a_colleague_is_named_to_the_director_who_brought_the_table_alone(
    sign_in, known, a_list
):
    tang, lin = sign_in("tang"), sign_in("lin")
    url, number = brought(tang, a_list), known[THEIRS].number
    assert number in part(tang.get(url), "row-2").text
    shown = part(lin.get(url), "row-2").text
    assert number not in shown and "已有同事登记" in shown
    tang.post(f"{url}/runs", data={"new": "add"})
    for client, named in ((tang, True), (lin, False)):
        sheet = load_workbook(io.BytesIO(client.get(f"{url}/rejects.xlsx").data)).active
        why = " ".join(str(row[-2]) for row in sheet.iter_rows(values_only=True))
        assert (number in why, "已有同事登记" in why) == (named, not named)


def test_the_owner_of_the_list_changes_no_customer_of_a_colleague_in_the_director_s_import(
    sign_in, known, a_list, cast
):
    url = brought(sign_in("tang"), a_list)
    assert sign_in("lin").post(f"{url}/runs", data={"new": "add", "same": "update"}).status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Customer, known[THEIRS].id).headcount != 77
    assert [row.outcome for row in queries.all_rows(latest().id)] == ["skipped", "added"]
    assert db.session.query(Prospect).one().created_by_id == cast.lin.id


def test_what_became_known_since_is_named_to_nobody_who_may_not_see_it(
    imports: Imports, known, sign_in, cast
):
    imports.by = cast.tang
    found = imports.look("公司名称,手机\n苏州甲有限公司,13911110001\n".encode())
    known[THEIRS].full_name = "苏州甲有限公司"
    known[THEIRS].name_key = imports.rows(found)[2].full_name
    actions.confirm(found, {}, by=cast.tang, total=1)
    db.session.commit()
    imports.work()
    row = imports.rows(found)[2]
    assert (row.outcome, row.target_kind, row.target_id) == ("skipped", "customer", known[THEIRS].id)
    url = f"/prospects/imports/{found.id}"
    assert known[THEIRS].number in part(sign_in("tang").get(url), "row-2").text
    assert known[THEIRS].number not in part(sign_in("lin").get(url), "row-2").text


def test_who_gave_the_list_away_neither_runs_nor_undoes_the_import(imports, known, a_list, cast, sign_in):
    done, waiting = imports.run("10"), imports.look("02")
    a_list.owner_id = cast.chen.id
    db.session.commit()
    lin = sign_in("lin")
    for url in (f"/prospects/imports/{waiting.id}/runs", f"/prospects/imports/{done.id}/undoings"):
        assert lin.post(url).status_code in (403, 422), url
    with pytest.raises(NotYours):
        actions.correct(waiting, {2}, set(), set(), by=cast.lin)
    draft = imports_status("draft", waiting)
    with pytest.raises(NotYours):
        actions.choose_columns(draft, draft.mapping, {}, by=cast.lin, total=0)
    db.session.rollback()
    assert (done.status, waiting.status) == ("done", "judged")


def imports_status(status: str, found: ProspectImport) -> ProspectImport:
    """Put an import back to where its columns are chosen, without a commit."""
    found.status = status
    return found


def test_a_run_stops_at_the_step_after_the_list_was_given_away(imports, known, a_list, cast):
    found = imports.look("02")
    actions.confirm(found, {}, by=cast.lin, total=7)
    a_list.owner_id = cast.chen.id
    db.session.commit()
    imports.work()
    assert (found.status, db.session.query(Prospect).count()) == ("failed", 0)


def test_nothing_is_taken_back_in_a_closed_list(imports, known, a_list, sign_in):
    done = imports.run("10")
    db.session.get_one(ProspectList, a_list.id).closed_at = clock.now()
    db.session.commit()
    assert sign_in("lin").post(f"/prospects/imports/{done.id}/undoings").status_code == 422
    assert done.status == "done"


def test_columns_are_remembered_for_each_person(imports, known, cast):
    table = "企业,号码一\n苏州甲有限公司,13911110001\n".encode()
    first = imports.take(table)
    column = next(key for key, words in first.heads.items() if words == "号码一")
    actions.choose_columns(first, {**first.mapping, int(column): "mobile"}, {}, by=cast.lin, total=1)
    db.session.commit()
    imports.by = cast.xu
    assert imports.take(table).columns[column] == ""


def test_an_old_holder_of_an_import_is_told_from_the_holder_of_its_next_work(imports, known, cast):
    found = imports.take("02")
    actions.choose_columns(found, found.mapping, {}, by=cast.lin, total=0)
    old = actions.claim(at=clock.now())
    found.status = "draft"
    actions.choose_columns(found, found.mapping, {}, by=cast.lin, total=0)
    db.session.commit()
    assert actions.claim(at=clock.now()).attempt > old.attempt
    assert not actions.go_on(old, at=clock.now(), done=1)


def test_many_works_of_one_import_are_no_breakdowns(imports, known, cast):
    found = imports.take("10")
    for _turn in range(actions.MOST_ATTEMPTS + 2):
        found.status = "draft"
        actions.choose_columns(found, found.mapping, {}, by=cast.lin, total=0)
        db.session.commit()
        jobs.work_off(at=clock.now())
    assert found.status == "judged"


def test_the_workbook_of_what_was_not_taken_is_made_whatever_the_sheet_is_called(imports, known, sign_in):
    (sheet,) = read(TABLE).sheets
    book = Workbook("ods", (Sheet("华东[1]:a/b*?\\", sheet.rows),))
    found = actions.take_in(
        db.session.get_one(ProspectList, imports.list_id),
        actions.keep(actions.Source("名单.ods", book)),
        by=imports.by,
        at=clock.now(),
    )
    db.session.commit()
    answer = sign_in("lin").get(f"/prospects/imports/{found.id}/rejects.xlsx")
    assert answer.status_code == 200
    assert load_workbook(io.BytesIO(answer.data)).active.title.startswith("华东 1")
