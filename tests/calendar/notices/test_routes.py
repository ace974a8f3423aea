"""The notice pasted on the screen, and what it moves (3.9)."""

from datetime import date

import pytest
from sqlalchemy import select

from salesapp import capability
from salesapp.calendar import queries
from salesapp.calendar.models import CalendarDay, CalendarYear
from salesapp.calendar.rules import OFFICIAL, PROVISIONAL, Moved
from salesapp.capability import Capability
from salesapp.db import db
from salesapp.trail.models import AuditEntry
from tests.calendar.notices.texts import NOTICE_2026, NOTICE_2027


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


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("2月12日另行通知", "未能识别"), ("公司定于3月1日至20日停产检修", "不是法定节假日")],
)
def test_a_date_that_was_not_understood_blocks_with_its_sentence(supervisor, sentence, words):
    for path in ("/settings/calendar/notices/previews", "/settings/calendar/notices"):
        answer = supervisor.post(path, data={"text": f"{NOTICE_2027}\n{sentence}。"})
        assert answer.status_code == 422
        assert sentence in answer.text.replace("<q>", "") and words in answer.text
        assert "付诸实施" not in answer.text and "开始执行" not in answer.text
    assert queries.work_calendar().status(2027) == PROVISIONAL


def test_a_notice_that_joins_company_days_to_an_endless_break_is_said_in_the_preview(supervisor):
    add(supervisor, first="2027-02-12", last="2027-03-13", name="停产")
    add(supervisor, first="2027-03-14", last="2027-04-11", name="停产")
    for path in ("/settings/calendar/notices/previews", "/settings/calendar/notices"):
        answer = supervisor.post(path, data={"text": NOTICE_2027})
        assert answer.status_code == 422
        assert "连续 60 天不上班" in answer.text
