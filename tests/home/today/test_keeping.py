"""The first page of those who keep the house or read its trail: their own figures, each a link."""

from datetime import timedelta

import pytest

from salesapp.accounts.sessions.models import SignInDelay
from salesapp.trail.actions import record
from salesapp.web import clock


def figures(text: str) -> str:
    return text.partition('class="sheet tally"')[2].partition("</section>")[0]


@pytest.fixture
def house(cast, db_session):
    """Somebody who guesses at one account, one first password not changed yet."""
    for person in (cast.lin, cast.xu, cast.fang):
        person.must_change_password = False
    until = clock.now() + timedelta(minutes=10)
    db_session.add(SignInDelay(mark="m", user_id=cast.lin.id, failures=5, until=until, at=clock.now()))
    cast.fang.must_change_password = True
    db_session.commit()


def test_the_administrator_sees_people_calendar_and_background_work(house, sign_in):
    text = figures(sign_in("admin").get("/").text)

    assert "可登录人员" in text
    assert "<strong>1</strong><small>输错密码等待中" in text
    assert "未改初始密码" in text
    assert "年工作日历" in text
    assert "后台任务尚未运行" in text
    assert "上次备份" in text or "备份" in text
    assert text.count("<a ") == 7


def test_the_auditor_sees_the_trail_and_what_today_added(cast, db_session, sign_in):
    client = sign_in("auditor")
    record("export", cast.lin, actor=cast.lin)
    db_session.commit()
    whole = client.get("/").text
    text = figures(whole)

    assert "审计记录总数" in text
    assert "今日新增审计记录" in text
    assert "/settings/audit?since=" in text
    assert "/settings/audit/checks" in whole
    assert text.count("<a ") == 3
    client.post("/settings/audit/checks")
    assert "从未" not in figures(client.get("/").text)


@pytest.mark.parametrize("name", ["admin", "auditor"])
def test_neither_is_shown_contracts_or_people_who_wait(cast, db_session, sign_in, name):
    text = sign_in(name).get("/").text

    assert "暂无待处理事项" not in text
    assert "/contracts" not in figures(text)


def test_everybody_else_keeps_their_day(cast, db_session, sign_in):
    assert "可登录人员" not in sign_in("zheng").get("/").text
