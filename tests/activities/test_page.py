"""What contact records tell on a timeline and ask for in a day's work (R21–R23, R45)."""

from datetime import date, timedelta

from salesapp.activities import page, queries
from salesapp.activities.letters import queries as letters
from salesapp.activities.letters.actions import send_letter
from salesapp.activities.tasks import page as tasks
from salesapp.activities.tasks.queries import open_about
from salesapp.rounds import in_one_round
from salesapp.web.story import About, merged
from salesapp.work.page import day
from tests.activities.factories import NOW, make_record, promise
from tests.customers.factories import make_customer
from tests.work.factories import todo

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def timeline(about, now=NOW, groups=("task", "contact"), size=20, before=None):
    """What contact records and tasks tell together."""
    tellers = {"task": (open_about, tasks.tell), "contact": (queries.told, page.tell)}
    told = []
    for asks, tell in (tellers[one] for one in groups):
        look = asks(about, size=size, before=before)
        rows = in_one_round(look)[0] if look else ()
        told += tell(about, rows, now=now, size=size, groups=groups, before=before)
    return merged(told)


class TestTimeline:
    def test_what_is_to_come_stands_first_then_the_newest(self, cast, db_session):
        customer = make_customer(cast.lin)
        make_record(cast.lin, customer=customer, at=NOW - 3 * DAY, summary="早", next_at=NOW + DAY)
        make_record(cast.lin, customer=customer, summary="晚", next_at=NOW + 5 * DAY)
        entries = timeline(About(customer_id=customer.id))
        assert [entry.group for entry in entries] == ["task", "task", "contact", "contact"]
        assert [entry.note for entry in entries[2:]] == ["晚", "早"]

    def test_a_first_contact_tells_of_its_letter_and_its_promises(self, cast, db_session):
        record = make_record(cast.lin, is_first=True, promises=[promise("案例"), promise("框架")])
        about = About(customer_id=record.customer_id)
        (entry,) = timeline(about, groups=["contact"])
        assert entry.title == "首次沟通 · 电话 · 周敏"
        assert (entry.mark, entry.tone) == ("感谢邮件未发", "")
        assert "还有 2 项未兑现" in entry.note
        letter = letters.of_record(record.id)
        enclosed = [each.id for each in record.promises]
        sending = {"enclosed": enclosed, "sent_at": NOW + 3 * HOUR, "missing_reason": None}
        send_letter(letter, record, sending, by=cast.lin, at=NOW + 3 * HOUR)
        (entry,) = timeline(about, now=NOW + 4 * HOUR, groups=["contact"])
        assert (entry.mark, entry.tone) == ("感谢邮件 3 小时后发出", "done")
        assert "均已兑现" in entry.note

    def test_the_spin_boxes_are_shown_with_how_many_say_something(self, cast, db_session):
        record = make_record(cast.lin, situation="排产靠表格", problem="插单后漏料", need_payoff="一个月接通")
        (entry,) = timeline(About(customer_id=record.customer_id), groups=["contact"])
        assert "SPIN 3/4" in entry.aside
        assert [text for _name, text in entry.spin] == ["排产靠表格", "插单后漏料", "/", "一个月接通"]

    def test_the_next_page_begins_before_the_last_entry_shown(self, cast, db_session):
        customer = make_customer(cast.lin)
        for days in range(4, 0, -1):
            make_record(
                cast.lin, customer=customer, at=NOW - days * DAY, summary=str(days), next_at=NOW + 9 * DAY
            )
        about = About(customer_id=customer.id)
        first = timeline(about, groups=["contact"], size=2)
        rest = timeline(about, groups=["task", "contact"], size=2, before=first[-1].at)
        assert [entry.note for entry in [*first, *rest]] == ["1", "2", "3", "4"]

    def test_it_takes_one_query_for_each_kind_of_entry(self, cast, db_session, count_queries):
        customer = make_customer(cast.lin)
        for _each in range(3):
            make_record(cast.lin, customer=customer, is_first=True, promises=[promise()])
        about = About(customer_id=customer.id)
        db_session.commit()
        with count_queries() as counted:
            timeline(about)
        assert counted.total == 2


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
        letters.of_record(record.id).cancel("当面致谢", by=cast.lin, at=NOW)
        db_session.flush()
        (line,) = todo(cast.lin, NOW)
        assert (line.kind, line.overdue, line.due_words) == ("promise", True, "逾期 1 天")

    def test_nobody_sees_a_colleagues_day(self, cast, db_session):
        make_record(cast.lin, is_first=True)
        assert todo(cast.fang, NOW + DAY) == []

    def test_it_takes_one_query_however_much_there_is(self, cast, db_session, count_queries):
        for _each in range(4):
            make_record(cast.lin, is_first=True, promises=[promise(due_on=NOW.date())])
        db_session.commit()
        assert todo(cast.lin, NOW)
        with count_queries() as counted:
            assert day(cast.lin, NOW + 3 * DAY).own
        assert counted.total == 1
