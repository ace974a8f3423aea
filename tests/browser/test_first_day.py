"""A new representative's first day, walked on the phone from the first sign-in to the letter that a mail server has taken.

Nothing is put in the place of anything: a spreadsheet that LibreOffice wrote, Chromium, the queue with its worker, the
reading process where the extra `camera` is installed, the printer, a mail server on this machine.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from salesapp.accounts.models import Team, User
from salesapp.accounts.passwords import rules as passwords
from salesapp.accounts.people.actions import create_user
from salesapp.activities.calls.models import Call
from salesapp.activities.visits.models import Visit
from salesapp.db import db
from salesapp.jobs import bind
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.schedule.queue.actions import open_queue
from salesapp.web import clock
from tests.browser.first_day import (
    CALLS,
    CARD,
    FIRST,
    Day,
    call,
    give_ten_to_oneself,
    hold_and_write_down,
    import_the_table,
    photograph_a_card,
    plan_a_visit,
    prepare_and_pack,
    send_the_letter,
    sign_in,
)  # fmt: skip
from tests.browser.spreadsheets import ROWS, spreadsheet
from tests.conftest import MONDAY
from tests.mail.offices import office

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.slow


@pytest.fixture
def worker(site) -> Iterator[None]:
    """The jobs process's worker, as `salesapp jobs` starts it, in a thread of its own."""
    queue = open_queue(site.app.config["SALESAPP"])
    bind(site.app, queue)
    consumer = queue.create_consumer(
        workers=1, worker_type="thread", periodic=False, initial_delay=0.05, max_delay=0.2
    )
    handlers = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    consumer.start()
    yield
    consumer.stop(graceful=True)
    for each, handler in handlers.items():
        signal.signal(each, handler)


@pytest.fixture
def rep(site) -> None:
    """The account that the new representative was given this morning."""
    with site.app.app_context():
        team = db.session.scalar(select(Team).where(Team.name == "华东"))
        create_user(
            username="ning", name="宁*", role="rep", password=passwords.hashed(FIRST), at=MONDAY, must_change=True,
            team_id=team.id, email="ning@example.cn",
        )  # fmt: skip
        db.session.commit()
        db.session.remove()


def check_what_arrived(post) -> None:
    """The mail server has the letter: once, from the company's box, with answers to the representative."""
    (letter,) = post.messages
    assert post.taken_for == [CARD["mail"]]
    assert letter["Reply-To"].addresses[0].addr_spec == "ning@example.cn"
    assert CARD["name"] in letter.get_body(("plain",)).get_content()
    assert [part.get_filename() for part in letter.iter_attachments()] == ["同行案例.pdf"]


def check_what_is_kept(site) -> None:
    """The records say what happened: the rows, the calls, the visit with its record."""
    with site.app.app_context():
        rep = db.session.scalar(select(User).where(User.username == "ning"))
        rows = select(Prospect.result, func.count()).join(ProspectList).where(ProspectList.owner_id == rep.id)
        counted = dict(db.session.execute(rows.group_by(Prospect.result)).all())
        assert counted == {"todo": ROWS - 2, "contacted": 1, "given_up": 1}
        calls = select(Call.result, func.count()).where(Call.by_id == rep.id).group_by(Call.result)
        assert dict(db.session.execute(calls).all()) == {"missed": 7, "later": 1, "refused": 1, "reached": 1}
        visit = db.session.scalar(select(Visit).where(Visit.owner_id == rep.id))
        assert visit.status == "done" and visit.activity.situation == "排产靠表格，三人维护"
        assert visit.activity.is_first
        db.session.remove()


def test_the_first_day(site, open_page, worker, rep, tmp_path, monkeypatch):
    table = spreadsheet(tmp_path)
    with office(site.app, monkeypatch) as post:
        day = Day(open_page(None, "/login", device="phone"))
        sign_in(day)
        import_the_table(day, table)
        give_ten_to_oneself(day)
        for nth in range(CALLS):
            call(day, nth)
        expect(day.page.get_by_text(f"今天已打 {CALLS} 个")).to_be_visible()
        photograph_a_card(day)
        with clock.frozen(MONDAY + 30 * MINUTE):
            plan_a_visit(day)
            prepare_and_pack(day)
        with clock.frozen(MONDAY + 285 * MINUTE):  # a quarter of an hour before the visit
            hold_and_write_down(day)
        with clock.frozen(MONDAY + 310 * MINUTE):
            send_the_letter(day)
        check_what_arrived(post)
    check_what_is_kept(site)
