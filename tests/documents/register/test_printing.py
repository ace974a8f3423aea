"""Printing over HTTP and from the shell: what comes back, and what the register remembers."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest

from salesapp.db import db
from salesapp.documents.forms import registry
from salesapp.documents.paper import loaders, rendering
from salesapp.documents.press.pool import PrintTimeout
from salesapp.documents.register import queries
from salesapp.documents.register.models import PrintedSheet
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from tests.conftest import MONDAY
from tests.documents.examples import EXAMPLES
from tests.documents.examples.f12 import F12

pytestmark = pytest.mark.usefixtures("printable")


def register() -> list[tuple]:
    columns = (
        PrintedSheet.form_code,
        PrintedSheet.record_id,
        PrintedSheet.kind,
        PrintedSheet.copy,
        PrintedSheet.nth,
    )
    return [tuple(row) for row in db.session.execute(db.select(*columns).order_by(PrintedSheet.id))]


def prints_in_the_trail() -> list[dict]:
    entries = db.session.scalars(
        db.select(AuditEntry).where(AuditEntry.event == "print").order_by(AuditEntry.seq)
    )
    return [json.loads(entry.changes) for entry in entries]


def test_a_blank_sheet_comes_as_a_pdf_with_a_name_people_look_for(sign_in):
    answer = sign_in("lin").get("/forms/F05/blank.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-1.7")
    assert quote("客户拜访-沟通记录表_空白表_2026-11-23.pdf") in answer.headers["Content-Disposition"]
    assert register() == [("F05", None, "blank", 0, 0)]


def test_a_blank_sheet_is_rendered_once(sign_in, monkeypatch):
    first = sign_in("lin").get("/forms/F06/blank.pdf")
    monkeypatch.setattr(rendering, "press", lambda: pytest.fail("it was rendered again"))
    assert sign_in("chen").get("/forms/F06/blank.pdf").data == first.data


def test_a_filled_sheet_enters_the_register_and_the_trail(sign_in, cast):
    answer = sign_in("lin").get("/forms/F12/1.pdf")
    sheet = db.session.scalar(db.select(PrintedSheet))
    assert (sheet.by_id, sheet.at, sheet.number) == (cast.lin.id, MONDAY, "JJ202612-006")
    assert sheet.sha256 == hashlib.sha256(answer.data).hexdigest()
    assert prints_in_the_trail() == [
        {"form": "F12", "kind": "filled", "nth": 1, "record_id": 1, "number": "JJ202612-006"}
    ]


def test_a_viewer_that_loads_again_is_answered_304_and_still_noted(sign_in):
    client = sign_in("lin")
    first = client.get("/forms/F12/1.pdf")
    again = client.get("/forms/F12/1.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert register() == [("F12", 1, "filled", 0, 1)]
    assert [entry["nth"] for entry in prints_in_the_trail()] == [1, 1]


def test_an_unchanged_sheet_comes_from_the_folder(sign_in, monkeypatch):
    client = sign_in("lin")
    first = client.get("/forms/F12/1.pdf")
    monkeypatch.setattr(rendering, "press", lambda: pytest.fail("it was rendered again"))
    assert client.get("/forms/F12/1.pdf").data == first.data


def test_printing_again_later_or_by_another_person_is_a_reprint(sign_in, text_of):
    sign_in("lin").get("/forms/F12/1.pdf")
    with clock.frozen(MONDAY + timedelta(minutes=11)):
        later = sign_in("lin").get("/forms/F12/1.pdf")
    other = sign_in("xu").get("/forms/F12/1.pdf")
    assert [row[-1] for row in register()] == [1, 2, 3]
    assert "补打 第 2 次" in text_of(later.data)
    assert "补打 第 3 次" in text_of(other.data)


def test_a_changed_record_is_printed_anew(sign_in, monkeypatch, text_of):
    client = sign_in("lin")
    before = client.get("/forms/F12/1.pdf")
    changed = replace(F12, values=F12.values | {"warranty": "24 个月"})
    monkeypatch.setitem(loaders._loaders, "F12", lambda number, user: changed)
    after = client.get("/forms/F12/1.pdf", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "24 个月" in text_of(after.data)
    assert [row[-1] for row in register()] == [1, 2]


def test_each_copy_and_the_masked_sheet_are_counted_by_themselves(sign_in, text_of):
    client = sign_in("lin")
    for address in ("/forms/F12/1.pdf?copy=1", "/forms/F12/1.pdf?copy=3", "/forms/F12/1.pdf?masked=1"):
        answer = client.get(address)
        assert answer.status_code == 200
    assert register() == [("F12", 1, "filled", 1, 1), ("F12", 1, "filled", 3, 1), ("F12", 1, "masked", 0, 1)]
    assert "周敏" not in text_of(answer.data)


def test_an_archive_copy_carries_the_record_unless_it_is_masked(sign_in, tmp_path):
    client, path = sign_in("lin"), tmp_path / "sheet.pdf"

    def inside(address: str) -> str:
        path.write_bytes(client.get(address).data)
        return subprocess.run(
            ["qpdf", "--list-attachments", path], capture_output=True, text=True, check=True
        ).stdout

    assert "F12-JJ202612-006.json" in inside("/forms/F12/1.pdf?archive=1")
    shown = subprocess.run(
        ["qpdf", "--show-attachment=F12-JJ202612-006.json", path], capture_output=True, check=True
    )
    assert json.loads(shown.stdout)["values"]["business_contact"] == "周敏 采购经理 13800000021"
    assert "F12-" not in inside("/forms/F12/1.pdf?archive=1&masked=1")


@pytest.mark.parametrize(
    "address",
    [
        "/forms/F12/2.pdf",
        "/forms/F99/1.pdf",
        "/forms/F99/blank.pdf",
        "/forms/F12/1.pdf?copy=4",
        "/forms/F01/1.pdf?copy=1",
    ],
)
def test_what_is_not_there_is_not_found_and_not_registered(sign_in, address):
    assert sign_in("lin").get(address).status_code == 404
    assert register() == []


def test_who_may_not_see_records_prints_none(sign_in):
    assert sign_in("auditor").get("/forms/F12/1.pdf").status_code == 403
    assert sign_in("admin").get("/forms/F12/1.pdf").status_code == 403
    assert sign_in("admin").get("/forms/F12/blank.pdf").status_code == 200


def test_a_sheet_that_fails_says_so_and_is_not_registered(sign_in, monkeypatch):
    class Stuck:
        def print(self, *args, **options):
            raise PrintTimeout("这张表超过 30 秒没有排好，已停止。")

    monkeypatch.setattr(rendering, "press", Stuck)
    answer = sign_in("lin").get("/forms/F11/1.pdf")
    assert answer.status_code == 422
    assert "已停止" in answer.text
    assert register() == []


def test_too_many_rows_are_refused_in_words(sign_in, monkeypatch):
    endless = replace(EXAMPLES["F07"], rows={"row": [{"no": 1}] * 2_001})
    monkeypatch.setitem(loaders._loaders, "F07", lambda number, user: endless)
    answer = sign_in("lin").get("/forms/F07/1.pdf")
    assert answer.status_code == 422
    assert "行数过多" in answer.text


def test_a_colleague_who_was_faster_leaves_the_next_count(sign_in, monkeypatch, text_of):
    """Both ask for the count before either has entered it: the second finds it taken and prints with the next."""
    sign_in("lin").get("/forms/F12/1.pdf")
    counts = iter([0, 1])
    monkeypatch.setattr(queries, "printed_count", lambda *identity: next(counts))
    answer = sign_in("xu").get("/forms/F12/1.pdf")
    assert [row[-1] for row in register()] == [1, 2]
    assert "补打 第 2 次" in text_of(answer.data)


def test_the_forms_page_lists_every_form_with_its_blank_sheet(sign_in):
    page = sign_in("lin").get("/forms").text
    for code, form in registry.forms().items():
        assert f"/forms/{code}/blank.pdf" in page
        assert form.number in page
    assert "还没有打印过" in page


def test_the_forms_page_lists_what_one_printed_last(sign_in, count_queries):
    client = sign_in("lin")
    client.get("/forms/F12/1.pdf?copy=2")
    with count_queries() as counted:
        page = client.get("/forms").text
    assert "JJ202612-006" in page
    assert "第二联 财务" in page
    assert counted.total <= 6
    assert "JJ202612-006" not in sign_in("chen").get("/forms").text


def test_the_shell_prints_into_a_file(app, cast, frozen_clock, tmp_path):
    from salesapp.documents.cli import print_command

    shell = app.test_cli_runner()
    blank, filled = tmp_path / "blank.pdf", tmp_path / "filled.pdf"
    assert shell.invoke(print_command, ["F01", "-o", str(blank)]).exit_code == 0
    done = shell.invoke(print_command, ["f12", "1", "--masked", "-o", str(filled)])
    assert done.exit_code == 0, done.output
    assert "第 1 次打印" in done.output
    assert blank.read_bytes().startswith(b"%PDF") and filled.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["F12", "9"], "看不到 F12 的记录 9"), (["F12", "1", "--as", "nobody"], "nobody"), (["F99"], "F99")],
)
def test_the_shell_says_what_it_cannot_print(app, cast, frozen_clock, tmp_path, arguments, words):
    from salesapp.documents.cli import print_command

    failed = app.test_cli_runner().invoke(print_command, [*arguments, "-o", str(tmp_path / "x.pdf")])
    assert failed.exit_code != 0
    assert words in failed.output
    assert not (tmp_path / "x.pdf").exists()


def test_all_copies_come_bound_in_one_press_each_with_its_own_code(sign_in, text_of):
    answer = sign_in("lin").get("/forms/F12/1.pdf?copies=all")
    text = text_of(answer.data)
    assert [text.index(words) for words in ("第一联 销售", "第二联 财务", "第三联 售后")] == sorted(
        text.index(words) for words in ("第一联 销售", "第二联 财务", "第三联 售后")
    )
    assert register() == [("F12", 1, "filled", copy, 1) for copy in (1, 2, 3)]
    codes = list(db.session.scalars(db.select(PrintedSheet.code)))
    assert len(set(codes)) == 3 and all(code in text for code in codes)
    assert sign_in("lin").get("/forms/F01/1.pdf?copies=all").status_code == 404
    assert sign_in("lin").get("/forms/F12/2.pdf?copies=all").status_code == 404


def test_a_masked_file_says_so_and_names_no_customer(sign_in):
    named = sign_in("lin").get("/forms/F12/1.pdf?masked=1").headers["Content-Disposition"]
    assert quote("合同内部交接单_JJ202612-006_脱敏_2026-11-23.pdf") in named


def test_the_compact_blank_is_another_sheet(sign_in, text_of):
    client = sign_in("lin")
    full, compact = (client.get(f"/forms/F05/blank.pdf{asked}") for asked in ("", "?compact=1"))
    assert "填写说明与示例" in text_of(full.data) and "填写说明与示例" not in text_of(compact.data)
    assert quote("空白表（简版）") in compact.headers["Content-Disposition"]
    page = client.get("/forms").text
    assert "/forms/F05/blank.pdf?compact=1" in page
