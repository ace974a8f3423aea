"""The checklist on the screen: a row, its group, the bar."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import func, select

from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.models import ChecklistItem
from tests.contracts.factories import (
    check,
    make_contract,
)
from tests.contracts.sent import HX, mark


def test_a_mark_answers_with_its_row_its_group_and_the_bar(cast, sign_in):
    contract = check(make_contract(cast.lin), checklist.BEFORE_APPROVAL - {11, 13})
    lin, at = sign_in("lin"), f"/contracts/{contract.id}/checks"
    page = lin.get(f"/contracts/{contract.id}/checklist").text
    assert "还差 2 项" in page.partition('id="check-gate"')[2]
    for no, words in ((11, "11 付款方式与节点未解释"), (13, "13 验收标准与时限未解释")):
        assert f'<a href="/contracts/{contract.id}/checklist?group=C#check-{no}">{words}</a>' in page
    answer = lin.post(f"{at}/13", data=mark(13), headers=HX)
    assert answer.status_code == 200 and answer.text.lstrip().startswith('<li id="check-13"')
    assert "还差 1 项" in answer.text and "周敏 邮件 11月20日" in answer.text
    assert 'hx-target="#group-C-count"' in answer.text and "检查清单 24/31" in answer.text
    button = re.search(r"<button[^>]*>提交审批", answer.text).group(0)
    assert "disabled" in button
    last = lin.post(f"{at}/11", data=mark(11), headers=HX).text
    assert "disabled" not in re.search(r"<button[^>]*>提交审批", last).group(0)


def test_a_clause_that_conforms_unfolds_and_nothing_of_the_customers_answer_is_filled_in(cast, sign_in):
    contract = check(make_contract(cast.lin), {10})
    only_pressed = {"seen": "0", "result": "ok"}
    answer = sign_in("lin").post(f"/contracts/{contract.id}/checks/11", data=only_pressed, headers=HX).text
    line = LexborHTMLParser(answer).css_first("#check-11")
    assert "open" in line.css_first("details").attributes
    for name in ("explained_on", "confirmed_by", "confirmed_on"):
        assert line.css_first(f"[name={name}]").attributes["value"] == ""
    assert line.css_first("[name=confirmed_way] [selected]") is None
    assert contract.check_row(11).confirmed_by is None


@pytest.mark.parametrize(
    ("no", "changes", "words"),
    [
        (11, {"result": "na"}, "每份合同都要有"),
        (16, {"result": "na", "note": ""}, "为何不适用"),
        (11, {"objection": "希望 3-5-2"}, "异议"),
        (11, {"explained_on": "2026-12-01"}, "还没到"),
        (11, {"confirmed_on": "2026-11-18"}, "不能早于"),
        (27, {}, "终审通过后"),
        (11, {"result": "maybe"}, "error"),
        (11, {"explained_on": "yesterday"}, "error"),
        (11, {"note": "长" * 301}, "error"),
    ],
)
def test_a_refused_mark_says_why_in_its_row_and_keeps_what_was_typed(
    cast, db_session, sign_in, no, changes, words
):
    contract = make_contract(cast.lin)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}/checks/{no}"
    answer = lin.post(url, data=mark(no, **changes), headers=HX)
    assert answer.status_code == 422 and f' id="check-{no}"' in answer.text
    if words != "error":
        assert words in answer.text
    assert 'role="alert"' in answer.text
    plain = lin.post(url, data=mark(no, **changes))
    assert plain.status_code == 422 and 'role="alert"' in plain.text and "<h1>" in plain.text
    assert db_session.scalar(select(func.count(ChecklistItem.id))) == 0


def test_two_who_mark_one_row_do_not_overwrite_each_other(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    url = f"/contracts/{contract.id}/checks/6"
    assert sign_in("xu").post(url, data=mark(6, note="与报价一致")).status_code == 303
    answer = sign_in("lin").post(url, data=mark(6, result="bad", note="数量少 1"), headers=HX)
    assert answer.status_code == 409
    assert "许*" in answer.text and "数量少 1" in answer.text
    assert contract.check_row(6).result == "ok"


def test_an_item_that_does_not_exist_is_not_found(cast, sign_in):
    contract = make_contract(cast.lin)
    for no in (0, 32):
        assert sign_in("lin").post(f"/contracts/{contract.id}/checks/{no}", data=mark(1)).status_code == 404
