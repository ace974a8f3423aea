"""W03, W19 and kills: two presses at one moment over two connections, and a process that dies inside a decision."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Barrier
from types import SimpleNamespace

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval, Decision
from salesapp.approvals.reminders import actions as reminders
from salesapp.db import db
from salesapp.mail.models import OutgoingMail
from salesapp.opportunities.decisions import actions
from salesapp.opportunities.decisions.queries import latest
from salesapp.opportunities.models import Opportunity
from salesapp.policies.actions import change as set_policy
from salesapp.web import clock
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.slow
TIMES = 4


@pytest.fixture
def people(fresh_app):
    """The cast of a database of its own, on the day of the opportunities; ma leads the team beside xu."""
    users = db.session.scalars(select(User)).unique().all()
    cast = SimpleNamespace(**{user.username: user for user in users})
    cast.ma.team_id = cast.xu.team_id
    db.session.commit()
    with clock.frozen(NOW):
        yield cast


def client_of(app, user):
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = user.get_id(), True
        session["seen"] = int(clock.now().timestamp())
    client.get("/approvals")
    return client


def together(app, *presses) -> list:
    """Send presses (person, path, data) at the same moment, each over a connection of its own; return the answers."""
    ready = [(client_of(app, person), path, data) for person, path, data in presses]
    db.session.remove()
    start = Barrier(len(ready))

    def press(one):
        client, path, data = one
        start.wait()
        return client.post(path, data=data)

    with ThreadPoolExecutor(len(ready)) as pool:
        return list(pool.map(press, ready))


def file_alone(people) -> Approval:
    """Return the round of a new file that the supervisors of the team decide alone."""
    for user in db.session.scalars(select(User)).unique():
        setattr(people, user.username, user)  # the last act let go of them
    set_policy("file_s_director", False, by=people.admin, at=clock.now())
    return latest(make_opportunity(people.lin, at=clock.now()))


def test_w03_of_two_answers_in_one_moment_the_first_decides_and_the_second_is_told(fresh_app, people):
    for _ in range(TIMES):
        round_ = file_alone(people)
        path, seat = f"/approvals/{round_.id}/decisions", round_.open_seats[0].id
        number = round_.id
        answers = together(
            fresh_app,
            (people.xu, path, {"seat_id": seat, "verdict": "agree"}),
            (people.ma, path, {"seat_id": seat, "verdict": "veto", "comment": "没有预算"}),
        )
        assert sorted(one.status_code for one in answers) == [303, 409]
        told = next(one.text for one in answers if one.status_code == 409)
        round_ = db.session.get(Approval, number)
        (decided,) = round_.decided
        first = decided.decision
        assert f"{first.by.name} 已于" in told and "您的本次意见未记录" in told
        assert round_.outcome == {"agree": "approved", "veto": "vetoed"}[first.verdict]
        assert db.session.scalar(select(func.count()).where(Decision.seat_id == seat)) == 1


def test_w19_of_a_withdrawal_and_a_decision_in_one_moment_one_is_booked(fresh_app, people):
    for _ in range(TIMES):
        round_ = file_alone(people)
        number, seat = round_.id, round_.open_seats[0].id
        withdrawn, agreed = together(
            fresh_app,
            (people.lin, f"/approvals/{number}/withdrawals", {}),
            (people.xu, f"/approvals/{number}/decisions", {"seat_id": seat, "verdict": "agree"}),
        )
        round_ = db.session.get(Approval, number)
        if withdrawn.status_code == 303:
            assert agreed.status_code == 409 and "此审批已结束：已撤回" in agreed.text
            assert (round_.outcome, round_.decided) == ("withdrawn", [])
        else:
            assert (withdrawn.status_code, agreed.status_code) in {(409, 303), (422, 303)}
            assert (round_.outcome, len(round_.decided)) == ("approved", 1)


def test_w30_a_double_click_is_one_decision(fresh_app, people):
    round_ = file_alone(people)
    data = {"seat_id": round_.open_seats[0].id, "verdict": "agree"}
    path, number = f"/approvals/{round_.id}/decisions", round_.id
    answers = together(fresh_app, (people.xu, path, data), (people.xu, path, data))
    assert sorted(one.status_code for one in answers) == [303, 409]
    assert len(db.session.get(Approval, number).decided) == 1


def test_who_decides_while_a_late_seat_is_told_of_is_not_told_of_a_change(fresh_app, people, monkeypatch):
    round_ = file_alone(people)
    number, seat = round_.id, round_.open_seats[0].id
    client = client_of(fresh_app, people.xu)
    db.session.remove()

    def decide():
        return client.post(f"/approvals/{number}/decisions", data={"seat_id": seat, "verdict": "agree"})

    with ThreadPoolExecutor(1) as pool:
        asked = []

        def meanwhile(*told, **_at):
            db.session.flush()
            asked.append(pool.submit(decide))
            assert not wait(asked, timeout=0.5).done  # it waits for what the job holds

        monkeypatch.setattr(reminders.mails, "late", meanwhile)
        assert reminders.escalate_late(at=clock.now() + timedelta(days=30)) == 1
        assert [one.result().status_code for one in asked] == [303]
    db.session.expire_all()
    decided = db.session.get(Approval, number).decided
    assert [(one.status, one.escalated_at is not None) for one in decided] == [("agree", True)]


def killed_at(step: int, opportunity_id: int) -> bool:
    """Decide in a process of its own that dies at its n-th statement; tell whether it was killed."""
    child = os.fork()
    if child == 0:
        try:
            db.engine.dispose(close=False)
            count = iter(range(1, 10_000))

            @event.listens_for(Engine, "after_cursor_execute")
            def die(*_args):
                if next(count) == step:
                    os.kill(os.getpid(), signal.SIGKILL)

            user = db.session.scalar(select(User).where(User.username == "xu"))
            opportunity = db.session.get(Opportunity, opportunity_id)
            actions.decide(opportunity, "agree", None, by=user, at=clock.now())
            db.session.commit()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def standing(opportunity_id: int) -> tuple:
    """Return what a decision changes: seats, decisions, and the mails it sends."""
    db.session.remove()
    round_ = latest(db.session.get(Opportunity, opportunity_id))
    seats = tuple((seat.role, seat.status, seat.decision is not None) for seat in round_.seats)
    found = (round_.outcome, seats, db.session.scalar(select(func.count(OutgoingMail.id))))
    db.session.remove()
    return found


def test_a_process_killed_inside_a_decision_leaves_all_or_nothing(fresh_app, people):
    number = make_opportunity(people.lin, at=clock.now()).id  # grade S: the director comes next
    before = standing(number)
    assert before[1] == (("supervisor", "open", False), ("director", "waiting", False))
    db.engine.dispose()
    for step in range(1, 60):
        if not killed_at(step, number):
            break
        assert standing(number) == before, step
        db.engine.dispose()
    assert step > 5
    assert standing(number)[1] == (("supervisor", "agree", True), ("director", "open", False))
