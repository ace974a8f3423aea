from datetime import date

import pytest
from sqlalchemy import select

from salesapp import capability
from salesapp.calendar import actions, jobs, queries
from salesapp.calendar.actions import CalendarRefused
from salesapp.calendar.due_dates import Moved
from salesapp.calendar.models import CalendarDay, CalendarYear
from salesapp.calendar.rules import OFFICIAL, PROVISIONAL
from salesapp.capability import Capability
from salesapp.db import db, touch_config
from salesapp.mail.models import OutgoingMail
from salesapp.trail.models import AuditEntry
from salesapp.web import cache
from tests.calendar.notices import NOTICE_2026, NOTICE_2027
from tests.conftest import MONDAY


@pytest.fixture
def supervisor(sign_in, cast):
    return sign_in("xu")


@pytest.fixture
def promise(monkeypatch):
    """A floor above with one open due date, three working days after 2027-02-04."""
    held = {"due": date(2027, 2, 10)}

    def recalculate(calendar, *, by, at):
        due = calendar.add_working_days(date(2027, 2, 4), 3)
        if due != held["due"]:
            yield Moved("交接 XS-HT-2027-0001", held["due"], due, "/contracts/1", "林*")
            if calendar_is_kept():
                held["due"] = due

    def calendar_is_kept():
        return not db.session().in_nested_transaction()

    above = Capability(name="above", calendar=(recalculate,))
    monkeypatch.setattr(capability, "_installed", (*capability.installed(), above))
    return held


def test_without_any_row_the_shipped_years_are_in_force(db_session):
    calendar = queries.work_calendar()

    assert calendar.add_working_days(date(2026, 2, 12), 3) == date(2026, 2, 24)
    assert calendar.status(2026) == OFFICIAL
    assert calendar.status(2027) == PROVISIONAL


def test_a_filled_calendar_says_the_same_and_is_not_filled_twice(db_session):
    assert (
        actions.fill(at=MONDAY) == db.session.scalar(select(db.func.count()).select_from(CalendarDay)) > 200
    )
    assert actions.fill(at=MONDAY) == 0
    assert queries.work_calendar().working_days_in(date(2026, 1, 1), date(2026, 12, 31)) == 248


def test_years_beyond_the_table_have_their_statutory_days(db_session):
    calendar = queries.work_calendar()

    assert not calendar.is_working(date(2030, 10, 1))
    assert calendar.status(2030) == PROVISIONAL


def test_the_calendar_costs_no_query_the_second_time(db_session, count_queries):
    queries.work_calendar()
    with count_queries() as counted:
        queries.work_calendar()

    assert counted.total == 0


def test_the_year_shows_holidays_make_up_days_and_how_sure_it_is(sign_in, cast, count_queries):
    client = sign_in("lin")
    client.get("/settings/calendar?year=2026")
    with count_queries() as counted:
        page = client.get("/settings/calendar?year=2026").text

    assert counted.total <= 8
    assert "248 个工作日" in page
    assert "正式" in page
    assert 'class="make-up"' in page
    assert "暂定" in client.get("/settings/calendar?year=2027").text
    assert "粘贴放假通知" not in page


@pytest.mark.parametrize("year", ["1800", "2200"])
def test_a_year_without_a_lunar_table_is_not_found(supervisor, year):
    assert supervisor.get(f"/settings/calendar?year={year}").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/settings/calendar/notices/new"),
        ("POST", "/settings/calendar/notices/previews"),
        ("POST", "/settings/calendar/notices"),
        ("POST", "/settings/calendar/company-days"),
        ("POST", "/settings/calendar/company-days/2026-11-23/removals"),
    ],
)
def test_a_rep_reads_the_calendar_and_changes_nothing(sign_in, cast, method, path):
    assert sign_in("lin").open(path, method=method).status_code == 403


def test_a_preview_lists_days_and_due_dates_and_changes_nothing(supervisor, promise):
    page = supervisor.post("/settings/calendar/notices/previews", data={"text": NOTICE_2027})

    assert page.status_code == 200
    assert "2027-01-31" in page.text
    assert "2027-02-09" in page.text
    assert "交接 XS-HT-2027-0001" in page.text
    assert "2027-02-16" in page.text
    assert queries.work_calendar().status(2027) == PROVISIONAL
    assert queries.work_calendar().is_working(date(2027, 2, 9))
    assert promise["due"] == date(2027, 2, 10)
    assert db.session.scalars(select(CalendarDay)).all() == []


def test_an_applied_notice_is_in_force_moves_due_dates_and_is_in_the_trail(supervisor, promise):
    page = supervisor.post("/settings/calendar/notices", data={"text": NOTICE_2027})

    assert "2027-02-16" in page.text
    calendar = queries.work_calendar()
    assert calendar.status(2027) == OFFICIAL
    assert calendar.is_working(date(2027, 1, 31))
    assert not calendar.is_working(date(2027, 2, 9))
    assert not calendar.is_working(date(2027, 10, 4))
    known = db.session.get(CalendarYear, 2027)
    assert known.notice == NOTICE_2027
    assert "notice_import" in db.session.scalars(select(AuditEntry.event)).all()


def test_a_notice_that_changes_nothing_leads_back_to_the_year(supervisor):
    answer = supervisor.post("/settings/calendar/notices", data={"text": NOTICE_2026})

    assert answer.status_code == 303
    assert queries.work_calendar().working_days_in(date(2026, 1, 1), date(2026, 12, 31)) == 248


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "请填写此项"),
        ("今天天气不错", "没有找到年份"),
        (NOTICE_2027.replace("四）放假调休，共7天", "四）放假调休，共8天", 1), "按日期计算为 7 天"),
        (NOTICE_2027.replace("1月31日（周日）", "1月31日（周一）"), "与通知所写的星期不符"),
        ("x" * 30_000, "内容过长"),
        (NOTICE_2027.partition("三、")[0], "是否粘贴了全文"),
    ],
)
def test_a_notice_that_is_not_understood_is_refused_with_the_phrase(supervisor, text, sentence):
    for path in ("/settings/calendar/notices/previews", "/settings/calendar/notices"):
        answer = supervisor.post(path, data={"text": text})
        assert answer.status_code == 422
        assert sentence in answer.text
    assert queries.work_calendar().status(2027) == PROVISIONAL


def test_pasting_again_replaces_the_year_and_keeps_company_days(supervisor, cast):
    supervisor.post("/settings/calendar/notices", data={"text": NOTICE_2027})
    add(supervisor, first="2027-02-12", name="厂休")
    supervisor.post(
        "/settings/calendar/notices", data={"text": NOTICE_2027.replace("、2月20日（周六）上班", "上班")}
    )

    calendar = queries.work_calendar()
    assert not calendar.is_working(date(2027, 2, 20))
    assert not calendar.is_working(date(2027, 2, 12))


def add(client, **values):
    data = {"first": "2026-12-24", "last": "", "working": "off", "name": "年终盘点"} | values
    return client.post("/settings/calendar/company-days", data=data)


@pytest.mark.parametrize("values", [{"first": "0001-01-01"}, {"first": "9999-12-31"}, {"last": "9999-12-31"}])
def test_company_days_of_years_that_nobody_can_reckon_are_refused(supervisor, values):
    answer = add(supervisor, **values)
    assert answer.status_code == 422 and "日历支持 1901 至 2099 年" in answer.text


def test_company_days_off_and_worked_are_set_and_taken_back(supervisor):
    assert add(supervisor, last="2026-12-25").status_code == 303
    assert add(supervisor, first="2026-12-26", working="worked", name="赶工").status_code == 303
    calendar = queries.work_calendar()
    assert [calendar.is_working(date(2026, 12, day)) for day in (24, 25, 26)] == [False, False, True]
    assert "年终盘点" in supervisor.get("/settings/calendar?year=2026").text

    supervisor.post("/settings/calendar/company-days/2026-12-24/removals")

    cache.forget()
    assert queries.work_calendar().is_working(date(2026, 12, 24))


def test_a_company_day_over_a_holiday_gives_the_holiday_back_when_it_goes(supervisor):
    add(supervisor, first="2026-10-01", working="worked", name="值班")
    assert queries.work_calendar().is_working(date(2026, 10, 1))

    supervisor.post("/settings/calendar/company-days/2026-10-01/removals")

    assert not queries.work_calendar().is_working(date(2026, 10, 1))


@pytest.mark.parametrize(
    "values",
    [
        {"first": ""},
        {"first": "yesterday"},
        {"last": "2026-12-23"},
        {"last": "2027-12-24"},
        {"name": ""},
        {"name": "长" * 61},
        {"working": "perhaps"},
    ],
)
def test_bad_company_days_are_refused(supervisor, values):
    assert add(supervisor, **values).status_code == 422
    assert db.session.scalars(select(CalendarDay).where(CalendarDay.company)).all() == []


@pytest.mark.parametrize("day", ["2026-12-24", "tomorrow", "2026-13-45"])
def test_a_company_day_that_is_not_there_is_not_found(supervisor, day):
    assert supervisor.post(f"/settings/calendar/company-days/{day}/removals").status_code == 404


def test_a_break_of_more_than_a_month_is_refused(cast):
    with pytest.raises(CalendarRefused):
        actions.add_company_days(
            first=date(2026, 12, 1), last=date(2027, 1, 1), working=False, name="停产", by=cast.xu, at=MONDAY
        )


def test_from_mid_november_the_missing_notice_is_asked_for_once(supervisor, cast, db_session):
    assert queries.missing_notice(date(2026, 11, 14)) is None
    assert queries.missing_notice(date(2026, 11, 15)) == 2027
    assert "2027 年的放假通知尚未导入" in supervisor.get("/settings/calendar").text

    assert jobs.ask_for_notice(at=MONDAY) == 1
    db_session.commit()
    assert jobs.ask_for_notice(at=MONDAY) == 0
    mail = db_session.scalars(select(OutgoingMail)).one()
    assert mail.to == "admin@example.cn"
    assert mail.subject == "2027 年放假安排仍为暂定"


def test_a_change_that_was_taken_back_is_not_remembered(db_session, cast):
    actions.add_company_days(
        first=date(2026, 12, 24), last=None, working=False, name="盘点", by=cast.xu, at=MONDAY
    )
    assert not queries.work_calendar().is_working(date(2026, 12, 24))
    db_session.rollback()
    touch_config()

    assert queries.work_calendar().is_working(date(2026, 12, 24))


def test_once_the_notice_is_in_nobody_is_asked(supervisor, cast):
    supervisor.post("/settings/calendar/notices", data={"text": NOTICE_2027})

    assert queries.missing_notice(date(2026, 11, 23)) is None
    assert jobs.ask_for_notice(at=MONDAY) == 0
