"""Rates, days and the forecast (R24)."""

from decimal import Decimal

from salesapp.opportunities.figures.rules import (
    Figures,
    average_days,
    percent,
    weighted,
    yuan,
)


def test_the_figures_are_rates_of_what_was_decided_and_due():
    figures = Figures(won=2, lost=1, on_time=5, due=6, cycle_days=62, forecast=Decimal("0.00"))
    assert (figures.win_rate, figures.on_time_rate) == (Decimal("66.7"), Decimal("83.3"))


def test_of_nothing_there_is_no_rate():
    figures = Figures(won=0, lost=0, on_time=0, due=0, cycle_days=None, forecast=Decimal())
    assert (figures.win_rate, figures.on_time_rate) == (None, None)
    assert average_days(0, 0) is None
    lost = Figures(won=0, lost=1, on_time=0, due=1, cycle_days=None, forecast=Decimal())
    assert (lost.win_rate, lost.on_time_rate) == (0, 0)


def test_a_rate_has_one_place_half_up():
    assert str(percent(1, 16)) == "6.3"  # 6.25
    assert str(percent(1, 3)) == "33.3"
    assert str(percent(3, 3)) == "100.0"
    assert str(percent(0, 3)) == "0.0"
    assert percent(3, 0) is None


def test_fen_are_yuan_with_two_places():
    assert [str(yuan(fen)) for fen in (0, 1, 100, 38600050)] == ["0.00", "0.01", "1.00", "386000.50"]


def test_the_forecast_weighs_every_amount_by_its_win_rate_to_the_fen():
    assert weighted([(Decimal("386000.00"), 50), (Decimal("0.01"), 90)]) == Decimal("193000.01")
    assert str(weighted([(Decimal("0.01"), 50)])) == "0.01"
    assert str(weighted([(Decimal("0.01"), 49), (Decimal(7), 100)])) == "7.00"
    assert str(weighted([])) == "0.00"


def test_the_average_cycle_is_whole_days_half_up():
    assert average_days(62 + 63, 2) == 63
    assert average_days(61 + 62, 2) == 62
    assert average_days(1 + 1 + 2, 3) == 1
    assert average_days(0, 1) == 0
