"""One answer of the customer to several clauses."""

from datetime import date

import pytest

from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.rules import Mark
from tests.contracts.checklist.walk.test_screens import walk
from tests.contracts.factories import NOW, TODAY, check, good_mark, make_contract, submit
from tests.contracts.sent import HX, mark

ANSWER = {
    "explained_on": "2026-11-19",
    "confirmed_by": "周敏",
    "confirmed_way": "phone",
    "confirmed_on": "2026-11-20",
}


def confirm(client, contract, *clauses, headers=None, **changes):
    """Send the customer's answer to ticked clauses; each is its number and the version that was seen."""
    sent = ANSWER | {"clauses": [f"{no}-{seen}" for no, seen in clauses]} | changes
    return client.post(f"/contracts/{contract.id}/confirmations", data=sent, headers=headers)


def test_nothing_of_the_answer_is_filled_in_or_ticked_beforehand(cast, sign_in):
    contract = check(make_contract(cast.lin), {10})  # somebody confirmed a clause before
    page = walk(sign_in("lin"), contract, "C")
    assert page.css_first("#confirmation-form [checked], [name=clauses][checked]") is None
    for name in ("explained_on", "confirmed_by", "confirmed_on"):
        assert page.css_first(f"#confirmation-form [name={name}]").attributes.get("value", "") == ""
    assert [tick.attributes["value"] for tick in page.css("[name=clauses]")] == [
        f"{no}-0" for no in range(11, 21)
    ]


def test_ticked_clauses_are_confirmed_by_one_answer_and_the_others_stay(cast, sign_in):
    contract = make_contract(cast.lin)
    answer = confirm(sign_in("lin"), contract, (10, 0), (12, 0), headers=HX)
    assert answer.status_code == 200 and answer.text.lstrip().startswith(
        '<section class="sheet" id="group-C"'
    )
    assert "已记下客户确认：10、12。" in answer.text
    said = (date(2026, 11, 19), "周敏", "phone", date(2026, 11, 20))
    for no in (10, 12):
        found = contract.mark_of(no)
        assert (found.explained_on, found.confirmed_by, found.confirmed_way, found.confirmed_on) == said
        assert found.result == "ok" and contract.check_row(no).checked_by == cast.lin
    assert contract.check_row(11) is None


def test_without_scripts_one_comes_back_to_the_clauses(cast, sign_in):
    contract = make_contract(cast.lin)
    answer = confirm(sign_in("lin"), contract, (10, 0))
    assert (answer.status_code, answer.location) == (303, f"/contracts/{contract.id}/checklist?group=C")


def test_what_was_explained_before_keeps_its_day_and_its_note(cast, sign_in):
    contract = make_contract(cast.lin)
    before = Mark(11, explained_on=date(2026, 11, 17), note="已发邮件")
    contract.note_check(before, by=cast.lin, at=NOW, today=TODAY)
    confirm(sign_in("lin"), contract, (11, 1), explained_on="")
    assert contract.mark_of(11).explained_on == date(2026, 11, 17) and contract.mark_of(11).note == "已发邮件"
    assert contract.missing(frozenset({11})) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"clauses": []}, ["请勾选客户已确认的条款"]),
        ({"clauses": [], "confirmed_by": "", "confirmed_on": ""}, ["请勾选客户已确认的条款", "请填写此项"]),
        ({"explained_on": "", "confirmed_by": ""}, ["10 交付周期：请填写解释日期", "请填写此项"]),
        ({"confirmed_by": ""}, ["请填写此项"]),
        ({"confirmed_by": "长" * 51}, ["50"]),
        ({"confirmed_way": ""}, ["请选择"]),
        ({"confirmed_on": ""}, ["请填写此项"]),
        ({"confirmed_on": "2026-11-18"}, ["10 交付周期", "不能早于"]),
        ({"confirmed_on": "2026-12-30"}, ["10 交付周期", "还没到"]),
        ({"explained_on": "someday"}, ["error"]),
        ({"clauses": ["nonsense", "99-0"]}, ["请勾选客户已确认的条款"]),
    ],
)
def test_a_refused_answer_says_all_at_once_and_keeps_ticks_and_words(cast, sign_in, changes, words):
    contract = make_contract(cast.lin)
    for headers in (HX, None):
        answer = confirm(sign_in("lin"), contract, (10, 0), (11, 0), headers=headers, **changes)
        assert answer.status_code == 422
        for word in words:
            assert word in answer.text
        if "clauses" not in changes:
            assert answer.text.count('data-row-pick\n    aria-label="客户已确认') == 11
            assert answer.text.count(" checked></label>") == 2
    assert contract.checks == []


@pytest.mark.parametrize(
    "theirs", [{"result": "bad", "objection": "太短"}, {"note": "另行商量", "result": ""}]
)
def test_a_clause_that_a_colleague_changed_meanwhile_stops_the_answer_and_keeps_the_ticks(
    cast, sign_in, theirs
):
    contract = make_contract(cast.lin)
    xu = sign_in("xu").post(f"/contracts/{contract.id}/checks/12", data={"seen": "0"} | theirs)
    assert xu.status_code == 303
    answer = confirm(sign_in("lin"), contract, (10, 0), (12, 0), headers=HX)
    assert answer.status_code == 409 and "12 售后保障、质保期 刚被修改过" in answer.text
    assert 'value="周敏"' in answer.text
    assert contract.check_row(10) is None and contract.mark_of(12).confirmed_by is None


def test_an_objection_or_a_settled_clause_is_not_confirmed_along_with_others(cast, sign_in):
    contract = check(make_contract(cast.lin), {10})
    contract.note_check(good_mark(11, result="bad", objection="希望 3-5-2"), by=cast.lin, at=NOW, today=TODAY)
    contract.note_check(Mark(16, "na", note="标准软件，不涉及"), by=cast.lin, at=NOW, today=TODAY)
    ticks = [tick.attributes["value"] for tick in walk(sign_in("lin"), contract, "C").css("[name=clauses]")]
    assert not {"10-1", "11-1", "16-1"} & set(ticks) and len(ticks) == 8
    for no in (10, 11, 16, 31, 1):
        seen = contract.check_row(no).version if contract.check_row(no) else 0
        assert confirm(sign_in("lin"), contract, (no, seen), headers=HX).status_code == 409
    assert contract.mark_of(11).objection == "希望 3-5-2" and contract.check_row(31) is None


def test_the_answer_is_for_who_marks_and_at_its_time(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    assert confirm(sign_in("lu"), contract, (10, 1)).status_code == 403
    assert confirm(sign_in("chen"), contract, (10, 1)).status_code == 404
    assert walk(sign_in("lin"), contract, "C").css_first("#confirmation-form") is None
    assert confirm(sign_in("lin"), contract, (10, 1)).status_code == 409


def test_all_clauses_at_once_leave_only_the_last_confirmation(cast, sign_in):
    contract = check(make_contract(cast.lin), checklist.BEFORE_APPROVAL - checklist.CONFIRMED)
    confirm(sign_in("lin"), contract, *((no, 0) for no in sorted(checklist.CLAUSES)))
    assert [item.no for item in contract.missing()] == [31]
    sign_in("lin").post(f"/contracts/{contract.id}/checks/31", data=mark(31))
    assert contract.missing() == []
