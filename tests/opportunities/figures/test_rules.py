"""Rates, days and the forecast (R24)."""

from decimal import Decimal

from salesapp.opportunities.figures.rules import (
    Figures,
    average_days,
    weighted,
)


def test_the_figures_are_rates_of_what_was_decided_and_due():
    figures = Figures(won=2, lost=1, on_time=5, due=6, cycle_days=62, forecast=Decimal("0.00"))
    assert (figures.win_rate, figures.on_time_rate) == (Decimal("66.7"), Decimal("83.3"))


def test_of_nothing_there_is_no_rate():
    figures = Figures(won=0, lost=0, on_time=0, due=0, cycle_days=None, forecast=Decimal())
    assert (figures.win_rate, figures.on_time_rate) == (None, None)
    assert average_days([]) is None


def test_the_forecast_weighs_every_amount_by_its_win_rate_to_the_fen():
    assert weighted([(Decimal("386000.00"), 50), (Decimal("0.01"), 90)]) == Decimal("193000.01")
    assert weighted([]) == Decimal("0.00")


def test_the_average_cycle_is_whole_days_half_up():
    assert average_days([62, 63]) == 63
