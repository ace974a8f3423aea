"""The demo company is alive on the day it is built, in every state of every process."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import func, select, update

from salesapp import demo
from salesapp.accounts.models import User
from salesapp.accounts.passwords import rules as passwords
from salesapp.activities.models import Activity, Promise
from salesapp.activities.tasks.models import Task
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.work.rules import RECORD
from salesapp.approvals.models import Seat
from salesapp.contracts.handoff.models import Handoff, HandoffReceipt
from salesapp.contracts.models import Contract
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.demo.companies import COMPANIES
from salesapp.demo.plots import PLOTS
from salesapp.mail.models import OutgoingMail
from salesapp.opportunities.board.models import StageChange
from salesapp.opportunities.models import Opportunity
from salesapp.trail.models import AuditEntry
from salesapp.web import cache, clock
from salesapp.work.models import WorkItem
from tests.conftest import CAST, MONDAY, _application, _database


@pytest.fixture(scope="module")
def built(company_database, tmp_path_factory):
    for url in _database("demo", tmp_path_factory, copy_of=company_database):
        app = _application(url, tmp_path_factory.mktemp("data"))
        with app.app_context(), clock.frozen(MONDAY):
            yield app
            db.session.remove()
            db.engine.dispose()
        cache.forget()


@pytest.fixture
def company(built):
    with clock.frozen(MONDAY):
        yield built
        db.session.rollback()


def tally(column):
    return Counter(dict(db.session.execute(select(column, func.count()).group_by(column)).all()))


def test_all_twelve_people_come_in_with_the_public_password(company):
    users = demo.open_accounts()
    assert {user.username: user.role for user in users} == {name: role for name, (_, role, _) in CAST.items()}
    assert demo.is_demo()
    assert not any(user.must_change_password for user in users)
    assert all(demo.describe(user) for user in users)


def test_every_open_opportunity_has_a_due_date_and_no_closed_one(company):
    """The list by due date walks the open ones along an index that knows no others."""
    has_due_date = Opportunity.next_due_on.is_not(None)
    found = set(db.session.execute(select(Opportunity.status == "open", has_due_date).distinct()).all())
    assert found == {(True, True), (False, False)}


def test_forty_customers_and_one_that_a_list_brought_are_spread_over_the_teams(company):
    owners = tally(Customer.owner_id)
    assert sum(owners.values()) == len(COMPANIES) + 1 == 41
    assert len(owners) == 5


def test_a_rare_character_a_very_long_name_and_an_english_one_are_among_them(company):
    names = db.session.scalars(select(Customer.full_name)).all()
    assert any("𬭎" in name for name in names)
    assert any(len(name) > 45 for name in names)
    assert any(name.isascii() for name in names)
    assert db.session.scalar(select(Contact.id).where(Contact.name == "龚䶮"))


def test_every_stage_grade_and_ending_of_an_opportunity_is_there(company):
    open_ones = select(Opportunity).where(Opportunity.status == "open").subquery()
    assert len(tally(open_ones.c.stage)) == 5
    assert set(tally(open_ones.c.grade)) == {"S", "A", "B"}
    assert set(tally(Opportunity.status)) == {"open", "won", "lost", "parked"}


def test_follow_ups_are_overdue_and_to_come(company):
    days = db.session.scalars(select(Opportunity.next_due_on).where(Opportunity.status == "open")).all()
    assert any(day < clock.today() for day in days)
    assert any(day > clock.today() for day in days)


def test_tasks_are_overdue_due_today_and_to_come(company):
    due = db.session.scalars(select(Task.due_at).where(Task.done_at.is_(None))).all()
    assert any(moment < MONDAY for moment in due)
    assert any(moment > MONDAY and clock.local(moment).date() == clock.today() for moment in due)
    assert any(clock.local(moment).date() > clock.today() for moment in due)


def test_thank_you_letters_were_sent_are_overdue_and_have_hours_left(company):
    letters = db.session.scalars(select(Task).where(Task.kind == "thank_you")).all()
    assert any(letter.done_at and letter.done_at <= letter.due_at for letter in letters)
    assert any(letter.done_at and letter.done_at > letter.due_at for letter in letters)
    waiting = [
        (letter.due_at - MONDAY).total_seconds() / 3600 for letter in letters if letter.done_at is None
    ]
    assert any(-24 < hours < 0 for hours in waiting)
    assert any(0 < hours < 3 for hours in waiting)


def test_a_visit_that_took_place_waits_to_be_written_down_in_the_day_and_in_the_team_s_table(company):
    lines = select(WorkItem.due_at, WorkItem.subject_id).where(
        WorkItem.kind == RECORD, WorkItem.done_at.is_(None)
    )
    late = [row.subject_id for row in db.session.execute(lines) if row.due_at < MONDAY]
    assert late and all(db.session.get_one(Visit, visit_id).started_at for visit_id in late)


def test_contracts_stand_in_every_state_and_handoffs_too(company):
    assert set(tally(Contract.status)) >= {
        "draft",
        "checking",
        "approving",
        "approved",
        "signed",
        "handed_over",
        "void",
    }
    assert set(tally(Handoff.status)) >= {"open", "sent", "returned", "done"}
    assert {"waiting", "accepted", "returned"} == set(tally(HandoffReceipt.status))
    late = db.session.scalars(select(Handoff).where(Handoff.status == "sent", Handoff.due_on < clock.today()))
    assert late.first() is not None


def test_approvals_wait_for_the_supervisor_finance_and_the_director(company):
    waiting = db.session.scalars(select(Seat.role).where(Seat.status == "open")).all()
    assert set(waiting) == {"supervisor", "finance", "director"}
    assert db.session.scalar(select(Seat.id).where(Seat.status == "return"))


def test_nothing_lies_in_the_future_and_months_lie_behind(company):
    for column in (
        Activity.ended_at,
        Activity.created_at,
        StageChange.at,
        Customer.created_at,
        Contract.updated_at,
    ):
        assert db.session.scalar(select(func.max(column))) <= MONDAY
    assert (MONDAY - db.session.scalar(select(func.min(Activity.started_at)))).days > 120


def test_a_person_who_left_has_somebody_who_follows(company):
    gone = db.session.scalars(select(Contact).where(Contact.status == "left")).one()
    assert gone.successor is not None


def test_promises_are_kept_and_open(company):
    done = tally(Promise.done_at.is_(None))
    assert done[True] and done[False]


def test_everything_was_done_by_somebody_and_the_audit_trail_knows(company):
    nobody = (
        select(func.count())
        .select_from(AuditEntry)
        .where(AuditEntry.actor_id.is_(None), AuditEntry.object_type == "contract")
    )
    assert db.session.scalar(nobody) == 0
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) > 1000


def test_no_mail_of_the_past_waits_to_be_sent(company):
    assert db.session.scalar(select(func.count()).where(OutgoingMail.sent_at.is_(None))) == 0


def test_every_customer_has_its_story_and_no_step_comes_before_the_one_it_needs():
    assert {plot.company for plot in PLOTS} == set(COMPANIES)
    for plot in PLOTS:
        assert [talk.ago for talk in plot.talks] == sorted((talk.ago for talk in plot.talks), reverse=True), (
            plot.company
        )
        for deal in plot.deals:
            assert all(ago <= deal.opened for _, ago in deal.moves), deal.name
            assert [ago for _, ago in deal.moves] == sorted((ago for _, ago in deal.moves), reverse=True), (
                deal.name
            )


def test_names_are_masked(company):
    people = db.session.scalars(select(User.name).where(User.role.not_in(("admin", "auditor")))).all()
    assert all("*" in name for name in people)
    for name in db.session.scalars(select(Customer.full_name)):
        assert "某" in name or "Sample" in name


def test_what_the_public_password_opens_is_found_out_once_and_again_where_it_was_changed(
    company, tmp_path, monkeypatch
):
    tried, kept = [], tmp_path / "accounts.json"
    matches = passwords.matches
    monkeypatch.setattr(
        passwords, "matches", lambda stored, typed: tried.append(stored) or matches(stored, typed)
    )
    for _time in range(2):
        assert len(demo.open_accounts(kept)) == 12
    assert len(tried) == 12
    changed = passwords.hash_password("Yue-liang-2026")
    db.session.execute(update(User).where(User.username == "lin").values(password_hash=changed))
    monkeypatch.setattr(db.session, "rollback", lambda: None)
    assert "lin" not in [user.username for user in demo.open_accounts(kept)]
    assert len(tried) == 13
    kept.write_text("torn")
    assert len(demo.open_accounts(kept)) == 11


def test_nobody_waits_for_the_trying_of_passwords(company, monkeypatch):
    held = []
    monkeypatch.setattr(
        passwords, "matches", lambda stored, typed: held.append(db.session().in_transaction())
    )
    demo.open_accounts()
    assert held == [False] * 12
