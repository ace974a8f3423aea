"""What is signed stands beside its signature; what is still to come stays free; what is long goes on overleaf."""

from __future__ import annotations

from dataclasses import replace

import pytest

from salesapp.documents.forms import registry
from salesapp.documents.paper import layout as paper
from salesapp.documents.paper.values import not_asked
from tests.documents.conftest import DPI
from tests.documents.examples import EXAMPLES
from tests.documents.examples.f07 import follow_up
from tests.documents.examples.frame import ZONE

MM = DPI / 25.4


def opinions_of(code: str, **changes):
    """The rows of opinions of an example, by their label."""
    sheet = paper.filled(registry.form(code), replace(EXAMPLES[code], **changes), ZONE)
    return {row.label: row for panel in sheet.panels for row in panel.opinions}


def cells_of(code: str, **changes):
    sheet = paper.filled(registry.form(code), replace(EXAMPLES[code], **changes), ZONE)
    return {cell.label: cell for panel in sheet.panels for row in panel.rows for cell in row}


def test_each_opinion_has_its_signature_in_its_row(words):
    rows = opinions_of("F11")
    legal = rows["法务"]
    assert (legal.box.name, legal.box.stamp, legal.box.at) == ("陆*", "有条件同意", "2026-12-09 16:40")
    assert legal.text.startswith("管辖条款") and ("有条件同意", True) in legal.boxes
    waiting = rows["总监/总经理"]
    assert (waiting.box.name, waiting.text, waiting.asked) == ("", "", True)


def test_a_refusal_is_marked_as_one(words):
    node = [EXAMPLES["F11"].rows["node"][0] | {"verdict": "veto"}]
    assert opinions_of("F11", rows={"node": node})["业务部门"].box.refused


def test_a_department_that_is_not_asked_says_so(words, compose_sheet):
    rows = {"node": [*EXAMPLES["F11"].rows["node"], {"department": "技术/交付", "opinion": not_asked()}]}
    assert not opinions_of("F11", rows=rows)["技术/交付"].asked
    assert "<td>不需会签</td>" in compose_sheet("F11", data=replace(EXAMPLES["F11"], rows=rows))
    assert opinions_of("F06", closed=("director",))["总监（S级）"].text == "不需会签"


def test_signatures_beside_opinions_do_not_stand_below_again():
    below = {code: [one.key for one in form.hands] for code, form in registry.forms().items()}
    assert below == {
        "F01": ["filled_by", "checked_by"], "F02": ["author", "supervisor"], "F03": [], "F04": ["applicant"],
        "F05": ["recorded_by"], "F06": ["rep"],
        "F07": ["owner", "supervisor"],
        "F08": ["rep", "tech"],
        "F09": ["rep"], "F10": ["rep", "reviewer"], "F11": ["rep"], "F12": ["sender", "witness"],
        "F13": ["rep", "finance"], "F14": ["applicant", "supervisor", "finance"],
        "F24": ["owner", "supervisor"],
    }  # fmt: skip


def test_what_a_later_step_fills_in_stays_free_until_it_is_closed(words):
    without = {key: value for key, value in EXAMPLES["F11"].values.items() if not key.startswith("seal")}
    for status, kind in (("", "text"), ("void", "slash"), ("vetoed", "slash")):
        assert cells_of("F11", values=without, status=status)["用印人"].parts[0].kind == kind, status
    cells = cells_of("F11", values=without)
    assert cells["用印人"].room and cells["偏离说明"].parts[0].kind == "slash"
    letter = EXAMPLES["F05"].values | {"thank_you_sent_at": None}
    label = str(registry.spec("F05.thank_you_sent_at").label)
    assert cells_of("F05", values=letter)[label].parts[0].kind == "datetime"
    assert cells_of("F05", values=letter, closed=("thank_you_sent_at",))[label].parts[0].kind == "slash"


def test_an_empty_required_answer_keeps_room_to_be_written(words):
    cell = cells_of("F05", values=EXAMPLES["F05"].values | {"promises": None})["承诺事项"]
    assert cell.room and cell.lines == 3 and cell.parts[0].kind == "text"


@pytest.mark.parametrize("status", ["vetoed", "void", "draft", "approving"])
def test_its_state_is_printed_across_the_page(compose_sheet, status):
    words = {"vetoed": "否决", "void": "作废", "draft": "草稿", "approving": "审批中，非最终"}
    word = words[status]
    html = compose_sheet("F11", data=replace(EXAMPLES["F11"], status=status))
    assert f'<div class="watermark">{word}</div>' in html


@pytest.mark.slow
def test_the_blank_approval_sheet_is_one_page_with_20_mm_for_each_opinion(print_sheet, pages_of):
    (page,) = pages_of(print_sheet("F11", "compact").pdf)
    x = int(60 * MM)  # within the column of opinions, left of its boxes' words
    dark = [
        y
        for y in range(int(120 * MM), int(262 * MM))
        if max(page.crop((x, y, x + int(40 * MM), y + 1)).getextrema()) < 225
    ]
    gaps = [
        (below - above) / MM for above, below in zip(dark, dark[1:], strict=False) if below - above > 3 * MM
    ]
    assert len([gap for gap in gaps if gap >= 19.9]) == 5, gaps


@pytest.mark.slow
def test_a_long_answer_breaks_across_pages_with_its_head_repeated(print_sheet, text_of):
    rows = [follow_up(1) | {"content": "谈了排产接口与上线步骤。" * 250}, follow_up(2)]
    printed = print_sheet("F07", data=replace(EXAMPLES["F07"], rows={"row": rows}))
    pages = text_of(printed.pdf).split("\f")[:-1]
    assert len(pages) == printed.pages >= 2
    assert "谈了排产" in pages[0].replace("\n", "").replace(" ", "")  # the first page is not left white
    assert all("下一步行动" in page for page in pages)


@pytest.mark.slow
@pytest.mark.parametrize("code", ["F05", "F12"])
def test_no_page_holds_signatures_alone(code, print_sheet, text_of):
    """However long the answers are: beside the last signatures stands a part of the form."""
    key, bar = {"F05": ("situation", "主管（阅）"), "F12": ("needs", "接收")}[code]
    for times in (6, 18, 30):
        values = EXAMPLES[code].values | {key: "排产靠表格，三人维护，经常要改。" * times}
        pages = text_of(print_sheet(code, data=replace(EXAMPLES[code], values=values)).pdf).split("\f")[:-1]
        assert bar in pages[-1].replace(" ", ""), (times, pages[-1])


def test_two_people_fit_on_a_blank_registration_and_one_is_the_key(compose_sheet):
    html = compose_sheet("F01", "compact")
    assert html.count('<i class="box">☐</i>关键联系人') == 2
    assert 'class="write w90"' in html  # a real line for the address
