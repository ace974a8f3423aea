"""An import over HTTP: chosen, its columns, its rows looked at, run, what was not taken, undone; every door as it should be."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from salesapp.db import db
from salesapp.prospecting.imports.keeping.queries import load
from salesapp.prospecting.imports.models import ProspectImport
from salesapp.prospecting.lists.models import Prospect
from salesapp.web import clock
from tests.pages import part
from tests.reading.tables import books


def upload(client, a_list, start: str, name: str = "名单.xlsx"):
    data = {"file": (io.BytesIO(books.case(start)), name)}
    return client.post(f"/prospects/imports/lists/{a_list.id}", data=data, content_type="multipart/form-data")


def columns_of(found: ProspectImport) -> dict[str, str]:
    """Return the form of the columns as the page would send it."""
    sent = {}
    for place, column in enumerate(sorted(found.heads, key=int)):
        row = {"column": column, "field": found.columns[column], "unit": found.units.get(column, "")}
        sent |= {f"columns-{place}-{name}": value for name, value in row.items()}
    return sent


@pytest.fixture
def lin(sign_in, known, a_list):
    return sign_in("lin")


def latest() -> ProspectImport:
    return db.session.query(ProspectImport).order_by(ProspectImport.id.desc()).first()


def test_from_the_file_to_the_list_and_back(lin, a_list):
    assert "导入到“展会名单”" in lin.get(f"/prospects/imports/lists/{a_list.id}").text
    made = upload(lin, a_list, "01")
    assert made.status_code == 303
    url, found = made.location, latest()
    page = lin.get(url)
    assert "客户信息·年产值" in part(page, "columns").text
    assert "2026年四季度潜在客户名单" in page.text
    assert lin.post(f"{url}/columns", data=columns_of(found)).status_code == 303
    page = lin.get(url)
    assert "合计行" in part(page, "row-13").text
    assert "没有公司名称" in part(page, "row-12").text
    assert "KH" in part(page, "row-9").text and "已有" in part(page, "row-9").text
    assert part(lin.get(f"{url}?verdict=new"), "lines").text.count("新的") == 3
    assert lin.post(f"{url}/runs", data={"new": "add", "same": "fill"}).status_code == 303
    assert "已加入 3" in part(lin.get(url), "ended").text
    assert db.session.query(Prospect).count() == 3
    assert lin.post(f"{url}/undoings").status_code == 303
    assert db.session.query(Prospect).count() == 0
    assert "已撤销 4" in part(lin.get(url), "ended").text


def test_the_list_leads_to_its_import_and_back(lin, a_list):
    address = f"/prospects/lists/{a_list.id}"
    assert f"/prospects/imports/lists/{a_list.id}" in lin.get(address).text
    assert address in lin.get(f"/prospects/imports/lists/{a_list.id}").text
    assert address in lin.get(upload(lin, a_list, "10").location).text


def test_ones_own_imports_of_all_lists_stand_together(lin, a_list, sign_in):
    assert "还没有导入" in lin.get("/prospects/imports").text
    url, found = upload(lin, a_list, "01").location, latest()
    lin.post(f"{url}/columns", data=columns_of(found))
    waiting = part(lin.get("/prospects/imports"), f"import-{found.id}").text
    assert "展会名单" in waiting and "可撤销至" not in waiting
    lin.post(f"{url}/runs", data={"new": "add", "same": "fill"})
    told = part(lin.get("/prospects/imports"), f"import-{found.id}")
    until = clock.local(latest().finished_at + timedelta(days=30))
    assert (
        "名单.xlsx" in told.text
        and "已加入 3" in told.text
        and f"可撤销至 {until:%Y-%m-%d %H:%M}" in told.text
    )
    assert f"{url}/undoings" in told.node.html
    assert "/prospects/imports" in lin.get("/prospects/lists").text
    lin.post(f"{url}/undoings")
    assert "可撤销至" not in part(lin.get("/prospects/imports"), f"import-{found.id}").text
    assert f"import-{found.id}" not in sign_in("xu").get("/prospects/imports").text


def test_where_customers_are_one_is_led_to_the_imports(lin, sign_in):
    answer = lin.get("/customers/import")
    assert (answer.status_code, answer.location) == (302, "/prospects/imports")
    assert sign_in("gao").get("/customers/import").status_code == 403


def test_what_was_not_taken_comes_back_with_why(lin, a_list):
    url = upload(lin, a_list, "05").location
    lin.post(f"{url}/columns", data=columns_of(latest()))
    lin.post(f"{url}/runs", data={"new": "add"})
    sheet = load_workbook(io.BytesIO(lin.get(f"{url}/rejects.xlsx").data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("公司名称", "简称", "手机") and rows[0][-2:] == ("原因", "表里的行号")
    by_row = {int(row[-1]): row for row in rows[1:]}
    assert "#NAME?" in by_row[5][-2]
    assert "公式没有结果" in by_row[6][-2]
    formula = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=cmd"))
    assert formula.data_type == "s"  # written back as a text, never as a formula
    assert 3 not in by_row  # its error stands in a column that is not taken


def test_an_offer_is_taken_back_on_the_page(lin, a_list):
    url = upload(lin, a_list, "02").location
    lin.post(f"{url}/columns", data=columns_of(latest()))
    page = lin.get(url)
    ticks = part(page, "rows-form").values("taken")
    assert {"2-4", "2-6", "6-4"} <= set(ticks)
    shown = part(page, "rows-form").values("shown")[0]
    kept = [tick for tick in ticks if tick != "6-4"]
    sent = {"shown": shown, "taken": kept, "adding": ["2", "3", "4", "5", "6"]}
    answer = lin.post(f"{url}/rows?verdict=new&after=1", data=sent)
    assert (answer.status_code, answer.location) == (303, f"{url}?verdict=new&after=1")
    lin.post(f"{url}/runs", data={"new": "add"})
    rows = {row.full_name: row for row in db.session.query(Prospect)}
    assert rows["无锡空青传动有限公司"].phone is None
    assert rows["杭州栖璎仪器有限公司"].annual_output == 3_860_000
    assert "盐城听潮风机有限公司" not in rows


def test_another_sheet_and_another_header_are_taken(lin, a_list):
    url = upload(lin, a_list, "06").location
    assert (
        lin.post(f"{url}/sheet", data={"sheet": "1", "header_first": "1", "header_last": "1"}).status_code
        == 303
    )
    assert "舟山望岬船务有限公司" in part(lin.get(url), "columns").text
    assert (
        lin.post(f"{url}/sheet", data={"sheet": "1", "header_first": "0", "header_last": "0"}).status_code
        == 303
    )
    assert latest().header_first == 0


def test_pasted_rows_go_the_same_way(lin, a_list):
    rows = "公司名称\t手机\n苏州甲有限公司\t13911110001\n"
    url = lin.post(f"/prospects/imports/lists/{a_list.id}", data={"rows": rows}).location
    lin.post(f"{url}/columns", data=columns_of(latest()))
    lin.post(f"{url}/runs", data={"new": "add"})
    assert [row.full_name for row in db.session.query(Prospect)] == ["苏州甲有限公司"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n", "这是图片"),
        (b"%PDF-1.7", "这是文档"),
        (b"PK\x03\x04broken", "文件损坏"),
    ],
)
def test_a_refusal_stands_beside_the_file(lin, a_list, data, words):
    sent = {"file": (io.BytesIO(data), "名单.xlsx")}
    answer = lin.post(f"/prospects/imports/lists/{a_list.id}", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert words in answer.text


def test_the_name_must_be_one_of_the_columns(lin, a_list):
    url = upload(lin, a_list, "10").location
    sent = {key: ("" if value == "full_name" else value) for key, value in columns_of(latest()).items()}
    answer = lin.post(f"{url}/columns", data=sent)
    assert answer.status_code == 422
    assert "请指明哪一列是公司名称" in answer.text


def test_nobody_else_fills_a_list_or_sees_its_imports(lin, a_list, sign_in):
    url = upload(lin, a_list, "10").location
    for name, status in (("fang", 404), ("xu", 200), ("tang", 200), ("zheng", 403)):
        assert sign_in(name).get(url).status_code == status, name
        assert sign_in(name).get(f"/prospects/imports/lists/{a_list.id}").status_code == status, name


def test_a_discarded_one_is_over(lin, a_list):
    url = upload(lin, a_list, "10").location
    assert lin.post(f"{url}/cancellations").status_code == 303
    assert "已取消" in lin.get(url).text
    assert load(latest().path) is None  # its table is gone at once
    assert lin.post(f"{url}/columns", data=columns_of(latest())).status_code == 422
    assert lin.post(f"{url}/undoings").status_code == 422


def test_the_progress_leads_back_once_it_is_done(lin, a_list):
    url = upload(lin, a_list, "10").location
    assert lin.get(f"{url}/progress").status_code == 303
    found = latest()
    found.status = "running"
    db.session.commit()
    answer = lin.get(f"{url}/progress", headers={"HX-Request": "true"})
    assert "正在导入" in answer.text and "取消" in answer.text
    assert "正在导入" in lin.get(url).text
