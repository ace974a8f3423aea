"""The missing notice is asked for once."""

from datetime import date

import pytest
from sqlalchemy import select

from salesapp.calendar import queries
from salesapp.calendar.notices import jobs
from salesapp.mail.models import OutgoingMail
from tests.calendar.notices.texts import NOTICE_2027
from tests.conftest import MONDAY


@pytest.fixture
def supervisor(sign_in, cast):
    return sign_in("xu")


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


def test_once_the_notice_is_in_nobody_is_asked(supervisor, cast):
    supervisor.post("/settings/calendar/notices", data={"text": NOTICE_2027})

    assert queries.missing_notice(date(2026, 11, 23)) is None
    assert jobs.ask_for_notice(at=MONDAY) == 0
