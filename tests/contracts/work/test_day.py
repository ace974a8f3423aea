"""What contracts put on everybody's day: each its own line, with the one tap that does it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesapp.contracts.approval import actions as approving
from salesapp.contracts.handoff import actions as handing
from salesapp.contracts.work.page import figures
from salesapp.contracts.work.queries import next_handoff
from salesapp.db import db
from salesapp.rights.rules import LEADERS
from salesapp.web import clock
from salesapp.work import page
from tests.contracts.factories import NOW, approve, decide, make_contract, send, sign, submit
from tests.work.factories import todo

#: What contracts ask for; the opportunities behind them ask too, for their own approval among others.
KINDS = {"checklist", "sign", "approval", "handoff", "receipt"}


def asked(user, now):
    """Return the lines of contracts in a person's day."""
    lines = [line for line in todo(user, now) if line.kind in KINDS]
    return [line for line in lines if line.kind != "approval" or "XS-HT-" in line.title]


def kinds(user, now=NOW) -> list[tuple[str, bool, bool]]:
    """Kind, lateness and whether it waits for this person's decision."""
    with clock.frozen(now):
        return [(each.kind, each.overdue, each.waiting) for each in asked(user, now)]


def test_a_draft_asks_its_owner_for_the_checklist_and_nobody_else(cast):
    contract = make_contract(cast.lin)
    (line,) = asked(cast.lin, NOW)
    assert (
        line.kind == "checklist"
        and line.action_url == f"/contracts/{contract.id}/checklist"
        and not line.overdue
    )
    for other in (cast.fang, cast.xu, cast.tang, cast.zheng, cast.gao, cast.lu, cast.admin, cast.auditor):
        assert asked(other, NOW) == []


def test_an_approval_asks_who_is_to_decide_until_it_is_decided(cast):
    contract = submit(make_contract(cast.lin))
    assert kinds(cast.lin) == []
    assert kinds(cast.xu) == [("approval", False, True)]
    assert kinds(cast.ma) == kinds(cast.zheng) == []
    assert kinds(cast.xu, NOW + timedelta(days=2)) == [("approval", True, True)]
    decide(contract, cast.xu)
    assert kinds(cast.xu) == [] and kinds(cast.zheng) == [("approval", False, True)]


def test_a_supervisor_is_not_asked_to_approve_what_they_submitted(cast):
    submit(make_contract(cast.xu, amount=Decimal("50000")))
    assert kinds(cast.xu) == [] and kinds(cast.tang) == [("approval", False, True)]


def test_an_approved_contract_asks_for_its_signature_and_a_returned_one_for_its_checklist(cast):
    approve(make_contract(cast.lin), cast)
    returned = submit(make_contract(cast.lin))
    decide(returned, cast.xu, "return", "请补技术协议")
    assert sorted(kinds(cast.lin)) == [("checklist", False, False), ("sign", False, False)]


def test_a_returned_contract_says_on_its_owners_day_who_returned_it_and_why(cast):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, "return", "请补技术协议。")
    (line,) = asked(cast.lin, NOW)
    assert line.detail == "许* 退回：请补技术协议。请补充后重新提交"
    assert line.action_url == f"/contracts/{contract.id}/checklist"
    approving.submit(contract, answer="协议另签", by=cast.lin, at=NOW)
    approving.withdraw(contract, by=cast.lin, at=NOW)
    assert [line.detail for line in asked(cast.lin, NOW)] == ["许* 退回：请补技术协议。请补充后重新提交"]


def test_a_vetoed_contract_says_on_its_owners_day_who_vetoed_it_and_why(cast):
    decide(submit(make_contract(cast.lin)), cast.xu, "veto", "毛利低于底线")
    assert [line.detail for line in asked(cast.lin, NOW)] == ["许* 否决：毛利低于底线。请修改或作废"]


def test_a_contract_that_was_taken_back_or_never_submitted_names_nobody(cast):
    make_contract(cast.lin)
    approving.withdraw(submit(make_contract(cast.lin)), by=cast.lin, at=NOW)
    assert [line.detail for line in asked(cast.lin, NOW)] == ["逐项检查，客户逐条确认"] * 2


def test_what_a_deputy_returned_names_for_whom(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    day = f"{clock.local(NOW).date()}"
    data = {"principal": cast.xu.id, "deputy": cast.ma.id, "starts_on": day, "ends_on": day}
    with clock.frozen(NOW):
        assert sign_in("admin").post("/approvals/deputies", data=data).status_code == 303
    decide(contract, cast.ma, "return", "请补技术协议")
    (line,) = asked(cast.lin, NOW)
    assert line.detail.startswith("马* 代 许* 退回：请补技术协议")


def test_a_hand_off_asks_its_sender_then_its_receivers_then_both_are_free(cast):
    contract = sign(make_contract(cast.lin), cast)
    assert kinds(cast.lin) == [("handoff", False, False)] and kinds(cast.zheng) == kinds(cast.gao) == []
    send_it(contract, cast)
    assert kinds(cast.lin) == []
    assert kinds(cast.zheng) == kinds(cast.gao) == [("receipt", False, True)]
    handing.receive(contract, "returned", "缺技术协议", by=cast.gao, at=NOW)
    assert kinds(cast.gao) == [] and kinds(cast.lin) == [("handoff", False, False)]


def send_it(contract, cast):
    """Send the sheet of a signed contract."""
    from tests.contracts.factories import FILLED

    handing.send(contract, contract.handoff.values() | FILLED, by=cast.lin, at=NOW)


@pytest.mark.parametrize("days", [3, 4])
def test_a_late_hand_off_stands_on_the_supervisors_day_with_who_has_not_received(cast, days):
    contract = send(make_contract(cast.lin), cast)
    handing.receive(contract, "accepted", None, by=cast.gao, at=NOW)
    then = NOW + timedelta(days=days)
    late = days == 4
    assert kinds(cast.zheng, then) == [("receipt", late, True)]
    with clock.frozen(then):
        lines = asked(cast.xu, then)
    assert len(lines) == late and asked(cast.ma, then) == []
    if late:
        assert (
            "售后/交付已接收" in lines[0].detail
            and "财务未接收" in lines[0].detail
            and lines[0].owner == "林*"
        )
        assert kinds(cast.tang, then) == [("handoff", True, False)]


def test_the_calendar_decides_when_it_is_late(cast):
    contract = sign(make_contract(cast.lin), cast)
    contract.handoff.due_on = date(2026, 11, 20)
    assert kinds(cast.lin) == [("handoff", True, False)]


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 11, 18), "逾期 3 个工作日"),
        (date(2026, 11, 20), "逾期 1 个工作日"),
        (date(2026, 11, 22), "逾期 1 个工作日"),
        (date(2026, 11, 23), "今日"),
        (date(2026, 11, 24), "明日"),
    ],
)
def test_a_deadline_in_working_days_is_late_by_working_days(cast, due_on, words):
    contract = sign(make_contract(cast.lin), cast)
    contract.handoff.due_on = due_on
    with clock.frozen(NOW):
        (line,) = asked(cast.lin, NOW)
    assert line.due_words == words


def test_on_a_day_off_it_is_late_without_a_number(cast, at):
    contract = sign(make_contract(cast.lin), cast)
    contract.handoff.due_on = date(2026, 11, 27)
    (line,) = asked(cast.lin, at(2026, 11, 29, 9, 0))
    assert (line.overdue, line.due_words) == (True, "已逾期")


def figure(user, now):
    with clock.frozen(now):
        return [(one.number, one.unit, one.late) for one in figures(user, now, None)]


def test_the_figure_counts_as_its_row_does_for_those_who_have_the_row(cast, at):
    contract = sign(make_contract(cast.lin), cast)
    contract.handoff.due_on = date(2026, 11, 20)
    db.session.commit()
    late = at(2026, 11, 25, 9, 0)
    assert {figure(user, late)[0] for user in (cast.lin, cast.xu, cast.tang)} == {(3, "个工作日", True)}
    assert {line.due_words for line in asked(cast.lin, late)} == {"逾期 3 个工作日"}
    for nobodys in (cast.fang, cast.ma, cast.zheng, cast.gao, cast.lu):
        assert figure(nobodys, late) == []


def test_whoever_waits_for_others_has_no_figure_of_the_hand_off(cast):
    send(make_contract(cast.lin), cast)
    assert figure(cast.lin, NOW) == figure(cast.tang, NOW) == []
    assert figure(cast.zheng, NOW) == figure(cast.gao, NOW) != []


def test_the_day_costs_one_query(cast, count_queries):
    for _each in range(2):
        send(make_contract(cast.lin), cast)
    for user in (cast.lin, cast.xu, cast.tang, cast.zheng, cast.gao, cast.lu):
        assert asked(user, NOW) is not None
        user.id, user.role, user.team_id
        with count_queries() as counted:
            page.day(user, NOW)
        counted.statements = [each for each in counted.statements if "FROM calendar" not in each]
        gone = user.role in LEADERS  # whose work is left behind is asked first
        assert len(counted.statements) <= 1 + gone, (user.username, counted.statements)


def test_the_next_hand_off_is_read_by_the_index_of_one_person(cast, count_queries):
    """However many hand-offs the company has, the first page reads those of one person."""
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")
    sign(make_contract(cast.lin), cast)
    with count_queries() as counted:
        assert next_handoff(cast.lin, NOW) is not None
    statement, values = counted.statements[-1], counted.values[-1]
    steps = db.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)
    reads = [row[3] for row in steps if "work_item" in row[3]]
    assert reads[0] == "SEARCH work_item USING INTEGER PRIMARY KEY (rowid=?)"  # what was found, by number
    assert reads[1].startswith(
        "SEARCH work_item USING COVERING INDEX ix_work_item_user (user_id=? AND kind=?"
    )
    assert all("ix_work_item_kind" not in step and "SCAN" not in step for step in reads), reads
