"""The day asks to confirm a grade that is suggested anew, and for another date where the expected one has passed (R28)."""

from datetime import date

import pytest

from salesapp.db import db
from salesapp.opportunities import actions
from salesapp.opportunities.grading.actions import grade_again
from salesapp.opportunities.grading.jobs import resuggest
from salesapp.opportunities.rules import FileRefused
from tests.opportunities.factories import NOW, make_opportunity
from tests.work.factories import todo

pytestmark = pytest.mark.usefixtures("frozen_clock")
SCORES = {"budget_score": 4, "chain_score": 4, "urgency_score": 5}


def asked(user, at, kind):
    """Return the lines of a kind in somebody's day."""
    return [line for line in todo(user, at) if line.kind == kind]


def night(at) -> None:
    resuggest(at=at)
    db.session.commit()


@pytest.fixture
def nearing(cast, at):
    """An opportunity of grade A, 60 days before its date."""
    return make_opportunity(
        cast.lin, at=at(2026, 11, 2, 9, 0), grade="A", grade_reason=None, expected_close_on=date(2026, 12, 31)
    )


def test_a_grade_suggested_anew_is_to_be_confirmed_until_somebody_decides(cast, at, nearing):
    night(at(2026, 11, 30, 2, 0))
    assert (nearing.grade, nearing.suggested_grade) == ("A", "A")
    assert asked(cast.lin, at(2026, 11, 30, 9, 0), "regrade") == []
    night(at(2026, 12, 1, 2, 0))
    assert (nearing.grade, nearing.suggested_grade) == ("A", "S"), "the confirmed grade stays"
    (line,) = asked(cast.lin, at(2026, 12, 1, 9, 0), "regrade")
    assert (line.action_url, line.overdue) == (f"/opportunities/{nearing.id}/grades/new", False)
    assert asked(cast.fang, at(2026, 12, 1, 9, 0), "regrade") == []
    night(at(2026, 12, 2, 2, 0))
    assert len(asked(cast.lin, at(2026, 12, 2, 9, 0), "regrade")) == 1
    grade_again(
        nearing, SCORES | {"grade": "A", "grade_reason": "预算推迟"}, by=cast.lin, at=at(2026, 12, 2, 9, 0)
    )
    db.session.commit()
    night(at(2026, 12, 3, 2, 0))
    assert asked(cast.lin, at(2026, 12, 3, 9, 0), "regrade") == [], "it stays by decision, with its reason"


def test_a_passed_date_asks_for_a_new_one_with_its_reason(cast, at):
    one = make_opportunity(cast.lin, expected_close_on=date(2026, 11, 25))
    night(at(2026, 11, 25, 23, 0))
    assert asked(cast.lin, at(2026, 11, 25, 23, 30), "expected_passed") == []
    night(at(2026, 11, 26, 2, 0))
    (line,) = asked(cast.lin, at(2026, 11, 26, 9, 0), "expected_passed")
    assert line.overdue
    assert line.action_url.startswith(f"/opportunities/{one.id}/edit")
    with pytest.raises(FileRefused) as refusal:
        one.describe({"expected_close_on": date(2026, 12, 24)}, by=cast.lin, at=NOW, reason=" ")
    assert refusal.value.field == "change_reason"
    one.describe(
        {"expected_close_on": date(2026, 12, 24)},
        by=cast.lin,
        at=at(2026, 11, 26, 9, 0),
        reason="客户预算会推后",
    )
    db.session.commit()
    assert asked(cast.lin, at(2026, 11, 26, 9, 0), "expected_passed") == []


def test_neither_is_asked_once_it_has_ended(cast, at, nearing):
    night(at(2026, 12, 1, 2, 0))
    night(at(2027, 1, 1, 2, 0))
    assert asked(cast.lin, at(2027, 1, 1, 9, 0), "regrade")
    assert asked(cast.lin, at(2027, 1, 1, 9, 0), "expected_passed")
    values = {
        "status": "parked",
        "close_reason": "budget",
        "close_note": "明年再议",
        "recontact_on": date(2027, 5, 1),
    }
    actions.close(nearing, values, by=cast.lin, at=at(2027, 1, 1, 9, 0))
    db.session.commit()
    for kind in ("regrade", "expected_passed"):
        assert asked(cast.lin, at(2027, 1, 1, 9, 30), kind) == []


def test_the_page_tells_how_it_was_graded(cast, at, nearing, sign_in):
    client = sign_in("lin")
    assert "级别变动" not in client.get(f"/opportunities/{nearing.id}").text
    night(at(2026, 12, 1, 2, 0))
    page = client.get(f"/opportunities/{nearing.id}").text
    assert "A → S" in page
    assert 'id="grades"' in page
