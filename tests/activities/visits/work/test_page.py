"""What visits ask for in a day: a time, three things in the bag, the record; near its time the line opens the visit."""

from datetime import timedelta

from salesapp.activities.visits import actions
from salesapp.db import db
from salesapp.web import clock
from salesapp.work import page
from tests.activities.visits.factories import HOUR, NOW, TUESDAY, booked, make_visit

MINUTE = timedelta(minutes=1)


def lines(user, now):
    """Return the lines of visits in somebody's day: kind, words, where their button leads."""
    with clock.frozen(now):
        return [
            (todo.kind, todo.title, todo.action_url)
            for todo in page.day(user, now).own
            if todo.kind.startswith("visit")
        ]


def test_a_planned_visit_asks_to_be_agreed_three_days_before(cast, db_session):
    visit = make_visit(cast.lin, starts_at=TUESDAY + 24 * HOUR * 7, ends_at=None)
    assert lines(cast.lin, NOW) == []
    (line,) = lines(cast.lin, TUESDAY + 24 * HOUR * 4)
    assert line[0] == "visit_booking" and line[2] == f"/visits/{visit.id}#booking"
    wish = make_visit(cast.fang, starts_at=None, ends_at=None)
    assert [line[2] for line in lines(cast.fang, NOW)] == [f"/visits/{wish.id}#booking"]


def test_a_booked_one_is_prepared_the_day_before_until_three_things_are_ticked(cast, db_session):
    visit = booked(cast.lin)
    assert [line[0] for line in lines(cast.lin, NOW)] == ["visit_preparation"]
    for item in visit.preparation:
        if item.is_fixed:
            item.tick(by=cast.lin, at=NOW)
    db.session.commit()
    assert lines(cast.lin, NOW) == []


def test_near_its_time_it_opens_and_afterwards_it_is_written_down(cast, db_session):
    visit = booked(cast.lin)
    for item in visit.preparation:
        item.tick(by=cast.lin, at=NOW)
    db.session.commit()
    show, boxes = f"/visits/{visit.id}", f"/visits/{visit.id}/record"
    assert lines(cast.lin, TUESDAY - 31 * MINUTE)[0][2] == show
    assert lines(cast.lin, TUESDAY - 30 * MINUTE)[0][2] == boxes
    with clock.frozen(TUESDAY + 3 * HOUR + MINUTE):
        (todo,) = [one for one in page.day(cast.lin, clock.now()).own if one.kind == "visit_record"]
        assert todo.overdue and todo.action_url == boxes
    actions.cancel(visit, "不去了", by=cast.lin, at=NOW)
    db.session.commit()
    assert lines(cast.lin, TUESDAY) == []
