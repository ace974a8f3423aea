"""The page behind the share of follow-ups in time."""

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from tests.opportunities.factories import make_opportunity
from tests.pages import part

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def followed(cast, at):
    """An opportunity of lin that was followed up three weeks late."""
    one = make_opportunity(cast.lin, at=at(2026, 11, 1, 9, 0))
    one.record_follow_up(by=cast.lin, at=at(2026, 11, 19, 10, 0), calendar=work_calendar())
    db.session.commit()
    return one


def heads(table) -> list[str]:
    return [head.text(strip=True) for head in table.css("th")]


def test_it_names_who_followed_up(cast, followed, sign_in):
    table = part(sign_in("lin").get("/opportunities/follow-ups"), "follow-ups").node
    assert heads(table)[-1] == "跟进人"
    assert table.css_first('td[data-label="跟进人"]').text() == "林*"


def test_it_says_that_the_week_counts(cast, followed, sign_in):
    page = part(sign_in("lin").get("/opportunities/follow-ups"), "main").text
    assert "自然周（周一至周日）内跟进即计为按时，晚于到期日也算" in page
