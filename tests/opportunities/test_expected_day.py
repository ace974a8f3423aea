"""The expected day of a deal lies between today and ten years from now."""

from datetime import date, timedelta

import pytest

from salesapp.opportunities.rules import FileRefused, check_expected

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("day", [TODAY, TODAY + timedelta(days=1), date(2036, 11, 23)])
def test_from_today_to_ten_years_on_a_deal_may_be_expected(day):
    check_expected(day, TODAY)


def test_yesterday_is_too_late():
    with pytest.raises(FileRefused, match="today or later") as refused:
        check_expected(TODAY - timedelta(days=1), TODAY)
    assert refused.value.field == "expected_close_on"


def test_the_day_after_ten_years_is_a_slip_of_the_pen():
    assert (date(2036, 11, 23) - TODAY).days == 3653
    with pytest.raises(FileRefused, match="ten years") as refused:
        check_expected(date(2036, 11, 24), TODAY)
    assert refused.value.field == "expected_close_on"
