"""Grading one opportunity, and what stays written of it."""

from datetime import date

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.opportunities.grading import actions as grading
from salesapp.policies import actions as actions_of_policies
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


def follow(opportunity, by, at):
    done = opportunity.record_follow_up(by=by, at=at, calendar=work_calendar())
    db.session.flush()
    return done


def test_a_new_grade_starts_its_rhythm_and_keeps_what_had_lapsed(cast, at):
    one = make_opportunity(cast.lin)
    values = {"budget_score": 3, "chain_score": 3, "urgency_score": 3, "grade": "A", "grade_reason": None}
    grading.grade(one, values, by=cast.lin, at=at(2026, 12, 1, 10, 0))
    db.session.flush()
    assert (one.grade, one.suggested_grade, one.lapsed, one.next_due_on) == ("A", "A", 2, date(2026, 12, 4))
    assert (one.grade_changes[-1].before, one.grade_changes[-1].after) == ("S", "A")
    assert follow(one, cast.lin, at(2026, 12, 2, 10, 0)).missed == 2
    assert one.lapsed == 0


def test_grading_again_with_a_new_date_keeps_the_date_and_its_reason(cast):
    one = make_opportunity(cast.lin)
    values = {
        "budget_score": 4, "chain_score": 4, "urgency_score": 5, "expected_close_on": date(2027, 1, 20), "grade": "A",
        "grade_reason": "The building is late",
    }  # fmt: skip
    grading.grade(one, values, by=cast.lin, at=NOW)
    kept = [(change.field, change.before, change.after, change.reason) for change in one.grade_changes[1:]]
    assert kept == [
        ("expected_close_on", "2026-12-20", "2027-01-20", "The building is late"),
        ("grade", "S", "A", "The building is late"),
    ]
    assert one.grade_reason is None  # the suggestion agrees


def test_the_limits_of_the_settings_are_in_force_at_once(cast):
    actions_of_policies.change("grade_s_max_days", 20, by=cast.xu, at=NOW)
    assert make_opportunity(cast.lin, grade="A", grade_reason=None).suggested_grade == "A"
