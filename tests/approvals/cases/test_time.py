"""W21–W23, W34: reminders, limits over a holiday, limits that pass, a clock that goes back."""

from datetime import timedelta

from salesapp.approvals.reminders.actions import recalculate
from salesapp.approvals.reminders.jobs import chase
from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.mail.models import OutgoingMail
from salesapp.web import clock


def reminders() -> list[OutgoingMail]:
    """Return the reminders in the outbox."""
    return [mail for mail in db.session.query(OutgoingMail) if "催办" in mail.body]


def test_w21_once_in_four_hours_whoever_presses(desk, at):
    with clock.frozen(at(2026, 11, 23, 10, 5)):
        desk.submit("50000")
        assert desk.act("lin", "reminders").status_code == 303
        for who in ("lin", "tang"):
            again = desk.act(who, "reminders")
            assert again.status_code == 422 and "14:05" in again.text
        assert len(reminders()) == 1
        assert "14:05" in desk.page("lin") and "后可再次催办" in desk.page("lin")
    with clock.frozen(at(2026, 11, 23, 14, 5)):
        assert desk.act("tang", "reminders").status_code == 303
    assert len(reminders()) == 2


def test_w21_at_night_it_is_kept_for_the_morning_and_taken_back_when_decided(desk, at):
    with clock.frozen(at(2026, 11, 27, 22)):  # a Friday
        desk.submit("50000")
        client = desk.sign_in("lin")
        answer = client.post(f"/approvals/{desk.round.id}/reminders")
        assert answer.status_code == 303
        said = client.get(answer.location).text
        assert "催办 1 人，邮件将于下一个工作日上午（11月30日 09:00）发出" in said and "已催办" not in said
        (kept,) = reminders()
        assert clock.local(kept.next_try_at) == at(2026, 11, 30, 9)
        desk.agreed("xu")
    assert reminders() == []
    with clock.frozen(at(2026, 11, 30, 10)):
        assert desk.act("lin", "reminders").status_code == 422


def test_w22_a_limit_over_a_holiday_counts_working_days(desk, at):
    with clock.frozen(at(2026, 9, 30, 17)):
        seat = desk.submit("50000").open_seats[0]
        assert "10月8日 17:00 前" in desk.page("lin")
    for day in (1, 3, 7):
        assert chase(at=at(2026, 10, day, 12)) == 0
    assert chase(at=at(2026, 10, 8, 17) + timedelta(seconds=1)) == 1
    assert seat.due_at == at(2026, 10, 8, 17)


def test_w22_another_calendar_moves_the_limit_and_says_so(desk, at):
    with clock.frozen(at(2026, 11, 23, 15)):
        round_ = desk.submit("50000")
        desk.sign_in("admin")
        calendar = work_calendar()

        class Shut:
            """The same calendar, with Tuesday off."""

            def __getattr__(self, name):
                return getattr(calendar, name)

            def is_working(self, day):
                return day.day != 24 and calendar.is_working(day)

            def add_working_days(self, start, count):
                while count:
                    start += timedelta(days=1)
                    count -= self.is_working(start)
                return start

        (moved,) = recalculate(Shut(), by=desk.cast.admin, at=clock.now())
        assert (moved.before.day, moved.after.day, "TZ-1" in moved.what) == (24, 25, True)
        db.session.commit()
        assert round_.open_seats[0].due_at == at(2026, 11, 25, 15)


def test_w23_a_passed_limit_reminds_and_tells_above_and_never_decides(desk, at):
    desk.submit("50000")
    db.session.query(OutgoingMail).delete()
    assert chase(at=at(2026, 11, 24, 9, 1)) == 1
    told = {mail.to: mail.body for mail in db.session.query(OutgoingMail)}
    assert set(told) == {"xu@example.cn", "tang@example.cn"} and "仍在等：销售主管" in told["tang@example.cn"]
    assert chase(at=at(2026, 12, 24, 9)) == 0 and desk.round.is_running
    assert [seat.status for seat in desk.round.seats] == ["open"] and desk.asked("xu")


def test_w34_a_clock_that_goes_back_leaves_the_order_and_no_decision_before_its_submission(desk, at):
    desk.submit("200000")
    with clock.frozen(at(2026, 11, 23, 8, 40)):
        desk.agreed("xu", "zheng")
    first, second = desk.round.decided
    assert [seat.role for seat in (first, second)] == ["supervisor", "finance"]
    assert first.decision.at == second.decision.at == desk.round.submitted_at == at(2026, 11, 23, 9)
    assert "11月23日 09:00" in desk.page("lin")
