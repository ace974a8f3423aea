"""How late a decision is: in working days, in the same words on the day, in the inbox and on the page."""

import pytest

from salesapp.approvals.flow import page as flow
from salesapp.approvals.inbox import page as inbox
from salesapp.calendar.page import overdue_in_workdays
from salesapp.web import clock
from tests.contracts.factories import check, make_contract, submit
from tests.work.factories import todo

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ((2026, 11, 24, 9, 1), "已过 09:00"),
        ((2026, 11, 25, 8), "逾期 1 个工作日"),
        ((2026, 11, 30, 9), "逾期 4 个工作日"),
    ],
)
def test_one_sentence_of_lateness_wherever_it_is_said(cast, at, when, words):
    contract = submit(check(make_contract(cast.lin)))
    approval = contract.approvals[-1]
    seat, now = approval.open_seats[0], at(*when)
    seat.due_at = at(2026, 11, 24, 9)
    with clock.frozen(now):
        (line,) = [one for one in todo(cast.xu, now) if one.url == f"/approvals/{approval.id}"]
        (row,) = [one for one in inbox.inbox(cast.xu, now).rows if one.approval_id == approval.id]
        (round_,) = flow.rounds_shown([approval], now)
        (told,) = [one for turn in round_.turns for one in turn if one.waits]
        assert line.due_words == row.due == told.due == overdue_in_workdays(seat.due_at, now)
    assert line.overdue and row.late and told.late
    assert line.due_words.replace(" ", "") == words.replace(" ", "")
