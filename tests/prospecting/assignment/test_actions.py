"""Rows get who calls first and until when; each stands in that person's day (R14)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from salesapp.prospecting.assignment import actions, queries
from salesapp.prospecting.assignment.rules import Way
from salesapp.prospecting.lists import actions as lists
from salesapp.prospecting.lists.rules import ProspectRefused
from salesapp.refusals import NotAllowed
from salesapp.web import clock
from salesapp.work import page
from salesapp.work.models import WorkItem
from tests.prospecting.factories import NOW, TODAY, add_row, commit, make_list, make_persona

pytestmark = pytest.mark.usefixtures("frozen_clock")


def open_work(db_session) -> list[tuple[int, int, date]]:
    rows = db_session.scalars(select(WorkItem).where(WorkItem.kind == "prospect", WorkItem.done_at.is_(None)))
    return [(row.subject_id, row.user_id, clock.local(row.due_at).date()) for row in rows]


def test_a_row_is_to_be_contacted_within_three_working_days(cast, db_session):
    found = make_list(cast.xu)
    row = add_row(found)
    actions.give(found, [row.id], cast.lin.id, None, by=cast.xu, at=NOW)
    commit()
    assert (row.owner, row.planned_on) == (cast.lin, date(2026, 11, 26))
    assert open_work(db_session) == [(row.id, cast.lin.id, date(2026, 11, 26))]
    day = page.day(cast.lin, NOW)
    assert [todo.title for todo in day.own] == [f"首次联系：{row.full_name}"]
    with clock.frozen(NOW + timedelta(days=4)):
        assert page.day(cast.lin, clock.now()).overdue == 1


def test_work_ends_with_the_first_contact_and_comes_back_with_who_takes_it_up(cast, db_session):
    found = make_list(cast.lin)
    row = add_row(found)
    actions.give(found, [row.id], cast.lin.id, TODAY, by=cast.lin, at=NOW)
    row.note_contact("要资料", by=cast.lin, at=NOW)
    commit()
    assert open_work(db_session) == [] and row.result == "contacted"
    other = add_row(found)
    actions.give(found, [other.id], cast.lin.id, TODAY, by=cast.lin, at=NOW)
    other.give_up("停产", by=cast.lin, at=NOW)
    commit()
    assert open_work(db_session) == []
    other.take_up(by=cast.lin, at=NOW)
    commit()
    assert [row_id for row_id, *_rest in open_work(db_session)] == [other.id]


def test_a_row_is_taken_back(cast, db_session):
    found = make_list(cast.xu)
    row = add_row(found)
    actions.give(found, [row.id], cast.lin.id, None, by=cast.xu, at=NOW)
    actions.give(found, [row.id], None, None, by=cast.xu, at=NOW)
    commit()
    assert (row.owner, row.planned_on) == (None, None) and open_work(db_session) == []
    assert [turn.what for turn in row.turns] == ["assigned", "taken_back"]


def test_a_day_of_ones_own_counts_and_none_that_has_passed(cast):
    found = make_list(cast.xu)
    row = add_row(found)
    actions.give(found, [row.id], cast.lin.id, date(2026, 12, 1), by=cast.xu, at=NOW)
    assert row.planned_on == date(2026, 12, 1)
    with pytest.raises(ProspectRefused):
        actions.give(found, [row.id], cast.lin.id, date(2026, 11, 20), by=cast.xu, at=NOW)


def test_by_turn_the_free_rows_that_are_followed_are_shared_the_best_first(cast):
    found = make_list(cast.xu, make_persona(cast.xu))
    poor, best, out = add_row(found, region="110105"), add_row(found), add_row(found, industry="I65")
    counted = actions.share_out(found, Way.TURN, people=[cast.lin.id, cast.fang.id], by=cast.xu, at=NOW)
    assert counted == {"林*": 1, "方*": 1}
    assert (best.owner, poor.owner, out.owner) == (cast.lin, cast.fang, None)
    loads = queries.loads([cast.lin.id, cast.fang.id], TODAY)
    assert loads[cast.lin.id] == (1, 0, 0)
    with pytest.raises(ProspectRefused):
        actions.share_out(found, Way.TURN, people=[cast.lin.id], by=cast.xu, at=NOW)


def test_by_region_each_group_goes_to_whom_was_chosen(cast):
    found = make_list(cast.xu)
    here, there = add_row(found), add_row(found, region="110105")
    actions.share_out(
        found, Way.REGION, groups={"320500": cast.fang.id, "110000": cast.chen.id}, by=cast.xu, at=NOW
    )
    assert here.owner == cast.fang and there.owner is None  # chen is of another team


def test_a_rep_takes_rows_of_their_own_list_and_gives_none_away(cast):
    found = make_list(cast.lin)
    row = add_row(found)
    assert queries.people(cast.lin) == [cast.lin]
    with pytest.raises(ProspectRefused) as refused:
        actions.give(found, [row.id], cast.fang.id, None, by=cast.lin, at=NOW)
    assert refused.value.field == "owner_id"
    with pytest.raises(NotAllowed):
        actions.give(found, [row.id], cast.fang.id, None, by=cast.fang, at=NOW)


def test_rows_of_other_lists_and_ended_ones_are_not_given(cast):
    found, other = make_list(cast.xu), make_list(cast.xu)
    foreign, ended = add_row(other), add_row(found)
    ended.give_up("停产", by=cast.xu, at=NOW)
    with pytest.raises(ProspectRefused):
        actions.give(found, [foreign.id, ended.id], cast.lin.id, None, by=cast.xu, at=NOW)
    lists.close_list(other, by=cast.xu, at=NOW)
    with pytest.raises(ProspectRefused):
        actions.give(other, [foreign.id], cast.lin.id, None, by=cast.xu, at=NOW)


def test_what_is_late_of_somebody_is_counted(cast):
    found = make_list(cast.xu)
    row = add_row(found)
    actions.give(found, [row.id], cast.lin.id, TODAY, by=cast.xu, at=NOW)
    assert queries.loads([cast.lin.id], TODAY)[cast.lin.id].late == 0
    assert queries.loads([cast.lin.id], TODAY + timedelta(days=1))[cast.lin.id].late == 1


def test_what_the_supervisor_gave_a_colleague_only_they_and_the_supervisor_move(cast):
    found = make_list(cast.lin)
    row = add_row(found)
    actions.give(found, [row.id], cast.fang.id, None, by=cast.xu, at=NOW)
    for to_id in (cast.lin.id, None):
        with pytest.raises(NotAllowed):
            actions.give(found, [row.id], to_id, None, by=cast.lin, at=NOW)
    assert row.owner == cast.fang
    actions.give(found, [row.id], cast.lin.id, None, by=cast.xu, at=NOW)
    assert row.owner == cast.lin
