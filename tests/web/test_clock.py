"""The clock that tests and demos stop."""

from datetime import UTC, datetime, timedelta

from salesapp.web import clock

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_the_stop_that_came_last_counts():
    with clock.frozen(NINE):
        with clock.frozen(NINE + timedelta(hours=1)):
            assert clock.now() == NINE + timedelta(hours=1)
        assert clock.now() == NINE
    assert clock.now() != NINE


def test_the_clock_runs_again_after_stops_across_each_other():
    first, second = clock.frozen(NINE), clock.frozen(NINE)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert clock.now() == NINE
    second.__exit__(None, None, None)
    assert clock.now() != NINE
