"""A changed rule shows which open dates it would move, and moves them only when told to."""

import json
from datetime import date, timedelta

import pytest

from salesapp.activities.tasks.models import Task
from salesapp.contracts.handoff.models import Handoff
from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.policies.queries import policy
from salesapp.policies.rules import Group
from salesapp.trail.models import AuditEntry
from salesapp.web import cache
from tests.activities.factories import make_record
from tests.contracts.factories import make_contract, sign
from tests.opportunities.factories import make_opportunity
from tests.pages import part
from tests.policies.test_routes import filled


@pytest.fixture
def change(sign_in, cast):
    """Return what the director's form answers to changed rules."""
    client = sign_in("tang")

    def save(group, **values):
        answer = client.post(f"/settings/rules/{group.value}", data=filled(client, group) | values)
        db.session.expire_all()
        cache.forget()
        return answer

    return save


def entries(event):
    return [
        json.loads(one.changes) for one in db.session.scalars(db.select(AuditEntry).filter_by(event=event))
    ]


def test_open_hand_offs_are_shown_before_anything_is_saved_and_move_when_told(change, cast):
    contract = sign(make_contract(cast.lin), cast)
    handoff = db.session.scalars(db.select(Handoff).filter_by(contract_id=contract.id)).one()
    before = handoff.due_on
    asked = change(Group.CONTRACTS, handoff_workdays="5")
    assert asked.status_code == 422
    assert f"交接 {contract.number}" in asked.text and before.isoformat() in asked.text
    assert "有 1 个未办结的期限会随之改变" in asked.text
    assert policy("handoff_workdays") == 3 and db.session.get(Handoff, handoff.id).due_on == before

    assert change(Group.CONTRACTS, handoff_workdays="5", dates="move").status_code == 303
    assert policy("handoff_workdays") == 5
    assert db.session.get(Handoff, handoff.id).due_on > before
    assert entries("rule_dates") == [{"moved": 1, "rules": ["handoff_workdays"]}]


def test_open_dates_stay_when_told_to(change, cast):
    contract = sign(make_contract(cast.lin), cast)
    handoff = db.session.scalars(db.select(Handoff).filter_by(contract_id=contract.id)).one()
    before = handoff.due_on
    assert change(Group.CONTRACTS, handoff_workdays="5", dates="keep").status_code == 303
    assert (policy("handoff_workdays"), db.session.get(Handoff, handoff.id).due_on) == (5, before)
    assert entries("rule_dates") == []


def test_a_rule_that_moves_nothing_is_saved_at_once(change, cast):
    assert change(Group.CONTRACTS, handoff_workdays="5").status_code == 303
    assert policy("handoff_workdays") == 5


def test_open_letters_follow_the_hours(change, cast, at):
    record = make_record(cast.lin, is_first=True)
    db.session.commit()
    letter = db.session.scalars(db.select(Task).filter_by(subject_id=record.id, kind="thank_you")).one()
    before = letter.due_at
    asked = change(Group.FIRST_CONTACT, thank_you_hours="48")
    assert asked.status_code == 422 and "感谢邮件" in asked.text
    assert change(Group.FIRST_CONTACT, thank_you_hours="48", dates="move").status_code == 303
    assert db.session.get(Task, letter.id).due_at == before + timedelta(hours=24)


def test_follow_ups_take_on_the_new_rhythm_and_what_is_overdue_stays(change, cast, at):
    late = make_opportunity(cast.lin, grade="B", at=at(2026, 10, 1, 9, 0))
    fresh = make_opportunity(cast.lin, grade="B")
    was_late, was_due = late.next_due_on, fresh.next_due_on
    asked = change(Group.CADENCE, followup_b_days="7")
    assert asked.status_code == 422 and fresh.name in asked.text and late.name not in asked.text
    assert change(Group.CADENCE, followup_b_days="7", dates="move").status_code == 303
    assert db.session.get(Opportunity, late.id).next_due_on == was_late < date(2026, 11, 23)
    assert db.session.get(Opportunity, fresh.id).next_due_on < was_due


def test_what_one_may_not_see_is_only_counted_and_nothing_is_called_wrong(sign_in, cast):
    own, other = make_opportunity(cast.lin, grade="B"), make_opportunity(cast.chen, grade="B")
    client = sign_in("xu")
    data = filled(client, Group.CADENCE) | {"followup_b_days": "7"}
    asked = client.post("/settings/rules/cadence", data=data)
    moving = part(asked, "moving")
    assert asked.status_code == 422 and own.name in moving.text and other.name not in asked.text
    assert "另有 1 项" in moving.text and list(moving.links.values()) == [f"/opportunities/{own.id}"]
    assert "有 2 个未办结的期限会随之改变" in part(asked, "asks").text
    assert 'id="error-summary"' not in asked.text and "aria-invalid" not in asked.text


def test_hand_offs_and_letters_of_another_team_are_only_counted(sign_in, cast):
    contract = sign(make_contract(cast.lin), cast)
    make_record(cast.lin, is_first=True)
    db.session.commit()
    client = sign_in("ma")
    for group, changed in ((Group.CONTRACTS, "handoff_workdays"), (Group.FIRST_CONTACT, "thank_you_hours")):
        value = {"handoff_workdays": "5", "thank_you_hours": "48"}[changed]
        asked = client.post(f"/settings/rules/{group.value}", data=filled(client, group) | {changed: value})
        moving = part(asked, "moving")
        assert asked.status_code == 422 and moving.links == {} and "另有 1 项" in moving.text
        assert contract.number not in asked.text


def test_a_vetoed_value_is_said_before_anybody_is_asked(change, cast):
    sign(make_contract(cast.lin), cast)
    answer = change(Group.CONTRACTS, handoff_workdays="0")
    assert answer.status_code == 422 and "可填 1 至 30" in answer.text and 'id="moving"' not in answer.text
