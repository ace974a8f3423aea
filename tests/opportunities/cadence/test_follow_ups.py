"""Follow-ups of one opportunity: counted, late, and what falls due next."""

from datetime import date

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.opportunities.cadence.models import FollowUp
from salesapp.policies import actions as actions_of_policies
from salesapp.web import clock
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


def follow(opportunity, by, at):
    done = opportunity.record_follow_up(by=by, at=at, calendar=work_calendar())
    db.session.flush()
    return done


def test_follow_ups_move_the_next_due_date_and_count_the_week(cast, at):
    one = make_opportunity(cast.lin)
    first = follow(one, cast.lin, at(2026, 11, 24, 15, 0))
    assert (first.due_on, first.on_time) == (date(2026, 11, 26), True)
    assert (one.week_count, one.next_due_on) == (1, date(2026, 11, 27))
    follow(one, cast.lin, at(2026, 11, 24, 17, 0))
    assert (one.week_count, one.next_due_on) == (1, date(2026, 11, 27))
    last = follow(one, cast.lin, at(2026, 11, 27, 23, 0))  # Friday night is Friday
    assert (last.on_time, one.week_count, one.next_due_on) == (True, 2, date(2026, 12, 3))
    assert one.last_follow_up_at == at(2026, 11, 27, 23, 0)


def test_friday_night_in_shanghai_is_friday_though_the_server_s_week_is_another(cast, at):
    one = make_opportunity(cast.lin, grade="A", grade_reason="calm", at=at(2026, 11, 27, 23, 0))
    assert one.next_due_on == date(2026, 12, 4)


def test_a_follow_up_written_down_late_does_not_turn_the_clock_back(cast, at):
    one = make_opportunity(cast.lin)
    follow(one, cast.lin, at(2026, 11, 25, 10, 0))
    follow(one, cast.lin, at(2026, 11, 24, 10, 0))
    assert (one.last_follow_up_at, one.week_count) == (at(2026, 11, 25, 10, 0), 2)


def test_an_extra_one_meets_whoever_changes_the_opportunity_meanwhile(cast, at):
    one = make_opportunity(cast.lin)
    follow(one, cast.lin, at(2026, 11, 24, 15, 0))
    before = one.version
    with clock.frozen(at(2026, 11, 24, 16, 0)):
        follow(one, cast.lin, at(2026, 11, 24, 10, 0))  # earlier on that day: nothing of the rhythm moves
    assert one.version == before + 1


def test_missed_weeks_stand_on_the_next_follow_up(cast, at):
    one = make_opportunity(cast.lin)
    late = follow(one, cast.lin, at(2026, 12, 8, 10, 0))
    assert (late.missed, late.on_time) == (4, True)


def test_the_rhythm_of_the_settings_is_in_force_at_once(cast):
    actions_of_policies.change("followup_s_count", 3, by=cast.xu, at=NOW)
    one = make_opportunity(cast.lin)
    assert (one.week_quota, one.next_due_on) == (3, date(2026, 11, 25))


def test_a_follow_up_is_one_row_and_one_query_for_its_past(cast, count_queries, at):
    one = make_opportunity(cast.lin)
    work_calendar()
    db.session.refresh(one)
    with count_queries() as counted:
        follow(one, cast.lin, at(2026, 11, 24, 10, 0))
    assert counted.total <= 6, counted.statements
    assert db.session.scalar(db.select(db.func.count(FollowUp.id))) == 1
