"""The mail of the day's work: who gets one, what stands in it, never twice (R33)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from salesapp import db as database
from salesapp import jobs
from salesapp.calendar import actions as calendar
from salesapp.db import db
from salesapp.home.today import mails
from salesapp.home.today.jobs import remind
from salesapp.mail.models import OutgoingMail, queue
from salesapp.policies import actions
from salesapp.schedule.models import JobRun
from salesapp.schedule.rules import Every, latest_slot
from salesapp.web import cache, clock
from salesapp.work import queries
from tests.activities.factories import make_record
from tests.opportunities.factories import make_opportunity

DAY = timedelta(days=1)


@pytest.fixture
def morning(frozen_clock, at):
    return at(2026, 11, 24, 8, 0)  # a Tuesday


@pytest.fixture
def neglected(cast, db_session, at):
    """An opportunity of lin's that nobody has followed up for three weeks, on a day long past."""
    one = make_opportunity(cast.lin, at=at(2026, 11, 2, 9, 0))
    db_session.commit()
    return one


def outbox() -> dict[str, OutgoingMail]:
    mails = db.session.scalars(db.select(OutgoingMail).where(OutgoingMail.about == "digest")).all()
    found = {mail.to.partition("@")[0]: mail for mail in mails}
    assert len(found) == len(mails), "somebody has two"
    return found


def test_who_has_work_gets_one_mail_with_what_is_overdue_and_where_it_opens(neglected, morning, app):
    remind(at=morning)
    mail = outbox()["lin"]
    assert mail.subject.startswith("今日应跟进 · 11月24日 · 共 ") and "逾期 1" in mail.subject
    assert "2026-11-24（周二）" in mail.body
    late, url = mail.body.splitlines()[3:5]
    assert mail.body.splitlines()[2] == "【已逾期】1"
    assert late.startswith(f"- [{neglected.grade}] ") and "逾期" in late
    assert url == f"  {app.config['SALESAPP'].base_url}/opportunities/{neglected.id}"


def test_more_follow_ups_than_the_mail_lists_are_counted_and_linked(
    neglected, cast, at, morning, monkeypatch
):
    make_opportunity(cast.lin, at=at(2026, 11, 2, 9, 0))
    db.session.commit()
    monkeypatch.setattr(queries, "MOST_OF_A_KIND", 1)
    remind(at=morning)
    mail = outbox()["lin"]
    assert "逾期 2" in mail.subject and "共 2 " in mail.subject
    assert "另有 1 项到期跟进" in mail.body and "/opportunities?scope=mine" in mail.body


def test_what_is_due_today_stands_apart_from_what_is_overdue(cast, db_session, at, frozen_clock):
    make_record(cast.lin, at=at(2026, 11, 23, 10, 0), next_at=at(2026, 11, 24, 15, 0))
    db_session.commit()
    remind(at=at(2026, 11, 24, 8, 0))
    body = outbox()["lin"].body
    assert "【今天到期】" in body and "【已逾期】" not in body


def test_nobody_without_work_gets_one(neglected, morning):
    remind(at=morning)
    assert set(outbox()) == {"lin", "xu", "tang"}  # whose work, whose team, whose company


def test_nobody_without_an_address_or_an_account_gets_one(neglected, cast, morning, db_session):
    cast.lin.email, cast.xu.active = None, False
    db_session.commit()
    remind(at=morning)
    assert set(outbox()) == {"tang"}


def test_the_supervisor_reads_what_is_overdue_in_the_team(neglected, cast, morning, app):
    remind(at=morning)
    body = outbox()["xu"].body
    assert "【团队逾期】1" in body
    assert f"- {cast.lin.name} · 逾期跟进 1" in body
    assert f"{app.config['SALESAPP'].base_url}/opportunities/breaches?owner={cast.lin.id}" in body
    assert "ma" not in outbox()  # the other team


def test_each_reads_it_in_their_own_language(neglected, cast, morning, db_session):
    cast.lin.locale = "en"
    db_session.commit()
    remind(at=morning)
    assert outbox()["lin"].subject.startswith("Due today · 24 Nov")
    assert outbox()["xu"].subject.startswith("今日应跟进")


def test_a_second_run_sends_nothing_more(neglected, morning):
    assert remind(at=morning) == 3
    assert remind(at=morning) == 0
    assert remind(at=morning + timedelta(hours=5)) == 0
    assert len(outbox()) == 3


def test_the_outbox_itself_refuses_a_second_mail_of_the_same_day(cast, morning):
    words = {"to": cast.lin, "subject": "s", "body": "b", "at": morning}
    assert queue(**words, once="digest-2026-11-24-1")
    assert queue(**words, once="digest-2026-11-24-1") is None
    assert queue(**words, once="digest-2026-11-25-1")
    assert queue(**words) and queue(**words)


def test_the_next_day_brings_the_next_mail_and_takes_back_one_that_never_left(neglected, morning, db_session):
    remind(at=morning)
    outbox()["xu"].sent_at = morning
    db_session.commit()
    remind(at=morning + DAY)
    mails = db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id)).all()
    assert [(mail.to.partition("@")[0], mail.created_at) for mail in mails if mail.sent_at] == [
        ("xu", morning)
    ]
    waiting = {mail.to.partition("@")[0]: mail.created_at for mail in mails if not mail.sent_at}
    assert waiting == dict.fromkeys(("lin", "xu", "tang"), morning + DAY)


def test_days_off_are_left_in_peace_and_make_up_days_are_not(neglected, at, frozen_clock):
    calendar.fill(at=at(2026, 11, 1, 8, 0))
    assert remind(at=at(2026, 11, 28, 9, 0)) == 0  # a Saturday
    assert remind(at=at(2026, 10, 1, 9, 0)) == 0  # National Day, a Thursday
    db.session.execute(db.update(OutgoingMail).values(created_at=at(2026, 10, 1)))
    assert remind(at=at(2026, 12, 1, 9, 0)) == 3


def test_it_waits_for_its_hour_and_can_be_switched_off(neglected, cast, at, frozen_clock):
    assert remind(at=at(2026, 11, 24, 7, 59)) == 0
    actions.change("digest_hour", 10, by=cast.xu, at=clock.now())
    cache.forget()
    assert remind(at=at(2026, 11, 24, 9, 0)) == 0
    actions.change("digest", False, by=cast.xu, at=clock.now())
    cache.forget()
    assert remind(at=at(2026, 11, 24, 10, 0)) == 0
    actions.change("digest", True, by=cast.xu, at=clock.now())
    cache.forget()
    assert remind(at=at(2026, 11, 24, 10, 0)) == 3


@pytest.mark.parametrize(
    ("hour", "now", "slot"), [(8, (24, 8, 0), (24, 8)), (8, (24, 7, 59), (23, 8)), (10, (24, 9, 0), (23, 10))]
)
def test_the_morning_begins_at_the_hour_that_is_set(at, hour, now, slot):
    local = clock.local(at(2026, 11, *now))
    assert latest_slot(Every.MORNING, local, hour=hour) == at(2026, 11, slot[0], slot[1], 0)


def test_the_schedule_sends_it_once_in_a_morning(fresh_app, frozen_clock, at):
    job = next(job for job in jobs.jobs() if job.name == "home.remind")
    with clock.frozen(at(2026, 11, 24, 8, 0)):
        assert job in jobs.due(fresh_app)
        assert jobs.run_job(fresh_app, job)
        assert not jobs.run_job(fresh_app, job)
    with clock.frozen(at(2026, 11, 24, 20, 0)):
        assert job not in jobs.due(fresh_app)
    with clock.frozen(at(2026, 11, 25, 8, 0)):
        assert job in jobs.due(fresh_app)
    assert db.session.get(JobRun, "home.remind").last_error is None


def test_a_day_of_hundreds_of_lines_makes_a_mail_that_can_be_read(cast, db_session, at, frozen_clock):
    for _number in range(33):
        make_opportunity(cast.lin, at=at(2026, 11, 2, 9, 0))
    db_session.commit()
    remind(at=at(2026, 11, 24, 8, 0))
    body = outbox()["lin"].body
    assert "【已逾期】33" in body and "- 另有 3 项" in body
    assert date(2026, 11, 24).isoformat() in body


def test_while_a_day_is_read_others_can_save(neglected, morning, monkeypatch):
    held, body = [], mails.body

    def told(*args):
        held.append(db.session().in_transaction() and not database._reading.get())
        return body(*args)

    monkeypatch.setattr(mails, "body", told)
    assert remind(at=morning) == len(outbox()) == len(held) > 1
    assert not any(held)
