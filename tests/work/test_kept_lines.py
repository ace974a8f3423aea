"""Lines of the day that say the same from morning to night are made once, and anew where anything that they tell of changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_babel import force_locale

from salesapp.db import db, touch_config
from salesapp.web import cache
from salesapp.work.page import day
from tests.activities.factories import NOW, make_record
from tests.opportunities.factories import make_opportunity

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def due(app, cast, db_session):
    """An opportunity of lin's whose follow-up is overdue, as a page would look at it."""
    opportunity = make_opportunity(cast.lin, at=NOW - 20 * DAY)
    db_session.commit()
    with app.test_request_context("/"):
        yield opportunity


def line(user, at=NOW):
    return next(todo for todo in day(user, at).own if todo.kind == "follow_up")


def test_a_row_that_is_as_it_was_has_the_very_line_until_midnight(due, cast):
    first = line(cast.lin)
    assert line(cast.lin, NOW + HOUR) is first
    tomorrow = line(cast.lin, NOW + DAY)
    assert tomorrow is not first and tomorrow.due_words != first.due_words


def test_a_change_of_what_it_tells_or_a_setting_makes_it_anew(due, cast, db_session):
    first = line(cast.lin)
    due.customer.short_name = "改名后"
    db_session.commit()
    renamed = line(cast.lin)
    assert "改名后" in renamed.title and "改名后" not in first.title
    touch_config()
    db.session.commit()
    cache.forget()
    assert line(cast.lin) is not renamed


def test_each_language_has_its_own(due, cast):
    chinese = line(cast.lin)
    with force_locale("en"):
        english = line(cast.lin)
        assert english.title != chinese.title and line(cast.lin) is english
    assert line(cast.lin) is chinese


def test_what_tells_the_hours_is_made_at_each_look(app, cast, db_session):
    make_record(cast.lin, is_first=True, at=NOW - HOUR)
    db_session.commit()
    with app.test_request_context("/"):
        first, later = (
            next(todo for todo in day(cast.lin, at).own if todo.hours_run) for at in (NOW, NOW + 3 * HOUR)
        )
        assert first.due_words != later.due_words


def test_what_somebody_left_behind_is_read_so_by_the_leader_alone(due, cast, db_session):
    own = line(cast.lin)
    cast.lin.active = False
    db_session.commit()
    left = line(cast.xu)
    assert (left.owner, left.action_url) == (cast.lin.name, left.url) and own.owner is None
    cast.lin.active = True
    db_session.commit()
    assert line(cast.lin) == own
