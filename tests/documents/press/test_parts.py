"""A long sheet in parts: rendered side by side, read back as one sheet with its pages numbered through."""

from __future__ import annotations

import io
import os
import re
import signal
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from salesapp.documents.forms import registry
from salesapp.documents.paper import layout
from salesapp.documents.paper.compose import Imprint, compose
from salesapp.documents.paper.rendering import LONG, in_parts
from salesapp.documents.paper.values import SheetData
from salesapp.documents.press import binding
from salesapp.documents.press.pool import Press, PrintFailed

ROWS = LONG + 5
ZONE = ZoneInfo("Asia/Shanghai")
IMPRINT = Imprint("某某公司", "http://127.0.0.1:8000", ZONE, printed_by="林*", nth=1, code="PARTS2")


@pytest.fixture
def press():
    press = Press(2)
    yield press
    press.close()


def sheet(rows: int = ROWS):
    at = datetime(2026, 11, 23, tzinfo=UTC)
    lines = [
        {"no": n, "followed_on": at, "content": f"第{n}次谈话。", "due_on": at} for n in range(1, rows + 1)
    ]
    return layout.filled(registry.form("F07"), SheetData("SJ1", {"number": "SJ1"}, {"row": lines}), ZONE)


def test_a_short_sheet_stays_whole(app):
    with app.app_context():
        short = sheet(LONG - 1)
        assert in_parts(short) == [short]


def test_the_parts_have_every_row_once_and_head_and_signatures_once(app):
    with app.app_context():
        whole = sheet()
        first, last = in_parts(whole)
    assert (first.begins, first.goes_on, last.begins, last.goes_on) == (True, True, False, False)
    assert first.panels[-1].body + last.panels[0].body == whole.panels[-1].body
    assert (first.signatures, last.signatures) == ((), whole.signatures)
    assert last.titled == len(whole.panels) - 1


@pytest.mark.slow
def test_a_sheet_in_parts_is_read_back_as_one(app, press):
    with app.app_context():
        composed = [compose(part, IMPRINT) for part in in_parts(sheet())]
        printed = press.print_parts(composed, codes=IMPRINT.codes, seconds=120)
    pdf = PdfReader(io.BytesIO(binding.joined([part.pdf for part in printed])))
    texts = [page.extract_text() for page in pdf.pages]
    count = sum(part.pages for part in printed)
    assert len(texts) == count and min(part.pages for part in printed) > 1
    for number, text in enumerate(texts, 1):
        assert f"第{number}页共{count}页" in text.replace(" ", "")
        assert number == 1 or f"PARTS2-{number}" in text
    assert [int(n) for n in re.findall(r"第(\d+)次谈话", "".join(texts))] == list(range(1, ROWS + 1))
    assert [("某某公司" in text, "表单编号" in text) for text in texts] == [(True, True)] + [
        (False, False)
    ] * (count - 1)
    at = [place for place, text in enumerate(texts) if "续下页" in text.replace(" ", "")]
    assert at == [printed[0].pages - 1]
    assert ["以下空白" in text.replace(" ", "") for text in texts] == [False] * (count - 1) + [True]
    assert pdf.metadata.title == "商机跟进记录表 SJ1" and not pdf.outline
    assert "/Metadata" in pdf.root_object and pdf.root_object["/Lang"] == "zh-CN"
    parents = [page["/StructParents"] for page in pdf.pages]
    assert parents == sorted(set(parents))
    numbers = pdf.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    assert set(parents) <= set(numbers[::2])


@pytest.mark.slow
def test_a_renderer_of_a_part_that_is_killed_is_replaced_unnoticed(app, press):
    with app.app_context():
        composed = [compose(part, IMPRINT) for part in in_parts(sheet())]
        assert len(press.print_parts(composed, seconds=120)) == 2
        os.kill(press.processes()[0], signal.SIGKILL)
        assert len(press.print_parts(composed, seconds=120)) == 2


def test_a_part_that_cannot_be_printed_fails_the_sheet_and_the_press_goes_on(app, press):
    page = "<html lang=zh-CN><title>t</title><p>表单</p>"
    with app.app_context(), pytest.raises(PrintFailed):
        press.print_parts([page, f"{page}<img src='file:///etc/passwd'>"])
    assert press.print(page).pages == 1
