"""A whole group as conforming, by one press, and back."""

from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.together import rules
from salesapp.contracts.checklist.together.rules import at_once
from tests.contracts.checklist.walk.test_screens import walk
from tests.contracts.factories import NOW, TODAY, approve, check, good_mark, make_contract, submit
from tests.contracts.sent import HX, mark


def press(client, contract, letter, *, seen=None, headers=None):
    """Press 本组全部符合 as the page offers it, or with what was seen earlier."""
    if seen is None:
        seen = (
            walk(client, contract, letter).css_first(f"#group-{letter}-foot [name=seen]").attributes["value"]
        )
    sent = {"group": letter, "seen": seen}
    return client.post(f"/contracts/{contract.id}/group-checks", data=sent, headers=headers)


def results(contract) -> dict[int, str | None]:
    return {row.no: row.result for row in contract.checks}


def with_code(contract):
    contract.customer.credit_code = "91320594MA1WXQ3L51"
    return contract


def test_one_press_marks_the_group_and_says_so_with_undo(cast, sign_in):
    contract = with_code(make_contract(cast.lin))
    answer = press(sign_in("lin"), contract, "A", headers=HX)
    assert answer.status_code == 200 and answer.text.lstrip().startswith(
        '<section class="sheet" id="group-A"'
    )
    assert results(contract) == dict.fromkeys(range(1, 6), "ok")
    assert {row.checked_by for row in contract.checks} == {cast.lin} and contract.status == "checking"
    assert "A 主体：5 项已标为符合。" in answer.text and "还差 20 项" in answer.text
    undo = f'action="/contracts/{contract.id}/group-checks/{rules.stamp(contract.checks[0].checked_at)}/reversal"'
    assert undo in answer.text


def test_without_scripts_one_comes_back_to_the_group_with_undo_and_all_is_open_again(cast, sign_in):
    contract = with_code(make_contract(cast.lin))
    contract.note_check(checklist.Mark(4, note="授权书 11-20"), by=cast.xu, at=NOW, today=TODAY)
    lin, at = sign_in("lin"), f"/contracts/{contract.id}/checklist?group=A"
    answer = press(lin, contract, "A")
    assert (answer.status_code, answer.location) == (303, at)
    undo = walk(lin, contract, "A").css_first("#notices form").attributes["action"]
    back = lin.post(undo)
    assert (back.status_code, back.location) == (303, at)
    assert results(contract) == dict.fromkeys(range(1, 6))
    assert contract.check_row(4).note == "授权书 11-20"
    assert contract.check_row(1).checked_by is None
    again = lin.post(undo)
    assert again.status_code == 422 and "已不能撤销" in again.text


def test_undo_is_for_who_pressed_and_leaves_what_was_changed_since(cast, sign_in):
    contract = with_code(make_contract(cast.lin))
    press(sign_in("lin"), contract, "A")
    undo = f"/contracts/{contract.id}/group-checks/{rules.stamp(contract.check_row(1).checked_at)}/reversal"
    assert sign_in("xu").post(undo).status_code == 422
    assert (
        sign_in("xu")
        .post(f"/contracts/{contract.id}/checks/3", data=mark(3, seen="1", result="bad"))
        .status_code
        == 303
    )
    assert sign_in("lin").post(undo).status_code == 303
    assert results(contract) == {1: None, 2: None, 3: "bad", 4: None, 5: None}
    assert sign_in("fang").post(undo).status_code == 404


def test_what_was_submitted_is_not_taken_back(cast, sign_in):
    contract = with_code(make_contract(cast.lin))
    press(sign_in("lin"), contract, "A")
    undo = f"/contracts/{contract.id}/group-checks/{rules.stamp(contract.check_row(3).checked_at)}/reversal"
    stamp = contract.check_row(3).checked_at
    submit(contract)
    for no in range(1, 6):
        contract.check_row(no).checked_at = stamp
    assert sign_in("lin").post(undo).status_code == 422
    assert contract.check_row(3).result == "ok"


def test_two_people_on_one_group_keep_each_their_own(cast, sign_in):
    contract = with_code(make_contract(cast.lin))
    lin = sign_in("lin")
    seen = walk(lin, contract, "A").css_first("#group-A-foot [name=seen]").attributes["value"]
    assert seen == "1-0.2-0.3-0.4-0.5-0"
    assert (
        sign_in("xu")
        .post(f"/contracts/{contract.id}/checks/3", data=mark(3, result="bad", note="缺许可"))
        .status_code
        == 303
    )
    answer = press(sign_in("lin"), contract, "A", seen=seen, headers=HX)
    assert answer.status_code == 200 and "同事已改，保持不变：3。" in answer.text
    assert results(contract) == {1: "ok", 2: "ok", 3: "bad", 4: "ok", 5: "ok"}
    row = contract.check_row(3)
    assert (row.note, row.checked_by, row.version) == ("缺许可", cast.xu, 1)


def test_what_was_opened_again_since_one_looked_is_not_attested(cast, sign_in):
    contract = check(with_code(make_contract(cast.lin)), {7})
    contract.reopen([7])
    check(contract, {6, 8, 9})
    answer = press(sign_in("lin"), contract, "B", seen="7-1", headers=HX)
    assert answer.status_code == 409 and 'role="alert"' in answer.text and "同事已先标记" in answer.text
    assert contract.check_row(7).result is None
    plain = press(sign_in("lin"), contract, "B", seen="7-1")
    assert plain.status_code == 409 and "<h1>" in plain.text and "同事已先标记" in plain.text


def test_clauses_and_the_last_confirmation_are_never_marked_by_one_press(cast, sign_in):
    contract = make_contract(cast.lin)
    lin = sign_in("lin")
    for letter, seen in (("C", "10-0.11-0"), ("F", "31-0"), ("A", "x"), ("A", "")):
        for headers in (HX, None):
            answer = press(lin, contract, letter, seen=seen, headers=headers)
            assert answer.status_code == 422 and "没有可一次标为符合的条目" in answer.text
    for unknown in ("Z", ""):
        assert press(lin, contract, unknown, seen="1-0").status_code == 404
    assert contract.checks == []
    assert walk(lin, contract, "F").css_first("#group-F-foot [name=seen]") is None


def test_only_what_is_asked_for_now_and_unanswered_is_taken_along(cast):
    contract = make_contract(cast.lin)
    contract.note_check(good_mark(21, result="bad"), by=cast.lin, at=NOW, today=TODAY)
    taken = {letter: at_once(contract.marks(), letter, contract.asked, contract.case) for letter in "ABCDEF"}
    assert taken == {"A": [1, 3, 4, 5], "B": [6, 7, 8, 9], "C": [], "D": [22, 23, 24], "E": [], "F": []}


def test_an_item_that_needs_words_stays_open_and_is_named(cast, sign_in):
    contract = make_contract(cast.lin)
    answer = press(sign_in("lin"), contract, "A", headers=HX)
    assert "A 主体：4 项已标为符合。仍待处理：2 信用代码与执照未检查。" in answer.text
    assert contract.check_row(2) is None


def test_the_seals_of_an_approved_contract_are_marked_together(cast, sign_in):
    contract = approve(make_contract(cast.lin), cast)
    assert press(sign_in("lin"), contract, "E").status_code == 303
    assert [contract.check_row(no).result for no in range(27, 31)] == ["ok"] * 4


def test_sent_twice_it_is_done_once(cast, sign_in):
    contract = with_code(make_contract(cast.lin))
    lin, sent = sign_in("lin"), {"group": "A", "seen": "1-0.2-0", "token": "twice"}
    for _turn in range(2):
        answer = lin.post(f"/contracts/{contract.id}/group-checks", data=sent)
        assert (answer.status_code, answer.location) == (303, f"/contracts/{contract.id}/checklist?group=A")
    assert contract.check_row(1).version == 1
