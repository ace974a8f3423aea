"""What the printed pages look like, read like and hold.

The pictures in ``goldens`` are the pages as they were looked at and found good. After a change that is meant to
change them, look at the new ones and keep them with

    SALESAPP_GOLDENS=write .venv/bin/pytest -q tests/documents/paper/test_pages.py
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from markupsafe import escape
from PIL import Image, ImageChops

from salesapp.documents.forms import registry
from salesapp.documents.forms.shape import Opinions, Table
from salesapp.documents.paper import layout as paper
from salesapp.documents.paper.compose import compose
from salesapp.documents.paper.values import Ahead
from tests.documents.conftest import GOLDENS
from tests.documents.examples import EXAMPLES
from tests.documents.examples.f07 import follow_up
from tests.documents.examples.frame import IMPRINT, ZONE

WRITE = os.environ.get("SALESAPP_GOLDENS") == "write"
STRONG = 60  # of 255
ALLOWED = 6  # pixels of a page that may differ strongly; one changed digit makes ten
PAGES = {
    "F01": (4, 2),
    "F02": (2, 2),
    "F03": (2, 1),
    "F04": (2, 1),
    "F05": (2, 1),
    "F06": (2, 1),
    "F07": (2, 2),
    "F08": (2, 1),
    "F09": (2, 1),
    "F10": (3, 2),
    "F11": (2, 1),
    "F12": (2, 1),
    "F13": (2, 1),
    "F14": (2, 1),
    "F24": (2, 1),
}


def differing(one: Image.Image, other: Image.Image) -> int:
    """Return how many pixels of two pages differ strongly."""
    if one.size != other.size:
        return one.size[0] * one.size[1]
    return sum(ImageChops.difference(one, other).histogram()[STRONG:])


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["blank", "filled"])
@pytest.mark.parametrize("code", registry.CODES)
def test_a_page_looks_as_it_was_approved(code, kind, print_sheet, pages_of):
    pages = pages_of(print_sheet(code, kind).pdf)
    for number, page in enumerate(pages, 1):
        golden = GOLDENS / f"{code}-{kind}-{number}.png"
        if WRITE:
            page.quantize(16).save(golden, optimize=True)
        with Image.open(golden) as approved:
            count = differing(page, approved.convert("L"))
        assert count <= ALLOWED, f"{golden.name}: {count} pixels differ"
    assert len(list(GOLDENS.glob(f"{code}-{kind}-*.png"))) == len(pages)


@pytest.mark.parametrize(("name", "status"), [("masked", ""), ("void", "void")])
def test_masked_and_void_sheets_look_as_approved(name, status, print_sheet, pages_of):
    data = replace(EXAMPLES["F12"], status=status)
    page = pages_of(print_sheet("F12", "masked" if name == "masked" else "filled", data=data, nth=3).pdf)[0]
    golden = GOLDENS / f"F12-{name}-1.png"
    if WRITE:
        page.quantize(16).save(golden, optimize=True)
    with Image.open(golden) as approved:
        assert differing(page, approved.convert("L")) <= ALLOWED


def test_one_changed_digit_is_seen(print_sheet, pages_of):
    other = replace(EXAMPLES["F12"], values=EXAMPLES["F12"].values | {"signed_on": date(2026, 12, 16)})
    before, after = (pages_of(print_sheet("F12", data=data).pdf)[0] for data in (EXAMPLES["F12"], other))
    assert differing(before, after) > ALLOWED


@pytest.mark.slow
@pytest.mark.parametrize("code", registry.CODES)
def test_blank_and_filled_sheets_keep_their_number_of_pages(code, print_sheet):
    assert (print_sheet(code, "blank").pages, print_sheet(code, "filled").pages) == PAGES[code]


@pytest.mark.slow
@pytest.mark.parametrize("variant", ["tagged", "archive"])
@pytest.mark.parametrize("code", registry.CODES)
def test_qpdf_finds_nothing_wrong(code, variant, print_sheet, tmp_path):
    attachment = (f"{code}.json", "{}") if variant == "archive" else None
    path = tmp_path / "sheet.pdf"
    path.write_bytes(print_sheet(code, variant=variant, attachment=attachment).pdf)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_field_of_a_form_stands_on_its_blank_sheet(compose_sheet):
    for code, form in registry.forms().items():
        html = compose_sheet(code, "compact")
        for group in form.groups:
            if isinstance(group, Opinions) or getattr(group, "signed", False):
                continue  # verdict, words and signature of a row have no labels of their own
            if not getattr(group, "on_blank", True):
                assert f"  {group.title}" not in html, f"{code}.{group.key}"
                continue
            for field in group.fields:
                label = str(field.row_label or field.label)
                if (
                    field.on_blank and not field.joined
                ):  # a joined one stands in the cell of the one before it
                    assert label[:-1] in html, f"{code}.{field.key}"


def test_a_blank_sheet_explains_every_field_with_an_example_unless_it_is_the_compact_one(compose_sheet):
    for code, form in registry.forms().items():
        html, compact = compose_sheet(code, "blank"), compose_sheet(code, "compact")
        assert "填写说明与示例" in html and "填写说明与示例" not in compact
        shown = [group for group in form.groups if getattr(group, "on_blank", True)]
        for name, field in [(f"{group.key}.{field.key}", field) for group in shown for field in group.fields]:
            assert str(escape(field.hint)) in html, f"{code}.{name}"
            assert field.example in ("", "/") or f"<td>{escape(field.example)}</td>" in html, f"{code}.{name}"
    hint = str(registry.spec("F01.full_name").hint)
    assert hint not in compose_sheet("F01", "filled") and hint not in compose_sheet("F01", "compact")


def test_the_front_of_both_blanks_is_the_same(compose_sheet):
    for code in registry.CODES:
        front, back = compose_sheet(code, "blank").split('<table class="list back">')
        assert front.strip() == compose_sheet(code, "compact").split("</body>")[0].strip(), code
        assert back


def test_a_blank_that_is_taken_along_names_its_occasion_and_ticks_nothing(words):
    form = registry.form("F05")
    ahead = Ahead(
        {"customer": "苏州某某精密"}, {"their_people": ("周* 采购经理", "钱*")}, "BF202611-005 · 11-27 14:00"
    )
    plain, taken = paper.blank(form, ZONE), paper.blank(form, ZONE, ahead=ahead)
    before, cells = (
        {cell.label: cell for panel in sheet.panels for row in panel.rows for cell in row}
        for sheet in (plain, taken)
    )
    assert (plain.occasion, taken.occasion) == ("", "BF202611-005 · 11-27 14:00")
    customer, people = (str(registry.spec(f"F05.{key}").label) for key in ("customer", "their_people"))
    assert [part.text for part in cells[customer].parts] == ["苏州某某精密"]
    boxes, line = cells[people].parts
    assert boxes.boxes == (("周* 采购经理", False), ("钱*", False)) and line.kind == "line"
    others = cells.keys() - {customer, people}
    assert {label: cells[label] for label in others} == {label: before[label] for label in others}
    assert len(others) > 10 and "BF202611-005" in compose(taken, IMPRINT)


def test_an_empty_optional_cell_is_struck_and_an_empty_required_one_left_open(words):
    data = replace(EXAMPLES["F01"], values={"full_name": ""})
    sheet = paper.filled(registry.form("F01"), data, ZONE)
    cells = {cell.label: cell for row in sheet.panels[0].rows for cell in row}
    assert cells[str(registry.spec("F01.website").label)].parts[0].kind == "slash"
    assert cells[str(registry.spec("F01.full_name").label)].parts[0].kind == "text"


def test_the_sheet_says_who_it_is_and_what_it_holds(print_sheet, text_of):
    text = text_of(print_sheet("F12").pdf).replace(" ", "")
    for words in ("XS-BD-12", "A/0", "JJ202612-006", "¥386,000.00", "人民币叁拾捌万陆仟元整", "第1页共1页", "内部资料注意保密",
                  "打印林*2026-12-1710:05", "115,800.00", "100%", "已接收", "退回补充", "（以下空白）"):  # fmt: skip
        assert words in text, words


def test_a_masked_sheet_holds_no_name_phone_code_or_account(print_sheet, text_of):
    text = text_of(print_sheet("F01", "masked").pdf) + text_of(print_sheet("F12", "masked").pdf)
    secrets = ["周敏", "欧阳修远", "沈立", "13800000021", "91320500MA1XXXXX3K", "6222", "zhoumin", "62881234"]
    sums = ["386,000", "叁拾捌万", "115,800", "四十万", "8000 万元"]
    for secret in [*secrets, *sums, "138 0000 0021"]:
        assert secret not in text, secret
    for shown in ("周*", "欧阳**", "138****0021", "9132************3K", "****1234", "脱敏"):
        assert shown in text, shown


def test_a_reprint_and_a_numbered_copy_say_so(print_sheet, text_of):
    text = text_of(print_sheet("F12", nth=3, copy="第二联 财务").pdf)
    assert "补打 第 3 次" in text
    assert "第二联 财务" in text


@pytest.mark.slow
def test_a_long_record_repeats_its_heads_and_counts_its_pages(print_sheet, text_of):
    data = replace(EXAMPLES["F07"], rows={"row": [follow_up(number) for number in range(1, 61)]})
    printed = print_sheet("F07", data=data)
    text = text_of(printed.pdf)
    assert printed.pages > 3
    assert text.count("下一步行动") == printed.pages
    assert f"第{printed.pages}页共{printed.pages}页" in text.replace(" ", "")


def test_a_sheet_holds_no_more_rows_than_it_can_print(words):
    data = replace(EXAMPLES["F07"], rows={"row": [follow_up(1)] * (paper.MAX_ROWS + 1)})
    with pytest.raises(paper.TooMuch):
        paper.filled(registry.form("F07"), data, ZONE)


def test_what_a_user_typed_is_text_and_never_markup(compose_sheet):
    values = EXAMPLES["F01"].values | {"full_name": "<img src='file:///etc/passwd'><b>某某</b>"}
    html = compose_sheet("F01", data=replace(EXAMPLES["F01"], values=values))
    assert "<img" not in html
    assert "&lt;img" in html


def test_the_same_sheet_is_the_same_bytes(print_sheet):
    attachment = ("F12.json", "{}")
    for variant in ("tagged", "archive"):
        first, second = (
            print_sheet("F12", variant=variant, attachment=attachment if variant == "archive" else None).pdf
            for _time in range(2)
        )
        assert first == second


def test_columns_of_every_table_fill_its_width():
    for code, form in registry.forms().items():
        for group in form.groups:
            if isinstance(group, Table):
                assert group.signed or sum(field.width for field in group.fields) == pytest.approx(100), (
                    f"{code}.{group.key}"
                )


def test_an_english_sheet_is_english(app, the_press, text_of):
    from flask_babel import force_locale

    from salesapp.documents.paper.compose import compose
    from tests.documents.examples.frame import IMPRINT

    with app.test_request_context(), force_locale("en"):
        html = compose(paper.blank(registry.form("F06"), ZONE), replace(IMPRINT, locale="en", company="Acme"))
    text = text_of(the_press.print(html, seconds=60).pdf)
    assert "Opportunity file and grading sheet" in text
    assert "Page 1 of" in text
    assert not any("\u4e00" <= char <= "\u9fff" for char in text)
