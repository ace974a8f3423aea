"""What a week asks for, as screens say it."""

from datetime import date

import pytest

from salesapp.calendar import actions as calendar
from salesapp.db import db
from salesapp.opportunities.cadence.queries import Yardstick
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_holiday_week_says_that_none_is_due(cast, sign_in, at):
    week_before = at(2026, 11, 16, 9, 0)
    one = make_opportunity(cast.lin, at=week_before)
    calm = make_opportunity(cast.lin, at=week_before, grade="B")
    calendar.add_company_days(
        first=date(2026, 11, 24), last=date(2026, 11, 27), working=False, name="盘点", by=cast.xu, at=NOW
    )
    db.session.commit()
    yardstick = Yardstick.of(NOW)
    assert (yardstick.pace(one).made, yardstick.pace(calm).made) == ("假期周，免跟进", "两周 0/1")
    lin = sign_in("lin")
    for path in (
        f"/opportunities/{one.id}",
        "/opportunities?scope=mine",
        "/opportunities/board/first_contact",
    ):
        assert "假期周，免跟进" in lin.get(path).get_data(as_text=True), path


def test_the_list_of_breaches_counts_nothing_out_of_nothing(cast, sign_in, at, frozen_clock):
    one = make_opportunity(cast.lin, at=at(2026, 11, 9, 9, 0))
    calendar.add_company_days(
        first=date(2026, 11, 24), last=date(2026, 11, 27), working=False, name="盘点", by=cast.xu, at=NOW
    )
    db.session.commit()
    page = sign_in("xu").get("/opportunities/breaches").get_data(as_text=True)
    assert one.name in page and "0/0" not in page
