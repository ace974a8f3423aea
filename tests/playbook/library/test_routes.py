"""The library on the screen (R17)."""

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.library import queries
from salesapp.playbook.library.actions import save_item
from salesapp.playbook.library.models import LibraryItem
from tests.conftest import MONDAY
from tests.pages import part
from tests.playbook.conftest import version_of

TODAY = date(2026, 11, 23)
CASE = {"kind": "case", "name": "某泵业", "figure": "缩短 15%", "summary": "三条产线", "pains": "交期、缺料",
        "industries-0-code": "C34", "active": "y"}  # fmt: skip
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def kept() -> LibraryItem:
    return db.session.scalar(select(LibraryItem).filter_by(name="某泵业"))


def item(by, **changes) -> LibraryItem:
    values = {
        "kind": "case",
        "name": "案例",
        "figure": "15%",
        "summary": "说明",
        "industries": [],
        "pains": "",
        "active": True,
    }
    return save_item(None, values | changes, by=by, at=MONDAY)


def test_a_supervisor_keeps_a_case_with_its_file_and_everybody_reads_it(supervisor, sign_in):
    answer = supervisor.post("/library", data=CASE | {"file": (io.BytesIO(PDF), "某泵业案例.pdf")})

    assert answer.status_code == 303, answer.text
    rep = sign_in("lin")
    page = rep.get(f"/library/{kept().id}")
    assert "某泵业案例.pdf" in part(page, "version-1").text
    address = part(page, "version-1").links["某泵业案例.pdf"]
    assert rep.get(address).data == PDF
    assert rep.post("/library", data=CASE).status_code == 403


def test_other_words_are_a_new_version_that_says_what_is_new(supervisor):
    supervisor.post("/library", data=CASE)
    path = f"/library/{kept().id}"
    fresh = lambda **more: CASE | {"version": version_of(supervisor.get(f"{path}/edit"))} | more  # noqa: E731

    refused = supervisor.post(path, data=fresh(figure="缩短 18%"))
    assert refused.status_code == 422 and "请写明这一版改了什么" in part(refused, "why-notes").text
    assert supervisor.post(path, data=fresh(pains="停线")).status_code == 303
    assert kept().no == 1 and kept().pains == ["停线"]
    supervisor.post(path, data=fresh(figure="缩短 18%", why="半年后的数据"))
    page = supervisor.get(path)
    assert "半年后的数据" in part(page, "version-2").text
    assert "缩短 15%" in part(page, "version-1").text


@pytest.mark.parametrize("values", [
    {"figure": ""}, {"name": ""}, {"summary": ""}, {"kind": "song"}, {"pains": "痛" * 21}, {"industries-0-code": "X"},
])  # fmt: skip
def test_a_bad_piece_is_refused_and_keeps_what_was_typed(supervisor, values):
    answer = supervisor.post("/library", data=CASE | values)

    assert answer.status_code == 422
    assert "三条产线" in answer.text or "summary" in values


def test_a_file_that_is_none_is_refused_beside_its_field(supervisor):
    answer = supervisor.post("/library", data=CASE | {"file": (io.BytesIO(b"MZ" + b"0" * 80), "a.exe")})

    assert answer.status_code == 422
    assert part(answer, "file-notes").text
    assert kept() is None


def test_what_expired_is_shown_and_not_offered(supervisor, cast):
    item(cast.xu, name="旧案例", expires_on=TODAY - timedelta(days=1))
    item(cast.xu, name="今天还行", expires_on=TODAY)
    item(cast.xu, name="停用的", active=False)
    db.session.commit()

    assert [each.name for each in queries.offered("C34", TODAY)] == ["今天还行"]
    page = part(supervisor.get("/library"), "library").text
    assert "旧案例 已过期" in page and "停用的 已停用" in page


def test_the_nearest_industry_and_the_customers_own_pains_come_first(db_session, cast):
    for name, industries, pains in (
        ("通用", [], ""), ("制造", ["C"], ""), ("泵业", ["C34"], "盘点"),
        ("泵业交期", ["C34"], "交期"), ("贸易", ["F51"], "交期"),
    ):  # fmt: skip
        item(cast.xu, name=name, industries=industries, pains=pains)

    found = queries.offered("C34", TODAY, pain_points="交期总拖")
    assert [each.name for each in found] == ["泵业交期", "泵业", "制造", "通用"]


def test_the_library_is_searched_and_narrowed(supervisor, cast):
    item(cast.xu, name="泵业案例", industries=["C34"], pains="交期")
    item(cast.xu, name="贸易案例", industries=["F51"], pains="盘点")
    db.session.commit()
    listed = lambda query: part(supervisor.get(f"/library?{query}"), "library").text  # noqa: E731

    assert "泵业案例" in listed("words=交期") and "贸易案例" not in listed("words=交期")
    assert "贸易案例" in listed("industry=F51") and "泵业案例" not in listed("industry=F51")
    assert "还没有内容" in listed("kind=draft")
    assert "还没有内容" in listed("words=_")
    assert [hit.title for hit in queries.hits("泵业", cast.lin, 5)] == ["泵业案例"]


def test_a_long_library_has_pages(supervisor, cast):
    for number in range(52):
        item(cast.xu, name=f"案例{number:02}")
    db.session.commit()
    first = supervisor.get("/library")
    assert first.text.count('id="item-') == 50
    later = queries.items(cursor=queries.items().next)
    assert len(later.rows) == 2
