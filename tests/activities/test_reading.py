"""The timeline, the day's work and the figures that contact records make (R10, R21–R23, R45)."""

from datetime import date, datetime, timedelta

import pytest

from salesapp.activities import actions, figures, queries, tasks
from salesapp.activities.timeline import timeline
from salesapp.activities.todos import todo
from salesapp.web.story import About
from tests.activities.factories import MINUTE, NOW, make_record, promise
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


class TestTimeline:
    def test_what_is_to_come_stands_first_then_the_newest(self, cast, db_session):
        customer = make_customer(cast.lin)
        make_record(cast.lin, customer=customer, at=NOW - 3 * DAY, summary="早", next_at=NOW + DAY)
        make_record(cast.lin, customer=customer, summary="晚", next_at=NOW + 5 * DAY)
        entries = timeline(About(customer_id=customer.id), now=NOW)
        assert [entry.group for entry in entries] == ["task", "task", "contact", "contact"]
        assert [entry.note for entry in entries[2:]] == ["晚", "早"]

    def test_a_first_contact_tells_of_its_letter_and_its_promises(self, cast, db_session):
        record = make_record(cast.lin, is_first=True, promises=[promise("案例"), promise("框架")])
        about = About(customer_id=record.customer_id)
        (entry,) = timeline(about, now=NOW, groups=["contact"])
        assert entry.title == "首次沟通 · 电话 · 周敏"
        assert (entry.mark, entry.tone) == ("感谢邮件未发", "")
        assert "还有 2 项未兑现" in entry.note
        letter = tasks.thank_you_of(record.id)
        enclosed = [each.id for each in record.promises]
        sending = {"enclosed": enclosed, "sent_at": NOW + 3 * HOUR, "missing_reason": None}
        actions.send_letter(letter, record, sending, by=cast.lin, at=NOW + 3 * HOUR)
        (entry,) = timeline(about, now=NOW + 4 * HOUR, groups=["contact"])
        assert (entry.mark, entry.tone) == ("感谢邮件 3 小时后发出", "done")
        assert "均已兑现" in entry.note

    def test_the_spin_boxes_are_shown_with_how_many_say_something(self, cast, db_session):
        record = make_record(cast.lin, situation="排产靠表格", problem="插单后漏料", need_payoff="一个月接通")
        (entry,) = timeline(About(customer_id=record.customer_id), now=NOW, groups=["contact"])
        assert "SPIN 3/4" in entry.aside
        assert [text for _name, text in entry.spin] == ["排产靠表格", "插单后漏料", "/", "一个月接通"]

    def test_moves_of_an_opportunity_stand_on_its_own_timeline_and_on_its_customers(self, cast, db_session):
        opportunity = make_opportunity(cast.lin)
        opportunity.move_to("need_confirmed", by=cast.lin, at=NOW + HOUR)
        db_session.commit()
        for about in (About(opportunity_id=opportunity.id), About(customer_id=opportunity.customer_id)):
            entries = timeline(about, now=NOW + 2 * HOUR, groups=["change"])
            assert "初步接触 → 需求确认" in entries[0].aside

    def test_the_next_page_begins_before_the_last_entry_shown(self, cast, db_session):
        customer = make_customer(cast.lin)
        for days in range(4, 0, -1):
            make_record(
                cast.lin, customer=customer, at=NOW - days * DAY, summary=str(days), next_at=NOW + 9 * DAY
            )
        about = About(customer_id=customer.id)
        first = timeline(about, now=NOW, groups=["contact"], size=2)
        rest = timeline(about, now=NOW, groups=["task", "contact"], size=2, before=first[-1].at)
        assert [entry.note for entry in [*first, *rest]] == ["1", "2", "3", "4"]

    def test_it_takes_one_query_for_each_kind_of_entry(self, cast, db_session, count_queries):
        customer = make_customer(cast.lin)
        for _each in range(3):
            make_record(cast.lin, customer=customer, is_first=True, promises=[promise()])
        about = About(customer_id=customer.id)
        db_session.commit()
        with count_queries() as counted:
            timeline(about, now=NOW)
        assert counted.total == 3


class TestTheDay:
    def test_a_letter_says_its_hours_and_turns_amber_then_red(self, cast, db_session):
        make_record(cast.lin, is_first=True, promises=[promise("案例")], next_at=NOW + 9 * DAY)
        states = []
        for hours in (1, 16, 25):
            (letter,) = todo(cast.lin, NOW + hours * HOUR)
            states.append((letter.due_words, letter.soon, letter.overdue))
        assert states == [
            ("剩 23 小时", False, False),
            ("剩 8 小时", True, False),
            ("逾期 1 小时", False, True),
        ]
        assert "案例" in letter.detail

    def test_next_contacts_stand_there_on_their_day_not_before(self, cast, db_session):
        make_record(cast.lin, next_at=NOW + DAY)
        assert todo(cast.lin, NOW) == []
        (line,) = todo(cast.lin, NOW + DAY - HOUR)
        assert line.action_url.startswith("/activities/new?customer=")
        assert (line.soon, line.overdue) == (True, False)

    def test_a_promise_is_due_on_its_day_and_not_while_the_letter_still_waits(self, cast, db_session):
        at = NOW - 2 * DAY
        record = make_record(
            cast.lin, is_first=True, at=at, promises=[promise("报价", due_on=date(2026, 11, 22))], next_at=NOW + 9 * DAY
        )  # fmt: skip
        assert [line.kind for line in todo(cast.lin, NOW)] == ["thank_you"]
        tasks.thank_you_of(record.id).cancel("当面致谢", by=cast.lin, at=NOW)
        db_session.flush()
        (line,) = todo(cast.lin, NOW)
        assert (line.kind, line.overdue, line.due_words) == ("promise", True, "逾期 1 天")

    def test_nobody_sees_a_colleagues_day(self, cast, db_session):
        make_record(cast.lin, is_first=True)
        assert todo(cast.fang, NOW + DAY) == []

    def test_it_takes_two_queries_however_much_there_is(self, cast, db_session, count_queries):
        for _each in range(4):
            make_record(cast.lin, is_first=True, promises=[promise(due_on=NOW.date())])
        db_session.commit()
        todo(cast.lin, NOW)
        with count_queries() as counted:
            assert todo(cast.lin, NOW + 3 * DAY)
        assert counted.total == 2


class TestFirstContacts:
    start, end = (
        datetime.fromisoformat("2026-11-01T00:00+08:00"),
        datetime.fromisoformat("2026-12-01T00:00+08:00"),
    )

    def send(self, record, by, hours):
        letter, at = tasks.thank_you_of(record.id), record.ended_at + hours * HOUR
        actions.send_letter(
            letter, record, {"enclosed": [], "sent_at": at, "missing_reason": None}, by=by, at=at
        )

    def figures(self, user, now):
        return figures.first_contacts(user, self.start, self.end, now)

    def test_nothing_has_no_rate(self, cast, db_session):
        found = self.figures(cast.lin, NOW)
        assert (found.made, found.letter_rate, found.conversion_rate) == (0, None, None)

    def test_letters_count_in_time_up_to_the_minute_they_were_due(self, cast, db_session):
        punctual, late, _unsent = (
            make_record(cast.lin, is_first=True, next_at=NOW + 9 * DAY) for _ in range(3)
        )
        self.send(punctual, cast.lin, 24)
        self.send(late, cast.lin, 25)
        db_session.flush()
        before = self.figures(cast.lin, NOW + 24 * HOUR)
        assert (before.made, before.letters, before.in_time) == (3, 2, 1)
        after = self.figures(cast.lin, NOW + 24 * HOUR + MINUTE)
        assert (after.letters, round(after.letter_rate)) == (3, 33)

    def test_a_customer_with_an_opportunity_counts_as_converted(self, cast, db_session):
        opportunity = make_opportunity(cast.lin)
        make_record(cast.lin, customer=opportunity.customer, is_first=True)
        make_record(cast.lin, is_first=True)
        found = self.figures(cast.lin, NOW)
        assert (found.converted, found.conversion_rate) == (1, 50)

    @pytest.mark.parametrize(("name", "made"), [("lin", 1), ("fang", 0), ("xu", 1), ("ma", 0), ("tang", 1)])
    def test_everybody_counts_what_they_see(self, cast, db_session, name, made):
        make_record(cast.lin, is_first=True)
        assert self.figures(getattr(cast, name), NOW).made == made

    def test_the_records_behind_the_rate_say_whether_the_letter_was_in_time(self, cast, db_session):
        record = make_record(cast.lin, is_first=True)
        self.send(record, cast.lin, 2)
        db_session.flush()
        (row,) = figures.letters(cast.lin, self.start, self.end)
        assert (row.activity_id, row.in_time) == (record.id, True)


@pytest.mark.parametrize(
    ("name", "sees"),
    [("lin", True), ("fang", False), ("xu", True), ("ma", False), ("tang", True), ("admin", False)],
)
def test_a_record_is_seen_by_those_who_see_the_customer(cast, db_session, name, sees):
    record = make_record(cast.lin)
    assert (queries.find(record.id, getattr(cast, name)) is not None) is sees


def test_who_took_part_sees_the_record_though_not_the_customer(cast, db_session):
    record = make_record(cast.lin, colleagues=[cast.he.id])
    assert queries.find(record.id, cast.he) is not None
