"""What the coming months may bring, and how charts are laid out (R24)."""

from datetime import date
from decimal import Decimal

from salesapp.home.figures.rules import FunnelRow, Month, column_bars, forecast, funnel_bars, months_from


def test_months_run_over_the_end_of_the_year():
    assert months_from(date(2026, 11, 23), 3) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


def test_the_forecast_weighs_amounts_and_counts_overdue_dates_in_this_month():
    months = forecast(
        date(2026, 11, 23),
        [
            (date(2026, 10, 1), Decimal("1000.00"), 50),
            (date(2026, 11, 30), Decimal("333.33"), 10),
            (date(2027, 1, 2), Decimal("200.00"), 90),
            (date(2027, 9, 1), Decimal("9999.00"), 90),
        ],
        months=3,
    )
    assert [(month.amount, month.weighted) for month in months] == [
        (Decimal("1333.33"), Decimal("533.33")),
        (Decimal(0), Decimal("0.00")),
        (Decimal("200.00"), Decimal("180.00")),
    ]


def test_the_widest_stage_fills_the_funnel_and_an_empty_one_keeps_a_line():
    rows = [
        FunnelRow("a", "A", 3, Decimal(400), Decimal(40)),
        FunnelRow("b", "B", 1, Decimal(100), Decimal(30)),
        FunnelRow("c", "C", 0, Decimal(0), Decimal(0)),
    ]
    bars = funnel_bars(rows, ["", "", ""], width=360)
    assert [(bar.x, bar.width) for bar in bars] == [(0, 360), (135, 90), (179, 2.0)]


def test_charts_of_nothing_are_drawn_without_dividing_by_it():
    assert funnel_bars([], []) == []
    assert column_bars([Month(date(2026, 11, 1), Decimal(0), Decimal(0))], ["11"], ["0"])[0].height == 1.0
